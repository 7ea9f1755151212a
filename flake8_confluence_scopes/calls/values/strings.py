"""What Python's string operations give for texts with holes.

A hole counts as a stretch without anything that an operation looks for: ``strip`` stops at it, ``replace`` and
``split`` find nothing in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from flake8_confluence_scopes.calls.values import filled
from flake8_confluence_scopes.calls.values.domain import LONGEST_TEXT, Hole, Text
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.calls.values.texts import concatenate
from flake8_confluence_scopes.path_template import HOLE, fits, has_fields

_NO_CHARACTERS = re.compile("[\0\ud800-\udfff]")
_MARKED_NAME = re.compile(rf"([{{<:$%[]+)({HOLE}+)([}}>%\]]*)")
"""A name that nobody knows between the marks that fields of templates have: ``{name}``, ``<name>``, ``:name``."""


def literal(text: str) -> str:
    """A literal's characters. Zero characters and surrogates, which no URL holds, give way to spaces."""
    return _NO_CHARACTERS.sub(" ", text)


class Pieces:
    """Takes a text apart from left to right, each piece with its own holes."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._used = 0

    def take(self, template: str) -> Text:
        """The next piece, which is ``template``."""
        start, self._used = self._used, self._used + template.count(HOLE)
        return Text(template, self._text.holes[start : self._used], self._text.when)


def strip(text: Text, characters: str | None, left: bool, right: bool) -> Text:
    """``strip``, ``lstrip`` and ``rstrip``."""
    template = text.template
    if left:
        template = template.lstrip(characters)
    if right:
        template = template.rstrip(characters)
    return Text(template, text.holes, text.when)


def replace(text: Text, old: Text, new: Text) -> Text | None:
    """``text.replace(old, new)``; None where a hole makes it unknown."""
    if old.holes:
        return _filled(text, old, new)
    if not old.template:
        return None
    if text.template.count(old.template) * len(new.template) > LONGEST_TEXT:
        return None
    replaced = join(new, split(text, old.template))
    return filled.marked(replaced, text) if has_fields(old.template) else replaced


def _filled(text: Text, field: Text, new: Text) -> Text | None:
    """A template with a hole for each field that ``field``, whose name nobody knows, may be; None where it is no field."""
    marked = _MARKED_NAME.fullmatch(field.template)
    if marked is None:
        return None
    before, _, behind = marked.groups()
    name = rf"[^{HOLE}/{{}}<>\[\]]+" if behind else "[A-Za-z_][A-Za-z0-9_]*"
    pieces = Pieces(text)
    parts: list[Text] = []
    end = 0
    for found in re.finditer(re.escape(before) + name + re.escape(behind), text.template):
        may_change = is_open(field) or is_open(new)
        parts += (pieces.take(text.template[end : found.start()]), Text(HOLE, (Hole(found[0], may_change),)))
        end = found.end()
    return filled.marked(concatenate((*parts, pieces.take(text.template[end:]))), text)


def split(text: Text, separator: str) -> tuple[Text, ...]:
    """``text.split(separator)``."""
    pieces = Pieces(text)
    return tuple(map(pieces.take, text.template.split(separator)))


def split_behind(text: Text, separator: str, count: int) -> tuple[Text, ...] | None:
    """``text.rsplit(separator, count)``; None where a hole, which may hold the separator, makes it unknown."""
    found = text.template.rsplit(separator, count)
    if text.holes and (len(found) <= count or any(HOLE in piece for piece in found[1:])):
        return None
    pieces = Pieces(text)
    return tuple(map(pieces.take, found))


def cut(text: Text, start: int | None, stop: int | None) -> Text | None:
    """``text[start:stop]``; None where a hole, whose length nobody knows, lies between a bound and what it counts from."""
    if not text.holes:
        return Text(text.template[start:stop], (), text.when)
    ahead, behind = text.template.find(HOLE), len(text.template) - 1 - text.template.rfind(HOLE)
    if not all(bound is None or -behind <= bound <= ahead for bound in (start, stop)):
        return None
    # The same bounds from the left, where a hole counts as one character.
    first, last, _ = slice(start, stop).indices(len(text.template))
    pieces = Pieces(text)
    pieces.take(text.template[:first])
    return pieces.take(text.template[first:last])


def join(separator: Text, parts: Sequence[Text]) -> Text:
    """``separator.join(parts)``."""
    joined: list[Text] = []
    for part in parts:
        joined.extend((separator, part) if joined else (part,))
    return concatenate(joined)


def starts_with(text: Text, prefix: str) -> bool | None:
    """``text.startswith(prefix)``, None where a hole makes it unknown."""
    head = text.template.partition(HOLE)[0]
    if len(head) >= len(prefix) or not text.holes:
        return head.startswith(prefix)
    return None if prefix.startswith(head) else False


def ends_with(text: Text, suffix: str) -> bool | None:
    """``text.endswith(suffix)``, None where a hole makes it unknown."""
    tail = text.template.rpartition(HOLE)[2]
    if len(tail) >= len(suffix) or not text.holes:
        return tail.endswith(suffix)
    return None if suffix.endswith(tail) else False


def remove_prefix(text: Text, prefix: str) -> Text | None:
    """``text.removeprefix(prefix)``; None where a hole makes it unknown."""
    if starts_with(text, prefix) is None and not text.template.startswith(HOLE):
        return None
    return Text(text.template.removeprefix(prefix), text.holes, text.when)


def remove_suffix(text: Text, suffix: str) -> Text | None:
    """``text.removesuffix(suffix)``; None where a hole makes it unknown."""
    if ends_with(text, suffix) is None and not text.template.endswith(HOLE):
        return None
    return Text(text.template.removesuffix(suffix), text.holes, text.when)


def contains(text: Text, part: str) -> bool | None:
    """``part in text``, None where a hole makes it unknown."""
    if part in text.template:
        return True
    return None if text.holes else False


def equal(first: Text, second: Text) -> bool | None:
    """``first == second``, None where holes make it unknown."""
    if not first.holes and not second.holes:
        return first.template == second.template
    if first.holes and second.holes:
        return None
    pattern, known = (first, second.template) if first.holes else (second, first.template)
    return None if fits(pattern.template, known) else False


def lower(text: Text) -> Text:
    """``text.lower()``."""
    return Text(text.template.lower(), text.holes, text.when)


def upper(text: Text) -> Text:
    """``text.upper()``."""
    return Text(text.template.upper(), text.holes, text.when)


def piecewise(text: Text, change: Callable[[str], str]) -> Text:
    """What ``change`` makes of the stretches between the holes."""
    return Text(HOLE.join(map(change, text.template.split(HOLE))), text.holes, text.when)
