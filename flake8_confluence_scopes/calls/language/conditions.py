"""Whether a condition can be met: code that cannot run sends no call."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.flow.decidable import is_predicate, predicates_in
from flake8_confluence_scopes.calls.values import comparisons
from flake8_confluence_scopes.calls.values.alternatives import combinations
from flake8_confluence_scopes.calls.values.comparisons import truth
from flake8_confluence_scopes.calls.values.domain import Frame, Function, Values, constant


def decided(ev: Evaluator, test: ast.expr, frame: Frame) -> Steps[bool | None]:
    """The truth of a condition where it is worth evaluating, else None."""
    if test in ev.decidable:
        predicates = ev.decidable[test]
    else:
        predicates = ev.decidable[test] = predicates_in(test)
    if not predicates:
        return None if predicates is None else truth_of(ev, test, frame)
    return _by_predicates(ev, test, predicates, frame)


def _by_predicates(
    ev: Evaluator, test: ast.expr, predicates: tuple[ast.Call, ...], frame: Frame
) -> Steps[bool | None]:
    for node in predicates:
        callees: Values = yield ev.value(node.func, frame)
        if not all(isinstance(callee, Function) and is_predicate(callee.block.node) for callee in callees):
            return None
    answer: bool | None = yield truth_of(ev, test, frame)
    return answer


def truth_of(ev: Evaluator, test: ast.expr, frame: Frame) -> Steps[bool | None]:
    """The truth of an expression where all its alternatives agree, else None."""
    values = ev.value(test, frame)
    return _agreed_on(values) if is_pending(values) else _agreed(values)


def _agreed_on(steps: Steps[Values]) -> Steps[bool | None]:
    values: Values = yield steps
    return _agreed(values)


def _agreed(values: Values) -> bool | None:
    if len(values) == 1:
        return truth(values[0])
    answers = set(map(truth, values))
    return answers.pop() if len(answers) == 1 else None


def comparison(ev: Evaluator, node: ast.Compare, frame: Frame) -> Steps[bool | None]:
    """The truth of ``a == b < c``, None where the code does not fix it."""
    left: Values = yield ev.value(node.left, frame)
    answers: set[bool | None] = {True}
    for operator, comparator in zip(node.ops, node.comparators):
        right: Values = yield ev.value(comparator, frame)
        step = _compared(operator, left, right)
        if step == {False}:
            return False
        answers |= step
        left = right
    return True if answers == {True} else None


def _compared(operator: ast.cmpop, left: Values, right: Values) -> set[bool | None]:
    rows = combinations((left, right))
    return {None} if rows is None else {comparisons.compare(operator, *row) for row in rows}


def matches(
    ev: Evaluator, subject: ast.expr, pattern: ast.pattern, frame: Frame
) -> Steps[bool | None]:
    """Whether a pattern of constants fits the subject; None for a pattern of any other kind."""
    undecided = False
    for choice in _choices(pattern):
        answers: set[bool | None] = {None}
        if isinstance(choice, ast.MatchAs):
            return True
        if isinstance(choice, (ast.MatchValue, ast.MatchSingleton)):
            values: Values = yield ev.value(subject, frame)
            same: ast.cmpop = ast.Is()
            wanted: Values = (constant(choice.value),)
            if isinstance(choice, ast.MatchValue):
                same = ast.Eq()
                wanted = yield ev.value(choice.value, frame)
            answers = {comparisons.compare(same, *row) for row in combinations((values, wanted)) or ()}
        if answers == {True}:
            return True
        undecided |= answers != {False}
    return None if undecided else False


def _choices(pattern: ast.pattern) -> list[ast.pattern]:
    """``a | b`` taken apart."""
    found: list[ast.pattern] = []
    waiting = [pattern]
    while waiting:
        item = waiting.pop()
        if isinstance(item, ast.MatchOr):
            waiting.extend(item.patterns)
        elif isinstance(item, ast.MatchAs) and item.pattern is not None:
            waiting.append(item.pattern)
        else:
            found.append(item)
    return found
