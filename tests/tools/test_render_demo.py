"""The README's picture."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.support import ROOT
from tools import render_demo

pytestmark = pytest.mark.once

LINE = "CFS101 DELETE /rest/<id> needs scope DELETE"
EXCERPT = [" --> app.py:3:14", "  |", '3 | get("<id>")', "  |     ^^^^^^"]
SHOWN = [LINE, *EXCERPT, "help: run fix", "missing-scope: https://x.example", ""]


def _texts(svg: str) -> list[str]:
    tree = ElementTree.fromstring(svg)
    return ["".join(text.itertext()) for text in tree.iter("{http://www.w3.org/2000/svg}text")]


def test_the_picture_shows_what_check_prints_today(tmp_path: Path) -> None:
    picture = tmp_path / "demo.svg"
    subprocess.run([sys.executable, ROOT / "tools" / "render_demo.py", picture], check=True)
    wanted = (ROOT / "docs" / "demo.svg").read_bytes()
    assert picture.read_bytes() == wanted, "run: python tools/render_demo.py docs/demo.svg"


def test_the_picture_is_a_terminal_with_the_command_and_its_output() -> None:
    assert _texts(render_demo.render(SHOWN)) == ["$ confluence-scopes check", *SHOWN]


def test_each_part_has_its_colour() -> None:
    coloured = re.findall(r'<tspan class="(\w+)">([^<]*)', render_demo.render(SHOWN))
    assert [(name, text.strip()) for name, text in coloured[1:]] == [
        ("code", "CFS101"),
        ("place", "--&gt;"),
        ("place", "|"),
        ("place", "3 |"),
        ("place", "|"),
        ("caret", "^^^^^^"),
        ("help", "help:"),
        ("rule", "missing-scope:"),
    ]


def test_a_long_line_is_wrapped() -> None:
    line = LINE + "; x" * 60
    texts = _texts(render_demo.render([line]))[1:]
    assert " ".join(texts) == line
    assert max(map(len, texts)) <= render_demo.COLUMNS


def test_a_run_without_findings_is_no_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render_demo, "PROJECT", tmp_path)
    with pytest.raises(RuntimeError, match="no findings"):
        render_demo.output_of_check()
