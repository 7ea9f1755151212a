"""Calling what the project defines: what comes back."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.flow.blocks import ClassBlock, FunctionBlock
from flake8_confluence_scopes.calls.flow.syntax import summary
from flake8_confluence_scopes.calls.language import arguments, attributes, builtin_methods, enums, other_objects, stdlib
from flake8_confluence_scopes.calls.language.results import result
from flake8_confluence_scopes.calls.values.domain import (
    Arguments,
    ClassValue,
    External,
    ExternalObject,
    Frame,
    Function,
    Instance,
    Lazy,
    Member,
    Partial,
    Super,
    Value,
    Values,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.calls.values.operators import without_none

_SUPER = (External("builtins.super"),)


def called(ev: Evaluator, node: ast.Call, frame: Frame) -> Steps[Values]:
    """What a call expression gives."""
    callees = ev.value(node.func, frame)
    if is_pending(callees):
        callees = yield callees
    if callees == _SUPER:
        return _super(frame)
    given = arguments.of_call(ev, node, frame)
    if is_pending(given):
        given = yield given
    name = summary(node)
    found: Values = yield ev.for_each(without_none(callees), lambda callee: apply(ev, callee, given, name))
    return found


def apply(ev: Evaluator, callee: Value, given: Arguments, name: str) -> Steps[Values]:
    """What calling a value gives; ``name`` stands for the call in a reason."""
    match callee:
        case Function():
            return result(ev, callee, given)
        case External(name=external):
            return stdlib.call(ev, external, given, name)
        case Member(receiver=receiver, name=str(method_name)):
            return builtin_methods.call(ev, receiver, method_name, given, name)
        case Partial(callee=inner, arguments=first):  # no more of them than compounds.DEEPEST are in one another
            return apply(ev, inner, merged(first, given), name)
    return _applied(ev, callee, given, name)


def _applied(ev: Evaluator, callee: Value, given: Arguments, name: str) -> Steps[Values]:
    found: Values
    match callee:
        case ClassValue():
            enum: bool = yield enums.is_enum(ev, callee)
            found = (unknown(name),) if enum else (Instance(callee, given),)
        case Instance():
            method: Values = yield attributes.attribute(ev, callee, "__call__")
            own = tuple(value for value in method if isinstance(value, Function))
            found = yield ev.for_each(own, lambda value: apply(ev, value, given, name))
            found = found or (unknown(name, is_open(callee)),)
        case ExternalObject():
            found = yield other_objects.called(ev, callee, given)
            found = found or (unknown(name),)
        case _:
            found = (unknown(name, is_open(callee) or (yield arguments.is_any_open(ev, given))),)
    return found


def merged(first: Arguments, then: Arguments) -> Arguments:
    """A partial's arguments with those of its call."""
    keywords = dict(first.keywords) | dict(then.keywords)
    return Arguments(first.positional + then.positional, tuple(keywords.items()), first.rest or then.rest)


def _super(frame: Frame) -> Values:
    """``super()`` without arguments: the method's class and receiver are those of the frame."""
    block = frame.block
    if isinstance(block, FunctionBlock) and isinstance(block.parent, ClassBlock):
        receivers = next((frame.bindings.get(first.name, ()) for first in block.parameters), ())
        if receivers and not isinstance(receivers, Lazy):
            return tuple(Super(receiver, block.parent) for receiver in receivers)
    return (unknown("super()"),)
