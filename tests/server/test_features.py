"""What the server makes of a client's settings, of garbage, and of a client that goes away."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.server.conftest import Project
from tests.server.editor import Editor, codes, framed

CONNECT = "atlassian-connect.json"
READ = '{"scopes": ["READ"]}'
CALL = 'import requests\nrequests.delete("/rest/api/content/1")\n'


def test_settings_change(editor: Editor, project: Project) -> None:
    file = project(**{CONNECT: READ}) / "app.py"
    assert [one["severity"] for one in editor.open(file, CALL)] == [1]
    settings = {"severity": {"CFS1": "hint"}, "delay": 0}
    editor.notify("workspace/didChangeConfiguration", {"settings": {"confluence-scopes": settings}})
    assert editor.becomes(file, lambda found: found[0]["severity"] == 4)
    editor.notify("workspace/didChangeConfiguration", {"settings": {"scopes": ["DELETE"], "delay": 0}})
    assert editor.becomes(file, lambda found: not found) == []
    editor.notify("workspace/didChangeConfiguration", {"settings": {"scope": ["DELETE"]}})
    editor.until(lambda: any("there is no setting scope;" in said for said in editor.said))
    editor.notify("workspace/didChangeConfiguration", {"settings": {"delay": 0}})
    assert codes(editor.becomes(file, bool)) == ["CFS101"]


def test_what_the_client_says_of_files_is_heard(editor: Editor, project: Project) -> None:
    top = project(**{CONNECT: READ})
    file = top / "app.py"
    assert codes(editor.open(file, CALL)) == ["CFS101"]
    (top / CONNECT).write_text('{"scopes": ["DELETE"]}', encoding="utf-8")
    editor.notify("workspace/didChangeWatchedFiles", {"changes": []})
    assert editor.becomes(file, lambda found: not found) == []


def test_of_many_changes_the_last_one_is_told(editor: Editor, project: Project) -> None:
    file = project(**{CONNECT: READ}) / "app.py"
    editor.open(file, CALL)
    for number in range(50):
        editor.write(file, f"{CALL}x = {number}\n")
    assert codes(editor.change(file, CALL * 2)) == ["CFS101"] * 2


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00\xff garbage\r\n",
        b"Content-Length: x\r\n\r\n",
        framed(b"{"),
        framed(b"\xff\xfe"),
        framed(b"[]"),
        framed(b"1"),
        framed(b'{"jsonrpc": "2.0"}'),
        framed(b'{"jsonrpc": "2.0", "id": 7, "result": null}'),
        framed(b'{"jsonrpc": "2.0", "id": 7, "error": {"code": 1, "message": ""}}'),
        framed(b'{"jsonrpc": "2.0", "method": "unknown/notification", "params": 1}'),
        framed(b'{"jsonrpc": "2.0", "id": "a", "method": "unknown/request"}'),
        framed(b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {}}'),
        framed(b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": 1}}'),
        framed(b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 99}}'),
        framed(json.dumps({"jsonrpc": "2.0", "method": "x", "params": [[[[[[[]]]]]]]}).encode()),
    ],
)
def test_garbage_is_passed_over(editor: Editor, project: Project, garbage: bytes) -> None:
    file = project(**{CONNECT: READ}) / "app.py"
    editor.open(file, "")
    editor.send_bytes(garbage)
    assert codes(editor.change(file, CALL)) == ["CFS101"]


def test_text_with_half_a_character(editor: Editor, project: Project) -> None:
    file = project(**{CONNECT: READ}) / "app.py"
    assert codes(editor.open(file, f"{CALL}x = '\ud83d'\n")) == ["CFS901"]


def test_the_client_says_goodbye(tmp_path: Path) -> None:
    with Editor(tmp_path) as editor:
        assert editor.request("shutdown", None) is None
        editor.notify("exit", None)
        assert editor.process.wait(30) == 0
        assert editor.errors() == ""


def test_the_client_goes_without_a_goodbye(tmp_path: Path) -> None:
    (tmp_path / CONNECT).write_text(READ, encoding="utf-8")
    with Editor(tmp_path) as editor:
        editor.open(tmp_path / "app.py", CALL)
        assert editor.request("shutdown", None) is None
        editor.write(tmp_path / "app.py", "")
        editor.send_request("textDocument/hover", {"textDocument": {"uri": "x"}, "position": {"line": 0, "character": 0}})
        assert editor.process.stdin is not None
        editor.process.stdin.close()
        assert editor.process.wait(30) == 0
        assert editor.errors() == ""


@pytest.mark.parametrize("rest", [b"", b"Content-Length: 1000\r\n\r\n{", b"Content-Length: 99999999999999999999\r\n\r\n{"])
def test_the_pipe_is_closed_in_the_middle(tmp_path: Path, rest: bytes) -> None:
    with Editor(tmp_path) as editor:
        editor.send_bytes(rest)
        assert editor.process.stdin is not None
        editor.process.stdin.close()
        assert editor.process.wait(30) == 0
        assert editor.errors() == ""


def test_a_server_that_is_killed_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / CONNECT).write_text(READ, encoding="utf-8")
    for _ in range(2):
        with Editor(tmp_path) as editor:
            assert codes(editor.open(tmp_path / "app.py", CALL)) == ["CFS101"]
            editor.write(tmp_path / "app.py", "")
            editor.process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
            editor.process.wait(30)
    assert [path.name for path in tmp_path.iterdir()] == [CONNECT]


def test_two_servers_on_one_project(editor: Editor, project: Project, folder: Path) -> None:
    top = project(**{CONNECT: READ})
    with Editor(folder, environment={"CONFLUENCE_SCOPES_TRACEBACK": "1"}) as other:
        assert codes(other.open(top / "app.py", CALL)) == codes(editor.open(top / "app.py", CALL)) == ["CFS101"]
        other.open(top / CONNECT, '{"scopes": ["DELETE"]}', "json")
        assert other.becomes(top / "app.py", lambda found: not found) == []
        assert codes(editor.change(top / "app.py", CALL)) == ["CFS101"]
