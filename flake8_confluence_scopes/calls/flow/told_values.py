"""What a condition tells of the names in it: ``x`` is something behind ``assert x is not None``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import Enum

from flake8_confluence_scopes.calls.flow.syntax import dotted, known_parts


class Told(Enum):
    """What is told of a name."""

    TRUE = "it is true"
    FALSE = "it is false"
    SOMETHING = "it is not None"
    NOTHING = "it is None"


_SAME = (ast.Is, ast.Eq)
_OTHER = (ast.IsNot, ast.NotEq)


def values_told(test: ast.expr, truth: bool) -> Iterator[tuple[ast.expr, Told]]:
    """The names and attributes of names of which a test tells something where it has this truth."""
    for node, is_true in known_parts(test, truth):
        if isinstance(node, ast.Compare):
            yield from _of_comparison(node, is_true)
        elif isinstance(node, ast.Call):
            yield from _of_call(node, is_true)
        elif dotted(_named(node)):
            yield _named(node), Told.TRUE if is_true else Told.FALSE


def _named(node: ast.expr) -> ast.expr:
    """An expression, or the name that it binds."""
    return node.target if isinstance(node, ast.NamedExpr) else node


def _of_comparison(test: ast.Compare, truth: bool) -> Iterator[tuple[ast.expr, Told]]:
    """``x is None``; ``x == "a"``, where it holds."""
    node, right = _named(test.left), test.comparators[0]
    if len(test.ops) > 1 or not dotted(node) or not isinstance(right, ast.Constant):
        return
    same = truth if isinstance(test.ops[0], _SAME) else not truth if isinstance(test.ops[0], _OTHER) else None
    if same is not None and right.value is None:
        yield node, Told.NOTHING if same else Told.SOMETHING
    elif same:
        yield node, Told.SOMETHING


def _of_call(test: ast.Call, truth: bool) -> Iterator[tuple[ast.expr, Told]]:
    """``isinstance(x, str)``, where it holds."""
    if truth and dotted(test.func) == "isinstance" and len(test.args) == 2 and dotted(test.args[0]):
        types = test.args[1].elts if isinstance(test.args[1], ast.Tuple) else test.args[1:]
        if all(dotted(item).rpartition(".")[2] not in ("", "NoneType") for item in types):
            yield test.args[0], Told.SOMETHING
