"""What code takes for granted where it stands: the sides of the conditions around it that nobody knows the truth of.

Two conditions count as one where they ask the same of the same thing.
"""

from __future__ import annotations

from typing import TypeAlias

import libcst as cst

from flake8_confluence_scopes.calls.evaluation.condition_subjects import MOST_NAMES, meant_by, subjects_of
from flake8_confluence_scopes.calls.flow.blocks import Guard
from flake8_confluence_scopes.calls.values.alternatives import under
from flake8_confluence_scopes.calls.values.domain import ALWAYS, Conditions, Frame, Text, Values

_Test: TypeAlias = "tuple[cst.BaseExpression, bool]"

_NEGATED = {cst.NotEqual: cst.Equal, cst.IsNot: cst.Is, cst.NotIn: cst.In}
_COMPARED = (cst.Equal, cst.Is, cst.In)
_CONSTANTS = frozenset(("None", "True", "False"))
_AFFIX_TESTS = ("startswith", "endswith")


def of_guard(guard: Guard | None, frame: Frame) -> Conditions:
    """What holds where a guard is met."""
    if guard is None:
        return ALWAYS
    key = ("assumptions", guard)
    known: Conditions | None = frame.memo.get(key)
    if known is None:
        tests: list[_Test] = []
        item: Guard | None = guard
        while item is not None:
            if item.pattern is None:
                tests.append((item.test, item.truth))
            item = item.outer
        known = frame.memo[key] = _of_tests(tests, frame)
    return known


def where_met(guard: Guard | None, frame: Frame, values: Values) -> Values:
    """The values under what a guard takes for granted."""
    return under(of_guard(guard, frame), values) if any(type(value) is Text for value in values) else values


def of_test(test: cst.BaseExpression, truth: bool, frame: Frame) -> Conditions:
    """What holds where a test has this truth."""
    return _of_tests([(test, truth)], frame)


def _of_tests(tests: list[_Test], frame: Frame) -> Conditions:
    found: set[tuple[object, bool]] = set()
    waiting = list(tests)
    followed = 0
    while waiting:
        test, truth = waiting.pop()
        if type(test) is cst.UnaryOperation and type(test.operator) is cst.Not:
            waiting.append((test.expression, not truth))
        elif type(test) is cst.BooleanOperation:
            # All of them hold, or none: of the other two outcomes nobody knows whose they are.
            if truth is (type(test.operator) is cst.And):
                waiting += ((test.left, truth), (test.right, truth))
        elif type(test) is cst.Comparison:
            found |= _of_comparison(test, truth, frame)
        elif type(test) is cst.Call and test.args:
            found |= _of_text_test(test, truth, frame)
        else:
            found.update((subject, truth) for subject in subjects_of(test, frame))
            meant = meant_by(test, frame) if followed < MOST_NAMES else None
            if meant is not None:
                followed += 1
                waiting.append((meant, truth))
    return frozenset(found)


def _of_comparison(test: cst.Comparison, truth: bool, frame: Frame) -> Conditions:
    """``name == "literal"`` and the like."""
    operator, right = test.comparisons[0].operator, test.comparisons[0].comparator
    kind = _NEGATED.get(type(operator), type(operator))
    if len(test.comparisons) > 1 or kind not in _COMPARED:
        return ALWAYS
    left, turned = test.left, False
    if _literal(left):
        left, right, turned = right, left, kind is cst.In
    literal = _literal(right)
    subjects = subjects_of(left, frame) if literal else ()
    return frozenset(((subject, kind, literal, turned), truth is (kind is type(operator))) for subject in subjects)


def _of_text_test(test: cst.Call, truth: bool, frame: Frame) -> Conditions:
    """``name.startswith("literal")``."""
    if type(test.func) is not cst.Attribute or test.func.attr.value not in _AFFIX_TESTS or len(test.args) > 1:
        return ALWAYS
    literal = _literal(test.args[0].value)
    subjects = subjects_of(test.func.value, frame) if literal else ()
    return frozenset(((subject, test.func.attr.value, literal), truth) for subject in subjects)


def _literal(node: cst.BaseExpression) -> str:
    """A constant, whatever its quotes are; empty for any other expression."""
    if isinstance(node, cst.SimpleString):
        return f"{node.prefix}{node.raw_value!r}"
    return node.value if isinstance(node, cst.Integer) or isinstance(node, cst.Name) and node.value in _CONSTANTS else ""
