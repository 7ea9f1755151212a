"""Whether a condition is worth evaluating."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.flow.walk import descendants

# Calls that a condition may hold: a test that needs more would cost more than it tells.
_TEXT_TESTS = frozenset(("startswith", "endswith", "lower", "upper", "strip", "lstrip", "rstrip"))

_COSTLY = frozenset(
    (ast.Await, ast.Yield, ast.YieldFrom, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
)


def is_decidable(test: ast.expr) -> bool:
    """Whether a condition is worth evaluating: names, constants, comparisons and tests of texts."""
    for node in descendants(test):
        if type(node) is ast.Call:
            if type(node.func) is not ast.Attribute or node.func.attr not in _TEXT_TESTS:
                return False
        elif type(node) in _COSTLY:
            return False
    return True
