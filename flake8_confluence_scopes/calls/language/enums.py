"""Enumerations of the project and their members."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Defined
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import class_functions, classes, name_lookup
from flake8_confluence_scopes.calls.libraries.type_names import ENUMS, STRING_BASES
from flake8_confluence_scopes.calls.values.domain import (
    NO_ARGUMENTS,
    Arguments,
    ClassValue,
    EnumMember,
    External,
    Function,
    Items,
    Kind,
    Member,
    Text,
    Value,
    Values,
)


def is_enum(ev: Evaluator, cls: ClassValue) -> Steps[bool]:
    """Whether the class is an enumeration. One without members is not worth asking its bases, which lead to other
    modules."""
    definitions = (item for items in flow_of(cls.block).every.values() for item in items)
    if all(isinstance(item, Defined) for item in definitions):
        return False
    order: tuple[Value, ...] = yield classes.order_of(ev, cls)
    return any(isinstance(base, External) and base.name in ENUMS for base in order)


def member(ev: Evaluator, cls: ClassValue, name: str) -> Steps[Values]:
    """The member of that name; none where it is no enumeration, or no such member."""
    if name.startswith("_") or name not in flow_of(cls.block).every:
        return ()
    enum: bool = yield is_enum(ev, cls)
    if not enum:
        return ()
    values: Values = yield name_lookup.own_name(ev, cls.frame, name)
    if any(isinstance(value, Function) for value in values):
        return ()
    found: tuple[EnumMember, ...] = yield ev.remember(
        cls.frame, ("member", name), lambda: _member(ev, cls, name, values), (EnumMember(cls, name),)
    )
    return found


def _member(ev: Evaluator, cls: ClassValue, name: str, values: Values) -> Steps[tuple[EnumMember]]:
    order: tuple[Value, ...] = yield classes.order_of(ev, cls)
    plain = EnumMember(cls, name)
    shown: Values = ()
    methods: Values = yield classes.class_member(ev, order, "__str__")
    for method in methods:
        if isinstance(method, Function):
            shown = yield ev.call(Function(method.block, method.frame, plain), NO_ARGUMENTS, "__str__()")
    if not methods and any(isinstance(base, External) and base.name in STRING_BASES for base in order):
        shown = values
    text = shown[0] if len(shown) == 1 and isinstance(shown[0], Text) else None
    return (EnumMember(cls, name, text),)


def iterated(ev: Evaluator, values: Values) -> Steps[Values]:
    """What a loop goes through: of an enumeration its members, any other value as it is."""
    if not any(isinstance(value, ClassValue) for value in values):
        return values
    return ev.for_each(values, lambda value: _members(ev, value))


def _members(ev: Evaluator, value: Value) -> Steps[Values]:
    found: list[Values] = []
    if not isinstance(value, ClassValue):
        return (value,)
    for name in flow_of(value.block).every:
        item: Values = yield member(ev, value, name)
        found += [item] if item else []
    return (Items(tuple(found), Kind.TUPLE),) if found else (value,)


def by_key(ev: Evaluator, cls: ClassValue, key: Value) -> Steps[Values]:
    """``Enumeration["NAME"]``; none where it is no such member."""
    if not isinstance(key, Text):
        return ()
    found: Values = yield member(ev, cls, key.template)
    return found


def arguments_of(ev: Evaluator, owner: EnumMember) -> Steps[Arguments]:
    """What the constructor of a member gets: the items of its value where that is a tuple."""
    return ev.remember(owner.cls.frame, ("arguments", owner.name), lambda: _arguments_of(ev, owner), NO_ARGUMENTS)


def _arguments_of(ev: Evaluator, owner: EnumMember) -> Steps[Arguments]:
    values: Values = yield name_lookup.own_name(ev, owner.cls.frame, owner.name)
    only = values[0] if len(values) == 1 else None
    return Arguments(only.items if isinstance(only, Items) and only.kind is Kind.TUPLE else (values,))


def attribute(ev: Evaluator, owner: EnumMember, name: str) -> Steps[Values]:
    """``Enumeration.NAME.name``."""
    found: Values
    if name in ("value", "_value_"):
        found = yield name_lookup.own_name(ev, owner.cls.frame, owner.name)
        return found
    if name in ("name", "_name_"):
        return (Text(owner.name),)
    order: tuple[Value, ...] = yield classes.order_of(ev, owner.cls)
    found = yield classes.class_member(ev, order, name)
    found = yield ev.for_each(found, lambda value: class_functions.bound(ev, value, owner))
    return found or ((Member(owner.text, name),) if owner.text is not None else ())
