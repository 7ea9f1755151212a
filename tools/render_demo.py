"""Renders the README's picture: a terminal in which ``confluence-scopes check`` looks at examples/connect-flask.

Run it in an environment that has the plugin: ``python tools/render_demo.py docs/demo.svg``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from html import escape
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "examples" / "connect-flask"
COMMAND = ("confluence-scopes", "check")

COLUMNS = 116
CHAR_WIDTH = 8
LINE_HEIGHT = 20
MARGIN = 20
TITLE_BAR = 36

_PARTS = re.compile(
    r"(?P<code>^CFS\d{3})|(?P<place>^ *-->|^ *(?:\d+ )?\|(?= |$))|(?P<caret>\^+$)|(?P<help>^help:)|(?P<rule>^[a-z-]+: (?=https:))"
)
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<title>{title}</title>
<style>
  text {{ font: 13px ui-monospace, Menlo, Consolas, monospace; fill: #d0d7de; white-space: pre; }}
  .place {{ fill: #79c0ff; }}
  .code {{ fill: #ff7b72; font-weight: bold; }}
  .caret {{ fill: #ff7b72; }}
  .help {{ fill: #79c0ff; font-weight: bold; }}
  .rule {{ fill: #8b949e; }}
  .prompt {{ fill: #7ee787; }}
</style>
<rect width="{width}" height="{height}" rx="8" fill="#161b22"/>
<circle cx="22" cy="18" r="6" fill="#ff5f56"/>
<circle cx="42" cy="18" r="6" fill="#ffbd2e"/>
<circle cx="62" cy="18" r="6" fill="#27c93f"/>
"""


def output_of_check() -> list[str]:
    """The lines that the command prints in the project.

    Raises RuntimeError with its own words if it does not show findings.
    """
    command = [sys.executable, "-I", "-m", "flake8_confluence_scopes", *COMMAND[1:]]
    environment = os.environ | {"COLUMNS": str(COLUMNS)}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 1 or done.stderr:
        raise RuntimeError(f"there are no findings: {done.stdout}{done.stderr}")
    return done.stdout.splitlines()


def render(output: list[str]) -> str:
    """The SVG of a terminal that shows the command and its output, wrapped between words at COLUMNS."""
    prompt = f'<tspan class="prompt">$</tspan> {escape(" ".join(COMMAND))}'
    rows = [prompt, *(row for line in output for row in _rows(line))]
    width = COLUMNS * CHAR_WIDTH + 2 * MARGIN
    height = TITLE_BAR + len(rows) * LINE_HEIGHT + MARGIN
    title = f"{' '.join(COMMAND)} shows a finding with its line of source and the next step"
    texts = [
        f'<text x="{MARGIN}" y="{TITLE_BAR + (number + 1) * LINE_HEIGHT - 4}">{row}</text>\n'
        for number, row in enumerate(rows)
    ]
    return _HEAD.format(width=width, height=height, title=escape(title)) + "".join(texts) + "</svg>\n"


def _rows(line: str) -> list[str]:
    """One line of output as rows of SVG text, its parts in colour."""
    rows = textwrap.wrap(line, COLUMNS, break_on_hyphens=False) if len(line) > COLUMNS else [line]
    return [_coloured(rows[0]), *map(escape, rows[1:])]


def _coloured(row: str) -> str:
    text, place = "", 0
    for part in _PARTS.finditer(row):
        text += f'{escape(row[place : part.start()])}<tspan class="{part.lastgroup}">{escape(part[0])}</tspan>'
        place = part.end()
    return text + escape(row[place:])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render(output_of_check()), encoding="utf-8", newline="\n")
