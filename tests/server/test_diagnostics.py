"""Diagnostics of open documents, from the real server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from flake8_confluence_scopes.server.lines import Json
from tests.server.conftest import Project
from tests.server.editor import Editor, codes

CONNECT = "atlassian-connect.json"
READ = '{"scopes": ["READ"]}'
CALL = 'import requests\nrequests.delete("/rest/api/content/1")\n'
PAGES = "https://github.com/flake8-confluence-scopes/flake8-confluence-scopes/blob/main/docs"


def test_a_missing_scope(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: READ})
    file = top / "app.py"
    (found,) = editor.open(file, "import requests\nrequests.delete(\n    '/rest/api/'\n    'content/1')\n")
    assert editor.marked(file, found.pop("range")) == "'/rest/api/'\n    'content/1'"
    assert "needs scope DELETE" in found.pop("message")
    (related,) = found.pop("relatedInformation")
    assert found == {
        "code": "CFS101",
        "codeDescription": {"href": f"{PAGES}/rules.md#cfs101"},
        "severity": 1,
        "source": "confluence-scopes",
    }
    assert related["message"] == "atlassian-connect.json declares READ"
    assert related["location"] == {
        "uri": (top / CONNECT).as_uri(),
        "range": {"start": {"line": 0, "character": 13}, "end": {"line": 0, "character": 17}},
    }


def test_what_stands_nowhere_is_told_with_the_declared_scopes(editor: Editor, project: Project) -> None:
    file = project(**{CONNECT: "{}"}) / "app.py"
    (found,) = editor.open(file, CALL)
    (related,) = found["relatedInformation"]
    assert related["message"] == "atlassian-connect.json declares no scopes"
    assert related["location"]["range"]["end"] == {"line": 0, "character": 0}


def test_unsaved_modules_count(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: READ, "api.py": "def fetch(path): pass\n"})
    file, api = top / "app.py", top / "api.py"
    assert editor.open(file, "from api import fetch\nfetch('/rest/api/content/1')\n") == []
    editor.open(api, "import requests\ndef fetch(path): requests.delete(path)\n")
    (found,) = editor.becomes(file, bool)
    assert editor.marked(file, found["range"]) == "'/rest/api/content/1'"
    editor.close(api)
    assert editor.becomes(file, lambda found: not found) == []


def test_the_unsaved_descriptor_counts(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: READ})
    file, descriptor = top / "app.py", top / CONNECT
    assert codes(editor.open(file, CALL)) == ["CFS101"]
    editor.open(descriptor, '{"scopes": ["DELETE"]}', "json")
    assert editor.becomes(file, lambda found: not found) == []
    editor.close(descriptor)
    assert codes(editor.becomes(file, bool)) == ["CFS101"]


def test_while_a_descriptor_is_typed_its_last_good_text_counts(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: READ})
    file, descriptor = top / "app.py", top / CONNECT
    editor.open(descriptor, READ, "json")
    assert codes(editor.open(file, CALL)) == ["CFS101"]
    editor.write(descriptor, '{"scopes": ["READ", "DEL')
    (found,) = editor.change(file, CALL + "#")
    (related,) = found["relatedInformation"]
    assert related["message"].startswith(
        "atlassian-connect.json declares READ; this is its last text that could be read, for the present one is not JSON: "
    )
    editor.write(descriptor, '{"scopes": ["READ", "DELETE"]}')
    assert editor.becomes(file, lambda found: not found) == []


def test_a_descriptor_that_could_never_be_read(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: "{"})
    file, descriptor = top / "app.py", top / CONNECT
    editor.open(descriptor, "{", "json")
    assert codes(editor.open(file, CALL)) == ["CFS202"]
    editor.write(descriptor, '{"scopes": 1}')
    assert '"scopes"' in editor.becomes(file, lambda found: '"scopes"' in str(found))[0]["message"]


def test_what_changes_on_the_disk_is_seen(editor: Editor, project: Project) -> None:
    """Within a second or two, without a word of the client."""
    top = project(**{CONNECT: READ, "api.py": "def fetch(path): pass\n"})
    file = top / "app.py"
    assert editor.open(file, "from api import fetch\nfetch('/rest/api/content/1')\n") == []
    (top / "api.py").write_text("import requests\ndef fetch(path): requests.delete(path)\n", encoding="utf-8")
    assert codes(editor.becomes(file, bool)) == ["CFS101"]
    (top / CONNECT).write_text('{"scopes": ["DELETE"]}', encoding="utf-8")
    assert editor.becomes(file, lambda found: not found) == []


def test_a_config_file_counts_and_its_change(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: READ})
    file = top / "app.py"
    editor.notify("workspace/didChangeWorkspaceFolders", _folders(added=[top]))
    assert codes(editor.open(file, CALL)) == ["CFS101"]
    (top / ".flake8").write_text("[flake8]\nextend-ignore = CFS101\n", encoding="utf-8")
    assert editor.becomes(file, lambda found: not found) == []
    (top / ".flake8").write_text("[flake8]\nconfluence-scopes = 1 2\n", encoding="utf-8")
    editor.becomes(file, bool)
    editor.until(lambda: any("'1' is no scope name" in said for said in editor.said))
    editor.change(file, CALL)
    assert len(editor.said) == 1
    editor.notify("workspace/didChangeWorkspaceFolders", _folders(removed=[top]))


def _folders(added: Sequence[Path] = (), removed: Sequence[Path] = ()) -> dict[str, object]:
    given = {"added": added, "removed": removed}
    return {"event": {name: [{"uri": one.as_uri(), "name": "x"} for one in its] for name, its in given.items()}}


def test_a_comment_silences(editor: Editor, project: Project) -> None:
    file = project(**{CONNECT: READ}) / "app.py"
    assert editor.open(file, CALL.replace(")\n", ")  # noqa: CFS101\n")) == []
    assert codes(editor.change(file, CALL)) == ["CFS101"]
    assert editor.change(file, "# flake8: noqa\n" + CALL) == []


@pytest.mark.parametrize(
    ("text", "code", "marked"),
    [
        ("x = (", "CFS901", "x = ("),
        ("x = (\r\nimport\r\n", "CFS901", "x = ("),
        ("", "", ""),
        ("x = 1\n\0", "CFS901", "x = 1"),
    ],
)
def test_what_cannot_be_parsed(editor: Editor, project: Project, text: str, code: str, marked: str) -> None:
    file = project(**{CONNECT: READ}) / "app.py"
    source = f"{text}\n# '/rest/api/content'" if text else text
    found = editor.open(file, source)
    assert "".join(codes(found)) == code
    assert "".join(editor.marked(file, one["range"]) for one in found) == marked


def test_other_codes_have_their_severity(editor: Editor, project: Project) -> None:
    file = project(**{CONNECT: '{"scopes": ["RAED"]}'}) / "app.py"
    source = 'import requests\nrequests.get("/rest/api/space")\nrequests.patch("/rest/api/content/1")\n'
    found = {one["code"]: one["severity"] for one in editor.open(file, source)}
    assert found == {"CFS101": 1, "CFS203": 2, "CFS102": 1}


def test_a_removed_operation_is_struck_out(editor: Editor, project: Project) -> None:
    top = project(**{"manifest.yml": "app:\n  id: x\npermissions:\n  scopes:\n    - read:confluence-space.summary\n"})
    (found,) = editor.open(top / "app.py", 'import requests\nrequests.get("/wiki/rest/api/space")\n')
    assert (found["code"], found["tags"]) == ("CFS105", [2])


def test_documents_of_other_kinds(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: READ})
    assert editor.open(top / "app.txt", CALL, "plaintext") == []
    assert editor.open(top / "other.json", "{", "json") == []
    assert editor.open("untitled:Untitled-1", "{", "json") == []


def test_a_document_that_is_in_no_file_counts_as_one_in_the_folder(editor: Editor) -> None:
    assert codes(editor.open("untitled:Untitled-2", CALL)) == ["CFS201"]
    assert editor.change("untitled:Untitled-2", "") == []


def test_a_document_outside_of_the_folders(
    editor: Editor, project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    project(**{CONNECT: '{"scopes": ["ADMIN"]}'})
    top = tmp_path_factory.mktemp("outside")
    assert codes(editor.open(top / "app.py", CALL)) == ["CFS201"]
    (top / CONNECT).write_text(READ, encoding="utf-8")
    assert codes(editor.becomes(top / "app.py", lambda found: codes(found) == ["CFS101"])) == ["CFS101"]


def test_a_document_that_is_deleted_or_renamed(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: READ, "app.py": CALL})
    file, other = top / "app.py", top / "b.py"
    assert codes(editor.open(file, CALL)) == ["CFS101"]
    file.unlink()
    assert codes(editor.change(file, CALL + "\n")) == ["CFS101"]
    editor.close(file)
    editor.until(lambda: not editor.shown[file.as_uri()]["diagnostics"])
    assert codes(editor.open(other, CALL)) == ["CFS101"]


def test_a_descriptor_and_a_module_that_are_not_utf_8(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: READ})
    (top / CONNECT).write_bytes(b'{"name": "\xe9", "scopes": ["READ"]}')
    (top / "api.py").write_bytes(b"# -*- coding: latin-1 -*-\nBASE = '/rest/api/\xe9'\n")
    file = top / "app.py"
    source = "import requests\nfrom api import BASE\nrequests.delete('/rest/api/content/' + BASE[-1:])\n"
    assert codes(editor.open(file, source)) == ["CFS202"]
    (top / CONNECT).write_bytes('{"scopes": ["READ"]}'.encode("utf-16"))
    assert codes(editor.becomes(file, lambda found: codes(found) != ["CFS202"])) == ["CFS101"]


WRAPPER = "import requests\ndef fetch(path):\n    '\U0001f600'; return requests.delete('/rest/api/' + path)\n"


def sent_at(editor: Editor, found: Json) -> list[str]:
    """The messages and texts of related places in open documents."""
    related = [(one["message"], one["location"]) for one in found["relatedInformation"]]
    return [f"{said}: {editor.marked(where['uri'], where['range'])}" for said, where in related if where["uri"] in editor.texts]


def test_the_request_in_the_wrapper_is_related(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: READ, "api.py": WRAPPER})
    file, api = top / "app.py", top / "api.py"
    (found,) = editor.open(file, "from api import fetch\nfetch('content/1')\n")
    declared, sent = found["relatedInformation"]
    assert (sent["message"], sent["location"]["uri"]) == ("the request is sent here", api.as_uri())
    editor.open(api, WRAPPER.replace("\n", "\r\n"))
    assert sent_at(editor, editor.becomes(file, bool)[0]) == [
        "the request is sent here: requests.delete('/rest/api/' + path)"
    ]
    own = WRAPPER + "def twice(path): fetch(path)\ntwice('content/1'); requests.patch('/rest/api/content/1')\n"
    found, other = editor.change(file, own)
    assert sent_at(editor, found) == ["the request is sent here: requests.delete('/rest/api/' + path)"]
    assert "relatedInformation" not in other
