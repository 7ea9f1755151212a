"""Descriptors of many forms: what an edit adds and removes, and that all else stays."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_confluence_scopes import descriptors
from flake8_confluence_scopes.descriptors import Descriptor, Unreadable, edit, edit_json, edit_yaml

BOM = "\ufeff"

JSON = {
    "several lines": ('{\n  "scopes": [\n    "READ",\n    "WRITE"\n  ]\n}\n', '"WRITE"', '"WRITE",\n    "ADMIN"'),
    "tabs": ('{\n\t"scopes": [\n\t\t"READ"\n\t]\n}\n', '"READ"', '"READ",\n\t\t"ADMIN"'),
    "CRLF": ('{\r\n  "scopes": [\r\n    "READ"\r\n  ]\r\n}\r\n', '"READ"', '"READ",\r\n    "ADMIN"'),
    "one line": ('{"key": "x", "scopes": ["READ", "WRITE"]}', '"WRITE"', '"WRITE", "ADMIN"'),
    "no spaces": ('{"scopes":["READ","WRITE"],"key":"x"}', '"WRITE"', '"WRITE","ADMIN"'),
    "one item": ('{"scopes": ["READ"]}\n', '"READ"', '"READ", "ADMIN"'),
    "small letters": ('{"scopes": ["read", "write"]}\n', '"write"', '"write", "admin"'),
    "empty list": ('{"scopes": [\n]}\n', "[\n]", '["ADMIN"]'),
    "no scopes": ('{\n  "key": "x",\n  "name": "y"\n}\n', '"name"', '"scopes": ["ADMIN"],\n  "name"'),
    "no scopes, one line": ('{"key": {"scopes": [1]},"name": 3}', '"name"', '"scopes": ["ADMIN"], "name"'),
    "one member": ('{\n "key": [1, {"a": []}]\n}', "}]", '}],\n "scopes": ["ADMIN"]'),
    "one member, one line": ('{"key": true}', "true", 'true, "scopes": ["ADMIN"]'),
    "empty object": ("{ }\n", "{ }", '{"scopes": ["ADMIN"]}'),
    "markup in other texts": (
        '{\n  "baseUrl": "{{localBaseUrl}}",\n  "scopes": ["READ"],\n  "name": "{% x %}"\n}\n',
        '"READ"',
        '"READ", "ADMIN"',
    ),
    "markup and no scopes": ('{"key": "{{ key }}", "name": "{# n #}"}', '"name"', '"scopes": ["ADMIN"], "name"'),
    "byte order mark": (BOM + '{"a": "[\\"", "scopes": ["READ"]}', '"READ"', '"READ", "ADMIN"'),
}
YAML = {
    "list": ("    - read:a # why\n    # next\n", "# why", "# why\n    - write:a"),
    "no line end": ("    - read:a", "read:a", "read:a\n    - write:a"),
    "CRLF": ("    - read:a\r\n", "read:a", "read:a\r\n    - write:a"),
    "same column": ("  - read:a\nremotes: []\n", "read:a", "read:a\n  - write:a"),
    "quotes": ("    - 'read:a'\n", "'read:a'", "'read:a'\n    - 'write:a'"),
    "double quotes": ('    -  "read:a"\n\n\n', '"read:a"', '"read:a"\n    -  "write:a"'),
    "mapping": ("    read:a: {}\n    read:b:\n      x: [1]\n\n# end\n", "[1]", "[1]\n    write:a: {}"),
    "mapping without values": ("    read:a:\n    read:b: # c\nx: 1\n", "# c", "# c\n    write:a: {}"),
    "mapping of lists": ("    read:a:\n      x:\n        - 1\n        - 2\nx: 1\n", "- 2", "- 2\n    write:a: {}"),
}
FLOW = {
    "brackets": (" [read:a, read:b]\n", "read:b", "read:b, write:a"),
    "brackets, several lines": (" [\n      read:a,\n      read:b,\n    ]\n", "read:b", "read:b,\n      write:a"),
    "brackets, a comment": (" [\n      read:a, # why\n      read:b\n    ]\n", "read:b", "read:b, write:a"),
    "empty": (" []\n", "[]", "[write:a]"),
    "braces": (" {read:a: {}, 'read:b': {}}\n", "'read:b': {}", "'read:b': {}, 'write:a': {}"),
    "no braces": (" {}\n", "{}", "{write:a: {}}"),
    "nothing": ("\nx: 1\n", "scopes:", "scopes:\n    - write:a"),
    "null": (" null # none\nx: 1\n", "scopes: null # none", "scopes: # none\n    - write:a"),
}
MANIFEST = {
    "no permissions": ("app: {}\n", "app: {}\n", "app: {}\npermissions:\n  scopes:\n    - write:a\n"),
    "no permissions, no line end": ("app: {}", "app: {}", "app: {}\npermissions:\n  scopes:\n    - write:a"),
    "empty permissions": ("permissions:\napp: {}\n", "permissions:", "permissions:\n  scopes:\n    - write:a"),
    "no scopes": (
        "app: {}\npermissions:\n   external: {}\n",
        "   external",
        "   scopes:\n     - write:a\n   external",
    ),
    "no scopes in braces": ("permissions: {external: {}}\n", "{external", "{scopes: [write:a], external"),
    "permissions in empty braces": ("permissions: {}\n", "{}", "{scopes: [write:a]}"),
}
HEAD = BOM + "app: # ours\n  id: x\npermissions:\n  scopes:"
CASES = {
    **{f"JSON: {name}": ("atlassian-connect.json", "ADMIN", *case) for name, case in JSON.items()},
    **{
        f"YAML: {name}": ("manifest.yml", "write:a", HEAD + ("\r\n" if "\r" in text else "\n") + text, old, new)
        for name, (text, old, new) in YAML.items()
    },
    **{f"YAML: {name}": ("manifest.yml", "write:a", HEAD + text, old, new) for name, (text, old, new) in FLOW.items()},
    **{f"manifest: {name}": ("manifest.yaml", "write:a", *case) for name, case in MANIFEST.items()},
}


@pytest.fixture(params=list(CASES.values()), ids=list(CASES))
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str, str, str]:
    """A descriptor, a scope to add, the text before and the text after."""
    name, scope, before, old, new = request.param
    assert before.count(old) == 1
    path = tmp_path / name
    path.write_bytes(before.encode())
    return path, scope, before, before.replace(old, new)


def test_only_the_scope_is_added(case: tuple[Path, str, str, str]) -> None:
    path, scope, before, after = case
    assert edit.edited(str(path), [scope], []) == (before.encode(), after.encode())


def test_adding_twice_changes_nothing_more(case: tuple[Path, str, str, str]) -> None:
    path, scope, _, after = case
    path.write_bytes(after.encode())
    assert edit.edited(str(path), [scope], [])[1] == after.encode()


def test_what_was_added_can_be_removed(case: tuple[Path, str, str, str]) -> None:
    path, scope, _, after = case
    path.write_bytes(after.encode())
    _, removed = edit.edited(str(path), [], [scope])
    path.write_bytes(removed)
    declaration = descriptors.read(str(path))
    assert isinstance(declaration, Descriptor)
    assert scope not in declaration.scopes
    assert edit.edited(str(path), [], [scope]) == (removed, removed)


@pytest.mark.parametrize(
    ("name", "before", "remove", "after"),
    [
        ("atlassian-connect.json", '{"scopes": ["READ", "WRITE"]}', ["READ"], '{"scopes": ["WRITE"]}'),
        ("atlassian-connect.json", '{"scopes": ["READ", "write"]}', ["WRITE"], '{"scopes": ["READ"]}'),
        ("atlassian-connect.json", '{"scopes": [ "READ", "WRITE" ]}', ["WRITE", "READ"], '{"scopes": []}'),
        ("atlassian-connect.json", "{}", ["WRITE"], "{}"),
        ("m.yml", "app:\npermissions:\n  scopes:\n  - a # x\n  - b\n", ["a"], "app:\npermissions:\n  scopes:\n  - b\n"),
        ("m.yml", "app:\npermissions:\n  scopes:\n  - a\n  - b", ["b"], "app:\npermissions:\n  scopes:\n  - a"),
        ("m.yml", "app:\r\npermissions:\r\n  scopes:\r\n  - a\r\n  - b", ["b"], "app:\r\npermissions:\r\n  scopes:\r\n  - a"),
        ("m.yml", "app:\r\npermissions:\r\n scopes:\r\n - a\r\n - b\r\n", ["a"], "app:\r\npermissions:\r\n scopes:\r\n - b\r\n"),
        ("m.yml", "app:\npermissions:\n  scopes:\n    - a\n", ["a"], "app:\npermissions:\n  scopes: []\n"),
        ("m.yml", "app:\npermissions:\n  scopes:\n    a:\n      x: 1\n", ["a"], "app:\npermissions:\n  scopes: {}\n"),
        ("m.yml", "app:\npermissions:\n  scopes: [a, b]\n", ["b"], "app:\npermissions:\n  scopes: [a]\n"),
        ("m.yml", "app:\npermissions:\n  scopes: [a]\n", ["a"], "app:\npermissions:\n  scopes: []\n"),
        ("m.yml", "app:\npermissions:\n  scopes:\n", ["a"], "app:\npermissions:\n  scopes:\n"),
        ("m.yml", "app:\npermissions:\n  x: 1\n", ["a"], "app:\npermissions:\n  x: 1\n"),
        ("m.yml", "app:\nx: 1\n", ["a"], "app:\nx: 1\n"),
        ("m.yml", "app:\npermissions:\n", ["a"], "app:\npermissions:\n"),
        ("m.yml", "app:\npermissions: null\n", ["a"], "app:\npermissions: null\n"),
    ],
)
def test_removing(tmp_path: Path, name: str, before: str, remove: list[str], after: str) -> None:
    path = tmp_path / name
    path.write_bytes(before.encode())
    assert edit.edited(str(path), [], remove)[1].decode() == after


@pytest.mark.parametrize(
    ("name", "before", "replace", "after"),
    [
        ("atlassian-connect.json", '{"scopes": ["READ", "WRTE"]}', {"WRTE": "WRITE"}, '{"scopes": ["READ", "WRITE"]}'),
        ("atlassian-connect.json", '{"scopes": ["wrte" , "Wrte"]}', {"WRTE": "WRITE"}, '{"scopes": ["write" , "WRITE"]}'),
        ("atlassian-connect.json", '{"key": "WRTE"}', {"WRTE": "WRITE"}, '{"key": "WRTE"}'),
        ("m.yml", f"{HEAD}\n  - a # x\n  - b\n", {"a": "c"}, f"{HEAD}\n  - c # x\n  - b\n"),
        ("m.yml", f"{HEAD}\n    'a':\n      x: 1\n", {"a": "c"}, f"{HEAD}\n    'c':\n      x: 1\n"),
        ("m.yml", f'{HEAD} ["a", b]\n', {"a": "c"}, f'{HEAD} ["c", b]\n'),
        ("m.yml", "app:\npermissions:\n", {"a": "c"}, "app:\npermissions:\n"),
    ],
)
def test_replacing(tmp_path: Path, name: str, before: str, replace: dict[str, str], after: str) -> None:
    path = tmp_path / name
    path.write_bytes(before.encode())
    assert edit.edited(str(path), [], [], replace)[1].decode() == after


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le"])
def test_utf_16_stays(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "atlassian-connect.json"
    path.write_bytes((BOM + '{"scopes": ["READ"]}').encode(encoding))
    assert edit.edited(str(path), ["ADMIN"], [])[1] == (BOM + '{"scopes": ["READ", "ADMIN"]}').encode(encoding)


def test_editing_and_writing_as_the_other_rooms_do_it(tmp_path: Path) -> None:
    path = tmp_path / "atlassian-connect.json"
    path.write_bytes(b'{"scopes": ["READ", "WRITE"]}')
    before, after = descriptors.edited(str(path), ["ADMIN"], ["READ"])
    assert path.read_bytes() == before
    descriptors.write(str(path), after)
    assert path.read_bytes() == after == b'{"scopes": ["WRITE", "ADMIN"]}'


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("atlassian-connect.json", '{"key": {{ key }}, "scopes": ["READ"]}', "is a template; edit its scopes by hand"),
        ("atlassian-connect.json", "[", "is not JSON: Expecting value (line 1, column 2)"),
        ("m.yml", "app: {}\nx: &s [a]\npermissions:\n  scopes: *s\n", edit._BY_HAND),
        ("m.yml", "x: &s a\napp:\npermissions:\n  scopes:\n    - *s\n", edit._BY_HAND),
        ("m.yml", "app:\npermissions:\n  scopes:\n    -\n      a\n", edit._BY_HAND),
        ("m.yml", "{app: 1}", edit._BY_HAND),
        ("m.yml", "a\tpp:\n  id: x\npermissions: {}\n", edit._BY_HAND),
        ("m.yml", "app: 1\n...\n", edit._BY_HAND),
        ("m.yml", "app: 1\npermissions: !!map\n  ? x\n  : 1\n", edit._BY_HAND),
        ("m.yml", "app: 1\npermissions: &p\n  x: &q {}\n  scopes: [a, b]\ny: *p\n", edit._BY_HAND),
        ("m.yml", "app: 1\npermissions:\n  scopes: &s [a, b]\ny: [*s]\n", edit._BY_HAND),
        ("m.yml", "app: 1\npermissions:\n  scopes:\n    - &s a\n    - b\ny:\n  z: *s\n", edit._BY_HAND),
        ("m.yml", "app: 1\npermissions: &p\n  x: &q {}\n  scopes: &s [a, &b b]\n", ""),
        ("m.yml", "app: 1\npermissions:\n  scopes: [a, b]\ny: &y [a]\nz: [*y, *y]\n", ""),
        ("m.yml", "app: 1\npermissions: # {scopes\n  scopes: [a # x\n   ]\n", ""),
    ],
)
def test_what_is_left_to_people(tmp_path: Path, name: str, text: str, reason: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    if not reason:
        assert edit.edited(str(path), ["b", "c"], [])[1] != text.encode()
        return
    with pytest.raises(Unreadable) as error:
        edit.edited(str(path), ["ADMIN", "b"], [])
    assert str(error.value) == reason


@pytest.mark.parametrize("change", [(["c"], [], {}), ([], ["b"], {}), ([], [], {"a": "c"})])
def test_what_an_alias_repeats_is_left_to_people_whatever_changes(
    tmp_path: Path, change: tuple[list[str], list[str], dict[str, str]]
) -> None:
    path = tmp_path / "m.yml"
    path.write_text("app: 1\npermissions:\n  scopes: &s [a, b]\ny: *s\n")
    with pytest.raises(Unreadable):
        edit.edited(str(path), *change)


@pytest.mark.parametrize(
    "text",
    [
        "x: &p {scopes: [a]}\npermissions: *p\n",
        "x: &s [a]\npermissions:\n  scopes: *s\n",
        "x: &s a\npermissions:\n  scopes:\n    - *s\n",
    ],
)
def test_what_stands_elsewhere_has_no_place(text: str) -> None:
    with pytest.raises(Unreadable, match="only a person"):
        edit_yaml.places(text)


def test_what_an_alias_repeats_has_its_place() -> None:
    places = edit_yaml.places("permissions:\n  scopes: &s [a, b]\ny: *s\n")
    assert [name for name, _ in places] == ["a", "b"]


def test_an_edit_that_went_wrong_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "atlassian-connect.json"
    path.write_text('{"scopes": ["READ"]}')
    for wrong in ("{", '{"scopes": []}'):
        monkeypatch.setattr(edit_json, "add", lambda text, names, wrong=wrong: wrong)
        with pytest.raises(Unreadable, match="only a person"):
            edit.edited(str(path), ["ADMIN"], [])


def test_writing_keeps_the_mode_and_follows_links(tmp_path: Path) -> None:
    path, link = tmp_path / "x.json", tmp_path / "link.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    edit.write(str(link), b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link.json", "x.json"]


def test_a_file_that_may_not_be_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, link = tmp_path / "x.json", tmp_path / "link.json"
    path.write_bytes(b"old")
    link.symlink_to(path)
    asked: list[tuple[str, int]] = []
    # Root may write everything.
    monkeypatch.setattr(os, "access", lambda path, mode: asked.append((path, mode)))
    with pytest.raises(PermissionError, match="Permission denied"):
        edit.write(str(link), b"new")
    assert asked == [(os.path.realpath(path), os.W_OK)]
    assert path.read_bytes() == b"old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link.json", "x.json"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"old")

    def refuse(source: str, target: str) -> None:
        assert Path(source).read_bytes() == b"new"
        raise OSError

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError):
        edit.write(str(path), b"new")
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["x.json"]


KILLED = """
import os, signal, sys
from flake8_confluence_scopes.descriptors import edit

target, left = sys.argv[1], int(sys.argv[2])

def hook(event, arguments):
    global left
    if event == "os.kill":  # the end, which is an event by itself
        return
    left -= any(isinstance(item, str) and item.startswith(os.path.dirname(target)) for item in arguments)
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
edit.write(target, b"new")
"""
"""Dies at the operation of that number, counted from 0, on a file in the target's folder."""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_at_any_moment_the_file_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    kills = 0
    path.write_bytes(b"old")
    while code := subprocess.run([sys.executable, "-I", "-c", KILLED, str(path), str(kills)], check=False).returncode:
        assert code == -signal.SIGKILL
        assert path.read_bytes() == b"old"
        kills += 1
    assert path.read_bytes() == b"new"
    assert kills >= 3  # make, chmod, rename: each was a moment to die at
