"""What Python's operators give for values."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from flake8_confluence_scopes.calls import strings
from flake8_confluence_scopes.calls.values import (
    NONE,
    Constant,
    EnumMember,
    Items,
    Member,
    Table,
    Text,
    Unknown,
    Value,
    Values,
    as_text,
    concatenate,
    constant,
    is_open,
    product,
    union,
    unknown,
)


def binary(operator: cst.BaseBinaryOp, left: Values, right: Values) -> Values:
    """``left operator right`` for every combination."""
    if isinstance(operator, cst.Add):
        return combine(left, right, _add)
    if isinstance(operator, cst.Modulo):
        return combine(left, right, _percent)
    if isinstance(operator, cst.Divide):
        return combine(left, right, _slash)
    return (unknown("the result of an operator", any(map(is_open, (*left, *right)))),)


def augmented(operator: cst.BaseAugOp, left: Values, right: Values) -> Values:
    """``left operator= right``."""
    if isinstance(operator, cst.AddAssign):
        return combine(left, right, _add)
    if isinstance(operator, cst.DivideAssign):
        return combine(left, right, _slash)
    if isinstance(operator, cst.ModuloAssign):
        return combine(left, right, _percent)
    return (unknown("the result of an operator", any(map(is_open, (*left, *right)))),)


def combine(left: Values, right: Values, apply: Callable[[Value, Value], Value]) -> Values:
    """``apply`` for every combination; an alternative None gives way to real ones."""
    rows = product((without_none(left), without_none(right)))
    if rows is None:
        return (unknown("one of many values", any(map(is_open, (*left, *right)))),)
    return union(apply(first, second) for first, second in rows)


def without_none(values: Values) -> Values:
    """The alternatives without None where there are others: code that goes on has checked for it."""
    return tuple(value for value in values if value != NONE) or values


def without_nothing(values: Values | None) -> Values:
    """A default's alternatives, none for a missing one or None."""
    return tuple(value for value in values or () if value != NONE)


def texts(groups: list[Values], build: Callable[[list[Text]], Text]) -> Values:
    """``build`` for every combination of the groups' alternatives as texts."""
    rows = product(without_none(group) for group in groups)
    if rows is None:
        return (unknown("one of many texts", any(is_open(value) for group in groups for value in group)),)
    return union(build([as_text(value) for value in row]) for row in rows)


def _add(left: Value, right: Value) -> Value:
    if isinstance(left, Text) or isinstance(right, Text):
        return concatenate((as_text(left), as_text(right)))
    if isinstance(left, Items) and isinstance(right, Items):
        return Items(left.items + right.items)
    if isinstance(left, Constant) and isinstance(right, Constant):
        if isinstance(left.value, int) and isinstance(right.value, int):
            return constant(left.value + right.value)
    if isinstance(left, (Constant, Items)) or isinstance(right, (Constant, Items)):
        return unknown("a sum", is_open(left) or is_open(right))
    # Neither is known. In code that builds a URL the sum is one as well.
    return concatenate((as_text(left), as_text(right)))


def _percent(left: Value, right: Value) -> Value:
    if not isinstance(left, Text):
        return unknown("a remainder", is_open(left) or is_open(right))
    items = (
        [group[0] if len(group) == 1 else unknown("an item") for group in right.items]
        if (isinstance(right, Items))
        else None
    )
    table = None
    if isinstance(right, Table):
        table = {
            key.template: group[0] if len(group) == 1 else unknown("an item")
            for key, group in right.entries
            if isinstance(key, Text)
        }
    return strings.percent(left, right, items, table)


def _slash(left: Value, right: Value) -> Value:
    """``/`` joins where the left side is a URL or path object; such objects are texts here."""
    if not isinstance(left, Text) and not isinstance(right, Text):
        return unknown("a quotient", is_open(left) or is_open(right))
    first, second = as_text(left), as_text(right)
    return concatenate(
        (strings.strip(first, "/", False, True), Text("/"), strings.strip(second, "/", True, False))
    )


def compare(operator: cst.BaseCompOp, left: Value, right: Value) -> bool | None:
    """The truth of a comparison, None where the code does not fix it."""
    if isinstance(operator, (cst.Equal, cst.Is)):
        return equal(left, right)
    if isinstance(operator, (cst.NotEqual, cst.IsNot)):
        same = equal(left, right)
        return None if same is None else not same
    if isinstance(operator, (cst.In, cst.NotIn)):
        inside = _contains(right, left)
        return inside if inside is None or isinstance(operator, cst.In) else not inside
    return None


def equal(left: Value, right: Value) -> bool | None:
    """``left == right``, None where the code does not fix it."""
    if isinstance(left, Text) and isinstance(right, Text):
        return strings.equal(left, right)
    if isinstance(left, Constant) and isinstance(right, Constant):
        return left.value == right.value
    simple = (Text, Constant)
    if isinstance(left, simple) and isinstance(right, simple):
        return False
    if isinstance(left, EnumMember) and isinstance(right, EnumMember):
        return left == right
    if NONE in (left, right) and not any(isinstance(side, (Unknown, Member)) for side in (left, right)):
        return False
    return None


def _contains(container: Value, item: Value) -> bool | None:
    if isinstance(container, Text) and isinstance(item, Text) and not item.holes:
        return strings.contains(container, item.template)
    if isinstance(container, Items):
        answers = [equal(value, item) for group in container.items for value in group]
        if any(answers) and all(len(group) == 1 for group in container.items):
            return True
        return None if None in answers or any(answers) else False
    if isinstance(container, Table) and not container.rest:
        answers = [equal(key, item) for key, _ in container.entries]
        return True if any(answers) else (None if None in answers else False)
    return None
