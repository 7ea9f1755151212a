"""Whether a condition is worth evaluating."""

from __future__ import annotations

import libcst as cst

from flake8_confluence_scopes.calls.flow.walk import descendants

# Calls that a condition may hold: a test that needs more would cost more than it tells.
_TEXT_TESTS = frozenset(("startswith", "endswith", "lower", "upper", "strip", "lstrip", "rstrip"))

_COSTLY = frozenset((cst.Await, cst.Yield, cst.Lambda, cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp))


def is_decidable(test: cst.BaseExpression) -> bool:
    """Whether a condition is worth evaluating: names, constants, comparisons and tests of texts."""
    for node in descendants(test):
        if type(node) is cst.Call:
            if type(node.func) is not cst.Attribute or node.func.attr.value not in _TEXT_TESTS:
                return False
        elif type(node) in _COSTLY:
            return False
    return True
