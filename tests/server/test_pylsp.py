"""The hooks of python-lsp-server, without it; ``acceptance/test_pylsp.py`` has the real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pylsp: Any = pytest.importorskip("flake8_confluence_scopes.server.pylsp", reason="pluggy is not installed")

from flake8_confluence_scopes import fresh, unsaved  # noqa: E402
from tests.server.editor import applied  # noqa: E402

CALL = 'import requests\nrequests.delete("/rest/api/content/1")\n'
START = {"line": 1, "character": 16}
NOWHERE = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
CONFIG = SimpleNamespace(capabilities={"workspace": {"workspaceEdit": {"documentChanges": True}}})


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """A workspace of python-lsp-server with one document."""
    monkeypatch.setattr(pylsp, "_session", None)
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ"]}', encoding="utf-8")
    document = SimpleNamespace(uri=(tmp_path / "app.py").as_uri(), version=1, source=CALL)
    yield SimpleNamespace(root_uri=tmp_path.as_uri(), documents={document.uri: document}, document=document)
    unsaved._held.clear()
    fresh.forget()


def test_code_actions(workspace: SimpleNamespace) -> None:
    reported = {"code": "CFS101", "range": {"start": START, "end": {"line": 1, "character": 40}}, "source": "flake8"}
    others = {"code": "E501", "range": reported["range"]}
    context = {"diagnostics": [others, reported]}
    actions = pylsp.pylsp_code_actions(CONFIG, workspace, workspace.document, reported["range"], context)
    assert [action["title"] for action in actions] == [
        "Add DELETE to atlassian-connect.json",
        "Silence CFS101 in this line",
    ]
    (edit,) = actions[0]["edit"]["documentChanges"]
    assert applied('{"scopes": ["READ"]}', edit["edits"]) == '{"scopes": ["READ", "DELETE"]}'
    assert [one["source"] for one in actions[0]["diagnostics"]] == ["flake8"]
    workspace.document.source = CALL.replace("delete", "get").replace("content/1", "space")
    assert pylsp.pylsp_code_actions(CONFIG, workspace, workspace.document, reported["range"], {}) == []


def test_hover_and_other_documents(workspace: SimpleNamespace, tmp_path: Path) -> None:
    found = pylsp.pylsp_hover(SimpleNamespace(), workspace, workspace.document, START)
    assert "**DELETE `/rest/api/content/1`**" in found["contents"]["value"]
    assert pylsp.pylsp_hover(SimpleNamespace(), workspace, workspace.document, START) == found
    other = SimpleNamespace(uri=(tmp_path / "notes.txt").as_uri(), version=1, source="x")
    workspace.documents = {other.uri: other}
    assert pylsp.pylsp_hover(SimpleNamespace(), workspace, other, START) is None
    assert unsaved.at(str(tmp_path / "app.py")) is None


def test_a_failure_is_nobody_else_s(workspace: SimpleNamespace) -> None:
    assert pylsp.pylsp_code_actions(CONFIG, None, workspace.document, NOWHERE, {}) == []
    assert pylsp.pylsp_hover(CONFIG, None, workspace.document, START) is None
