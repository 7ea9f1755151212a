"""The arguments of a call expression."""

from __future__ import annotations

import ast
from typing import NamedTuple

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.flow import syntax
from flake8_confluence_scopes.calls.flow.syntax import summary
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    Arguments,
    Frame,
    Given,
    Hole,
    Items,
    Lazy,
    Table,
    Text,
    Unknown,
    Values,
)
from flake8_confluence_scopes.calls.values.openness import is_open


def of_call(ev: Evaluator, node: ast.Call, frame: Frame) -> Steps[Arguments]:
    """The arguments of a call expression, each evaluated when it is asked for."""
    keywords: list[tuple[str, Given]] = []
    for keyword in node.keywords:
        if keyword.arg is None:
            return _starred_arguments(ev, node, frame)
        keywords.append((keyword.arg, Lazy(keyword.value, frame)))
    if any(type(item) is ast.Starred for item in node.args):
        return _starred_arguments(ev, node, frame)
    return Arguments(tuple(Lazy(item, frame) for item in node.args), tuple(keywords))


def _starred_arguments(ev: Evaluator, node: ast.Call, frame: Frame) -> Steps[Arguments]:
    positional: list[Given] = []
    keywords: list[tuple[str, Given]] = []
    rest: Hole | None = None
    lost = False  # positions behind arguments of an unknown number
    for argument in syntax.arguments(node):
        if not argument.star:
            item = Lazy(argument.value, frame)
            if argument.keyword is not None:
                keywords.append((argument.keyword, item))
            elif not lost:
                positional.append(item)
            continue
        group: Values = yield ev.value(argument.value, frame)
        hole = Hole(f"{argument.star}{summary(argument.value)}", any(map(is_open, group)))
        if argument.star == "*":
            items = group[0].sequence if len(group) == 1 and isinstance(group[0], Items) else None
            if items is None:
                rest, lost = hole, True
            elif not lost:
                positional.extend(items)
            continue
        tables = [value for value in group if isinstance(value, Table)]
        keys = dict.fromkeys(key for table in tables for key, _ in table.entries if isinstance(key, Text))
        others: Values = (Unknown(hole),) if len(tables) < len(group) else ()
        for key in keys:
            values = union(*(table.get(key) or (Unknown(hole),) for table in tables), others)
            keywords.append((key.template, values))
        if others or any(table.rest for table in tables):
            rest = hole
    return Arguments(tuple(positional), tuple(keywords), rest)


class Evaluated(NamedTuple):
    """The arguments of a call, all evaluated."""

    positional: tuple[Values, ...]
    keywords: tuple[tuple[str, Values], ...]
    rest: Hole | None

    def get(self, position: int, *names: str) -> Values | None:
        """The argument at a position or under one of the names."""
        if position < len(self.positional):
            return self.positional[position]
        return next((values for key, values in self.keywords if key in names), None)

    @property
    def values(self) -> Values:
        """The alternatives of all of them."""
        groups = (*self.positional, *(values for _, values in self.keywords))
        return tuple(value for group in groups for value in group)

    @property
    def open(self) -> bool:
        """Whether a caller may still fill a part of an argument."""
        return bool(self.rest and self.rest.open) or any(map(is_open, self.values))


def is_any_open(ev: Evaluator, given: Arguments) -> Steps[bool]:
    """Whether a caller may still fill a part of an argument. Those behind the first one that tells are not evaluated."""
    if given.rest is not None and given.rest.open:
        return True
    return _is_any_open(ev, given) if given.positional or given.keywords else False


def _is_any_open(ev: Evaluator, given: Arguments) -> Steps[bool]:
    for item in _items(given):
        values = ev.given(item)
        if is_pending(values):
            values = yield values
        if any(map(is_open, values)):
            return True
    return False


def evaluated(ev: Evaluator, given: Arguments) -> Steps[Evaluated]:
    """Evaluate all arguments."""
    items = _items(given)
    found: list[Values] = []
    for item in items:
        values = ev.given(item)
        if is_pending(values):
            return _evaluated(ev, given, items, found, values)
        found.append(values)
    return _all(given, found)


def _evaluated(
    ev: Evaluator, given: Arguments, items: tuple[Given, ...], found: list[Values], steps: Steps[Values]
) -> Steps[Evaluated]:
    """The same, from the first argument on that is not at hand."""
    found.append((yield steps))
    for item in items[len(found) :]:
        values = ev.given(item)
        found.append((yield values) if is_pending(values) else values)
    return _all(given, found)


def _items(given: Arguments) -> tuple[Given, ...]:
    return (*given.positional, *(item for _, item in given.keywords)) if given.keywords else given.positional


def _all(given: Arguments, values: list[Values]) -> Evaluated:
    count = len(given.positional)
    names = (name for name, _ in given.keywords)
    return Evaluated(tuple(values[:count]), tuple(zip(names, values[count:])), given.rest)
