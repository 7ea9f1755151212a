"""How an object was made: which arguments reach which ``__init__``, and what its fields are."""

from __future__ import annotations

import ast
import functools
from collections.abc import Collection

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Definition, FunctionBlock, Initial, without_phis
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import arguments, assignments, bindings, classes
from flake8_confluence_scopes.calls.language.assignments import left_in, methods
from flake8_confluence_scopes.calls.values.domain import (
    UNKNOWN_ARGUMENTS,
    Arguments,
    ClassValue,
    External,
    Frame,
    Function,
    Instance,
    Super,
    Value,
    Values,
)


def always_sets(ev: Evaluator, owner: Instance, order: tuple[Value, ...], name: str) -> Steps[bool]:
    """Whether an object's constructor sets an attribute, on every way through it that its arguments leave open."""
    found: bool = yield ev.remember(
        owner.cls.frame, ("always sets", name, owner), lambda: _always_sets(ev, owner, order, name), False
    )
    return found


def _always_sets(ev: Evaluator, owner: Instance, order: tuple[Value, ...], name: str) -> Steps[bool]:
    for base in order:
        for method in methods(base.block) if isinstance(base, ClassValue) else ():
            if method.name != "__init__" or not isinstance(base, ClassValue):
                continue
            left = left_in(method, name)
            reached: Collection[Definition] | None = without_phis(left)
            if reached and any(isinstance(item, Initial) for item in reached):
                frame: Frame = yield method_frame(ev, owner, base, method, order)
                reached = yield ev.reaching(tuple(left), frame)
            if reached and not any(isinstance(item, Initial) for item in reached):
                return True
    return False


def method_frame(
    ev: Evaluator, owner: Instance, cls: ClassValue, method: FunctionBlock, order: tuple[Value, ...]
) -> Steps[Frame]:
    """The frame in which a method of ``cls`` runs for ``owner``."""
    function = Function(method, cls.frame, owner)
    return _made_frame(ev, function, cls, order) if method.name == "__init__" else bindings.general_frame(ev, function)


def _made_frame(ev: Evaluator, constructor: Function, cls: ClassValue, order: tuple[Value, ...]) -> Steps[Frame]:
    owner = constructor.receiver
    assert isinstance(owner, Instance)  # what is made
    given: Arguments = yield arguments_of(ev, owner, order, cls)
    frame: Frame
    if given is UNKNOWN_ARGUMENTS:
        frame = yield bindings.general_frame(ev, constructor)
    else:
        frame = yield bindings.constructor_frame(ev, constructor, given)
    return frame


def arguments_of(
    ev: Evaluator, owner: Instance, order: tuple[Value, ...], target: ClassValue | External
) -> Steps[Arguments]:
    """What reaches the constructor of ``target``, one of the owner's classes, through those before it in the order."""
    given = owner.arguments or UNKNOWN_ARGUMENTS
    rest = order[: order.index(target)]
    while rest:
        base, rest = rest[0], rest[1:]
        if not isinstance(base, ClassValue):
            continue
        method = assignments.constructor(base.block)
        if method is None:
            continue
        frame: Frame = yield bindings.constructor_frame(ev, Function(method, base.frame, owner), given)
        passed: Passed = yield ev.remember(frame, "passed on", functools.partial(_passed_on, ev, method, frame), ())
        given = UNKNOWN_ARGUMENTS
        for value, item in passed:
            if value == target:
                return item
            if isinstance(value, Super):
                given = item
            elif isinstance(value, ClassValue) and value in rest:
                behind: tuple[Value, ...] = yield classes.order_of(ev, value)
                if target in behind:
                    given, rest = item, rest[rest.index(value) :]
    return given


Passed = tuple[tuple[Value, Arguments], ...]


def _passed_on(ev: Evaluator, method: FunctionBlock, frame: Frame) -> Steps[Passed]:
    """The arguments of each ``super().__init__(...)`` and ``Base.__init__(self, ...)``, and who gets them."""
    found: list[tuple[Value, Arguments]] = []
    for site in flow_of(method).calls:
        function = site.node.func
        if isinstance(function, ast.Attribute) and function.attr == "__init__":
            owners: Values = yield ev.value(function.value, frame)
            given: Arguments = yield arguments.of_call(ev, site.node, frame)
            without_self = Arguments(given.positional[1:], given.keywords, given.rest)
            found += ((owner, given if isinstance(owner, Super) else without_self) for owner in owners)
    return tuple(found)
