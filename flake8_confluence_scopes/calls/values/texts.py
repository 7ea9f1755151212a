"""Values as texts: as ``str()`` gives them, in the words of a reason, and one behind the other."""

from __future__ import annotations

from collections.abc import Iterable

from flake8_confluence_scopes.calls.values.domain import (
    ALWAYS,
    LONGEST_TEXT,
    NONE,
    Constant,
    EnumMember,
    External,
    ExternalObject,
    Hole,
    Instance,
    Member,
    Text,
    Unknown,
    Value,
)
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.path_template import HOLE


def as_text(value: Value) -> Text:
    """The value as ``str()`` gives it; a hole where nothing is known."""
    if isinstance(value, Text):
        return value
    if isinstance(value, Constant) and value.kind in (bool, int, float):
        try:
            return Text(str(value.value))
        except ValueError:  # more digits than Python converts
            return Text(HOLE, (Hole("a long number"),))
    if isinstance(value, Unknown):
        return Text(HOLE, (value.hole,))
    if isinstance(value, EnumMember) and value.text is not None:
        return value.text
    return Text(HOLE, (Hole(describe(value), is_open(value)),))


def describe(value: Value) -> str:
    """A few words for a value that is no text."""
    if isinstance(value, (External, ExternalObject)):
        return value.name
    if isinstance(value, Unknown):
        return value.hole.name
    if isinstance(value, Member):
        return f"{describe(value.receiver)}.{value.name or '?'}"
    if isinstance(value, (Instance, EnumMember)):
        return value.cls.block.name
    if value == NONE:
        return "None"
    return type(value).__name__.lower()


def concatenate(parts: Iterable[Text]) -> Text:
    """The texts one behind the other."""
    templates: list[str] = []
    holes: list[Hole] = []
    length = 0
    when = ALWAYS
    for part in parts:
        templates.append(part.template)
        holes.extend(part.holes)
        length += len(part.template)
        when = when | part.when if when else part.when
        if length > LONGEST_TEXT:
            return Text(HOLE, (Hole("a very long text", any(hole.open for hole in holes)),))
    return Text("".join(templates), tuple(holes), when)
