"""Calling what the project defines: what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from flake8_confluence_scopes.calls import (
    arguments,
    assumptions,
    bindings,
    enums,
    library,
    methods,
    objects,
    slices,
    type_hints,
)
from flake8_confluence_scopes.calls.alternatives import union
from flake8_confluence_scopes.calls.arguments import Known, known
from flake8_confluence_scopes.calls.blocks import ClassBlock, FunctionBlock, dotted, parameters, summary
from flake8_confluence_scopes.calls.flow import flow_of
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.operators import without_none
from flake8_confluence_scopes.calls.steps import Steps, is_pending
from flake8_confluence_scopes.calls.values import (
    NO_ARGUMENTS,
    NONE,
    Arguments,
    ClassValue,
    External,
    Function,
    Instance,
    Items,
    Kind,
    Lazy,
    Member,
    Partial,
    Super,
    Unknown,
    Value,
    Values,
    is_open,
    unknown,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator

DEEPEST_RECURSION = 4
"""A function that calls itself is followed this many times."""

_SUPER = (External("builtins.super"),)
_OF_CLASS = frozenset(("__new__", "__init_subclass__", "__class_getitem__"))
_PROPERTIES = frozenset(("property", "cached_property", "cachedproperty"))
_CONTEXT_MANAGERS = frozenset(("contextmanager", "asynccontextmanager"))


def called(ev: Evaluator, node: cst.Call, frame: Frame) -> Steps[Values]:
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
    found: Values
    match callee:
        case Function():
            found = yield result(ev, callee, given)
        case Partial(callee=inner, arguments=first):
            found = yield apply(ev, inner, merged(first, given), name)
        case ClassValue():
            enum: bool = yield enums.is_enum(ev, callee)
            found = (unknown(name),) if enum else (Instance(callee, given),)
        case Instance():
            method: Values = yield objects.attribute(ev, callee, "__call__")
            own = tuple(value for value in method if isinstance(value, Function))
            found = yield ev.for_each(own, lambda value: apply(ev, value, given, name))
            found = found or (unknown(name, is_open(callee)),)
        case External(name=external):
            found = yield library.call(ev, external, given, name)
        case Member(receiver=receiver, name=str(method_name)):
            found = yield methods.call(ev, receiver, method_name, given, name)
        case _:
            values: Known = yield known(ev, given)
            found = (unknown(name, is_open(callee) or values.open),)
    return found


def merged(first: Arguments, then: Arguments) -> Arguments:
    """A partial's arguments with those of its call."""
    keywords = dict(first.keywords) | dict(then.keywords)
    return Arguments(first.positional + then.positional, tuple(keywords.items()), first.rest or then.rest)


def _super(frame: Frame) -> Values:
    """``super()`` without arguments: the method's class and receiver are those of the frame."""
    block = frame.block
    if isinstance(block, FunctionBlock) and isinstance(block.parent, ClassBlock):
        first = next(parameters(block.node), None)
        receivers = frame.bindings.get(first.name.value, ()) if first is not None else ()
        if receivers and not isinstance(receivers, Lazy):
            return tuple(Super(receiver, block.parent) for receiver in receivers)
    return (unknown("super()"),)


def is_abstract(block: FunctionBlock) -> bool:
    """Whether a method has nothing to do: it leaves that to the classes that inherit it."""
    if isinstance(block.node, cst.Lambda) or not block.is_method:
        return False
    for statement in block.node.body.body:
        parts = statement.body if isinstance(statement, cst.SimpleStatementLine) else (statement,)
        for part in parts:
            empty = isinstance(part, cst.Expr) and isinstance(part.value, (cst.Ellipsis, cst.BaseString))
            if not empty and not isinstance(part, (cst.Pass, cst.Raise)):
                return False
    return True


def decorators(block: FunctionBlock | ClassBlock) -> set[str]:
    """The last names of the decorators: ``retry`` of ``@tenacity.retry(stop=3)``."""
    names = set()
    for item in getattr(block.node, "decorators", ()):
        node = item.decorator.func if isinstance(item.decorator, cst.Call) else item.decorator
        names.add(dotted(node).rpartition(".")[2])
    return names


def takes_class(method: FunctionBlock) -> bool:
    """Whether a method's receiver is the class."""
    return method.name in _OF_CLASS or "classmethod" in decorators(method)


def general_receiver(method: FunctionBlock, cls: ClassValue) -> Value | None:
    """What a method of a class gets first from callers that nobody knows."""
    if "staticmethod" in decorators(method):
        return None
    return cls if takes_class(method) else Instance(cls)


def bound(ev: Evaluator, value: Value, owner: Value, of_class: bool = False) -> Steps[Values]:
    """A name of a class body as an attribute of an object, or of the class itself."""
    if isinstance(value, Partial):
        # functools.partialmethod: a partial of one of the class's own functions makes no sense otherwise.
        inner: Values = yield bound(ev, value.callee, owner)
        if of_class and inner != (value.callee,):
            return (unknown("a partial method"),)
        return tuple(Partial(callee, value.arguments) for callee in inner)
    if not isinstance(value, Function) or value.receiver is not None:
        return (value,)
    names = decorators(value.block)
    if "staticmethod" in names:
        return (value,)
    if "classmethod" in names:
        cls = owner if isinstance(owner, ClassValue) else getattr(owner, "cls", owner)
        return (Function(value.block, value.frame, cls),)
    if of_class:
        return (value,)
    method = Function(value.block, value.frame, owner)
    if names & _PROPERTIES:
        found: Values = yield result(ev, method, NO_ARGUMENTS)
        return found
    return (method,)


def entered(ev: Evaluator, value: Value) -> Steps[Values]:
    """What ``with value as name`` binds."""
    if isinstance(value, Items):
        return union(*value.items)  # a generator under contextlib.contextmanager
    if isinstance(value, Instance):
        for name in ("__enter__", "__aenter__"):
            methods: Values = yield objects.attribute(ev, value, name)
            own = tuple(method for method in methods if isinstance(method, Function))
            if own:
                found: Values = yield ev.for_each(
                    own, lambda method: apply(ev, method, NO_ARGUMENTS, "__enter__()")
                )
                return tuple(item for item in found if not isinstance(item, Unknown)) or (value,)
    return (value,)


def result(ev: Evaluator, function: Function, given: Arguments) -> Steps[Values]:
    """What a function of the project returns; a generator's items."""
    if ev.active[function.block] >= DEEPEST_RECURSION:
        return (unknown(f"{function.block.name}(...)", True),)
    ev.active[function.block] += 1
    frame: Frame = yield bindings.frame_for(ev, function, given, slices.for_result(function.block).parameters)
    found: Values = yield ev.remember(
        frame,
        "result",
        lambda: _result(ev, function.block, frame),
        (unknown(f"{function.block.name}(...)", True),),
    )
    ev.active[function.block] -= 1
    return found


def _result(ev: Evaluator, block: FunctionBlock, frame: Frame) -> Steps[Values]:
    flow = flow_of(block)
    groups: list[Values] = []
    for node, guard in flow.yields or flow.returns:
        met: bool = yield ev.holds(guard, frame)
        if met and node is not None:
            groups.append(assumptions.where_met(guard, frame, (yield ev.value(node, frame))))
    found = union(*groups)
    if flow.yields:
        return (Items((found,), Kind.SOME),)
    if is_abstract(block):
        found = (unknown(f"{block.name}(...)", True),)
    returns = getattr(block.node, "returns", None)
    if returns is not None and all(isinstance(value, (Unknown, Member)) or value == NONE for value in found):
        typed: Values = yield type_hints.instance_of(ev, returns.annotation, frame.outer or frame)
        if typed:
            return typed
    return found or (NONE,)
