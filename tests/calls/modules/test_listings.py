"""What stands in a folder, kept until the folder changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flake8_confluence_scopes import fresh, unsaved
from flake8_confluence_scopes.calls.modules.listings import entries


def test_modules_and_what_may_be_folders(tmp_path: Path) -> None:
    for name in ("api.py", "notes.txt", "LICENSE"):
        (tmp_path / name).touch()
    (tmp_path / "pkg").mkdir()
    found = entries(str(tmp_path))
    assert [name in found for name in ("api.py", "pkg", "LICENSE", "notes.txt")] == [True, True, True, False]


@pytest.mark.parametrize("name", ["none", "a" * 5_000, "a\0b"])
def test_a_folder_that_nobody_can_read(name: str, tmp_path: Path) -> None:
    assert "api.py" not in entries(str(tmp_path / name))


def test_what_an_editor_holds_is_there(tmp_path: Path) -> None:
    path = str(tmp_path / "new.py")
    unsaved.hold(path, "x = 1\n")
    try:
        assert "new.py" in entries(str(tmp_path))
    finally:
        unsaved.release(path)


def test_what_comes_later_is_seen_as_soon_as_the_folder_has_changed(tmp_path: Path) -> None:
    os.utime(tmp_path, (1, 1))
    fresh.forget()
    assert "late.py" not in entries(str(tmp_path))
    (tmp_path / "late.py").touch()
    assert "late.py" not in entries(str(tmp_path))
    fresh.forget()
    assert "late.py" in entries(str(tmp_path))
