"""How an object was made: which arguments reach which ``__init__``, and what its fields are."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from itertools import islice
from typing import TYPE_CHECKING

import libcst as cst

from flake8_confluence_scopes.calls import arguments, bindings, classes, functions, type_hints
from flake8_confluence_scopes.calls.blocks import (
    Block,
    ClassBlock,
    Definition,
    Definitions,
    FunctionBlock,
    Initial,
    dotted,
    parameters,
    without_initial,
    without_phis,
)
from flake8_confluence_scopes.calls.flow import flow_of
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.values import (
    UNKNOWN_ARGUMENTS,
    Arguments,
    ClassValue,
    External,
    Function,
    Instance,
    Super,
    Value,
    Values,
    unknown,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator
    from flake8_confluence_scopes.calls.steps import Steps

_RECORD_DECORATORS = frozenset(("dataclass", "define", "frozen", "mutable", "attrs", "attributes", "s"))
_RECORDS = frozenset(
    """pydantic.BaseModel pydantic.BaseSettings pydantic.main.BaseModel pydantic_settings.BaseSettings msgspec.Struct
    sqlmodel.SQLModel typing.NamedTuple""".split()
)


def methods(block: ClassBlock) -> tuple[FunctionBlock, ...]:
    """The functions that stand right in a class."""
    if block.methods is None:
        block.methods = tuple(inner for inner in flow_of(block).inner.values() if isinstance(inner, FunctionBlock))
    return block.methods


def is_replaced(method: FunctionBlock, nearer: Iterable[ClassBlock], name: str, apart: Block | None) -> bool:
    """Whether what a method leaves in an attribute does not last: one of the classes nearer to the object has a method
    of its name, other than a constructor, that does not call this one or that, unless it is ``apart``, sets it anew."""
    return method.name != "__init__" and any(
        own.name == method.name and (not _passes_on(own) or (own is not apart and _sets(own, name)))
        for block in nearer
        for own in methods(block)
    )


def _passes_on(method: FunctionBlock) -> bool:
    """Whether a method calls one of its own name: ``super().name()``, ``Base.name(self)``."""
    callees = (site.node.func for site in flow_of(method).calls)
    return any(isinstance(callee, cst.Attribute) and callee.attr.value == method.name for callee in callees)


def _sets(method: FunctionBlock, name: str) -> bool:
    """Whether a method sets an attribute on every way through it."""
    left = _left_in(method, name)
    return bool(left) and not any(isinstance(item, Initial) for item in without_phis(left))


def _left_in(method: FunctionBlock, name: str) -> Definitions:
    """What a method leaves in an attribute of its receiver; none where it does not touch it, or has no receiver."""
    first = next(parameters(method.node), None)
    return flow_of(method).exit.get(f"{first.name.value}.{name}", ()) if first is not None else ()


def assignments(block: ClassBlock, name: str) -> list[tuple[FunctionBlock, Definitions]]:
    """The methods that assign to an attribute of their receiver, with what they leave in it; ``__init__``
    alone where it does."""
    if block.assigned is None:
        block.assigned = _assignments(block)
    return block.assigned.get(name, [])


def _assignments(block: ClassBlock) -> dict[str, list[tuple[FunctionBlock, Definitions]]]:
    found: dict[str, list[tuple[FunctionBlock, Definitions]]] = {}
    for method in methods(block):
        for parameter in islice(parameters(method.node), 1):
            for target, left in flow_of(method).exit.items():
                receiver, _, attribute = target.rpartition(".")
                definitions = without_initial(left) if receiver == parameter.name.value else ()
                if definitions:
                    found.setdefault(attribute, []).append((method, definitions))
    return found


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
            left = _left_in(method, name)
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
    frame: Frame
    if method.name == "__init__":
        given: Arguments = yield arguments_of(ev, owner, order, cls)
        if given is not UNKNOWN_ARGUMENTS:
            frame = yield bindings.constructor_frame(ev, function, given)
            return frame
    frame = yield bindings.open_frame(ev, function)
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
        method = next((item for item in methods(base.block) if item.name == "__init__"), None)
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
        if isinstance(function, cst.Attribute) and function.attr.value == "__init__":
            owners: Values = yield ev.value(function.value, frame)
            given: Arguments = yield arguments.of_call(ev, site.node, frame)
            without_self = Arguments(given.positional[1:], given.keywords, given.rest)
            found += ((owner, given if isinstance(owner, Super) else without_self) for owner in owners)
    return tuple(found)


def field(ev: Evaluator, owner: Instance, order: tuple[Value, ...], name: str) -> Steps[Values]:
    """A field of a dataclass or of a class like it, which the constructor sets: what it was given, else the default;
    none for any other attribute."""
    names: dict[str, ClassValue] = yield ev.remember(owner.cls.frame, ("fields", order), lambda: _fields(order), {})
    if name not in names:
        return ()
    given = owner.arguments or UNKNOWN_ARGUMENTS
    item = given.get(list(names).index(name), name)
    if item is not None:
        values: Values = yield ev.given(item)
        return values
    default: Values = yield classes.class_member(ev, order, name)
    if default and given.rest is None:
        return default
    base = names[name]
    annotation = flow_of(base.block).annotations[name]
    typed: Values = yield type_hints.instance_of(ev, annotation, base.frame)
    return bindings.open_values(name, typed, default, type_hints.data_type(annotation))


def _fields(order: tuple[Value, ...]) -> dict[str, ClassValue]:
    """The fields that the constructor of a class takes, in its order; none where the class writes its own."""
    blocks = [base for base in order if isinstance(base, ClassValue)]
    if any(method.name == "__init__" for base in blocks for method in methods(base.block)):
        return {}
    external = any(isinstance(base, External) and base.name in _RECORDS for base in order)
    if not external and not any(functions.decorators(base.block) & _RECORD_DECORATORS for base in blocks):
        return {}
    found: dict[str, ClassValue] = {}
    for base in reversed(blocks):
        for name, annotation in flow_of(base.block).annotations.items():
            if not _is_class_variable(annotation):
                found.setdefault(name, base)
    return found


def _is_class_variable(annotation: cst.BaseExpression) -> bool:
    outer = annotation.value if isinstance(annotation, cst.Subscript) else annotation
    return dotted(outer).rpartition(".")[2] in ("ClassVar", "KW_ONLY")


def declared(ev: Evaluator, order: tuple[Value, ...], name: str) -> Steps[Values]:
    """An attribute that a class only annotates: what its type says."""
    for base in order:
        if isinstance(base, ClassValue) and name in flow_of(base.block).annotations:
            typed: Values = yield type_hints.instance_of(ev, flow_of(base.block).annotations[name], base.frame)
            return typed or (unknown(f"self.{name}", True),)
    return ()
