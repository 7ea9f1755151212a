"""What the bytes of a Forge manifest.yml declare."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.descriptors import Descriptor, UnreadableDescriptor, files, find, forge, read
from flake8_confluence_scopes.descriptors.declaration import Unreadable

PUT = Callable[..., str]
AGE = Callable[[str], None]

EXAMPLE = 'write a list such as ["read:page:confluence"]'
MANIFEST = """\
app:
  id: ari:cloud:ecosystem::app/1
  runtime: {name: nodejs22.x}
modules:
  confluence:globalPage: [{key: page, resource: main, title: T}]
remotes:
  - key: backend
    baseUrl: https://backend.example.com
permissions:
  scopes:
    - read:page:confluence
    - 'write:page:confluence'
    - storage:app
  external:
    fetch:
      backend: [{remote: backend}]
"""
SCOPES = ("read:page:confluence", "write:page:confluence", "storage:app")
NOT_TEXT = "is not text in UTF-8, nor in UTF-16 with a byte order mark"
TOO_DEEP = "is nested too deeply, in more than 200 levels; set confluence-scopes instead"
VARIABLE = 'has a "${...}" variable among its scopes, which only a deployment fills in; set confluence-scopes instead'
LAUGHS = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """PyYAML with its parser in C, and as it is on systems without one."""
    name: str = request.param
    if name == "SafeLoader":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML has no parser in C here")  # pragma: no cover
    return name


def reason_of(data: str | bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        forge.scopes(data.encode() if isinstance(data, str) else data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        (MANIFEST, SCOPES),
        (f"---\n{MANIFEST}...\n", SCOPES),
        (MANIFEST.replace("\n", "\r\n"), SCOPES),
        ("app: {}\nmodules: {}\n", ()),
        ("app:\npermissions:\n", ()),
        ("app:\npermissions:\n  external: {}\n", ()),
        ("app:\npermissions:\n  scopes:\n", ()),
        ("app:\npermissions:\n  scopes: []\n", ()),
        ("permissions: {scopes: [a:b, ' a:b ', c:d]}", ("a:b", "c:d")),
        (
            "permissions:\n  scopes:\n    read:page:confluence:\n      allowImpersonation: true\n"
            "    read:space:confluence:\n    storage:app: {}\n",
            ("read:page:confluence", "read:space:confluence", "storage:app"),
        ),
        ("scopes: &s [a:b]\npermissions:\n  scopes: *s\n", ("a:b",)),
        ("names: [&n 'a:b']\npermissions:\n  scopes: [*n, *n, c:d]\n", ("a:b", "c:d")),
        ("permissions: {scopes: [!!str 'a:b', !!str 12]}", ("a:b", "12")),
        ("permissions: {<<: *p, scopes: [a:b]}\n".replace("<<: *p", "<<: {scopes: [c:d]}"), ("a:b",)),
        ("app: ${APP}\nmodules:\n  a: ${X}-${Y}\npermissions:\n  scopes: [a:b]\n", ("a:b",)),
        ("permissions: {scopes: [a:b]}\nmodules: 1\nmodules: 2\nscopes: [c:d]\n", ("a:b",)),
        (f"{LAUGHS}permissions:\n  scopes: [a:b]\n", ("a:b",)),
    ],
)
def test_declared_scopes(text: str, scopes: tuple[str, ...]) -> None:
    assert forge.scopes(text.encode()) == scopes
    assert forge.scopes(text.encode("utf-8-sig")) == scopes
    assert forge.scopes(text.encode("utf-16")) == scopes


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("# no value\n", "is empty"),
        ("---\n", "is empty"),
        (b"\xff\x00\x80", NOT_TEXT),
        (b"app: \x00", NOT_TEXT),
        ("- app\n- permissions\n", "holds a list instead of a mapping"),
        ("app", "holds a text instead of a mapping"),
        ("12", "holds a number instead of a mapping"),
        ("applications:\n- name: x\n", 'is no Forge manifest: it has neither "app" nor "permissions"'),
        ("permissions: []", 'has a list as "permissions"; write a mapping with "scopes"'),
        ("permissions: {scopes: read:page:confluence}", f'has a text as "scopes"; {EXAMPLE}'),
        ("permissions: {scopes: true}", f'has true or false as "scopes"; {EXAMPLE}'),
        ("permissions: {scopes: [a:b, 12]}", f"has a number among its scopes; {EXAMPLE}"),
        ("permissions: {scopes: [1.5]}", f"has a number among its scopes; {EXAMPLE}"),
        ("permissions: {scopes: [~]}", f"has nothing among its scopes; {EXAMPLE}"),
        ("permissions: {scopes: [2026-07-21]}", f"has a date among its scopes; {EXAMPLE}"),
        ("permissions: {scopes: [!x a:b]}", f"has a value with a tag among its scopes; {EXAMPLE}"),
        ("permissions: {scopes: [read: page]}", f"has a mapping among its scopes; {EXAMPLE}"),
        ("permissions: {scopes: {1: {}}}", f"has a number among its scopes; {EXAMPLE}"),
        ("permissions: {scopes: ['']}", f"has an empty name among its scopes; {EXAMPLE}"),
        ("permissions: {scopes: {? [a] : b}}", f"has a list among its scopes; {EXAMPLE}"),
        ("permissions: {scopes: {{ scopes }}}", f"has a mapping among its scopes; {EXAMPLE}"),
        ("permissions:\n  scopes: ${SCOPES}\n", VARIABLE),
        ("permissions:\n  scopes:\n    - read:${WHAT}:confluence\n", VARIABLE),
        ("permissions:\npermissions:\n", 'has the key "permissions" more than once; keep one of them'),
        (
            "permissions: {scopes: [a:b], scopes: [c:d]}",
            'has the key "scopes" more than once; keep one of them',
        ),
        (
            "app: &a {permissions: {scopes: [a:b]}}\n<<: *a\n",
            'has the merge key "<<" in the manifest; write "permissions" out',
        ),
        (
            "p: &p {scopes: [a:b]}\npermissions: {<<: *p}\n",
            'has the merge key "<<" in "permissions"; write "scopes" out',
        ),
        ("permissions: *nowhere", "is not YAML: it has no anchor &nowhere"),
        ("app:\n---\napp:\n", "holds more than one YAML document"),
        (f"{LAUGHS}permissions:\n  scopes: *a59\n", f"has a list among its scopes; {EXAMPLE}"),
        ("permissions: {scopes: " + "[" * 100_000, TOO_DEEP),
        ("- " * 100_000, TOO_DEEP),
        ("app: [" + "a," * 51_000 + "]", "holds more than 50000 YAML values; set confluence-scopes instead"),
    ],
)
def test_unreadable(data: str | bytes, reason: str) -> None:
    assert reason_of(data) == reason


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("app:\npermissions:\n\tscopes: []\n", " (line 3, column 1); indent with spaces, not with a tab"),
        ("app:\n  a: [b\npermissions:\n", " (line 3, column "),
        ("{% if x %}\n", " (line 1, column 2)"),
        ("permissions: {scopes: [${X}]}", " (line 1, column "),
        ('app: "\\U99999999"', ""),
        ("app: \x07", ""),
    ],
)
def test_what_is_not_yaml(text: str, place: str) -> None:
    reason = reason_of(text)
    assert reason.startswith("is not YAML: ")
    assert place in reason
    assert "\n" not in reason


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        ("it is odd", "is not YAML: it is odd"),
        ("exceeded maximum nesting depth", TOO_DEEP),
    ],
)
def test_an_error_without_a_place(monkeypatch: pytest.MonkeyPatch, loader: str, problem: str, reason: str) -> None:
    def fail(self: object) -> None:
        raise yaml.MarkedYAMLError(problem=problem)

    class Failing(yaml.SafeLoader):
        get_event = fail

    monkeypatch.setattr(yaml, "CSafeLoader", Failing, raising=False)
    assert reason_of("app:") == reason


@pytest.mark.parametrize(("start", "end"), [("[", "]"), ("{a: ", "}")])
def test_the_deepest(start: str, end: str) -> None:
    assert reason_of(start * 198 + "[]" + end * 198) != TOO_DEEP
    assert reason_of(start * 199 + "[]" + end * 199) == TOO_DEEP


def test_a_character_that_no_yaml_may_hold_is_named() -> None:
    reason = r"is not YAML: unacceptable character #x0007: \w+ characters are not allowed"
    assert re.fullmatch(reason, reason_of("app: \x07"))


def test_hostile_texts_take_little_time() -> None:
    for text in ("a: b\n" * 200_000, "? " * 300_000, "x" * 1_000_000, "'" * 500_001):
        start = time.process_time()
        reason_of(text)
        assert time.process_time() - start < 10


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text(alphabet="ab:-[]{},&*!|>'\"%@`#?<~ \n\t$", max_size=60))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    try:
        assert all(scope == scope.strip() != "" for scope in forge.scopes(data))
    except Unreadable as error:
        assert len(str(error).splitlines()) == 1


NAMES = st.lists(st.from_regex(r"[a-z-]{1,6}:[a-z.]{1,8}(:confluence)?", fullmatch=True), unique=True, max_size=5)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES, st.sampled_from([None, True, False]), st.booleans())
def test_what_pyyaml_writes_is_read_back(names: list[str], flow: bool | None, mapped: bool) -> None:
    scopes: object = {name: {"allowImpersonation": True} for name in names} if mapped else names
    text = yaml.safe_dump({"app": {}, "permissions": {"scopes": scopes}}, default_flow_style=flow, sort_keys=False)
    assert forge.scopes(text.encode()) == tuple(names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MANIFEST, True),
        ("app:\nmodules:\n", True),
        ("\"app\" : {}\n'permissions':\n", True),
        ("app:\npermissions: [\n", True),
        ("app:\n  modules:\n", False),
        ("metadata:\n  labels:\n    app: x\npermissions:\n", False),
        ("applications:\n- name: x\n", False),
        ("permissions:\n  scopes: []\n", False),
        ("", False),
        (b"\xff", False),
    ],
)
def test_which_manifests_are_forge_s(put: PUT, text: str | bytes, expected: bool) -> None:
    assert forge.is_one(put("manifest.yml", text)) is expected


def test_what_cannot_be_looked_into_counts_as_one(put: PUT, tmp_path: Path) -> None:
    (tmp_path / "link.yml").symlink_to("nowhere")
    (tmp_path / "folder.yml").mkdir()
    large = put("manifest.yml")
    os.truncate(large, 50_000_000)
    assert forge.is_one(large)
    assert forge.is_one(str(tmp_path / "link.yml"))
    assert not forge.is_one(str(tmp_path / "folder.yml"))
    assert read(large) == UnreadableDescriptor("manifest.yml", "is larger than 1 MiB; set confluence-scopes instead")


def test_an_unchanged_manifest_is_looked_into_once(put: PUT, age: AGE, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("manifest.yml", MANIFEST)
    age(path)
    assert forge.is_one(path)
    monkeypatch.setattr(files, "content", None)
    assert forge.is_one(path)


@pytest.mark.parametrize("name", ["manifest.yml", "manifest.yaml"])
def test_it_is_found_above_and_below(put: PUT, tmp_path: Path, name: str) -> None:
    put(".git/HEAD")
    path = put(f"app/{name}", MANIFEST)
    expected = Descriptor(name, path, "forge", SCOPES)
    assert find("app/backend/a.py", cwd=str(tmp_path)) == expected
    assert find("backend/a.py", cwd=str(tmp_path)) == expected


def test_one_that_the_user_names_outright(put: PUT) -> None:
    path = put("conf/forge-app.yml", "permissions: {scopes: [a:b]}")
    assert read(path) == Descriptor("forge-app.yml", path, "forge", ("a:b",))
