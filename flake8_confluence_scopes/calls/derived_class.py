"""What callers can ask of the objects of a client class: its methods, wherever they come from, and what no client model has."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from typing import NamedTuple

from flake8_confluence_scopes.calls.derived_states import Method, with_first
from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import assignments, attributes, bindings, class_functions, classes
from flake8_confluence_scopes.calls.sending import sites
from flake8_confluence_scopes.calls.sending.request import Requests
from flake8_confluence_scopes.calls.values.domain import (
    Arguments,
    ClassValue,
    External,
    ExternalObject,
    Function,
    Instance,
    Member,
    Partial,
    Value,
    Values,
)

_NOBODYS = "a_name_that_no_class_has"
"""Asks ``__getattr__`` where it leads."""


class LeftOpen(NamedTuple):
    """What a model does not hold, or not all of it: the name of a method, an attribute or a base, and why."""

    name: str
    reason: str


class Asked(NamedTuple):
    """Public names that objects have: methods, and properties."""

    methods: tuple[str, ...]
    properties: tuple[str, ...]


def asked(ev: Evaluator, cls: ClassValue) -> Asked:
    """The names of a class: those in its body and its bases, and those that ``__getattr__`` passes on to its own objects."""
    own, properties = _public(ev, cls)
    passed_on: list[str] = []
    if in_bodies(ev, cls, "__getattr__"):
        inner = [name for one in _held(ev, cls) for name in _public(ev, one.cls).methods]
        passed_on = [name for name in dict.fromkeys(inner) if name not in (*own, *properties) and methods(ev, cls, name)]
    return Asked((*own, *passed_on), properties)


def _public(ev: Evaluator, cls: ClassValue) -> Asked:
    blocks = [base.block for base in _order(ev, cls) if isinstance(base, ClassValue)]
    names = dict.fromkeys(name for block in blocks for name in flow_of(block).exit if not name.startswith("_"))
    found = {name: having[0].function.block for name in names if (having := in_bodies(ev, cls, name))}
    properties = tuple(name for name, block in found.items() if class_functions.is_property(block))
    return Asked(tuple(name for name in found if name not in properties), properties)


def methods(ev: Evaluator, cls: ClassValue, name: str) -> list[Method]:
    """What the name stands for, in each way in which it is defined."""
    found = in_bodies(ev, cls, name)
    return found or list(_as_methods(ev.run(attributes.attribute(ev, Instance(cls), name)), _as_it_is))


def decorated(ev: Evaluator, method: Method) -> list[Method]:
    """What decorators of the project make of a method of a class body; those of other packages count as if they only passed
    calls on."""
    function = method.function
    made: Values = (Function(function.block, function.frame),)
    for node in reversed(getattr(function.block.node, "decorator_list", [])):
        found: Values = ()
        for decorator in ev.run(ev.value(node, function.frame)):
            if isinstance(decorator, (Function, Partial)):
                found += ev.run(ev.call(decorator, Arguments((made,)), "a decorator"))
        made = tuple(value for value in found if isinstance(value, Function)) or made
    functions = [value for value in made if isinstance(value, Function) and value.block is not function.block]
    return [Method(Function(one.block, one.frame, function.receiver)) for one in functions]


def beside(ev: Evaluator, cls: ClassValue) -> Iterator[LeftOpen]:
    """Where objects of the class may be asked for more than their methods."""
    for base in _order(ev, cls):
        if isinstance(base, External) and not _sends_nothing(base.name):
            known = base.name.removeprefix("builtins.") if base.name != "?" else "a base that is not found"
            yield LeftOpen(known, "what is inherited from it is not in the model")
    if in_bodies(ev, cls, "__getattr__"):
        yield from _passed_on(ev, cls)


def within(ev: Evaluator, cls: ClassValue) -> Iterator[LeftOpen]:
    """Attributes and properties whose objects send by methods of their own."""
    for name in dict.fromkeys((*asked(ev, cls).properties, *_attributes(ev, cls))):
        sending = dict.fromkeys(one for inner in _objects(ev, cls, name) for one in _sending(ev, inner))
        if sending and not name.startswith("_"):
            yield LeftOpen(name, f"it gives an object that sends by methods of its own, which no model has: {', '.join(sending)}")


def _passed_on(ev: Evaluator, cls: ClassValue) -> Iterator[LeftOpen]:
    """Where ``__getattr__`` leads out of the project, or nobody knows where."""
    leads: Values = ev.run(attributes.attribute(ev, Instance(cls), _NOBODYS))
    names = [value.receiver.name for value in leads if isinstance(value, Member) and isinstance(value.receiver, ExternalObject)]
    bases = [base.name for base in _order(ev, cls) if isinstance(base, External)]
    others = [name for name in dict.fromkeys(names) if name not in bases]
    for name in others:
        yield LeftOpen("__getattr__", f"it passes on to {name}, whose methods are not in the model")
    if not others and not _held(ev, cls):
        yield LeftOpen("__getattr__", "what it passes on to is not known; derive the class that it passes on to")


def _order(ev: Evaluator, cls: ClassValue) -> tuple[Value, ...]:
    found: tuple[Value, ...] = ev.run(classes.order_of(ev, cls))
    return found


def in_bodies(ev: Evaluator, cls: ClassValue, name: str) -> list[Method]:
    """The functions of this name in the bodies of a class and its bases."""
    found: Values = ev.run(classes.class_member(ev, _order(ev, cls), name))
    return list(_as_methods(found, lambda function: _bound(function, cls)))


def _bound(function: Function, cls: ClassValue) -> Function:
    """A function of the class as its objects have it, whoever made them."""
    return Function(function.block, function.frame, class_functions.general_receiver(function.block, cls))


def _as_it_is(function: Function) -> Function:
    return function


def _as_methods(values: Values, bind: Callable[[Function], Function]) -> Iterator[Method]:
    for value in values:
        if isinstance(value, Function):
            yield Method(bind(value))
        elif isinstance(value, Partial) and isinstance(value.callee, Function):
            yield with_first(bind(value.callee), value.arguments)


def _attributes(ev: Evaluator, cls: ClassValue) -> Iterator[str]:
    """The names that methods of the class and its bases set on their receivers."""
    for base in _order(ev, cls):
        if isinstance(base, ClassValue):
            for method in assignments.methods(base.block):
                start = f"{method.parameters[0].name}." if method.parameters else " "
                names = (name.removeprefix(start) for name in flow_of(method).exit if name.startswith(start))
                yield from filter(str.isidentifier, names)


def _held(ev: Evaluator, cls: ClassValue) -> list[Instance]:
    """The objects of the project's classes that are in the attributes of an object of the class."""
    return [inner for name in dict.fromkeys(_attributes(ev, cls)) for inner in _objects(ev, cls, name)]


def _objects(ev: Evaluator, cls: ClassValue, name: str) -> list[Instance]:
    found: Values = ev.run(attributes.attribute(ev, Instance(cls), name))
    return [value for value in found if isinstance(value, Instance)]


def _sending(ev: Evaluator, owner: Instance) -> Iterator[str]:
    """The methods of an object that request what the code fixes."""
    for name in _public(ev, owner.cls).methods:
        for method in _as_methods(ev.run(attributes.attribute(ev, owner, name)), _as_it_is):
            frame = ev.run(bindings.general_frame(ev, method.function))
            ev.walked = {}
            requests: Requests = ev.run(sites.all_sent(ev, frame, name))
            ev.walked = None
            if any(request.settled for request in requests):
                yield name


def _sends_nothing(base: str) -> bool:
    """Whether a class of this full name is one of Python's that no client inherits its requests from."""
    package, _, name = base.partition(".")
    return package in ("abc", "typing") or (package == "builtins" and hasattr(builtins, name))
