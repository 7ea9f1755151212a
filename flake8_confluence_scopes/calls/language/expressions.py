"""What each kind of expression evaluates to."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flake8_confluence_scopes.calls.evaluation import assumptions
from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.flow.blocks import Definitions, FunctionBlock, Initial, without_initial, without_phis
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.flow.syntax import summary
from flake8_confluence_scopes.calls.language import attributes, calling, conditions, containers, setters, subscripts, told
from flake8_confluence_scopes.calls.language.string_literals import formatted
from flake8_confluence_scopes.calls.libraries.type_names import FORM
from flake8_confluence_scopes.calls.values import links, operators
from flake8_confluence_scopes.calls.values.alternatives import under, union
from flake8_confluence_scopes.calls.values.comparisons import truth
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    Arguments,
    ClassValue,
    External,
    ExternalObject,
    Frame,
    Function,
    Instance,
    Lazy,
    Unknown,
    Value,
    Values,
    constant,
    unknown,
)


def evaluate(ev: Evaluator, node: ast.expr, frame: Frame) -> Steps[Values]:
    """The alternatives of an expression; an unknown value for a kind that is not followed."""
    follow = _FOLLOWED.get(type(node))
    return (unknown(summary(node)),) if follow is None else follow(ev, node, frame)


def _lambda(ev: Evaluator, node: ast.Lambda, frame: Frame) -> Steps[Values]:
    block = flow_of(frame.block).inner.get(node)
    return (Function(block, frame),) if isinstance(block, FunctionBlock) else (unknown("a lambda"),)


def _same(ev: Evaluator, node: ast.expr, frame: Frame) -> Steps[Values]:
    """What the expression inside evaluates to. As steps: it may nest deeper than Python's stack."""
    found: Values = yield ev.value(node, frame)
    return found


def _unary(ev: Evaluator, node: ast.UnaryOp, frame: Frame) -> Steps[Values]:
    if isinstance(node.op, ast.Not):
        return _negated(ev, node, frame)
    return _negative(ev, node, frame) if isinstance(node.op, ast.USub) else (unknown(summary(node)),)


def _negative(ev: Evaluator, node: ast.UnaryOp, frame: Frame) -> Steps[Values]:
    numbers: Values = yield ev.value(node.operand, frame)
    return tuple(map(operators.negative, numbers))


def _attribute(ev: Evaluator, node: ast.Attribute, frame: Frame) -> Steps[Values]:
    flow = flow_of(frame.block)
    items = flow.uses.get(node, ())
    found: Steps[Values]
    if items and without_phis(items):
        found = _tracked(ev, node, items, frame)
    elif node in flow.given:
        found = _given(ev, node, frame)
    elif type(node.value) is ast.Name:  # a longer chain may be too long for Python's stack
        owners = ev.value(node.value, frame)
        found = _once_known(ev, owners, node.attr) if is_pending(owners) else _of_owners(ev, owners, node.attr)
    else:
        found = _untracked(ev, node, frame)
    return told.left_of(flow.told[node], found, summary(node)) if node in flow.told else found


def _tracked(ev: Evaluator, node: ast.Attribute, items: Definitions, frame: Frame) -> Steps[Values]:
    """An attribute of the receiver, which counts as a name."""
    owners = ev.value(node.value, frame)
    at_hand = () if is_pending(owners) else _as_found(ev, owners, items, frame)
    return at_hand or _set_in_block(ev, node, owners, items, frame)


def _as_found(ev: Evaluator, owners: Values, items: Definitions, frame: Frame) -> Values:
    """What an attribute is that the block leaves as it has found it; nothing where it does not, or where that has to be
    evaluated first."""
    owner, item = owners[0], items[0]
    if len(owners) > 1 or len(items) > 1 or not isinstance(item, Initial):
        return ()
    if not isinstance(owner, Instance) or setters.has_setter(owner.cls, item.attribute):
        return ()
    found = attributes.found_by(ev, item, frame.block, owner)
    return () if is_pending(found) or all(value == NONE for value in found) else found


def _set_in_block(
    ev: Evaluator, node: ast.Attribute, owners: Steps[Values], items: Definitions, frame: Frame
) -> Steps[Values]:
    values: Values = (yield owners) if is_pending(owners) else owners
    owner = values[0] if len(values) == 1 else None
    found: Values
    if isinstance(owner, Instance) and setters.has_setter(owner.cls, node.attr):
        found = yield _set_by_setter(ev, owner, node.attr, items, frame)
    else:
        found = yield ev.each_definition(items, frame)
    if not found or all(value == NONE for value in found):
        found = yield _untracked(ev, node, frame)
    return found


def _set_by_setter(ev: Evaluator, owner: Instance, name: str, items: Definitions, frame: Frame) -> Steps[Values]:
    """A property of the receiver as it is found, and after each assignment."""
    first = [item for item in without_phis(items) if isinstance(item, Initial)]
    found: Values = yield ev.each_definition(first, frame)
    assigned: Values = yield ev.each_definition(without_initial(items), frame)
    return union(found, (yield setters.given_back(ev, owner, name, assigned)))


def _given(ev: Evaluator, node: ast.Attribute, frame: Frame) -> Steps[Values]:
    """An attribute that the block itself has set on an object that is not its receiver."""
    owners: Values = yield ev.value(node.value, frame)
    if not all(isinstance(owner, (Instance, ClassValue, Unknown)) for owner in owners):
        return (yield _of_owners(ev, owners, node.attr))
    values: Values = yield ev.value(flow_of(frame.block).given[node], frame)
    return (yield ev.for_each(owners, lambda owner: setters.given_back(ev, owner, node.attr, values)))


def _untracked(ev: Evaluator, node: ast.Attribute, frame: Frame) -> Steps[Values]:
    owners: Values = yield ev.value(node.value, frame)
    found = _of_owners(ev, owners, node.attr)
    return (yield found) if is_pending(found) else found


def _once_known(ev: Evaluator, steps: Steps[Values], name: str) -> Steps[Values]:
    owners: Values = yield steps
    found = _of_owners(ev, owners, name)
    return (yield found) if is_pending(found) else found


def _of_owners(ev: Evaluator, owners: Values, name: str) -> Steps[Values]:
    if len(owners) == 1:
        return attributes.attribute(ev, owners[0], name)
    return ev.for_each(operators.without_none(owners), lambda owner: attributes.attribute(ev, owner, name))


def _renamed(values: Values, node: ast.expr) -> Values:
    """The values; what nobody knows by the name that it has here."""
    if type(node) is not ast.Name and type(node) is not ast.Attribute:
        return values
    name = summary(node)
    found: list[Value] = []
    for value in values:
        if isinstance(value, Unknown):
            value = replace(value, hole=links.renamed(value.hole, name))
        found.append(unknown(name) if isinstance(value, External) else value)
    return tuple(found)


def _binary(ev: Evaluator, node: ast.BinOp, frame: Frame) -> Steps[Values]:
    """A chain of operators, from its innermost left operand on."""
    chain: list[ast.BinOp] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp):
        chain.append(left)
        left = left.left
    first: Values = yield ev.value(left, frame)
    found = _renamed(first, left)
    for item in reversed(chain):
        right: Values = yield ev.value(item.right, frame)
        if isinstance(item.op, ast.BitOr) and all(map(_is_type, (*first, *right))):
            return (ExternalObject(FORM, Arguments((Lazy(node, frame),))),)
        found = operators.binary(item.op, found, _renamed(right, item.right))
    return found


def _is_type(value: Value) -> bool:
    if isinstance(value, ExternalObject):
        return value.name == FORM
    return isinstance(value, (ClassValue, External)) or value == NONE


def _boolean(ev: Evaluator, node: ast.BoolOp, frame: Frame) -> Steps[Values]:
    """``a or b`` is a where a is true, ``a and b`` where a is false."""
    found: Values = yield ev.value(node.values[0], frame)
    stops_at = isinstance(node.op, ast.Or)
    for operand in node.values[1:]:
        kept = tuple(value for value in found if truth(value) is not (not stops_at))
        if kept and all(truth(value) is stops_at for value in found):
            return kept
        right: Values = yield ev.value(operand, frame)
        found = union(kept, right)
    return found


def _conditional(ev: Evaluator, node: ast.IfExp, frame: Frame) -> Steps[Values]:
    answer: bool | None = yield conditions.decided(ev, node.test, frame)
    first: Values = ()
    second: Values = ()
    if answer is not False:
        first = yield ev.value(node.body, frame)
    if answer is not True:
        second = yield ev.value(node.orelse, frame)
    if answer is None:
        first = under(assumptions.of_test(node.test, True, frame), first)
        second = under(assumptions.of_test(node.test, False, frame), second)
    return union(first, second)


def _compared(ev: Evaluator, node: ast.Compare, frame: Frame) -> Steps[Values]:
    answer = conditions.comparison(ev, node, frame)
    return _answered(answer) if is_pending(answer) else _as_value(answer)


def _answered(steps: Steps[bool | None]) -> Steps[Values]:
    answer: bool | None = yield steps
    return _as_value(answer)


def _negated(ev: Evaluator, node: ast.UnaryOp, frame: Frame) -> Steps[Values]:
    # As steps: one may stand in the other deeper than Python's stack.
    answer: bool | None = yield conditions.truth_of(ev, node.operand, frame)
    return _as_value(None if answer is None else not answer)


def _as_value(answer: bool | None) -> Values:
    return (unknown("a condition") if answer is None else constant(answer),)


# Looking the kind up takes a tenth of asking for one kind after the other.
_FOLLOWED: dict[type[ast.expr], Callable[[Evaluator, Any, Frame], Steps[Values]]] = {
    ast.Attribute: _attribute,
    ast.Call: calling.called,
    ast.JoinedStr: formatted,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.IfExp: _conditional,
    ast.NamedExpr: lambda ev, node, frame: _same(ev, node.value, frame),
    ast.Await: lambda ev, node, frame: _same(ev, node.value, frame),
    ast.Subscript: subscripts.subscript,
    ast.List: containers.collection,
    ast.Tuple: containers.collection,
    ast.Set: containers.collection,
    ast.Dict: containers.table,
    ast.Lambda: _lambda,
    ast.ListComp: containers.comprehension,
    ast.GeneratorExp: containers.comprehension,
    ast.SetComp: containers.comprehension,
    ast.Compare: _compared,
    ast.UnaryOp: _unary,
}
