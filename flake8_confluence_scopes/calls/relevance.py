"""Whether values can bring a part of a REST root into a URL: by themselves, or by what objects are made with.

Most calls of most code pass nothing of the kind on, and are not looked into.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_confluence_scopes.calls.arguments import Known, known
from flake8_confluence_scopes.calls.urls import shows_root
from flake8_confluence_scopes.calls.values import (
    Arguments,
    Constant,
    External,
    ExternalObject,
    Instance,
    Items,
    Member,
    Table,
    Text,
    Unknown,
    Value,
    Values,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator
    from flake8_confluence_scopes.calls.steps import Steps

_DEEPEST = 4
"""Objects that are made with objects."""


def brings_root(ev: Evaluator, values: Values, receiver: Value | None = None) -> Steps[bool]:
    """Whether one of the values can bring a root. Of the receiver of a method, only what it is made with counts:
    the method has looked at its class."""
    waiting: list[tuple[Value, int]] = [(value, 0) for value in values]
    while waiting:
        value, depth = waiting.pop()
        match value:
            case Unknown() | Constant() | External():
                continue
            case Text():
                if shows_root(value):
                    return True
            case Items(items=items):
                waiting.extend((item, depth) for group in items for item in group)
            case Table(entries=entries):
                waiting.extend((item, depth) for key, group in entries for item in (key, *group))
            case Member(receiver=owner):
                waiting.append((owner, depth))
            case ExternalObject(arguments=Arguments() as made_with) | Instance(arguments=Arguments() as made_with) if (
                (value == receiver or isinstance(value, ExternalObject)) and depth < _DEEPEST
            ):
                evaluated: Known = yield known(ev, made_with)
                waiting.extend((item, depth + 1) for item in evaluated.values)
            case Instance(arguments=None) if value == receiver:
                continue
            case _:  # code of the project, which may give anything
                return True
    return False
