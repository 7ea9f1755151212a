"""What programs print into a terminal, colours and all, as an SVG."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

COLUMNS = 116
"""Columns of a terminal, at which it breaks lines."""

_CHAR_WIDTH = 8
_LINE_HEIGHT = 20
_MARGIN = 20
_TITLE_BAR = 36
_GAP = 16

_GRAPHICS = re.compile(r"\x1b\[([\d;]*)m")
_COLOURS = {
    "31": "red",
    "32": "green",
    "33": "yellow",
    "34": "blue",
    "35": "magenta",
    "36": "cyan",
    "91": "red",
    "92": "green",
    "93": "yellow",
    "94": "blue",
    "95": "magenta",
    "96": "cyan",
}
"""What the numbers of ECMA-48 stand for; the bright ones look the same here."""
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<title>{title}</title>
<style>
  text {{ font: 13px ui-monospace, Menlo, Consolas, monospace; fill: #d0d7de; white-space: pre; }}
  .red {{ fill: #ff7b72; }}
  .green {{ fill: #7ee787; }}
  .yellow {{ fill: #e3b341; }}
  .blue {{ fill: #79c0ff; }}
  .magenta {{ fill: #d2a8ff; }}
  .cyan {{ fill: #76e3ea; }}
  .bold {{ font-weight: bold; }}
</style>
"""
_WINDOW = """\
<g transform="translate({left} {top})">
<rect width="{width}" height="{height}" rx="8" fill="#161b22"/>
<circle cx="22" cy="18" r="6" fill="#ff5f56"/>
<circle cx="42" cy="18" r="6" fill="#ffbd2e"/>
<circle cx="62" cy="18" r="6" fill="#27c93f"/>
{texts}</g>
"""


class Terminal(NamedTuple):
    """A command, and what it printed, with the escape sequences of colours."""

    command: str
    output: str

    @property
    def rows(self) -> list[str]:
        """The lines as SVG text."""
        prompt = f"\x1b[32m$\x1b[0m {self.command}"
        return [row for line in (prompt, *self.output.rstrip("\n").split("\n")) for row in _rows(line)]


def picture(title: str, columns: Sequence[Sequence[Terminal]]) -> str:
    """The SVG of columns of terminals, those of a column below one another."""
    width = COLUMNS * _CHAR_WIDTH + 2 * _MARGIN
    windows, heights = "", []
    for number, terminals in enumerate(columns):
        top = 0
        for terminal in terminals:
            rows = terminal.rows
            height = _TITLE_BAR + len(rows) * _LINE_HEIGHT + _MARGIN
            left = number * (width + _GAP)
            windows += _WINDOW.format(left=left, top=top, width=width, height=height, texts=_texts(rows))
            top += height + _GAP
        heights.append(top - _GAP)
    whole = len(columns) * (width + _GAP) - _GAP
    return _HEAD.format(width=whole, height=max(heights), title=escape(title)) + windows + "</svg>\n"


def _texts(rows: Sequence[str]) -> str:
    return "".join(
        f'<text x="{_MARGIN}" y="{_TITLE_BAR + (number + 1) * _LINE_HEIGHT - 4}">{row}</text>\n'
        for number, row in enumerate(rows)
    )


def _rows(line: str) -> list[str]:
    """One line as rows of SVG text, broken where the terminal ends."""
    rows, room = [""], COLUMNS
    for text, style in _parts(line):
        while text:
            if not room:
                rows.append("")
                room = COLUMNS
            part, text = text[:room], text[room:]
            room -= len(part)
            rows[-1] += f'<tspan class="{style}">{escape(part)}</tspan>' if style else escape(part)
    return rows


def _parts(line: str) -> Iterator[tuple[str, str]]:
    """The parts of a line, each with the classes of its colour and weight."""
    style: dict[str, str] = {}
    for number, part in enumerate(_GRAPHICS.split(line)):
        if number % 2 == 0:
            yield part, " ".join(style.values())
            continue
        for code in (part or "0").split(";"):
            if code == "0":
                style = {}
            elif code == "1":
                style["weight"] = "bold"
            elif code == "39":
                style.pop("colour", None)
            else:
                style["colour"] = _COLOURS[code]
