"""The webhooks among a Connect app's modules: events that Confluence sends the app by itself.

Nothing here makes a descriptor unreadable: what is not written as it should be is an event that cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_confluence_scopes.descriptors import json_text, template
from flake8_confluence_scopes.descriptors.declaration import Event
from flake8_confluence_scopes.descriptors.edited_text import Span
from flake8_confluence_scopes.descriptors.json_text import Lines
from flake8_confluence_scopes.descriptors.json_values import decode_at

_PREFIX = "webhook:"
_MENTION = re.compile(r"\bwebhooks\b")


def asked_for(text: str) -> tuple[Event, ...]:
    """The events of a descriptor that is JSON, in the text's order, each once for its line."""
    lines = Lines(text)
    found = (_of_modules(text, value, lines) for key, value in json_text.members(text) if _is(text, key, "modules"))
    return tuple(dict.fromkeys(event for events in found for event in events))


def mentioned(text: str) -> tuple[Event, ...]:
    """One event that cannot be told, where a template's text mentions webhooks."""
    found = _MENTION.search(text)
    return (Event(_PREFIX, Lines(text).of(found.start())),) if found else ()


def _of_modules(text: str, modules: Span, lines: Lines) -> Iterator[Event]:
    value = decode_at(text, modules.start)
    if isinstance(value, tuple):
        for key, webhooks in json_text.members(text, modules):
            if _is(text, key, "webhooks"):
                yield from _of_webhooks(text, webhooks, lines)
    elif value and isinstance(value, (list, str)):
        yield Event("", lines.of(modules.start))


def _of_webhooks(text: str, webhooks: Span, lines: Lines) -> Iterator[Event]:
    value = decode_at(text, webhooks.start)
    entries = list(json_text.elements(text, webhooks)) if isinstance(value, list) else [webhooks] if value else []
    for entry in entries:
        yield Event(_PREFIX + _event(decode_at(text, entry.start)), lines.of(entry.start))


def _event(entry: object) -> str:
    """The event that an entry names; empty where it does not name one."""
    named = [value for key, value in entry if key == "event"] if isinstance(entry, tuple) else []
    name = named[0] if len(named) == 1 else None
    return name.strip() if isinstance(name, str) and not template.has_markup(name) else ""


def _is(text: str, key: Span, name: str) -> bool:
    return json_text.string(text, key) == name
