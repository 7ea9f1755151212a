"""Ranges in the units that client and server agree on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.editor import EVERYTHING, Editor, applied, codes

SOURCE = "import requests\nrequests.delete(\n\t'/rest/api/content/1',\n)\n"
AFTER_SMILE = "import requests\nx = '\U0001f600\U0001f600', requests.delete('/rest/api/content/\U0001f600')\n"


@pytest.fixture(scope="module", params=["utf-8", ""])
def editor(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Editor, Path]]:
    top = tmp_path_factory.mktemp("top")
    (top / ".git").mkdir()
    (top / "atlassian-connect.json").write_text('{"scopes": []}', encoding="utf-8")
    capabilities = EVERYTHING | {"general": {"positionEncodings": ["utf-7", request.param]}}
    with Editor(top, capabilities=capabilities) as editor:
        assert editor.server["capabilities"]["positionEncoding"] == (request.param or "utf-16")
        yield editor, top


@pytest.mark.parametrize("text", [SOURCE, SOURCE.replace("\n", "\r\n"), SOURCE.replace("\n", "\r"), "\ufeff" + SOURCE])
def test_the_whole_argument_is_marked(editor: tuple[Editor, Path], text: str) -> None:
    server, top = editor
    (found,) = server.open(top / "app.py", text)
    assert server.marked(top / "app.py", found["range"]) == "'/rest/api/content/1'"


def test_characters_beyond_the_basic_plane(editor: tuple[Editor, Path]) -> None:
    server, top = editor
    (found,) = server.open(top / "app.py", AFTER_SMILE)
    assert server.marked(top / "app.py", found["range"]) == "'/rest/api/content/\U0001f600'"


def test_on_the_first_line_behind_a_byte_order_mark(editor: tuple[Editor, Path]) -> None:
    server, top = editor
    file = top / "one.py"
    text = "\ufeffimport requests; requests.delete('/rest/api/content/1')"
    (found,) = server.open(file, text)
    assert server.marked(file, found["range"]) == "'/rest/api/content/1'"
    start = found["range"]["start"]
    new = {"range": {"start": {"line": 0, "character": 0}, "end": start}, "text": "import requests\nrequests.delete("}
    server.edit(file, [new], "import requests\nrequests.delete('/rest/api/content/1')")
    (found,) = server.diagnostics(file)
    assert (codes([found]), found["range"]["start"]) == (["CFS101"], {"line": 1, "character": 16})


def test_edits_count_as_the_client_does(editor: tuple[Editor, Path]) -> None:
    server, top = editor
    encoding, file = server.server["capabilities"]["positionEncoding"], top / "app.py"
    text = '{"name": "\U0001f600\u00e4", "scopes": ["READ"], "x": "\U0001f600"}\r\n'
    server.open(top / "atlassian-connect.json", text, "json")
    source = "\ufeffimport requests\r\nx\t= '\U0001f600'; requests.delete('/rest/api/content/1')"
    (found,) = server.open(file, source)
    texts = {"atlassian-connect.json": text, "app.py": source}
    made = {}
    for action in server.actions(file, found["range"], [found]):
        (edit,) = action["edit"]["documentChanges"]
        name = edit["textDocument"]["uri"].rpartition("/")[2]
        made[name] = applied(texts[name], edit["edits"], encoding)
    assert made == {
        "atlassian-connect.json": text.replace('"READ"', '"READ", "DELETE"'),
        "app.py": f"{source}  # noqa: CFS101",
    }
    server.close(top / "atlassian-connect.json")


def test_an_edit_between_the_diagnostic_and_the_action(editor: tuple[Editor, Path]) -> None:
    """The edit is right for the version that it names."""
    server, top = editor
    file, descriptor = top / "app.py", top / "atlassian-connect.json"
    server.open(descriptor, '{"scopes": ["READ"]}', "json")
    (found,) = server.open(file, SOURCE)
    server.write(descriptor, '{\n"scopes": []}')
    server.write(file, "#\n" + SOURCE)
    moved = {"start": {"line": 3, "character": 0}, "end": {"line": 3, "character": 9}}
    action, *_ = server.actions(file, moved, [found])
    (edit,) = action["edit"]["documentChanges"]
    assert edit["textDocument"]["version"] == server.versions[descriptor.as_uri()]
    encoding = server.server["capabilities"]["positionEncoding"]
    assert applied(server.texts[descriptor.as_uri()], edit["edits"], encoding) == '{\n"scopes": ["DELETE"]}'
    server.close(descriptor)
