"""Calling what the project defines: how arguments reach parameters, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from flake8_confluence_scopes.calls import (
    arguments,
    assumptions,
    clients,
    enums,
    library,
    methods,
    objects,
    receivers,
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
    Given,
    Hole,
    Instance,
    Items,
    Kind,
    Lazy,
    Member,
    Partial,
    Super,
    Table,
    Text,
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
    frame: Frame = yield frame_for(ev, function, given, slices.for_result(function.block).parameters)
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


def frame_for(ev: Evaluator, function: Function, given: Arguments, needed: frozenset[str]) -> Steps[Frame]:
    """The frame of a call of the function with these arguments. Only the ``needed`` parameters get a value."""
    listed = function.block.node.params
    queue = list(given.positional)
    if function.receiver is not None:
        queue.insert(0, (function.receiver,))
    keywords = dict(given.keywords)
    bindings: dict[str, Values] = {}
    for parameter in (*listed.posonly_params, *listed.params, *listed.kwonly_params):
        name = parameter.name.value
        found: Given | None = None
        if queue and parameter not in listed.kwonly_params:
            found = queue.pop(0)
        elif name in keywords:
            found = keywords.pop(name)
        if name not in needed:
            continue
        if found is not None:
            bindings[name] = yield ev.given(found)
            continue
        missing: Values = () if given.rest is None else (Unknown(given.rest),)
        if parameter.default is not None:
            default: Values = yield ev.value(parameter.default, function.frame)
            missing = union(default, missing)
        bindings[name] = missing or (unknown(name, True),)
    evaluated: Known
    if isinstance(listed.star_arg, cst.Param) and listed.star_arg.name.value in needed:
        evaluated = yield known(ev, Arguments(tuple(queue)))
        taken: Value = Items(evaluated.positional, Kind.TUPLE) if given.rest is None or queue else Unknown(given.rest)
        bindings[listed.star_arg.name.value] = (taken,)
    if listed.star_kwarg is not None and listed.star_kwarg.name.value in needed:
        evaluated = yield known(ev, Arguments((), tuple(keywords.items())))
        entries = tuple((Text(key), values) for key, values in evaluated.keywords)
        more: Value = Table(entries) if given.rest is None or entries else Unknown(given.rest)
        bindings[listed.star_kwarg.name.value] = (more,)
    return ev.frames.get(function.block, function.frame, bindings)


def constructor_frame(ev: Evaluator, function: Function, given: Arguments) -> Steps[Frame]:
    """The frame of an ``__init__`` with these arguments; each is evaluated when an attribute asks for it."""
    return ev.remember(
        function.frame,
        ("constructor", function, given),
        lambda: _constructor_frame(ev, function, given),
        ev.frames.get(function.block, None),
    )


def _constructor_frame(ev: Evaluator, function: Function, given: Arguments) -> Steps[Frame]:
    frame: Frame = yield open_frame(ev, function)
    bindings = dict(frame.bindings)
    listed = function.block.node.params
    names = [parameter.name.value for parameter in (*listed.posonly_params, *listed.params)][1:]
    if given.rest is None:
        for parameter in (*listed.posonly_params, *listed.params, *listed.kwonly_params):
            if parameter.default is not None:
                bindings[parameter.name.value] = Lazy(parameter.default, function.frame)
    bindings.update(zip(names, given.positional))
    every = {parameter.name.value for parameter in parameters(function.block.node)}
    bindings.update((name, item) for name, item in given.keywords if name in every)
    return ev.frames.add(Frame(function.block, function.frame, bindings))


def _is_telling(default: Value) -> bool:
    """Whether a default says more of a URL than that anything may stand there: a path, or an HTTP method."""
    if isinstance(default, Text):
        return "/" in default.template or default.template.lower() in clients.VERBS
    return default != NONE


def open_values(name: str, typed: Values, default: Values, origin: str = "") -> Values:
    """What a parameter is that nobody knows the argument of: what its annotation says, else what its default tells,
    or anything of its ``origin``."""
    if typed:
        return union(typed, (value for value in default if value == NONE))
    return union(filter(_is_telling, default), (Unknown(Hole(name, True), origin),))


def open_frame(ev: Evaluator, function: Function) -> Steps[Frame]:
    """The frame of a function whose caller nobody knows: annotations and defaults tell what they can."""
    return ev.remember(
        function.frame,
        ("open", function),
        lambda: _open_frame(ev, function),
        ev.frames.get(function.block, None),
    )


def _mocks(ev: Evaluator, function: Function) -> Steps[str]:
    """The package whose decorator hands mocks to a test function; empty for any other function."""
    for item in getattr(function.block.node, "decorators", ()):
        node = item.decorator.func if isinstance(item.decorator, cst.Call) else item.decorator
        values: Values = yield ev.value(node, function.frame)
        for value in values:
            if isinstance(value, External) and receivers.is_mock(value.name):
                return value.name
    return ""


def _open_frame(ev: Evaluator, function: Function) -> Steps[Frame]:
    listed = function.block.node.params
    bindings: dict[str, Values] = {}
    mock: str = yield _mocks(ev, function)
    for position, parameter in enumerate(parameters(function.block.node)):
        name = parameter.name.value
        typed: Values = ()
        origin = mock
        if parameter.annotation is not None and parameter not in (listed.star_arg, listed.star_kwarg):
            typed = yield type_hints.instance_of(ev, parameter.annotation.annotation, function.frame)
            origin = type_hints.data_type(parameter.annotation.annotation)
        if position == 0 and function.receiver is not None:
            # A mixin's method may say which class it is mixed into.
            bindings[name] = tuple(value for value in typed if isinstance(value, Instance)) or (function.receiver,)
            continue
        default: Values = ()
        if parameter.default is not None:
            default = yield ev.value(parameter.default, function.frame)
        bindings[name] = open_values(name, typed, default, origin)
    return ev.frames.get(function.block, function.frame, bindings)
