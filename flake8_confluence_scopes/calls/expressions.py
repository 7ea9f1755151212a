"""What each kind of expression evaluates to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from flake8_confluence_scopes.calls import conditions, containers, functions, objects, operators, strings
from flake8_confluence_scopes.calls.blocks import FunctionBlock, summary, without_phis
from flake8_confluence_scopes.calls.comparisons import truth
from flake8_confluence_scopes.calls.flow import flow_of
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.values import (
    NONE,
    Constant,
    External,
    Function,
    Hole,
    Text,
    Value,
    Values,
    as_text,
    concatenate,
    constant,
    is_open,
    union,
    unknown,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator, Steps

_CONSTANTS = {"None": NONE, "True": constant(True), "False": constant(False)}


def simple_string(node: cst.SimpleString) -> Values:
    """The value of a literal without holes."""
    prefix, raw = node.prefix.lower(), node.raw_value
    if "b" in prefix:
        return (Constant(raw, bytes) if "\\" not in raw else unknown("bytes"),)
    return (Text(strings.literal(raw, escapes="r" not in prefix)),)


def evaluate(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Steps[Values]:
    """The alternatives of an expression; an unknown value for a kind that is not followed."""
    found: Values
    match node:
        case cst.Name():
            found = yield _name(ev, node, frame)
        case cst.Attribute():
            found = yield _attribute(ev, node, frame)
        case cst.Call():
            found = yield functions.called(ev, node, frame)
        case cst.FormattedString() | cst.ConcatenatedString():
            found = yield _formatted(ev, node, frame)
        case cst.BinaryOperation():
            found = yield _binary(ev, node, frame)
        case cst.BooleanOperation():
            found = yield _boolean(ev, node, frame)
        case cst.IfExp():
            found = yield _conditional(ev, node, frame)
        case cst.NamedExpr():
            found = yield ev.value(node.value, frame)
        case cst.Await():
            found = yield ev.value(node.expression, frame)
        case cst.Subscript():
            found = yield containers.subscript(ev, node, frame)
        case cst.List() | cst.Tuple() | cst.Set():
            found = yield containers.items(ev, node, frame)
        case cst.Dict():
            found = yield containers.table(ev, node, frame)
        case cst.Lambda():
            block = flow_of(frame.block).inner.get(node)
            found = (Function(block, frame),) if isinstance(block, FunctionBlock) else (unknown("a lambda"),)
        case cst.ListComp() | cst.GeneratorExp() | cst.SetComp():
            found = yield containers.comprehension(ev, node, frame)
        case cst.Comparison() | cst.UnaryOperation(operator=cst.Not()):
            found = yield _test(ev, node, frame)
        case cst.UnaryOperation(operator=cst.Minus()):
            numbers: Values = yield ev.value(node.expression, frame)
            found = tuple(map(operators.negative, numbers))
        case cst.Integer() | cst.Float():
            found = (_number(node),)
        case _:
            found = (unknown(summary(node)),)
    return found


def _number(node: cst.Integer | cst.Float) -> Value:
    try:
        return constant(node.evaluated_value)
    except (SyntaxError, ValueError):  # more digits than Python converts
        return unknown("a long number")


def _name(ev: Evaluator, node: cst.Name, frame: Frame) -> Steps[Values]:
    found: Values
    definitions = flow_of(frame.block).uses.get(node, ())
    # A loop's start stands for no definition at all where the name comes from outside the block.
    if without_phis(definitions):
        found = yield ev.each_definition(definitions, frame)
        return found
    found = yield lookup(ev, node.value, frame)
    return found


def lookup(ev: Evaluator, name: str, frame: Frame) -> Steps[Values]:
    """A name that is free at its use: from the blocks around, the module, or Python itself."""
    if name in _CONSTANTS:
        return (_CONSTANTS[name],)
    for scope in frame.scopes():
        found: Values = yield objects.own_name(ev, scope, name)
        if found:
            return found
    return (External(f"builtins.{name}"),)


def _attribute(ev: Evaluator, node: cst.Attribute, frame: Frame) -> Steps[Values]:
    definitions = flow_of(frame.block).uses.get(node, ())
    found: Values
    if without_phis(definitions):
        found = yield ev.each_definition(definitions, frame)
        if found and not all(value == NONE for value in found):
            return found
    owners: Values = yield ev.value(node.value, frame)
    found = yield ev.for_each(
        operators.without_none(owners), lambda owner: objects.attribute(ev, owner, node.attr.value)
    )
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
    return Text(text.template, tuple(Hole(summary(node), hole.open) for hole in text.holes))


def _braces(raw: str) -> str:
    return raw.replace("{{", "{").replace("}}", "}")


def _binary(ev: Evaluator, node: cst.BinaryOperation, frame: Frame) -> Steps[Values]:
    """A chain of operators, from its innermost left operand on."""
    chain: list[cst.BinaryOperation] = []
    left: cst.BaseExpression = node
    while isinstance(left, cst.BinaryOperation):
        chain.append(left)
        left = left.left
    found: Values = yield ev.value(left, frame)
    for item in reversed(chain):
        right: Values = yield ev.value(item.right, frame)
        found = operators.binary(item.operator, found, right)
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
