"""What code takes for granted where it stands: the sides of the conditions around it that nobody knows the truth of.

Two conditions count as one where they ask the same of the same thing: of one name with the same definitions, of one
attribute of objects of one class, of the argument that a caller has passed on.
"""

from __future__ import annotations

from typing import TypeAlias

import libcst as cst

from flake8_confluence_scopes.calls.alternatives import under
from flake8_confluence_scopes.calls.blocks import (
    Assigned,
    Block,
    Definitions,
    FunctionBlock,
    Guard,
    Initial,
    Parameter,
    dotted,
    parameters,
)
from flake8_confluence_scopes.calls.flow import flow_of
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.request import Request, Requests
from flake8_confluence_scopes.calls.values import ALWAYS, ClassValue, Conditions, Given, Instance, Text, Unknown, Values

_Test: TypeAlias = "tuple[cst.BaseExpression, bool]"

_NEGATED = {cst.NotEqual: cst.Equal, cst.IsNot: cst.Is, cst.NotIn: cst.In}
_COMPARED = (cst.Equal, cst.Is, cst.In)
_CONSTANTS = frozenset(("None", "True", "False"))
_MOST_NAMES = 10
"""Names that stand for one another on the way to what a condition asks."""


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


def left_to_callers(requests: Requests, block: Block) -> frozenset[Request]:
    """The settled requests of a block that are sent for some arguments only, where the argument is in an open one
    otherwise: in ``url += path if path else ""`` it is up to whoever has to give the path which of the two it is."""
    left_open = [request for request in requests if request.url.when and request.open and not request.settled]
    if not left_open or not isinstance(block, FunctionBlock):
        return frozenset()
    required = {parameter.name.value for parameter in parameters(block.node) if parameter.default is None}
    other_sides: set[tuple[object, bool]] = set()
    for request in left_open:
        given = required.intersection(hole.name for hole in request.url.holes if hole.open)
        other_sides |= {(asked, not truth) for asked, truth in request.url.when if _argument_of(asked) in given}
    return frozenset(request for request in requests if request.settled and not other_sides.isdisjoint(request.url.when))


def _argument_of(condition: object) -> object:
    """The name of the argument that a condition is about."""
    while isinstance(condition, tuple):
        condition = condition[0]
    return condition


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
        else:
            named = _named(test, frame) if followed < _MOST_NAMES else None
            if named is not None:
                followed += 1
                waiting.append((named, truth))
            else:
                subject = _subject(test, frame)
                found |= {(subject, truth)} if subject is not None else set()
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
    subject, literal = _subject(left, frame), _literal(right)
    if subject is None or not literal:
        return ALWAYS
    return frozenset((((subject, kind, literal, turned), truth is (kind is type(operator))),))


def _literal(node: cst.BaseExpression) -> str:
    """A constant as it is written; empty for any other expression."""
    if isinstance(node, (cst.SimpleString, cst.Integer)):
        return node.value
    return node.value if isinstance(node, cst.Name) and node.value in _CONSTANTS else ""


def _named(node: cst.BaseExpression, frame: Frame) -> cst.BaseExpression | None:
    """The expression that a name alone stands for."""
    items = flow_of(frame.block).uses.get(node, ()) if type(node) is cst.Name else ()
    only = items[0] if len(items) == 1 else None
    return only.expression if isinstance(only, Assigned) and not only.steps and _is_plain(only.expression) else None


def _is_plain(node: cst.BaseExpression) -> bool:
    return type(node) in (cst.Comparison, cst.UnaryOperation, cst.BooleanOperation) or bool(dotted(node))


def _subject(node: cst.BaseExpression, frame: Frame) -> object | None:
    """What a condition asks about: a name, its attributes, or what calling it without arguments gives."""
    behind: list[str] = []
    uses = flow_of(frame.block).uses
    while node not in uses:
        if type(node) is cst.Call and not node.args:
            behind.append("()")
            node = node.func
        elif type(node) is cst.Attribute:
            cls = _class_of(_evaluated(node.value, frame))
            if cls is not None:
                return ((cls.block, node.attr.value), *behind)
            behind.append(node.attr.value)
            node = node.value
        else:
            return (node.value, *behind) if type(node) is cst.Name else None
    return (_defined(uses[node], frame), *behind)


def _defined(items: Definitions, frame: Frame) -> object:
    """What a name stands for, as far as it can be told from others: an attribute of a class, the argument that a
    caller passes on, or the definitions themselves."""
    only = items[0] if len(items) == 1 else None
    if isinstance(only, Initial):
        cls = _class_of(frame.bindings.get(only.receiver))
        return (cls.block if cls is not None else frame, only.attribute)
    given = frame.bindings.get(only.name) if isinstance(only, Parameter) else None
    value = given[0] if isinstance(given, tuple) and len(given) == 1 else None
    if isinstance(value, Unknown) and value.hole.name.replace(".", "").isidentifier():
        return value.hole.name
    return (frame, items)


def _evaluated(node: cst.BaseExpression, frame: Frame) -> Given | None:
    """What is known of an expression by now: whether a condition holds has been asked before."""
    if type(node) is not cst.Name:
        return frame.memo.get(node)
    items = flow_of(frame.block).uses.get(node, ())
    return frame.bindings.get(items[0].name) if len(items) == 1 and isinstance(items[0], Parameter) else None


def _class_of(given: Given | None) -> ClassValue | None:
    """The class of an object, or the class that is the object."""
    value = given[0] if isinstance(given, tuple) and len(given) == 1 else None
    return value.cls if isinstance(value, Instance) else value if isinstance(value, ClassValue) else None
