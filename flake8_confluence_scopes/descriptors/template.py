"""A descriptor that a template renders (Django, Jinja, Handlebars), where its text is not JSON before that."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from flake8_confluence_scopes.descriptors.declaration import INSTEAD, Unreadable
from flake8_confluence_scopes.descriptors.json_values import decode_at

NOT_LITERAL = f'is a template without one literal "scopes" list; {INSTEAD}'
OPEN = object()
"""A member's value that only rendering gives."""

_MARKUP = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))
_ENDS = {"{{{": "}}}", "{{": "}}", "{%": "%}"}
_STARTS = r"\{\{\{|\{\{|\{%"
_TOKEN = re.compile(rf'{_STARTS}|["\[\]{{}}]')
_IN_STRING = re.compile(rf'{_STARTS}|\\.|"', re.DOTALL)
_COLON = re.compile(r"\s*:\s*")
_WORD = re.compile(r"\w+")
_END_OF_BLOCK = re.compile(r"\{%[-+]?\s*end(\w+)")
_END_OF_COMMENT = re.compile(r"\{%-?\s*endcomment\s*-?%\}")
_BETWEEN = ("else", "elif", "elseif", "empty")
_OPENERS = {"]": "[", "}": "{"}


class _Token(NamedTuple):
    """A bracket, a string (``"``) or a statement (``{%``), with its place."""

    mark: str
    start: int
    end: int


def has_markup(text: str) -> bool:
    """Whether the text holds a template's expression, statement or comment."""
    return any(end in text.partition(start)[2] for start, end in _MARKUP)


def members(text: str, wanted: Collection[str]) -> list[tuple[str, object]]:
    """The ``wanted`` members of the app's own object, not those of the objects in it; ``OPEN`` values are not literal.

    Of a repeated member two are enough. A condition around one is not seen. Raises Unreadable where the markup leaves
    open which object a member is in.
    """
    text = _without_comments(text)
    found: list[tuple[str, object]] = []
    for key, place in _top_level(text):
        if key in wanted and sum(key == other for other, _ in found) < 2:
            found.append((key, _literal(text, place)))
    return found


def _literal(text: str, place: int) -> object:
    try:
        return decode_at(text, place)
    except json.JSONDecodeError:
        return OPEN


def _top_level(text: str) -> Iterator[tuple[str, int]]:
    """The keys of the outermost object, and where their values begin."""
    brackets: list[str] = []
    blocks: list[tuple[str, int]] = []
    with_an_end = set(_END_OF_BLOCK.findall(text))
    for token in _tokens(text):
        if token.mark in "[{":
            brackets.append(token.mark)
        elif token.mark in "]}":
            if not brackets or brackets.pop() != _OPENERS[token.mark]:
                raise Unreadable(NOT_LITERAL)
        elif token.mark == '"':
            colon = _COLON.match(text, token.end) if brackets == ["{"] else None
            if colon is not None:
                yield text[token.start + 1 : token.end - 1], colon.end()
        else:
            _follow(_word(text, token), with_an_end, blocks, len(brackets))


def _follow(word: str, with_an_end: Collection[str], blocks: list[tuple[str, int]], depth: int) -> None:
    """Keeps the account of the blocks; each of a block's branches has to end as deep as it began."""
    if word.startswith("end"):
        if not blocks or blocks.pop() != (word.removeprefix("end"), depth):
            raise Unreadable(NOT_LITERAL)
    elif word in _BETWEEN:
        if not blocks or blocks[-1][1] != depth:
            raise Unreadable(NOT_LITERAL)
    elif word in with_an_end:
        blocks.append((word, depth))


def _word(text: str, statement: _Token) -> str:
    found = _WORD.search(text, statement.start, statement.end)
    return found[0] if found else ""


def _tokens(text: str) -> Iterator[_Token]:
    """The text's brackets, strings and statements, without what stands in comments and expressions."""
    place = 0
    while found := _TOKEN.search(text, place):
        mark, start = found[0], found.start()
        place = found.end()
        if mark == '"':
            place = _end_of_string(text, place)
        elif mark in _ENDS:
            place = _end_of_markup(text, mark, start)
        token = _Token(mark, start, place)
        if mark == "{%" and _word(text, token) == "comment":
            end = _END_OF_COMMENT.search(text, place)
            if end is None:
                raise Unreadable(NOT_LITERAL)
            place = end.end()
        elif mark not in ("{{", "{{{"):
            yield token


def _end_of_string(text: str, place: int) -> int:
    """Where a string ends that begins before ``place``. Markup in it may hold quotes of its own."""
    while found := _IN_STRING.search(text, place):
        if found[0] == '"':
            return found.end()
        place = _end_of_markup(text, found[0], found.start()) if found[0] in _ENDS else found.end()
    raise Unreadable(NOT_LITERAL)


def _end_of_markup(text: str, mark: str, start: int) -> int:
    end = text.find(_ENDS[mark], start + len(mark))
    # An end within a text of the expression's own is none.
    if end < 0 or text.count('"', start, end) % 2:
        raise Unreadable(NOT_LITERAL)
    return end + len(mark)


def _without_comments(text: str) -> str:
    before, *comments = text.split("{#")
    return before + "".join(comment.partition("#}")[2] for comment in comments)
