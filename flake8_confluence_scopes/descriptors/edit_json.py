"""The smallest edit of atlassian-connect.json's text."""

from __future__ import annotations

import json
from collections.abc import Sequence

from flake8_confluence_scopes.descriptors import json_text
from flake8_confluence_scopes.descriptors.edited_text import Span, appended, replaced, without
from flake8_confluence_scopes.descriptors.json_text import Member


def add(text: str, names: Sequence[str]) -> str:
    """The text of an object with ``names`` at the end of its ``scopes``."""
    members = list(json_text.members(text))
    scopes = _scopes(text, members)
    if scopes is None:
        return _with_key(text, members, names)
    items = list(json_text.elements(text, scopes))
    written = [json_text.string(text, item) for item in items]
    if written and all(name == name.lower() for name in written):
        names = [name.lower() for name in names]
    return appended(text, scopes, items, [json.dumps(name) for name in names])


def remove(text: str, name: str) -> str:
    """The text of an object without one of its ``scopes``; ``name`` is in upper case."""
    scopes, items = _listed(text)
    for index, item in enumerate(items):
        if scopes and _is(text, item, name):
            return without(text, scopes, items, index)
    return text


def replace(text: str, old: str, new: str) -> str:
    """The text of an object with another scope in the place of one, in small letters as that is; both are in upper case."""
    _, items = _listed(text)
    for item in reversed(items):
        if _is(text, item, old):
            written = json_text.string(text, item)
            text = replaced(text, item, json.dumps(new.lower() if written == written.lower() else new))
    return text


def _listed(text: str) -> tuple[Span | None, list[Span]]:
    """The list of scopes, and each of its items."""
    scopes = _scopes(text, list(json_text.members(text)))
    return scopes, list(json_text.elements(text, scopes)) if scopes else []


def _is(text: str, item: Span, name: str) -> bool:
    return json_text.string(text, item).strip().upper() == name


def places(text: str) -> list[tuple[str, Span]]:
    """The scopes of an object as they are written, each with its place, quotes included."""
    return [(json_text.string(text, item), item) for item in _listed(text)[1]]


def _scopes(text: str, members: Sequence[Member]) -> Span | None:
    return next((value for key, value in members if json_text.string(text, key) == "scopes"), None)


def _with_key(text: str, members: Sequence[Member], names: Sequence[str]) -> str:
    """A new second member, so that all other lines stay as they are."""
    member = '"scopes": ' + json.dumps(list(names))
    if not members:
        brace = text.index("{")
        return replaced(text, Span(brace + 1, text.rindex("}")), member)
    if len(members) == 1:
        (key, value) = members[0]
        return replaced(text, Span(value.end, value.end), "," + (text[text.index("{") + 1 : key.start] or " ") + member)
    start = members[1].key.start
    before = text[members[0].value.end : start].partition(",")[2]
    return replaced(text, Span(start, start), member + "," + (before or " "))
