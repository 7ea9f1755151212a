"""python-lsp-server over stdio, as an editor drives it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from acceptance.language_client import LanguageClient
from flake8_confluence_scopes.calls.modules.python_tree import MOST_COMMAS
from tests.blocks import block
from tests.server.editor import applied
from tests.support import FIXTURES

SETTINGS: dict[str, Any] = json.loads(block("docs/editors.md", "python-lsp-server", "json"))
WARNING = 2
CALL = 'import requests\n\nrequests.delete("/rest/api/content/1")\n'
NEEDS = "CFS101 DELETE /rest/api/content/1 needs scope DELETE; atlassian-connect.json lacks it"


def put(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that declares READ."""
    put(tmp_path / "root" / "atlassian-connect.json", '{"scopes": ["READ"]}')
    (tmp_path / "root" / ".git").mkdir()
    return tmp_path / "root"


def ours(diagnostics: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What this plugin reports."""
    return [one for one in diagnostics if one["code"].startswith("CFS")]


def messages(diagnostics: list[dict[str, Any]]) -> list[str]:
    """What this plugin says."""
    return [one["message"] for one in ours(diagnostics)]


def test_unsaved_text_and_a_descriptor_that_changes(tmp_path: Path) -> None:
    project = tmp_path / "quickstart"
    shutil.copytree(FIXTURES / "quickstart", project)
    file = project / "app.py"
    saved = file.read_text(encoding="utf-8")
    unsaved = f"# not saved \u00fc\n{saved}"
    with LanguageClient([project], SETTINGS) as client:
        (found,) = ours(client.open(file, unsaved))
        line = unsaved.splitlines(keepends=True)[45]
        assert found == {
            "source": "flake8",
            "code": "CFS101",
            "range": {"start": {"line": 45, "character": 16}, "end": {"line": 45, "character": len(line)}},
            "message": "CFS101 DELETE /rest/mywork/latest/notification/{} needs scope DELETE; "
            "atlassian-connect.json lacks it",
            "severity": WARNING,
        }
        descriptor = project / "atlassian-connect.json"
        descriptor.write_text(
            descriptor.read_text(encoding="utf-8").replace('"WRITE"', '"DELETE"'), encoding="utf-8"
        )
        assert ours(client.change(file, unsaved + "\n# changed\n", 2)) == []
        put(descriptor, "{")
        (broken,) = ours(client.change(file, unsaved, 3))
        assert (broken["code"], broken["severity"]) == ("CFS202", WARNING)


def test_a_file_that_is_not_saved_yet_below_the_root(root: Path) -> None:
    with LanguageClient([root], SETTINGS) as client:
        assert messages(client.open(root / "web" / "new.py", CALL)) == [NEEDS]


def test_a_file_outside_the_root_counts_as_one_in_it(root: Path, tmp_path: Path) -> None:
    put(tmp_path / "elsewhere" / "atlassian-connect.json", '{"scopes": ["ADMIN"]}')
    with LanguageClient([root], SETTINGS) as client:
        assert messages(client.open(put(tmp_path / "elsewhere" / "app.py", CALL), CALL)) == [NEEDS]


def test_an_empty_document(root: Path) -> None:
    file = put(root / "app.py", CALL)
    with LanguageClient([root], SETTINGS) as client:
        assert client.open(file, "") == []
        assert messages(client.change(file, CALL, 2)) == [NEEDS]
        assert client.change(file, "", 3) == []


def test_a_file_that_cannot_be_analysed_keeps_the_other_linters(root: Path) -> None:
    text = f"import os\n{CALL}x = [{'0, ' * (MOST_COMMAS + 1)}]\n"
    with LanguageClient([root], SETTINGS) as client:
        codes = [one["code"] for one in client.open(root / "app.py", text)]
        assert {"CFS901", "F401"} <= set(codes)


def test_quick_fixes(root: Path) -> None:
    file = put(root / "app.py", CALL)
    with LanguageClient([root], SETTINGS) as client:
        (found,) = ours(client.open(file, CALL))
        context = {"diagnostics": [found]}
        asked = {"textDocument": {"uri": file.as_uri()}, "range": found["range"], "context": context}
        add, silence = client.request("textDocument/codeAction", asked)
        assert (add["title"], silence["title"]) == ("Add DELETE to atlassian-connect.json", "Silence CFS101 in this line")
        ((uri, edits),) = add["edit"]["changes"].items()
        assert (uri, applied('{"scopes": ["READ"]}', edits)) == (
            (root / "atlassian-connect.json").as_uri(),
            '{"scopes": ["READ", "DELETE"]}',
        )
        asked = {"textDocument": {"uri": file.as_uri()}, "position": found["range"]["start"]}
        shown = client.request("textDocument/hover", asked)
        assert "DELETE `/rest/api/content/1`" in str(shown)
        put(root / "atlassian-connect.json", applied('{"scopes": ["READ"]}', edits))
        assert ours(client.change(file, CALL + "\n", 2)) == []


def test_two_roots(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    put(other / "atlassian-connect.json", '{"scopes": ["DELETE"]}')
    (other / ".git").mkdir()
    with LanguageClient([root, other], SETTINGS) as client:
        assert messages(client.open(put(other / "app.py", CALL), CALL)) == []
        assert messages(client.open(put(root / "app.py", CALL), CALL)) == [NEEDS]
