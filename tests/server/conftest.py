"""One server for the tests of each module, and small projects in its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flake8_confluence_scopes import fresh, unsaved
from flake8_confluence_scopes.server import watched
from flake8_confluence_scopes.server.session import Session
from tests.server.editor import Editor

pytest.importorskip("pygls", reason="the extra lsp is not installed")

Project = Callable[..., Path]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root folder that the editor has open."""
    return tmp_path_factory.mktemp("folder")


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    """An editor with that folder. It shows no failure of the server."""
    with Editor(folder) as editor:
        yield editor
        assert editor.errors() == ""


@pytest.fixture
def project(folder: Path, request: pytest.FixtureRequest) -> Project:
    """Makes a project in a folder of its own: ``project(**{"a/b.py": "text"})``."""

    def make(**files: str) -> Path:
        name = str(request.node.name)
        top = folder / name.replace("[", "-").replace("]", "")
        (top / ".git").mkdir(parents=True)
        for place, text in files.items():
            file = top / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        return top

    return make


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A project that declares READ."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ"]}', encoding="utf-8")
    return tmp_path


@pytest.fixture
def session(top: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(watched, "INTERVAL", 0.0)
    monkeypatch.setattr(watched, "_SHARE", 0)
    session = Session()
    session.set_folders([str(top)])
    yield session
    unsaved._held.clear()
    fresh.forget()
