"""Quick fixes, from the real server: what they make of the descriptor is what ``fix`` makes of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flake8_confluence_scopes.server.lines import Json
from tests.server.conftest import Project
from tests.server.editor import Editor, applied, codes

CONNECT = "atlassian-connect.json"
READ = '{"scopes": ["READ"]}'
CALL = 'import requests\nrequests.delete("/rest/api/content/1")\n'
MANIFEST = "app:\n  id: x\npermissions:\n  scopes:\n    - read:page:confluence # why\nmodules: {}\n"


def offered(editor: Editor, file: Path, index: int = 0) -> dict[str, Json]:
    """The actions for a diagnostic of a document, by their titles."""
    found = editor.shown[file.as_uri()]["diagnostics"][index]
    return {action["title"]: action for action in editor.actions(file, found["range"], [found])}


def changed(editor: Editor, action: Json, file: Path) -> str:
    """A file's text after an action, which changes no other file."""
    (edit,) = action["edit"]["documentChanges"]
    assert edit["textDocument"] == {"uri": file.as_uri(), "version": editor.versions.get(file.as_uri())}
    text = editor.texts.get(file.as_uri()) or file.read_bytes().decode()
    return applied(text, edit["edits"])


def test_add_the_missing_scope(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: '{\r\n  "scopes": ["READ"]\r\n}\r\n'})
    file = top / "app.py"
    (found,) = editor.open(file, CALL)
    actions = offered(editor, file)
    action = actions[f"Add DELETE to {CONNECT}"]
    assert (action["kind"], action["isPreferred"], action["diagnostics"]) == ("quickfix", True, [found])
    assert changed(editor, action, top / CONNECT) == '{\r\n  "scopes": ["READ", "DELETE"]\r\n}\r\n'
    assert list(actions) == [f"Add DELETE to {CONNECT}", "Silence CFS101 in this line"]


def test_one_action_for_each_alternative_and_the_smallest_is_preferred(editor: Editor, project: Project) -> None:
    classic = MANIFEST.replace("read:page:confluence", "read:confluence-props")
    top = project(**{"manifest.yml": classic})
    file = top / "app.py"
    editor.open(top / "manifest.yml", classic, "yaml")
    editor.open(file, 'import requests\nrequests.post("/wiki/rest/api/content/archive")\n')
    actions = [action for title, action in offered(editor, file).items() if title.startswith("Add ")]
    assert len(actions) > 1
    assert [action.get("isPreferred", False) for action in actions] == [True] + [False] * (len(actions) - 1)
    texts = [changed(editor, action, top / "manifest.yml") for action in actions]
    assert min(texts, key=len) == texts[0]
    assert texts[0].startswith(classic.partition("modules")[0]) and texts[0].endswith("modules: {}\n")


@pytest.mark.parametrize(
    ("name", "text", "call"),
    [
        (CONNECT, '{\n  "key": "x",\n  "scopes": [\n    "read"\n  ]\n}', "delete('/rest/api/content/1')"),
        (CONNECT, '{"key": "x"}', "put('/rest/api/content/1', json={})"),
        ("manifest.yml", MANIFEST, "post('/wiki/rest/api/content/archive')"),
        ("manifest.yml", "app: {id: x}\npermissions:\n  scopes: [ 'storage:app' ]\n", "get('/wiki/api/v2/spaces')"),
    ],
)
def test_the_preferred_fix_makes_what_fix_makes(
    editor: Editor, project: Project, tmp_path: Path, name: str, text: str, call: str
) -> None:
    source = f"import requests\nrequests.{call}\n"
    top = project(**{name: text})
    for file, content in ((name, text), ("app.py", source)):
        (tmp_path / file).write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "flake8_confluence_scopes", "fix", "."]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    editor.open(top / "app.py", source)
    (preferred,) = [action for action in offered(editor, top / "app.py").values() if action.get("isPreferred")]
    assert changed(editor, preferred, top / name) == (tmp_path / name).read_text(encoding="utf-8")


def test_replace_a_misspelled_scope(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: '{"scopes": ["raed"]}'})
    file = top / "app.py"
    found = editor.open(file, CALL.replace("delete", "get").replace("content/1", "space"))
    action = offered(editor, file, codes(found).index("CFS203"))[f"Replace RAED by READ in {CONNECT}"]
    assert changed(editor, action, top / CONNECT) == '{"scopes": ["read"]}'
    (other,) = editor.open(top / CONNECT, '{"scopes": ["raed"]}', "json")
    assert editor.marked(top / CONNECT, other["range"]) == "raed"
    action = offered(editor, top / CONNECT)["Replace RAED by READ"]
    assert changed(editor, action, top / CONNECT) == '{"scopes": ["read"]}'
    assert editor.actions(file, {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 3}}) == []


def test_what_resembles_nothing_is_for_a_person(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: '{"scopes": ["XYZZY"]}'})
    file = top / "app.py"
    found = editor.open(file, CALL)
    actions = list(offered(editor, file, codes(found).index("CFS203")))
    assert [title for title in actions if "XYZZY" in title] == []
    assert "Silence CFS203 in this line" in actions
    editor.open(top / CONNECT, '{"scopes": ["XYZZY"]}', "json")
    assert offered(editor, top / CONNECT) == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('requests.delete("/rest/api/content/1")', 'requests.delete("/rest/api/content/1")  # noqa: CFS101'),
        ('requests.delete("/rest/api/content/1")  # why', 'requests.delete("/rest/api/content/1")  # why  # noqa: CFS101'),
        ('requests.delete("/rest/api/content/1")  # noqa: E501', 'requests.delete("/rest/api/content/1")  # noqa: E501,CFS101'),
        ('requests.delete(\n    "/rest/api/content/1",  \n)', 'requests.delete(\n    "/rest/api/content/1",  # noqa: CFS101\n)'),
        ('requests.delete("/rest/api"\\\n    "/content/1")', 'requests.delete("/rest/api"\\\n    "/content/1")  # noqa: CFS101'),
        (
            'x = """\n""", requests.delete("/rest/api/content/1")',
            'x = """\n""", requests.delete("/rest/api/content/1")  # noqa: CFS101',
        ),
        ('requests.delete("/rest/api/content/1", """\n""")', 'requests.delete("/rest/api/content/1", """\n""")  # noqa: CFS101'),
    ],
)
def test_a_comment_silences_the_finding(editor: Editor, project: Project, before: str, after: str) -> None:
    file = project(**{CONNECT: READ}) / "app.py"
    assert codes(editor.open(file, f"import requests\n{before}\n")) == ["CFS101"]
    text = changed(editor, offered(editor, file)["Silence CFS101 in this line"], file)
    assert text == f"import requests\n{after}\n"
    assert editor.change(file, text) == []


def test_a_removed_operation_s_successor(editor: Editor, project: Project) -> None:
    top = project(**{"manifest.yml": MANIFEST})
    file = top / "app.py"
    editor.open(file, "import requests\nrequests.get('https://x.atlassian.net/wiki/rest/api/space')\n")
    action = offered(editor, file)["Call /wiki/api/v2/spaces"]
    assert changed(editor, action, file) == "import requests\nrequests.get('https://x.atlassian.net/wiki/api/v2/spaces')\n"


@pytest.mark.parametrize(
    "argument",
    [
        "'/wiki/rest/api/space/KEY'",
        "'/wiki/rest/api/space?limit=1'",
        "'/wiki/rest/api//space'",
        "base + '/wiki/rest/api/space'",
        "('/wiki/rest/'\n    'api/space')",
        "f'{base}/wiki/rest/api/space'",
        "*['/wiki/rest/api/space']",
    ],
)
def test_where_the_mapping_is_not_sure(editor: Editor, project: Project, argument: str) -> None:
    file = project(**{"manifest.yml": MANIFEST}) / "app.py"
    assert codes(editor.open(file, f"import requests\nbase = 'https://x.example'\nrequests.get({argument})\n")) == ["CFS105"]
    assert list(offered(editor, file)) == ["Silence CFS105 in this line"]


def test_a_descriptor_that_only_a_person_should_edit(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: '{"scopes": ["READ"], "x": {{y}}}'})
    file = top / "app.py"
    editor.open(file, CALL)
    assert list(offered(editor, file)) == ["Silence CFS101 in this line"]
    editor.open(top / CONNECT, READ, "json")
    editor.write(top / CONNECT, '{"scopes": [')
    editor.diagnostics(top / CONNECT)
    assert list(offered(editor, file)) == ["Silence CFS101 in this line"]


def test_what_has_no_call_or_no_file(editor: Editor, project: Project) -> None:
    file = project(**{CONNECT: READ, ".flake8": "[flake8]\nconfluence-scopes = READ\n"}) / "app.py"
    editor.open(file, "x = (\n# /rest/api/content")
    assert list(offered(editor, file)) == ["Silence CFS901 in this line"]
    assert editor.actions("untitled:nowhere", {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}) == []


def test_one_comment_for_two_findings_of_a_line(editor: Editor, project: Project) -> None:
    file = project(**{CONNECT: READ}) / "app.py"
    editor.open(file, "import requests\nrequests.delete('/rest/api/content/1'); requests.delete('/rest/api/content/2')\n")
    where = {"start": {"line": 1, "character": 0}, "end": {"line": 2, "character": 0}}
    titles = [action["title"] for action in editor.actions(file, where)]
    assert sorted(titles) == [f"Add DELETE to {CONNECT}"] * 2 + ["Silence CFS101 in this line"]


def test_what_no_scope_opens(editor: Editor, project: Project) -> None:
    file = project(**{CONNECT: READ}) / "app.py"
    assert codes(editor.open(file, CALL.replace("delete", "patch"))) == ["CFS102"]
    assert list(offered(editor, file)) == ["Silence CFS102 in this line"]


def test_other_kinds_are_not_offered(editor: Editor, project: Project) -> None:
    file = project(**{CONNECT: READ}) / "app.py"
    (found,) = editor.open(file, CALL)
    context = {"diagnostics": [], "only": ["refactor"]}
    request = {"textDocument": {"uri": file.as_uri()}, "range": found["range"], "context": context}
    assert editor.request("textDocument/codeAction", request) == []
    request["context"] = {"diagnostics": [], "only": ["quickfix"]}
    assert len(editor.request("textDocument/codeAction", request)) == 2


def test_a_client_that_can_do_nothing(tmp_path: Path) -> None:
    (tmp_path / CONNECT).write_text(READ, encoding="utf-8")
    with Editor(tmp_path, capabilities={"experimental": None}) as editor:
        (found,) = editor.open(tmp_path / "app.py", CALL)
        assert "relatedInformation" not in found
        action = offered(editor, tmp_path / "app.py")[f"Add DELETE to {CONNECT}"]
        (edits,) = action["edit"]["changes"].values()
        assert applied(READ, edits) == '{"scopes": ["READ", "DELETE"]}'
