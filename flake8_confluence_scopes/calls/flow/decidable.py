"""Whether a condition is worth evaluating."""

from __future__ import annotations

import ast
import builtins

from flake8_confluence_scopes.calls.flow.walk import descendants

# Calls that a condition may hold: a test that needs more would cost more than it tells.
_TEXT_TESTS = frozenset(("startswith", "endswith", "lower", "upper", "strip", "lstrip", "rstrip"))

_TESTS = frozenset(("callable",))

_RECEIVERS = frozenset(("self", "cls"))

_COSTLY = frozenset(
    (ast.Await, ast.Yield, ast.YieldFrom, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
)


def is_decidable(test: ast.expr) -> bool:
    """Whether a condition is worth evaluating: names, constants, comparisons and tests of texts, and what may be
    predicates of the project."""
    return predicates_in(test) is not None


def predicates_in(test: ast.expr) -> tuple[ast.Call, ...] | None:
    """The calls in a condition that is worth evaluating where they are those of predicates: functions by their names, and
    methods of ``self`` or ``cls``. None where the condition is not worth it anyway."""
    found: list[ast.Call] = []
    for node in descendants(test):
        if type(node) is ast.Call:
            if _may_be_predicate(node.func):
                found.append(node)
            elif not _is_test(node.func):
                return None
        elif type(node) in _COSTLY:
            return None
    return tuple(found)


def _is_test(callee: ast.expr) -> bool:
    """Whether it is a test of Python's own that is worth evaluating."""
    if type(callee) is ast.Name:
        return callee.id in _TESTS
    return type(callee) is ast.Attribute and callee.attr in _TEXT_TESTS


def _may_be_predicate(callee: ast.expr) -> bool:
    if type(callee) is ast.Attribute:
        return type(callee.value) is ast.Name and callee.value.id in _RECEIVERS
    return type(callee) is ast.Name and not hasattr(builtins, callee.id)


def is_predicate(function: ast.AST) -> bool:
    """Whether all that a function does is to return what is worth evaluating."""
    if isinstance(function, ast.Lambda):
        return is_decidable(function.body)
    body: list[ast.stmt] = getattr(function, "body", [])
    said = [item for item in body if not (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant))]
    only = said[0] if len(said) == 1 else None
    return isinstance(only, ast.Return) and only.value is not None and is_decidable(only.value)
