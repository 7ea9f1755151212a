"""By which names a project calls its functions."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flake8_confluence_scopes import called_names, fresh, sources
from flake8_confluence_scopes.called_names import Called


@pytest.fixture(autouse=True)
def _at_another_moment() -> None:
    for forget in fresh._state.brief:
        forget()


def test_names_before_a_bracket(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("def page(url): ...\nclass Wiki(Base): ...\nwiki.space (1)\n", encoding="utf-8")
    called = Called(str(tmp_path), "Wiki().own()\n")
    assert [name for name in ("page", "Wiki", "space", "own", "other") if called.calls(name)] == ["Wiki", "space", "own"]


def test_a_function_that_is_imported_under_another_name_is_called_by_its_own() -> None:
    called = Called(None, "from api import send as s, page as p\nwith wiki() as space: s()\n")
    assert [name for name in ("send", "s", "page", "p", "wiki", "space") if called.calls(name)] == ["send", "s", "wiki"]


def test_hidden_folders_tell_nothing(tmp_path: Path) -> None:
    top = tmp_path / ".work"
    (top / ".others").mkdir(parents=True)
    (top / ".others" / "app.py").write_text("page()\n", encoding="utf-8")
    (top / "app.py").write_text("space()\n", encoding="utf-8")
    assert [name for name in ("page", "space") if Called(str(top)).calls(name)] == ["space"]


@pytest.mark.parametrize(
    ("name", "is_it"), [("__call__", True), ("__init__", True), ("__call", False), ("call__", False), ("call", False)]
)
def test_methods_that_are_called_without_their_name(name: str, is_it: bool) -> None:
    assert Called(None, "wiki('GET', '/rest/api/space')").calls(name) is is_it


def test_without_a_root(tmp_path: Path) -> None:
    assert Called(None, "page()").calls("page")
    assert not Called(None, "page()").calls("space")


def test_what_is_too_much_counts_as_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app.py").write_text("page()\n", encoding="utf-8")
    monkeypatch.setattr(called_names, "MOST_BYTES", 3)
    assert Called(str(tmp_path)).calls("anything")


def test_files_that_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = str(tmp_path / "gone.py")
    locked = tmp_path / "locked.py"
    locked.mkdir()
    monkeypatch.setattr(sources, "python_files", lambda paths, complain, excluded: [gone, str(locked)])
    assert not Called(str(tmp_path)).calls("page")
    assert os.path.isdir(locked)
