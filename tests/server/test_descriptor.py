"""In the descriptor itself, from the real server: diagnostics, hover, references, completion."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flake8_confluence_scopes.server.lines import Json, Lines
from tests.server.conftest import Project
from tests.server.editor import EVERYTHING, Editor, applied, codes

CONNECT = "atlassian-connect.json"
MANIFEST = """app:
  id: x
permissions:
  scopes:
    - read:page:confluence
    - write:page:confluence
    - read:pgae:confluence
    # why
    - storage:app
  external: []
modules: {}
"""
SOURCE = "import requests\nrequests.get('https://x.atlassian.net/wiki/api/v2/pages')\n"
RESOLVING: Json = {"codeAction": {"resolveSupport": {"properties": ["edit"]}}}
SHOWING = EVERYTHING | {
    "window": {"workDoneProgress": True},
    "textDocument": EVERYTHING["textDocument"] | RESOLVING,
}


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    """An editor that also has the project looked at, and shows how far that is."""
    with Editor(folder, options={"delay": 0}, capabilities=SHOWING) as editor:
        yield editor
        assert editor.errors() == ""


@pytest.fixture(scope="module")
def unhurried(folder: Path) -> Iterator[Editor]:
    """Such an editor, of a server whose looks take long."""
    with Editor(folder, options={"delay": 0}, capabilities=SHOWING, program="tests.server.unhurried") as editor:
        yield editor
        assert editor.errors() == ""


def at(editor: Editor, file: Path, text: str, after: int = 0) -> Json:
    """The position of a text in a document, or some characters behind its start."""
    lines = Lines(editor.texts[file.as_uri()])
    return lines.position(lines.text.index(text) + after)


def ask(editor: Editor, method: str, file: Path, position: Json) -> Any:
    asked = {"textDocument": {"uri": file.as_uri()}, "position": position}
    more = {"references": {"context": {"includeDeclaration": True}}}
    return editor.request(f"textDocument/{method}", asked | more.get(method, {}))


def test_what_is_said_of_each_scope(editor: Editor, project: Project) -> None:
    top = project(**{"manifest.yml": MANIFEST, "app.py": SOURCE})
    file = top / "manifest.yml"
    editor.open(file, MANIFEST, "yaml")
    found = editor.becomes(file, lambda found: codes(found) == ["unused-scope", "CFS203"])
    assert [editor.marked(file, one["range"]) for one in found] == ["write:page:confluence", "read:pgae:confluence"]
    assert (found[0]["severity"], found[0]["tags"]) == (4, [1])
    assert found[0]["message"] == "write:page:confluence is unused: no call needs it"
    assert found[0]["codeDescription"]["href"].endswith("/docs/audit.md")
    assert "did you mean read:page:confluence?" in found[1]["message"]
    (action,) = editor.actions(file, found[0]["range"], [found[0]])
    assert action["title"] == "Remove write:page:confluence"
    (edit,) = action["edit"]["documentChanges"]
    assert applied(MANIFEST, edit["edits"]) == MANIFEST.replace("    - write:page:confluence\n", "")
    editor.open(top / "app.py", SOURCE + "requests.post('https://x.atlassian.net/wiki/api/v2/pages')\n")
    editor.becomes(file, lambda found: codes(found) == ["CFS203"])


def test_what_opens_more_than_is_needed(editor: Editor, project: Project) -> None:
    text = '{"scopes": ["ADMIN"]}'
    top = project(**{CONNECT: text, "app.py": "import requests\nrequests.get('/rest/api/content/1')\n"})
    editor.open(top / CONNECT, text, "json")
    (found,) = editor.becomes(top / CONNECT, bool)
    assert found["message"] == "ADMIN opens more than is needed: a lower scope opens the same calls (READ)"
    (action,) = editor.actions(top / CONNECT, found["range"])
    (edit,) = action["edit"]["documentChanges"]
    assert (action["title"], applied(text, edit["edits"])) == ("Declare READ in the place of ADMIN", '{"scopes": ["READ"]}')


def test_what_cannot_be_proven_is_not_said(editor: Editor, project: Project) -> None:
    text = '{"scopes": ["READ", "WRITE"]}'
    source = "import requests\ndef f(url): requests.put('https://x.atlassian.net/wiki' + url)\nf(input())\n"
    top = project(**{CONNECT: text, "app.py": source})
    assert editor.open(top / CONNECT, text, "json") == []
    editor.settle(0.5)
    assert editor.shown[(top / CONNECT).as_uri()]["diagnostics"] == []


@pytest.mark.parametrize(
    ("name", "text", "marked"),
    [
        (CONNECT, '{\n  "scopes": [,]\n}', ',]'),
        ("manifest.yml", "app:\n  id: x\npermissions:\n  scopes: 1\n", "app:"),
    ],
)
def test_a_descriptor_that_cannot_be_read(editor: Editor, project: Project, name: str, text: str, marked: str) -> None:
    top = project(**{name: "{}"})
    (found,) = editor.open(top / name, text)
    assert found["code"] == "CFS202"
    assert editor.marked(top / name, found["range"]) == marked
    assert "counts" not in found["message"]
    assert ask(editor, "hover", top / name, {"line": 0, "character": 0}) is None


def test_the_last_good_text_is_told_to_count(editor: Editor, project: Project) -> None:
    file = project(**{CONNECT: "{}"}) / CONNECT
    editor.open(file, '{"scopes": ["READ"]}', "json")
    (found,) = editor.change(file, '{"scopes": ["READ"')
    assert found["message"].endswith("; meanwhile its last text that could be read counts")


def test_a_file_of_that_name_that_is_something_else(editor: Editor, project: Project) -> None:
    top = project(**{"manifest.yml": ""})
    assert editor.open(top / "manifest.yml", "kind: Deployment\n", "yaml") == []


def test_hover_on_a_call(editor: Editor, project: Project) -> None:
    text = "permissions:\n  scopes:\n    - storage:app\n"
    source = SOURCE + "requests.get('https://x.atlassian.net/wiki/rest/api/space')\n"
    source += "requests.request(input(), '/rest/api/content')\n"
    top = project(**{"manifest.yml": "app: {id: x}\n" + text})
    file = top / "app.py"
    editor.open(file, source)
    shown = ask(editor, "hover", file, at(editor, file, "pages"))
    said = shown["contents"]["value"]
    assert said.startswith("**GET `/wiki/api/v2/pages`**\n\nCFS101: GET /wiki/api/v2/pages needs scope read:page:confluence; ")
    assert "\ncloud, " in said and "  answer: needs read:page:confluence\n" in said and "  source: " in said
    assert editor.marked(file, shown["range"]) == "'https://x.atlassian.net/wiki/api/v2/pages'"
    assert "  note:   removed, as of " in ask(editor, "hover", file, at(editor, file, "space"))["contents"]["value"]
    assert "not decided: " in ask(editor, "hover", file, at(editor, file, "/rest/api/content'"))["contents"]["value"]
    assert ask(editor, "hover", file, {"line": 0, "character": 0}) is None
    editor.open(top / "manifest.yml", "app: {id: x}\n" + text.replace("storage:app", "read:page:confluence"), "yaml")
    opened = ask(editor, "hover", file, at(editor, file, "pages"))["contents"]["value"]
    assert "\n\nmanifest.yml opens it.\n\n" in opened


def test_hover_and_references_on_a_scope(editor: Editor, project: Project) -> None:
    top = project(**{"manifest.yml": MANIFEST, "app.py": SOURCE * 12, "web/b.py": SOURCE})
    file = top / "manifest.yml"
    editor.open(file, MANIFEST, "yaml")
    editor.open(top / "app.py", SOURCE + SOURCE)
    found = ask(editor, "references", file, at(editor, file, "read:page", 3))
    assert [one["uri"] for one in found] == [(top / "app.py").as_uri()] * 2 + [(top / "web" / "b.py").as_uri()]
    assert editor.marked(top / "app.py", found[0]["range"]) == "'https://x.atlassian.net/wiki/api/v2/pages'"
    said = ask(editor, "hover", file, at(editor, file, "read:page"))["contents"]["value"]
    assert said.startswith("**`read:page:confluence`**\n\n3 calls may need it:\n\n- `GET /wiki/api/v2/pages` [")
    assert f"]({(top / 'app.py').as_uri()}#L2)" in said
    assert " operations of the catalog need it:\n\n- `" in said and "\n- and " in said
    other = ask(editor, "hover", file, at(editor, file, "storage:app"))["contents"]["value"]
    assert other == "**`storage:app`**\n\nNo known call needs it.\n\nNo operation of the catalog needs it."
    assert ask(editor, "references", file, {"line": 0, "character": 0}) == []
    assert ask(editor, "references", top / "app.py", {"line": 0, "character": 0}) == []
    editor.change(top / "app.py", SOURCE * 12)
    assert len(ask(editor, "references", file, at(editor, file, "read:page"))) == 13
    said = ask(editor, "hover", file, at(editor, file, "read:page"))["contents"]["value"]
    assert "\n- and 3 more\n" in said


COMPLETIONS = [
    ("manifest.yml", "permissions:\n  scopes:\n    - |\n", "read:page:confluence"),
    ("manifest.yml", "permissions:\n  scopes:\n    - a\n    # x\n\n    - read:pa|\n", "read:page:confluence"),
    ("manifest.yml", "permissions:\n  scopes:\n  - a\n  -|\n", "read:page:confluence"),
    ("manifest.yml", "permissions:\r\n  scopes:\r\n    - 'wri|'\r\n", "read:page:confluence"),
    ("manifest.yml", "permissions:\n  scopes: [a, |\n", "read:page:confluence"),
    (CONNECT, '{"scopes": ["RE|"]}', "READ"),
    (CONNECT, '{"scopes": [|', '"READ"'),
]


@pytest.mark.parametrize(("name", "text", "new"), COMPLETIONS)
def test_scopes_are_completed(editor: Editor, project: Project, name: str, text: str, new: str) -> None:
    file = project(**{name: ""}) / name
    before, _, after = text.partition("|")
    editor.open(file, before + after)
    found = ask(editor, "completion", file, Lines(before + after).position(len(before)))
    (item,) = [one for one in found if one["label"] == new.strip('"')]
    assert item["detail"].endswith(" operations")
    assert item["documentation"]["value"].startswith("- `")
    text = applied(before + after, [item["textEdit"]])
    assert new in text and text.endswith(after) and len(found) > 6


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("manifest.yml", "permissions:\n  external:\n    - |\n"),
        ("manifest.yml", "modules:\n  scopes:\n    - |\n"),
        ("manifest.yml", "scopes:\n    - |\n"),
        ("manifest.yml", "permissions:\n  scopes:\n    - a\n  content:\n    - |\n"),
        ("manifest.yml", "|\n"),
        ("manifest.yml", "x: {|\n"),
        ("manifest.yml", "permissions:\n  scopes:\n    {|\n"),
        (CONNECT, '{"modules": ["|"]}'),
        (CONNECT, '{"scopes": ["READ"], "x": ["|"]}'),
    ],
)
def test_where_no_scope_stands_nothing_is_completed(editor: Editor, project: Project, name: str, text: str) -> None:
    file = project(**{name: ""}) / name
    before, _, after = text.partition("|")
    editor.open(file, before + after)
    assert ask(editor, "completion", file, Lines(before + after).position(len(before))) == []


def test_what_is_missing_is_completed_first(editor: Editor, project: Project) -> None:
    text = "app: {id: x}\npermissions:\n  scopes:\n    - storage:app\n"
    top = project(**{"manifest.yml": text, "app.py": SOURCE})
    file = top / "manifest.yml"
    editor.open(file, text, "yaml")
    ask(editor, "references", file, at(editor, file, "storage:app"))
    found = ask(editor, "completion", file, at(editor, file, "storage:app"))
    assert min(found, key=lambda item: str(item["sortText"]))["label"] == "read:page:confluence"


def test_a_project_that_takes_long_is_told_of(unhurried: Editor, project: Project) -> None:
    top = project(**{CONNECT: '{"scopes": []}', **{f"m{number}.py": SOURCE for number in range(12)}})
    unhurried.open(top / CONNECT, '{"scopes": []}', "json")
    unhurried.until(lambda: any(one["kind"] == "end" for one in unhurried.progress))
    assert unhurried.progress[0]["title"] == "Confluence scopes: reading the project"


def test_a_look_that_is_cancelled(unhurried: Editor, project: Project) -> None:
    text = '{"scopes": ["READ"]}'
    top = project(**{CONNECT: text, **{f"m{number}.py": SOURCE for number in range(400)}})
    unhurried.open(top / CONNECT, text, "json")
    asked = {"textDocument": {"uri": (top / CONNECT).as_uri()}, "position": at(unhurried, top / CONNECT, "READ")}
    asked |= {"context": {"includeDeclaration": True}}
    number = unhurried.send_request("textDocument/references", asked)
    unhurried.notify("$/cancelRequest", {"id": number})
    unhurried.until(lambda: unhurried.is_answered(number))
    unhurried.progress.clear()
    number = unhurried.send_request("textDocument/references", asked)
    unhurried.until(lambda: any(one["kind"] == "report" for one in unhurried.progress))
    unhurried.notify("window/workDoneProgress/cancel", {"token": "another"})
    unhurried.notify("window/workDoneProgress/cancel", {"token": unhurried.bar})
    unhurried.until(lambda: unhurried.is_answered(number))
    unhurried.until(lambda: unhurried.progress[-1]["kind"] == "end")


def test_the_project_is_looked_at_for_an_action_that_is_chosen(editor: Editor, project: Project) -> None:
    text = "app: {id: x}\npermissions:\n  scopes:\n    - storage:app\n"
    more = SOURCE.replace("pages", "spaces")
    top = project(**{"manifest.yml": text, "app.py": SOURCE, "other.py": more})
    (found,) = editor.open(top / "app.py", SOURCE)
    *_, action = editor.actions(top / "app.py", found["range"])
    assert (action["title"], "edit" in action) == ("Add all scopes that the project lacks to manifest.yml", False)
    (edit,) = editor.request("codeAction/resolve", action)["edit"]["documentChanges"]
    assert applied(text, edit["edits"]) == text + "    - read:page:confluence\n    - read:space:confluence\n"


def test_calls_in_notebooks_have_no_location(editor: Editor, project: Project) -> None:
    cell: Json = {"cell_type": "code", "source": SOURCE, "metadata": {}, "outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    caller = "from app import f\nf('/wiki/api/v2/pages')\n"
    opener = "import requests\ndef f(url):\n    requests.get('https://x.atlassian.net' + url)\n"
    opener += "class A:\n    def fetch_it(self, url):\n        requests.get('https://x.atlassian.net' + url)\n"
    text = "app: {id: x}\npermissions:\n  scopes: [read:page:confluence]\n"
    files = {"manifest.yml": text, "a.ipynb": json.dumps(notebook), "app.py": opener, "caller.py": caller}
    files["other.py"] = "def g(a): a.fetch_it('/')\n"
    file = project(**files) / "manifest.yml"
    editor.open(file, text, "yaml")
    found = ask(editor, "references", file, at(editor, file, "read:page"))
    assert [one["uri"].rpartition("/")[2] for one in found] == ["caller.py"]
    said = ask(editor, "hover", file, at(editor, file, "read:page"))["contents"]["value"]
    assert "2 calls may need it" in said


def test_nothing_is_asked_of_what_is_not_open(editor: Editor) -> None:
    nowhere = Path("/nowhere/manifest.yml")
    start = {"line": 0, "character": 0}
    assert ask(editor, "hover", nowhere, start) is None
    assert ask(editor, "references", nowhere, start) == ask(editor, "completion", nowhere, start) == []
