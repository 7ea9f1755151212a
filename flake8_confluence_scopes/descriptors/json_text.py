"""Where the parts of a JSON text stand. The text is known to be JSON."""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_confluence_scopes.descriptors.edited_text import Span

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s"\[\]{}:,]+', re.DOTALL)
_LINE_END = re.compile(r"\r\n|\r|\n")


class Member(NamedTuple):
    """A key of an object, and its value."""

    key: Span
    value: Span


class Lines:
    """The lines of a text by their places."""

    def __init__(self, text: str) -> None:
        self._starts = [found.end() for found in _LINE_END.finditer(text)]

    def of(self, place: int) -> int:
        """The line of a place, from 1."""
        return bisect.bisect_right(self._starts, place) + 1


def members(text: str, within: Span | None = None) -> Iterator[Member]:
    """The members of the object in the span, which is the whole text where none is given."""
    parts = elements(text, within or Span(0, len(text)))
    return (Member(key, value) for key, value in zip(parts, parts))


def elements(text: str, within: Span) -> Iterator[Span]:
    """What stands directly in the list of the span; in an object, keys and values in turn."""
    depth = 0
    start = None
    for token in _TOKEN.finditer(text, within.start, within.end):
        mark = token[0]
        if mark in "]}":
            depth -= 1
        if depth == 1 and mark not in ",:":
            start = token.start() if start is None else start
            if mark not in "[{":
                yield Span(start, token.end())
                start = None
        if mark in "[{":
            depth += 1


def string(text: str, span: Span) -> str:
    """The text that a JSON string stands for."""
    return str(json.loads(text[span.start : span.end]))
