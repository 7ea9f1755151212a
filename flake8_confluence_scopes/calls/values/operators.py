"""What Python's operators give for values."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence

from flake8_confluence_scopes.calls.values import compounds, formatting, strings
from flake8_confluence_scopes.calls.values.alternatives import (
    behind_host,
    combinations,
    fewer,
    one_for_all,
    path_of,
    union,
)
from flake8_confluence_scopes.calls.values.domain import (
    MOST_ALTERNATIVES,
    NONE,
    Constant,
    Hole,
    Items,
    Kind,
    Table,
    Text,
    Unknown,
    Value,
    Values,
    constant,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.calls.values.texts import as_text, concatenate
from flake8_confluence_scopes.calls.values.url_parts import without_query
from flake8_confluence_scopes.calls.values.urls import root_among

LARGEST_NUMBER = 10**18
"""A larger sum counts as unknown."""


def binary(operator: ast.operator, left: Values, right: Values) -> Values:
    """``left operator right`` for every combination."""
    if isinstance(operator, ast.Add):
        return combine(left, right, _add)
    if isinstance(operator, ast.Mod):
        return combine(left, right, _percent)
    if isinstance(operator, ast.Div):
        return combine(left, right, _slash)
    if isinstance(operator, ast.BitOr):
        return combine(left, right, _merged)
    return (unknown("the result of an operator", any(map(is_open, (*left, *right)))),)


def combine(left: Values, right: Values, apply: Callable[[Value, Value], Values]) -> Values:
    """``apply`` for every combination; an alternative None gives way to real ones."""
    # The union may make fewer of them.
    rows = combinations((without_none(left), without_none(right)), MOST_ALTERNATIVES**2)
    if rows is None:
        return (unknown("one of many values", any(map(is_open, (*left, *right)))),)
    return union(*(apply(first, second) for first, second in rows))


def without_none(values: Values) -> Values:
    """The alternatives without None where there are others: code that goes on has checked for it."""
    if len(values) == 1:
        return values
    return tuple(value for value in values if value != NONE) or values


def without_nothing(values: Values | None) -> Values:
    """A default's alternatives, none for a missing one or None."""
    return tuple(value for value in values or () if value != NONE)


def texts(groups: Sequence[Values], build: Callable[[list[Text]], Text]) -> Values:
    """``build`` for every combination of the groups' alternatives as texts."""
    if math.prod(map(len, groups)) > MOST_ALTERNATIVES:
        # What nobody knows by many names is one thing that nobody knows.
        groups = [tuple(map(as_text, without_none(group))) for group in groups]
    return built(groups, lambda row: build(list(map(as_text, row))))


def built(groups: Sequence[Values], build: Callable[[Sequence[Value]], Text]) -> Values:
    """``build`` for every combination of the groups' alternatives. Where those are too many, what makes no other path
    counts once, and if need be what makes no other path behind the host."""
    groups = [without_none(group) for group in groups]
    rows = combinations(groups)
    if rows is None:
        groups = [fewer(group) for group in groups]
        rows = combinations(groups)
    for part in (path_of, behind_host):
        if rows is None:
            groups = _of_path(groups, build, part)
            rows = combinations(groups)
    if rows is None:
        return (unknown("one of many texts", any(is_open(value) for group in groups for value in group)),)
    return union(build(row) for row in rows)


def _of_path(
    groups: list[Values], build: Callable[[Sequence[Value]], Text], part: Callable[[Text], str]
) -> list[Values]:
    """The groups with one alternative of each whose alternatives all make the same part of a URL."""
    # A text with a query would hide what stands behind it.
    plain = [min(group, key=lambda value: isinstance(value, Text) and path_of(value) != value.template) for group in groups]
    found: list[Values] = []
    for position, group in enumerate(groups):
        before, behind = plain[:position], plain[position + 1 :]
        parts = {part(build([*before, value, *behind])) for value in group} if len(group) > 1 else ()
        found.append((one_for_all(plain[position], group),) if len(parts) == 1 else group)
    return found


def negative(value: Value) -> Value:
    """``-value``."""
    if isinstance(value, Constant) and isinstance(value.value, (int, float)):
        return constant(-value.value)
    return unknown("a negative number", is_open(value))


def _add(left: Value, right: Value) -> Values:
    if isinstance(left, Text) or isinstance(right, Text):
        return (concatenate((as_text(left), as_text(right))),)
    if isinstance(left, Items) and isinstance(right, Items):
        return (compounds.added(left, right),)
    if isinstance(left, Constant) and isinstance(right, Constant):
        if isinstance(left.value, int) and isinstance(right.value, int):
            number = left.value + right.value
            return (constant(number) if abs(number) <= LARGEST_NUMBER else unknown("a large number"),)
    if isinstance(left, (Constant, Items)) or isinstance(right, (Constant, Items)):
        rooted = any(root_among(value.items) for value in (left, right) if isinstance(value, Items))
        return (Unknown(Hole("a sum", is_open(left) or is_open(right), rooted)),)
    # Neither is known. In code that builds a URL the sum is one as well.
    return (concatenate((as_text(left), as_text(right))),)


def _merged(left: Value, right: Value) -> Values:
    """``|`` of two dicts."""
    if isinstance(left, Table) and isinstance(right, Table) and not right.rest:
        return (compounds.table((((key,), group) for key, group in right.entries), left),)
    return (unknown("the result of an operator", is_open(left) or is_open(right)),)


def _percent(left: Value, right: Value) -> Values:
    if not isinstance(left, Text):
        return (unknown("a remainder", is_open(left) or is_open(right)),)
    if isinstance(right, Items) and right.kind is Kind.TUPLE:
        return built(right.items, lambda row: formatting.percent(left, right, row, {}))
    if isinstance(right, Table):
        wanted = formatting.keys(left.template)
        names = [(key.template, group) for key, group in right.entries if isinstance(key, Text) and key.template in wanted]
        return built(
            [group for _, group in names],
            lambda row: formatting.percent(left, right, None, dict(zip((name for name, _ in names), row))),
        )
    return (formatting.percent(left, right, None, {}),)


def _slash(left: Value, right: Value) -> Values:
    """``/`` joins where the left side is a URL or path object; such objects are texts here."""
    if not isinstance(left, Text) and not isinstance(right, Text):
        return (unknown("a quotient", is_open(left) or is_open(right)),)
    first, second = without_query(as_text(left)), as_text(right)
    if second.template.startswith("/"):
        # A file path starts anew there, a URL may refuse.
        return (unknown("a quotient", is_open(left) or is_open(right)),)
    return (concatenate((strings.strip(first, "/", False, True), Text("/"), second)),)
