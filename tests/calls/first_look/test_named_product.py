"""Whether a file, or a module that it leads to, names the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes.calls.first_look import named_product
from flake8_confluence_scopes.calls.first_look.named_product import is_named_from

SOURCE = "from lib import first\n"
NAMES = "SITE = 'https://example.Atlassian.net'\n"


def named(folder: Path, source: str, **modules: str) -> bool:
    (folder / "lib").mkdir(exist_ok=True)
    for name, text in {"__init__": "", **modules}.items():
        (folder / "lib" / f"{name}.py").write_text(text, encoding="utf-8")
    return is_named_from(source, str(folder / "app.py"), str(folder))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (NAMES, True),
        ("import confluence_pages\n", True),
        ("# confluence\n", False),
        ("'''Reads Confluence.'''\nimport requests\n", False),
        ("import requests\n", False),
        ("confluence = (\n", True),  # what cannot be parsed may be anything
    ],
)
def test_a_file_by_itself(tmp_path: Path, source: str, expected: bool) -> None:
    assert named(tmp_path, source) is expected


@pytest.mark.parametrize(
    ("far", "expected"), [(NAMES, True), (f"# {NAMES}", False), ("import app, lib.first\n", False), ("confluence = (\n", True)]
)
def test_modules_however_far(tmp_path: Path, far: str, expected: bool) -> None:
    between = {"first": "from . import second", "second": "def f():\n    import lib.third, lib.first", "third": "import lib.far"}
    assert named(tmp_path, SOURCE, **between, far=far) is expected
    assert not named(tmp_path, "import os\n", far=NAMES)


def test_a_module_that_is_gone(tmp_path: Path) -> None:
    assert not named(tmp_path, SOURCE, first="import lib.second")
    (tmp_path / "lib" / "first.py").unlink()
    assert not is_named_from(SOURCE, str(tmp_path / "app.py"), str(tmp_path))
    assert not is_named_from(SOURCE, str(tmp_path / "app.py"), None)


def test_of_too_many_modules_nobody_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = {"first": "import lib.second", "second": "import lib.third", "third": ""}
    monkeypatch.setattr(named_product, "MOST_MODULES", 3)
    assert named(tmp_path, SOURCE, **chain)
    monkeypatch.setattr(named_product, "MOST_MODULES", 6)
    assert not named(tmp_path, SOURCE, **chain)
