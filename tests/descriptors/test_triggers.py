"""The triggers of a Forge manifest."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import assume, given, settings

from flake8_confluence_scopes.descriptors import forge
from tests.fuzz.documents import VALUES


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML with its parser in C, and as it is on systems without one."""
    if request.param == "SafeLoader":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


def events(text: str) -> list[tuple[str, int]]:
    return [(event.name, event.line) for event in forge.parse(text.encode()).events()]


MANIFEST = """\
app: {id: x}
modules:
  function: [{key: f, events: [never]}]
  trigger:
    - key: a
      function: f
      events:
        - avi:confluence:created:page
        - 'avi:confluence:updated:page'
        - ${EVENT}
        - 7
      filter: {ignoreSelf: true, events: [never]}
    - {key: b, events: [avi:confluence:created:page, avi:confluence:created:page]}
    - key: c
      events: avi:confluence:liked:page
"""
CREATED, UPDATED, LIKED = (f"avi:confluence:{name}:page" for name in ("created", "updated", "liked"))
FOUND = [(CREATED, 8), (UPDATED, 9), ("", 10), ("", 11), (CREATED, 13), (LIKED, 15)]


def test_each_event_stands_on_its_line() -> None:
    assert events(MANIFEST) == FOUND
    assert events(MANIFEST.replace("\n", "\r\n")) == FOUND


@pytest.mark.parametrize(
    ("modules", "found"),
    [
        ("", []),
        (" {}", []),
        (" []", []),
        (" {trigger: }", []),
        (" {trigger: []}", []),
        (" {trigger: [{key: a}, {events: }, ]}", []),
        (" {trigger: [{events: []}]}", []),
        (" {trigger: [null]}", []),
        (" {scheduledTrigger: [{events: [a]}]}", []),
        (" {trigger: {events: [a, b]}}", [("a", 2), ("b", 2)]),
        (" {trigger: [{events: {a: b}}]}", [("", 2)]),
        (" {trigger: [{events: [null, [a]]}]}", [("", 2)]),
        (" {trigger: [{events: [a], events: [b]}]}", [("a", 2), ("b", 2)]),
        (" {trigger: [{<<: *x, key: a}]}", [("", 2)]),
        (" {trigger: [a]}", [("", 2)]),
        (" {trigger: '${TRIGGERS}'}", [("", 2)]),
        (" {<<: *x}", [("", 2)]),
        ("\n  trigger: [{events: [a]}]\n  <<: *x", [("a", 3), ("", 2)]),
        (" ${MODULES}", [("", 2)]),
        (" [{trigger: []}]", [("", 2)]),
        (" {trigger: [{events: [a]}]}\nmodules: {trigger: [{events: [b]}]}", [("a", 2), ("b", 3)]),
    ],
)
def test_whatever_the_modules_are(modules: str, found: list[tuple[str, int]]) -> None:
    text = f"app: &x {{id: x}}\nmodules:{modules}\n"
    assert events(text) == found
    assert forge.scopes(text.encode()) == ()


def test_what_an_alias_stands_for_is_followed() -> None:
    text = "x: &e\n  - a\n  - &b b\ny: &m\n  trigger: [{events: *e}, {events: [*b, c]}, {events: *e}]\napp: {}\nmodules: *m\n"
    assert events(text) == [("a", 2), ("b", 3), ("b", 5), ("c", 5)]
    assert events("app: {}\nmodules: &m {trigger: &t [*m, *t, {events: *t}]}\n") == [("", 2)]


@pytest.mark.parametrize(("more", "found"), [("", [("", 2)]), ("modules: {}\n", [])])
def test_modules_that_a_merge_key_may_bring(more: str, found: list[tuple[str, int]]) -> None:
    assert events(f"app: &x {{}}\n<<: *x\npermissions: {{}}\n{more}") == found


@settings(deadline=None)
@given(VALUES, VALUES)
def test_no_modules_make_a_manifest_unreadable(modules: object, trigger: object) -> None:
    for value in (modules, {"trigger": trigger}, {"trigger": [{"events": trigger}, modules]}):
        text = str(yaml.dump({"app": {}, "permissions": {"scopes": ["a"]}, "modules": value}))
        assume("\\uD" not in text)  # PyYAML writes half a character, and does not read it.
        manifest = forge.parse(text.encode())
        assert manifest.scopes() == ("a",)
        assert all(event.line > 0 for event in manifest.events())


def test_what_aliases_repeat_is_looked_at_once() -> None:
    text = f"app: {{}}\ne: &e [{'a,' * 20_000}]\nt: &t {{events: *e}}\nmodules: {{trigger: [{'*t,' * 20_000}]}}\n"
    start = time.process_time()
    assert events(text) == [("a", 2)]
    assert time.process_time() - start < 10
