"""Names and attributes: of modules, of classes with their bases, and of objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_confluence_scopes.calls import classes, clients, constructors, functions
from flake8_confluence_scopes.calls.blocks import ClassBlock, Module
from flake8_confluence_scopes.calls.flow import flow_of
from flake8_confluence_scopes.calls.frames import Frame, visible
from flake8_confluence_scopes.calls.values import (
    NONE,
    Arguments,
    ClassValue,
    Constant,
    EnumMember,
    External,
    ExternalObject,
    Hole,
    Instance,
    Member,
    ModuleValue,
    Super,
    Text,
    Unknown,
    Value,
    Values,
    is_open,
    union,
    unknown,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator, Steps


def own_name(ev: Evaluator, frame: Frame, name: str) -> Steps[Values]:
    """A name as a block defines it itself; none where it does not."""
    found: Values = yield ev.remember(
        frame, f"name {name}", lambda: _own_name(ev, frame, name), (unknown("a name defined by itself"),)
    )
    return found


def _own_name(ev: Evaluator, frame: Frame, name: str) -> Steps[Values]:
    items = visible(frame, name)
    if isinstance(frame.block, Module):
        items += ev.modules.set_elsewhere(frame.block, name)
    found: Values = yield ev.each_definition(items, frame)
    if found or not isinstance(frame.block, Module):
        return found
    for star in flow_of(frame.block).stars:
        module = ev.modules.find(frame.block, star.module, star.level)
        if module is not None and ev.modules.exports(module, name):
            found = yield own_name(ev, module_frame(ev, module), name)
            if found:
                return found
    return ()


def module_frame(ev: Evaluator, module: Module) -> Frame:
    """The frame of a module's own statements."""
    return ev.frames.get(module, None)


def imported(ev: Evaluator, importer: Module, name: str, level: int, member: str | None) -> Steps[Values]:
    """What an import binds: a module or name of the project, or something external."""
    module = ev.modules.find(importer, name, level)
    if module is None:
        if level:
            return (unknown(member or name),)
        return (External(f"{name}.{member}" if member else name),)
    if member is None:
        return (ModuleValue(module),)
    found: Values = yield own_name(ev, module_frame(ev, module), member)
    if found:
        return found
    submodule = ev.modules.submodule(module, member)
    return (ModuleValue(submodule),) if submodule is not None else (unknown(member),)


def attribute(ev: Evaluator, owner: Value, name: str) -> Steps[Values]:
    """``owner.name``."""
    found: Values
    match owner:
        case ModuleValue(module=module):
            found = yield own_name(ev, module_frame(ev, module), name)
            submodule = None if found else ev.modules.submodule(module, name)
            if submodule is not None:
                found = (ModuleValue(submodule),)
        case External(name=prefix):
            found = (External(f"{prefix}.{name}"),)
        case Instance():
            found = yield _of_instance(ev, owner, name)
        case ClassValue():
            found = yield _of_class(ev, owner, name)
        case EnumMember():
            found = yield _of_member(ev, owner, name)
        case Super(receiver=receiver, after=after):
            found = yield _inherited(ev, receiver, name, after)
        case ExternalObject():
            found = yield ev.given(clients.attribute(owner, name))
        case _:
            found = ()
    return found or (Member(owner, name),)


def _of_class(ev: Evaluator, cls: ClassValue, name: str) -> Steps[Values]:
    order: tuple[Value, ...] = yield classes.order_of(ev, cls)
    if not name.startswith("_"):
        enum: bool = yield classes.is_enum(ev, cls)
        if enum and name in flow_of(cls.block).exit:
            return (EnumMember(cls, name),)
    found: Values = yield classes.class_member(ev, order, name)
    found = yield ev.for_each(found, lambda value: functions.bound(ev, value, cls, of_class=True))
    if not found:
        found = yield _set_on(ev, Instance(cls), order, name)
    if found:
        return found
    external = next((base for base in order if isinstance(base, External)), None)
    return (External(f"{external.name}.{name}"),) if external is not None else ()


def enum_member(ev: Evaluator, cls: ClassValue, key: Value) -> Steps[Values]:
    """``Enumeration["NAME"]``; none where it is no such member."""
    enum: bool = yield classes.is_enum(ev, cls)
    if enum and isinstance(key, Text) and key.template in flow_of(cls.block).exit:
        return (EnumMember(cls, key.template),)
    return ()


def _of_member(ev: Evaluator, member: EnumMember, name: str) -> Steps[Values]:
    found: Values
    if name in ("value", "_value_"):
        found = yield own_name(ev, member.cls.frame, member.name)
        return found
    if name in ("name", "_name_"):
        return (Text(member.name),)
    order: tuple[Value, ...] = yield classes.order_of(ev, member.cls)
    found = yield classes.class_member(ev, order, name)
    found = yield ev.for_each(found, lambda value: functions.bound(ev, value, member))
    return found


def _of_instance(ev: Evaluator, owner: Instance, name: str) -> Steps[Values]:
    order: tuple[Value, ...] = yield classes.order_of(ev, owner.cls)
    own: Values = yield _set_on(ev, owner, order, name)
    members: Values = yield classes.class_member(ev, order, name)
    members = yield ev.for_each(members, lambda value: functions.bound(ev, value, owner))
    if own and all(isinstance(value, Constant) for value in members):
        members = ()
    found = union(own, members)
    if any(value != NONE for value in found):
        return found
    declared: Values = yield constructors.declared_field(ev, owner, order, name)
    if declared or found:
        return declared or union(found, (unknown(f"self.{name}", owner.arguments is None),))
    external = next((base for base in order if isinstance(base, External)), None)
    if external is not None and external.name in clients.CLIENTS:
        given: Arguments = yield constructors.arguments_of(ev, owner, order, external)
        client = ExternalObject(clients.canonical(external.name), given)
        inherited: Values = yield ev.given(clients.attribute(client, name))
        return inherited or (Member(client, name),)
    return (Member(Unknown(Hole("self", True)), name),)


def _set_on(ev: Evaluator, owner: Instance, order: tuple[Value, ...], name: str) -> Steps[Values]:
    """What the methods of a class and its bases assign to an attribute of their receiver."""
    found: Values = yield ev.remember(
        owner.cls.frame,
        (name, owner),
        lambda: _assigned(ev, owner, order, name),
        (unknown(f"self.{name}", True),),
    )
    return found


def _assigned(ev: Evaluator, owner: Instance, order: tuple[Value, ...], name: str) -> Steps[Values]:
    groups: list[Values] = []
    for base in order:
        if not isinstance(base, ClassValue):
            continue
        for method, definitions in constructors.assignments(base.block, name):
            frame: Frame = yield constructors.method_frame(ev, owner, base, method, order)
            groups.append((yield ev.each_definition(definitions, frame)))
        if groups and any(value != NONE and not is_open(value) for group in groups for value in group):
            break
    return union(*groups)


def _inherited(ev: Evaluator, receiver: Value, name: str, after: ClassBlock) -> Steps[Values]:
    """``super().name``."""
    cls = receiver if isinstance(receiver, ClassValue) else getattr(receiver, "cls", None)
    if not isinstance(cls, ClassValue):
        return ()
    order: tuple[Value, ...] = yield classes.order_of(ev, cls)
    blocks = [base.block if isinstance(base, ClassValue) else None for base in order]
    rest = order[blocks.index(after) + 1 :] if after in blocks else ()
    found: Values = yield classes.class_member(ev, rest, name)
    found = yield ev.for_each(found, lambda value: functions.bound(ev, value, receiver))
    if found:
        return found
    external = next((base for base in rest if isinstance(base, External)), None)
    if external is not None and external.name in clients.CLIENTS and isinstance(receiver, Instance):
        given: Arguments = yield constructors.arguments_of(ev, receiver, order, external)
        return (Member(ExternalObject(external.name, given), name),)
    return ()
