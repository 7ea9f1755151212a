"""The webhooks of a Connect descriptor."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings

from flake8_confluence_scopes.descriptors import connect
from tests.fuzz.documents import VALUES


def events(text: str) -> list[tuple[str, int]]:
    return [(event.name, event.line) for event in connect.parse(text.encode()).events()]


DESCRIPTOR = """\
{
  "key": "x",
  "modules": {
    "webItems": [{"webhooks": [{"event": "never"}]}],
    "webhooks": [
      {"url": "/a", "event": "page_created"},
      {
        "event": " page_updated ",
        "url": "/b"
      },
      {"event": "page_created"}, {"event": "page_created"}
    ]
  }
}
"""


def test_each_webhook_stands_on_the_line_where_it_begins() -> None:
    assert events(DESCRIPTOR) == [("webhook:page_created", 6), ("webhook:page_updated", 7), ("webhook:page_created", 11)]
    assert events(DESCRIPTOR.replace("\n", "\r\n")) == events(DESCRIPTOR.replace("\n", "\r")) == events(DESCRIPTOR)
    assert connect.parse(("\ufeff" + DESCRIPTOR).encode("utf-16-le")).events() == connect.parse(DESCRIPTOR.encode()).events()


@pytest.mark.parametrize(
    ("modules", "names"),
    [
        ("{}", []),
        ("[]", []),
        ("null", []),
        ("0", []),
        ("true", []),
        ('{"webItems": []}', []),
        ('{"webhooks": []}', []),
        ('{"webhooks": null}', []),
        ('{"webhooks": [{}]}', ["webhook:"]),
        ('{"webhooks": [{"event": 1}]}', ["webhook:"]),
        ('{"webhooks": [{"event": "{{event}}"}]}', ["webhook:"]),
        ('{"webhooks": [{"event": "a", "event": "b"}]}', ["webhook:"]),
        ('{"webhooks": ["page_created"]}', ["webhook:"]),
        ('{"webhooks": {"event": "page_created"}}', ["webhook:page_created"]),
        ('{"webhooks": "{{webhooks}}"}', ["webhook:"]),
        ('{"webhooks": [{"event": "a"}], "webhooks": [{"event": "b"}]}', ["webhook:a", "webhook:b"]),
        ('{"webh\\u006foks": [{"event": "\\u0061"}]}', ["webhook:a"]),
        ('"{{modules}}"', [""]),
        ('[{"webhooks": []}]', [""]),
    ],
)
def test_whatever_the_modules_are(modules: str, names: list[str]) -> None:
    assert events(f'{{"modules":\n{modules}}}') == [(name, 2) for name in names]


def test_modules_that_stand_there_twice() -> None:
    assert events('{"modules": {"webhooks": [{"event": "a"}]}, "modules": ["x"]}') == [("webhook:a", 1), ("", 1)]
    assert events('{"modules": {"webhooks": [{"event": "a"}]}, "modules": []}') == [("webhook:a", 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"baseUrl": {{ url }},\n"scopes": [], "modules": {"webhooks": [{"event": "a"}]}}', [("webhook:", 2)]),
        ('{"baseUrl": {{ url }},\n"scopes": [] {% if webhooks %}, {{ x }} {% endif %}}', [("webhook:", 2)]),
        ('{"baseUrl": {{ url }},\n"scopes": [], "mywebhooks": 1}', []),
        ('{"baseUrl": {{ url }},\n"scopes": []}', []),
    ],
)
def test_in_a_template_a_mention_counts(text: str, found: list[tuple[str, int]]) -> None:
    assert events(text) == found


@settings(deadline=None)
@given(VALUES, VALUES)
def test_no_modules_make_a_descriptor_unreadable(modules: object, webhooks: object) -> None:
    for value in (modules, {"webhooks": webhooks}, {"webhooks": [webhooks, {"event": modules}]}):
        document = connect.parse(json.dumps({"scopes": ["READ"], "modules": value}).encode())
        assert document.scopes() == ("READ",)
        assert all(event.line == 1 for event in document.events())


def test_a_megabyte_of_webhooks_takes_seconds_at_most() -> None:
    text = '{"modules": {"webhooks": [' + ",\n".join(['{"event": "a"}'] * 60_000) + "]}}"
    start = time.process_time()
    assert len(events(text)) == 60_000
    assert time.process_time() - start < 10
