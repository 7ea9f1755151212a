"""What code takes for granted where it stands: the sides of the conditions around it that nobody knows the truth of.

Two conditions count as one where they ask the same of the same thing.
"""

from __future__ import annotations

import ast
from typing import TypeAlias

from flake8_confluence_scopes.calls.evaluation.condition_subjects import MOST_NAMES, meant_by, subjects_of
from flake8_confluence_scopes.calls.flow.blocks import Guard
from flake8_confluence_scopes.calls.values.alternatives import under
from flake8_confluence_scopes.calls.values.domain import ALWAYS, Conditions, Frame, Text, Values

_Test: TypeAlias = "tuple[ast.expr, bool]"

_NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.NotEq: ast.Eq, ast.IsNot: ast.Is, ast.NotIn: ast.In}
_COMPARED = (ast.Eq, ast.Is, ast.In)
_COMPARABLE = frozenset((str, bytes, int, bool, type(None)))
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
    return under(of_guard(guard, frame), values) if guard is not None and Text in map(type, values) else values


def of_test(test: ast.expr, truth: bool, frame: Frame) -> Conditions:
    """What holds where a test has this truth."""
    return _of_tests([(test, truth)], frame)


def _of_tests(tests: list[_Test], frame: Frame) -> Conditions:
    found: set[tuple[object, bool]] = set()
    waiting = list(tests)
    followed = 0
    while waiting:
        test, truth = waiting.pop()
        if type(test) is ast.UnaryOp and type(test.op) is ast.Not:
            waiting.append((test.operand, not truth))
        elif type(test) is ast.BoolOp:
            # All of them hold, or none: of the other two outcomes nobody knows whose they are.
            if truth is (type(test.op) is ast.And):
                waiting += ((value, truth) for value in test.values)
        elif type(test) is ast.Compare:
            found |= _of_comparison(test, truth, frame)
        elif type(test) is ast.Call and (test.args or test.keywords):
            found |= _of_text_test(test, truth, frame)
        else:
            found.update((subject, truth) for subject in subjects_of(test, frame))
            meant = meant_by(test, frame) if followed < MOST_NAMES else None
            if meant is not None:
                followed += 1
                waiting.append((meant, truth))
    return frozenset(found)


def _of_comparison(test: ast.Compare, truth: bool, frame: Frame) -> Conditions:
    """``name == "literal"`` and the like."""
    operator, right = test.ops[0], test.comparators[0]
    kind = _NEGATED.get(type(operator), type(operator))
    if len(test.ops) > 1 or kind not in _COMPARED:
        return ALWAYS
    left, turned = test.left, False
    if _literal(left):
        left, right, turned = right, left, kind is ast.In
    literal = _literal(right)
    subjects = subjects_of(left, frame) if literal else ()
    return frozenset(((subject, kind, literal, turned), truth is (kind is type(operator))) for subject in subjects)


def _of_text_test(test: ast.Call, truth: bool, frame: Frame) -> Conditions:
    """``name.startswith("literal")``."""
    if type(test.func) is not ast.Attribute or test.func.attr not in _AFFIX_TESTS or len(test.args) != 1:
        return ALWAYS
    literal = _literal(test.args[0])
    subjects = subjects_of(test.func.value, frame) if literal else ()
    return frozenset(((subject, test.func.attr, literal), truth) for subject in subjects)


def _literal(node: ast.expr) -> str:
    """A constant, whatever its quotes are; empty for any other expression."""
    return repr(node.value) if isinstance(node, ast.Constant) and type(node.value) in _COMPARABLE else ""
