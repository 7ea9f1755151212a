"""The lines of a file that a site spans, as a terminal shows them: marked, and with a line before and behind.

Drawn as rustc, ruff and zizmor draw it: a part of one line has a mark below it, one of several a bracket at the left that
leads to its end.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.project.sites import Site

CUT = "..."
"""What stands for the parts of a line that are left out."""

_TAB = 4
_NARROWEST = 20
_MOST_LINES = 4
_BRACKET = "/ "


class Row(NamedTuple):
    """One line of an excerpt, its tabs and unprintable characters written out; ``number`` is 0 where lines are left out.

    ``bracket`` stands before the text; it is empty where the site is in one line. ``mark`` is to stand below both.
    """

    number: int
    text: str
    mark: str = ""
    bracket: str = ""


class _Shown(NamedTuple):
    """A line as far as there is room for it. ``starts`` are the columns of all its characters, of which those from
    ``left`` to ``right`` are in the text; column 0 of the text is that of ``origin``."""

    text: str
    starts: list[int]
    left: int
    right: int
    origin: int

    def column(self, place: int) -> int:
        """Where a character stands in the text, or what is left out with it."""
        return self.starts[max(self.left, min(place, self.right))] - self.origin


def excerpt(lines: Sequence[str], site: Site, width: int) -> list[Row]:
    """The rows of a site, none of them wider than ``width`` columns; none where the file has no such line.

    A site without an extent marks the whole of its line. A line beside the site that is blank is left out. The width of a
    character is Unicode's: a terminal may join several into one sign that is narrower.
    """
    if not 1 <= site.line <= len(lines):
        return []
    last = max(site.line, min(site.end_line, len(lines)))
    width = max(width, _NARROWEST)
    if last == site.line:
        bracket, rows = "", [_marked(lines[last - 1], site, width)]
    else:
        bracket = " " * len(_BRACKET)
        rows = list(_bracketed(lines, site, last, width - len(bracket)))
    beside = {
        number: Row(number, _shown(lines[number - 1], width - len(bracket)).text, "", bracket)
        for number in (site.line - 1, last + 1)
        if 1 <= number <= len(lines) and lines[number - 1].strip()
    }
    before, behind = (beside.get(number) for number in (site.line - 1, last + 1))
    return [*([before] if before else []), *rows, *([behind] if behind else [])]


def _marked(line: str, site: Site, width: int) -> Row:
    """The only line of a site, with a mark below the part of it that belongs to the site."""
    first, last = _filled(line)
    if site.column < site.end_column or site.line < site.end_line:
        first, last = site.column - 1, min(site.end_column - 1, last) if site.line == site.end_line else last
    shown = _shown(line, width, first)
    column = shown.column(first)
    size = max(shown.column(last) - column, 1) if first < last else 0
    return Row(site.line, shown.text, " " * column * bool(size) + "^" * size)


def _bracketed(lines: Sequence[str], site: Site, last: int, width: int) -> Iterator[Row]:
    """The lines of a site, from the first one to the number ``last``, held together at the left."""
    line = lines[site.line - 1]
    before, behind = _filled(line)
    start = min(site.column - 1, behind)
    shown = _shown(line, width, start)
    if start <= before:
        yield Row(site.line, shown.text, "", _BRACKET)
    else:
        yield Row(site.line, shown.text, " " + "_" * (1 + shown.column(start)) + "^", "  ")
    most = last if last - site.line < _MOST_LINES else site.line + _MOST_LINES - 1
    yield from (Row(number, _shown(lines[number - 1], width).text, "", "| ") for number in range(site.line + 1, most))
    if most < last:
        yield Row(0, "", "", "| ")
    line = lines[last - 1]
    end = _filled(line)[1] if last != site.end_line else min(site.end_column - 1, _filled(line)[1])
    shown = _shown(line, width, end, width // 2)
    yield Row(last, shown.text, "|" + "_" * max(shown.column(end), 1) + "^", "| ")


def _filled(line: str) -> tuple[int, int]:
    """The part of a line that is not blank, in characters."""
    return len(line) - len(line.lstrip()), len(line.rstrip())


def _shown(line: str, width: int, place: int = 0, before: int = 0) -> _Shown:
    """A line cut to the width: in view is the character at ``place``, and of those before it what ``before`` columns take
    and a quarter of the width more."""
    pieces, starts = _laid_out(line)
    left, right = 0, len(pieces)
    column = starts[min(place, right)] - before
    if starts[-1] > width and column > width // 2:
        left = next(index for index in range(right + 1) if starts[index] >= column - width // 4)
    start = CUT if left else ""
    room = width - len(start)
    if starts[-1] - starts[left] > room:
        shorter = (index for index in range(right, left, -1) if starts[index] - starts[left] <= room - len(CUT))
        right = next(shorter, left)
    text = start + "".join(pieces[left:right]) + (CUT if right < len(pieces) else "")
    return _Shown(text.rstrip(), starts, left, right, starts[left] - len(start))


def _laid_out(line: str) -> tuple[list[str], list[int]]:
    """How each character is shown, and the column at which it begins; behind them the line's width."""
    pieces: list[str] = []
    starts = [0]
    for char in line:
        piece, size = _written_out(char, starts[-1])
        pieces.append(piece)
        starts.append(starts[-1] + size)
    return pieces, starts


def _written_out(char: str, column: int) -> tuple[str, int]:
    if char == "\t":
        size = _TAB - column % _TAB
        return " " * size, size
    if not char.isprintable():
        escaped = char.encode("ascii", "backslashreplace").decode() if not char.isascii() else f"\\x{ord(char):02x}"
        return escaped, len(escaped)
    if unicodedata.combining(char):
        return char, 0
    return char, 2 if unicodedata.east_asian_width(char) in "WF" else 1
