"""Depth and size: a result wherever Python itself parses the file. ``acceptance/test_size.py`` goes to the full sizes."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.extremes import FORMS, FOUND, both_doors
from tests.support import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs the resource module")

COUNT = 1200
"""More than Python lets functions call one another, and little work."""


def test_every_form(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.py" for name in FORMS]
    for file in files:
        file.write_text(FORMS[file.stem].source(COUNT), encoding="utf-8")
    said = both_doors(*files, seconds=120, mebibytes=2048)
    refused = {name: lines for name, lines in said.items() if lines[0].startswith("no tree: ")}
    found = {name: lines for name, lines in said.items() if name not in refused}
    assert [name for name, lines in found.items() if lines[0] != FOUND] == []
    assert [name for name, lines in found.items() if not lines[1].endswith("DELETE  /rest/api/content")] == []
    assert [name for name in refused if not FORMS[name].deep] == []
    assert len([name for name in found if FORMS[name].deep]) > 8
    assert [name for name, (_, command) in refused.items() if not command.startswith(" Python cannot parse it (")] == []


def test_a_process_that_does_not_end_well_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("", encoding="utf-8")
    with pytest.raises(AssertionError):
        both_doors(file, tmp_path / "missing.py", seconds=60, mebibytes=2048)


def test_the_page_lists_every_form_with_its_largest_number() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| ([\d,]+) \| \S", page, re.MULTILINE)
    assert listed == [(name, f"{form.largest:,}") for name, form in FORMS.items()]
