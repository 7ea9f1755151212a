"""The smallest edit of atlassian-connect.json's text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.descriptors.edited_text import Span, appended, replaced, without

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s"\[\]{}:,]+', re.DOTALL)


class _Member(NamedTuple):
    key: Span
    value: Span


def add(text: str, names: Sequence[str]) -> str:
    """The text of an object with ``names`` at the end of its ``scopes``."""
    members = list(_members(text))
    scopes = _scopes(text, members)
    if scopes is None:
        return _with_key(text, members, names)
    items = _items(text, scopes)
    written = [_value(text, item) for item in items]
    if written and all(name == name.lower() for name in written):
        names = [name.lower() for name in names]
    return appended(text, scopes, items, [json.dumps(name) for name in names])


def remove(text: str, name: str) -> str:
    """The text of an object without one of its ``scopes``; ``name`` is in upper case."""
    scopes = _scopes(text, list(_members(text)))
    items = _items(text, scopes) if scopes else []
    for index, item in enumerate(items):
        if scopes and _value(text, item).strip().upper() == name:
            return without(text, scopes, items, index)
    return text


def _scopes(text: str, members: Sequence[_Member]) -> Span | None:
    return next((value for key, value in members if _value(text, key) == "scopes"), None)


def _value(text: str, span: Span) -> str:
    return str(json.loads(text[span.start : span.end]))


def _with_key(text: str, members: Sequence[_Member], names: Sequence[str]) -> str:
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


def _members(text: str) -> Iterator[_Member]:
    """The members of the top-level object; the text is known to be JSON."""
    depth = 0
    start = key = None
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "]}":
            depth -= 1
        if depth == 1 and mark not in ",:":
            if key is None:
                key = Span(*token.span())
            else:
                start = token.start() if start is None else start
                if mark not in "[{":
                    yield _Member(key, Span(start, token.end()))
                    key = start = None
        if mark in "[{":
            depth += 1


def _items(text: str, brackets: Span) -> list[Span]:
    """The places of the strings of a list that holds nothing else."""
    found = _TOKEN.finditer(text, brackets.start + 1, brackets.end - 1)
    return [Span(*token.span()) for token in found if token[0] != ","]
