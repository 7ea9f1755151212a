"""What each kind of expression evaluates to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_confluence_scopes.calls import assumptions, conditions, containers, functions, objects, operators, strings, subscripts
from flake8_confluence_scopes.calls.alternatives import under, union
from flake8_confluence_scopes.calls.blocks import Definitions, FunctionBlock, Kept, Phi, summary, without_phis
from flake8_confluence_scopes.calls.comparisons import truth
from flake8_confluence_scopes.calls.flow import flow_of
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.steps import Steps, is_pending
from flake8_confluence_scopes.calls.texts import as_text, concatenate
from flake8_confluence_scopes.calls.values import (
    CIRCULAR,
    NONE,
    Constant,
    External,
    Function,
    Hole,
    Text,
    Unknown,
    Value,
    Values,
    constant,
    is_open,
    unknown,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator

_CONSTANTS = {"None": NONE, "True": constant(True), "False": constant(False)}


def simple_string(node: cst.SimpleString) -> Values:
    """The value of a literal without holes."""
    prefix, raw = node.prefix.lower(), node.raw_value
    if "b" in prefix:
        return (Constant(raw, bytes) if "\\" not in raw else unknown("bytes"),)
    return (Text(strings.literal(raw, escapes="r" not in prefix)),)


def evaluate(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Steps[Values]:
    """The alternatives of an expression; an unknown value for a kind that is not followed."""
    follow = _FOLLOWED.get(type(node))
    return (unknown(summary(node)),) if follow is None else follow(ev, node, frame)


def _lambda(ev: Evaluator, node: cst.Lambda, frame: Frame) -> Steps[Values]:
    block = flow_of(frame.block).inner.get(node)
    return (Function(block, frame),) if isinstance(block, FunctionBlock) else (unknown("a lambda"),)


def _same(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Steps[Values]:
    """What the expression inside evaluates to. As steps: it may nest deeper than Python's stack."""
    found: Values = yield ev.value(node, frame)
    return found


def _unary(ev: Evaluator, node: cst.UnaryOperation, frame: Frame) -> Steps[Values]:
    if isinstance(node.operator, cst.Not):
        return _test(ev, node, frame)
    return _negative(ev, node, frame) if isinstance(node.operator, cst.Minus) else (unknown(summary(node)),)


def _negative(ev: Evaluator, node: cst.UnaryOperation, frame: Frame) -> Steps[Values]:
    numbers: Values = yield ev.value(node.expression, frame)
    return tuple(map(operators.negative, numbers))


def _number(node: cst.Integer | cst.Float) -> Value:
    try:
        return constant(int(node.value, 0) if type(node) is cst.Integer else float(node.value))
    except ValueError:  # more digits than Python converts
        return unknown("a long number")


def name(ev: Evaluator, node: cst.Name, frame: Frame) -> Steps[Values]:
    """The alternatives of a name."""
    items = flow_of(frame.block).uses.get(node)
    if not items:
        return lookup(ev, node.value, frame)
    if len(items) == 1 and type(items[0]) not in (Phi, Kept):
        return ev.definition(items[0], frame)
    return ev.remember(frame, node, lambda: _joined(ev, node, items, frame), CIRCULAR)


def _joined(ev: Evaluator, node: cst.Name, items: Definitions, frame: Frame) -> Steps[Values]:
    # A loop's start stands for no definition at all where the name comes from outside the block.
    return ev.each_definition(items, frame) if without_phis(items) else lookup(ev, node.value, frame)


def lookup(ev: Evaluator, name: str, frame: Frame) -> Steps[Values]:
    """A name that is free at its use: from the blocks around, the module, or Python itself."""
    if name in _CONSTANTS:
        return (_CONSTANTS[name],)
    scopes = frame.scopes()
    for scope in scopes:
        found = objects.own_name(ev, scope, name)
        if is_pending(found):
            return _looked_up(ev, name, found, scopes)
        if found:
            return found
    return (External(f"builtins.{name}"),)


def _looked_up(ev: Evaluator, name: str, first: Steps[Values], scopes: Iterator[Frame]) -> Steps[Values]:
    found: Values = yield first
    for scope in scopes:
        if found:
            break
        found = yield objects.own_name(ev, scope, name)
    return found or (External(f"builtins.{name}"),)


def _attribute(ev: Evaluator, node: cst.Attribute, frame: Frame) -> Steps[Values]:
    items = flow_of(frame.block).uses.get(node)
    if items and without_phis(items):
        return _tracked(ev, node, items, frame)
    if type(node.value) is cst.Name:  # a longer chain may be too long for Python's stack
        owners = ev.value(node.value, frame)
        if not is_pending(owners) and len(owners) == 1:
            return objects.attribute(ev, owners[0], node.attr.value)
        return _of_owners(ev, owners, node.attr.value)
    return _untracked(ev, node, frame)


def _tracked(ev: Evaluator, node: cst.Attribute, items: Definitions, frame: Frame) -> Steps[Values]:
    """An attribute that the block itself sets."""
    found: Values = yield ev.each_definition(items, frame)
    if not found or all(value == NONE for value in found):
        found = yield _untracked(ev, node, frame)
    return found


def _untracked(ev: Evaluator, node: cst.Attribute, frame: Frame) -> Steps[Values]:
    found: Values = yield _of_owners(ev, (yield ev.value(node.value, frame)), node.attr.value)
    return found


def _of_owners(ev: Evaluator, owners: Steps[Values], name: str) -> Steps[Values]:
    values: Values = yield owners
    found: Values = yield ev.for_each(operators.without_none(values), lambda owner: objects.attribute(ev, owner, name))
    return found


def _formatted(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Steps[Values]:
    """An f-string or adjacent strings, taken apart from left to right."""
    groups: list[Values] = []
    stack: list[cst.CSTNode] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, cst.ConcatenatedString):
            stack += (item.right, item.left)
        elif isinstance(item, cst.FormattedString):
            raw = "r" in item.prefix.lower()
            for piece in item.parts:
                if isinstance(piece, cst.FormattedStringText):
                    groups.append((Text(strings.literal(_braces(piece.value), escapes=not raw)),))
                else:
                    assert isinstance(piece, cst.FormattedStringExpression)
                    group: Values = yield ev.value(piece.expression, frame)
                    shown_as_is = (
                        piece.conversion in (None, "s") and not piece.format_spec and not piece.equal
                    )
                    groups.append(
                        tuple(_named(value, piece.expression) for value in group)
                        if shown_as_is
                        else (unknown(summary(piece.expression), any(map(is_open, group))),)
                    )
        else:
            groups.append(simple_string(item) if isinstance(item, cst.SimpleString) else (unknown(summary(item)),))
    if any(isinstance(value, Constant) and value.kind is bytes for group in groups for value in group):
        return (unknown("bytes"),)
    return operators.texts(groups, concatenate)


def _named(value: Value, node: cst.BaseExpression) -> Value:
    """A value that no text can show keeps the name of its expression."""
    if isinstance(value, (Text, Constant)):
        return value
    text = as_text(value)
    return Text(text.template, tuple(Hole(summary(node), hole.open) for hole in text.holes), text.when)


def _renamed(values: Values, node: cst.BaseExpression) -> Values:
    """The values; what nobody knows by the name that it has here."""
    if type(node) is not cst.Name and type(node) is not cst.Attribute:
        return values
    name = summary(node)
    found: list[Value] = []
    for value in values:
        if isinstance(value, Unknown):
            value = replace(value, hole=replace(value.hole, name=name))
        found.append(unknown(name) if isinstance(value, External) else value)
    return tuple(found)


def _braces(raw: str) -> str:
    return raw.replace("{{", "{").replace("}}", "}")


def _binary(ev: Evaluator, node: cst.BinaryOperation, frame: Frame) -> Steps[Values]:
    """A chain of operators, from its innermost left operand on."""
    chain: list[cst.BinaryOperation] = []
    left: cst.BaseExpression = node
    while isinstance(left, cst.BinaryOperation):
        chain.append(left)
        left = left.left
    found = _renamed((yield ev.value(left, frame)), left)
    for item in reversed(chain):
        right: Values = yield ev.value(item.right, frame)
        found = operators.binary(item.operator, found, _renamed(right, item.right))
    return found


def _boolean(ev: Evaluator, node: cst.BooleanOperation, frame: Frame) -> Steps[Values]:
    """``a or b`` is a where a is true, ``a and b`` where a is false."""
    left: Values = yield ev.value(node.left, frame)
    stops_at = isinstance(node.operator, cst.Or)
    kept = tuple(value for value in left if truth(value) is not (not stops_at))
    if kept and all(truth(value) is stops_at for value in left):
        return kept
    right: Values = yield ev.value(node.right, frame)
    return union(kept, right)


def _conditional(ev: Evaluator, node: cst.IfExp, frame: Frame) -> Steps[Values]:
    answer: bool | None = None
    if conditions.is_decidable(node.test):
        answer = yield conditions.truth_of(ev, node.test, frame)
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


def _test(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Steps[Values]:
    answer: bool | None
    if isinstance(node, cst.Comparison):
        answer = yield conditions.comparison(ev, node, frame)
    else:
        assert isinstance(node, cst.UnaryOperation)
        inner: bool | None = yield conditions.truth_of(ev, node.expression, frame)
        answer = None if inner is None else not inner
    return (unknown("a condition") if answer is None else constant(answer),)


# Looking the kind up takes a tenth of asking for one kind after the other.
_FOLLOWED: dict[type[cst.BaseExpression], Callable[[Evaluator, Any, Frame], Steps[Values]]] = {
    cst.Attribute: _attribute,
    cst.Call: functions.called,
    cst.FormattedString: _formatted,
    cst.ConcatenatedString: _formatted,
    cst.BinaryOperation: _binary,
    cst.BooleanOperation: _boolean,
    cst.IfExp: _conditional,
    cst.NamedExpr: lambda ev, node, frame: _same(ev, node.value, frame),
    cst.Await: lambda ev, node, frame: _same(ev, node.expression, frame),
    cst.Subscript: subscripts.subscript,
    cst.List: containers.items,
    cst.Tuple: containers.items,
    cst.Set: containers.items,
    cst.Dict: containers.table,
    cst.Lambda: _lambda,
    cst.ListComp: containers.comprehension,
    cst.GeneratorExp: containers.comprehension,
    cst.SetComp: containers.comprehension,
    cst.Comparison: _test,
    cst.UnaryOperation: _unary,
    cst.Integer: lambda ev, node, frame: (_number(node),),
    cst.Float: lambda ev, node, frame: (_number(node),),
}
