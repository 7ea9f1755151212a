"""The truth of values, and of what comparing them gives."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.values import strings
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    ClassValue,
    Constant,
    EnumMember,
    External,
    Function,
    Items,
    Kind,
    Member,
    ModuleValue,
    Partial,
    Table,
    Text,
    Unknown,
    Value,
)
from flake8_confluence_scopes.path_template import HOLE


def truth(value: Value) -> bool | None:
    """The value's truth, None where the code does not fix it."""
    if isinstance(value, Constant):
        return bool(value.value)
    if isinstance(value, Text):
        return True if value.template.replace(HOLE, "") else (None if value.holes else False)
    if isinstance(value, Items):
        return None if value.kind is Kind.SOME else bool(value.items)
    if isinstance(value, Table):
        return None if value.rest and not value.entries else bool(value.entries)
    return True if isinstance(value, (ModuleValue, ClassValue, Function, Partial)) else None


def compare(operator: ast.cmpop, left: Value, right: Value) -> bool | None:
    """The truth of a comparison, None where the code does not fix it."""
    if isinstance(operator, (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)):
        identity = isinstance(operator, (ast.Is, ast.IsNot))
        constants = isinstance(left, Constant) and isinstance(right, Constant)
        # 1 equals True, but is another object.
        same = left == right if identity and constants else equal(left, right)
        return same if same is None or isinstance(operator, (ast.Eq, ast.Is)) else not same
    if isinstance(operator, (ast.In, ast.NotIn)):
        inside = contains(right, left)
        return inside if inside is None or isinstance(operator, ast.In) else not inside
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
    if NONE in (left, right) and not any(isinstance(side, (Unknown, Member, External)) for side in (left, right)):
        return False
    return None


def contains(container: Value, item: Value) -> bool | None:
    """``item in container``, None where the code does not fix it."""
    if isinstance(container, Text) and isinstance(item, Text) and not item.holes:
        return strings.contains(container, item.template)
    if isinstance(container, Items):
        answers = {_same(group, item) for group in container.items}
        if True in answers and container.kind is not Kind.SOME:
            return True
        return None if answers - {False} else False
    if isinstance(container, Table):
        answers = {equal(key, item) for key, _ in container.entries}
        if True in answers:
            return True
        return None if container.rest or None in answers else False
    return None


def _same(group: tuple[Value, ...], item: Value) -> bool | None:
    """Whether a value equals an item with several alternatives."""
    answers = {equal(value, item) for value in group}
    return answers.pop() if len(answers) == 1 else None
