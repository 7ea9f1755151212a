"""Who may still fill a value, and whether it tells anything."""

from __future__ import annotations

from dataclasses import replace

from flake8_confluence_scopes.calls.values.domain import (
    ClassValue,
    Constant,
    ExternalObject,
    Instance,
    Items,
    Member,
    Table,
    Text,
    Unknown,
    Value,
)
from flake8_confluence_scopes.path_template import HOLE


def is_open(value: Value) -> bool:
    """Whether a caller may still fill a part of the value."""
    if isinstance(value, Unknown):
        return value.hole.open
    if isinstance(value, Text):
        return any(hole.open for hole in value.holes)
    if isinstance(value, Member):
        return is_open(value.receiver)
    if isinstance(value, Items):
        return any(is_open(item) for group in value.items for item in group)
    if isinstance(value, Table):
        return value.open
    return isinstance(value, Instance) and value.arguments is None


def is_rooted(value: Value) -> bool:
    """Whether a REST root may be in what is unknown."""
    return isinstance(value, Unknown) and value.hole.rooted


def closed(value: Value) -> Value:
    """A value or a text that no caller fills."""
    if isinstance(value, Unknown):
        return replace(value, hole=value.hole._replace(open=False))
    if isinstance(value, Text) and is_open(value):
        return replace(value, holes=tuple(hole._replace(open=False) for hole in value.holes))
    return value


def is_telling(value: Value) -> bool:
    """Whether an argument can settle anything that its parameter leaves open."""
    if isinstance(value, Text):
        return not value.template or value.template.strip(HOLE) != ""
    if isinstance(value, Unknown):
        return False
    if isinstance(value, Constant):
        return value.kind not in (int, float)
    if isinstance(value, Member):
        return isinstance(value.receiver, ExternalObject) or is_telling(value.receiver)
    if isinstance(value, Items):
        return any(is_telling(item) for group in value.items for item in group)
    if isinstance(value, Table):
        return any(is_telling(item) for _, group in value.entries for item in group)
    return not isinstance(value, (Instance, ClassValue)) or getattr(value, "arguments", None) is not None
