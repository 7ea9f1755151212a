"""Renders the README's picture: a terminal in which flake8 checks fixtures/quickstart.

Run it in an environment that has the plugin: ``python tools/render_demo.py docs/demo.svg``.
"""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from html import escape
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "fixtures" / "quickstart"
COMMAND = ("flake8", "--select", "CFS,E9")

COLUMNS = 104
CHAR_WIDTH = 8
LINE_HEIGHT = 20
MARGIN = 20
TITLE_BAR = 36

_FINDING = re.compile(r"(?P<place>\S+?:\d+:\d+:) (?P<code>CFS\d{3}) (?P<text>.*)")
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<title>{title}</title>
<style>
  text {{ font: 13px ui-monospace, Menlo, Consolas, monospace; fill: #d0d7de; white-space: pre; }}
  .place {{ fill: #79c0ff; }}
  .code {{ fill: #ff7b72; font-weight: bold; }}
  .prompt {{ fill: #7ee787; }}
</style>
<rect width="{width}" height="{height}" rx="8" fill="#161b22"/>
<circle cx="22" cy="18" r="6" fill="#ff5f56"/>
<circle cx="42" cy="18" r="6" fill="#ffbd2e"/>
<circle cx="62" cy="18" r="6" fill="#27c93f"/>
"""


def flake8_output() -> list[str]:
    """The lines that flake8 prints in the fixture project.

    Raises RuntimeError with flake8's own words if it does not report findings.
    """
    command = [sys.executable, "-I", "-m", *COMMAND]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 1 or done.stderr:
        raise RuntimeError(f"flake8 reported no findings: {done.stdout}{done.stderr}")
    return done.stdout.splitlines()


def render(output: list[str]) -> str:
    """The SVG of a terminal that shows the command and its output, wrapped between words at COLUMNS."""
    prompt = f'<tspan class="prompt">$</tspan> {escape(" ".join(COMMAND))}'
    rows = [prompt, *(row for line in output for row in _rows(line))]
    width = COLUMNS * CHAR_WIDTH + 2 * MARGIN
    height = TITLE_BAR + len(rows) * LINE_HEIGHT + MARGIN
    title = f"{' '.join(COMMAND)} reports {len(output)} findings"
    texts = [
        f'<text x="{MARGIN}" y="{TITLE_BAR + (number + 1) * LINE_HEIGHT - 4}">{row}</text>\n'
        for number, row in enumerate(rows)
    ]
    return _HEAD.format(width=width, height=height, title=escape(title)) + "".join(texts) + "</svg>\n"


def _rows(line: str) -> list[str]:
    """One line of output as rows of SVG text, with the place and the code in colour."""
    first, *rest = textwrap.wrap(line, COLUMNS, break_on_hyphens=False)
    match = _FINDING.fullmatch(first)
    if match is None:
        return [escape(row) for row in (first, *rest)]
    place, code, text = (escape(match[group]) for group in ("place", "code", "text"))
    return [
        f'<tspan class="place">{place}</tspan> <tspan class="code">{code}</tspan> {text}',
        *map(escape, rest),
    ]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render(flake8_output()), encoding="utf-8", newline="\n")
