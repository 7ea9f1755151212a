"""Names and attributes: of modules, of classes with their bases, and of objects."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.flow.blocks import Block, ClassBlock, Initial, Module
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import (
    assignments,
    class_functions,
    classes,
    client_objects,
    constructors,
    enums,
    fields,
    other_objects,
    set_outside,
    setters,
    url_objects,
)
from flake8_confluence_scopes.calls.language.name_lookup import module_frame, own_name
from flake8_confluence_scopes.calls.libraries import clients
from flake8_confluence_scopes.calls.values import compounds
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    Arguments,
    ClassValue,
    Constant,
    EnumMember,
    External,
    ExternalObject,
    Frame,
    Hole,
    Instance,
    Items,
    Member,
    ModuleValue,
    Partial,
    Super,
    Text,
    Unknown,
    Value,
    Values,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import is_open

_NOWHERE = Hole("self", True)


def attribute(ev: Evaluator, owner: Value, name: str) -> Steps[Values]:
    """``owner.name``."""
    match owner:
        case Instance():
            return _of_instance(ev, owner, name)
        case External(name="http.HTTPMethod"):
            return (Text(name),)
        case External(name=prefix):
            return (compounds.external(prefix, name),)
        case ModuleValue():
            return _or_member(owner, name, _of_module(ev, owner.module, name))
        case ClassValue():
            return _or_member(owner, name, _of_class(ev, owner, name))
        case EnumMember():
            return _or_member(owner, name, _of_enum_member(ev, owner, name))
        case Super(receiver=receiver, after=after):
            return _or_member(owner, name, _inherited(ev, receiver, name, after))
        case ExternalObject():
            given = other_objects.attribute(ev, owner, name) or client_objects.attribute(owner, name)
            return _or_member(owner, name, ev.given(given))
        case Text() | Items():
            return url_objects.attribute(owner, name) or (compounds.member(owner, name),)
    return (compounds.member(owner, name),)


def _or_member(owner: Value, name: str, steps: Steps[Values]) -> Steps[Values]:
    return _awaited_or_member(owner, name, steps) if is_pending(steps) else steps or (compounds.member(owner, name),)


def _awaited_or_member(owner: Value, name: str, steps: Steps[Values]) -> Steps[Values]:
    found: Values = yield steps
    return found or (compounds.member(owner, name),)


def _of_enum_member(ev: Evaluator, owner: EnumMember, name: str) -> Steps[Values]:
    found: Values = yield enums.attribute(ev, owner, name)
    if found and not any(isinstance(value, Member) for value in found):
        return found
    made: Arguments = yield enums.arguments_of(ev, owner)
    left: Values = yield _set_on(ev, Instance(owner.cls, made), name, None, False)
    return left or found


def _of_module(ev: Evaluator, module: Module, name: str) -> Steps[Values]:
    found: Values = yield own_name(ev, module_frame(ev, module), name)
    submodule = None if found else ev.modules.submodule(module, name)
    return found if submodule is None else (ModuleValue(submodule),)


def _of_class(ev: Evaluator, cls: ClassValue, name: str) -> Steps[Values]:
    order: tuple[Value, ...] = yield classes.order_of(ev, cls)
    found: Values = yield enums.member(ev, cls, name)
    if found:
        return found
    found = yield _in_classes(ev, Instance(cls), order, name, cls)
    if found:
        return found
    external = _external(order)
    return (External(f"{external.name}.{name}"),) if external is not None else ()


def found_by(ev: Evaluator, item: Initial, method: Block, owner: Value) -> Steps[Values]:
    """An attribute of the owner as a method finds it: what the method itself assigns to it comes later."""
    name = item.attribute
    if not isinstance(owner, Instance):
        return attribute(ev, owner, name)
    assigns = f"{item.receiver}.{name}" in flow_of(method).every
    return _of_instance(ev, owner, name, method if assigns else None)


def _of_instance(ev: Evaluator, owner: Instance, name: str, apart: Block | None = None) -> Steps[Values]:
    look = _wherever_set if ev.modules.stores(name) else _looked_for
    # No answer stands for the time being: what leads back to itself ends at a definition.
    return ev.keep(owner.cls.frame, ("attribute", owner, name, apart), lambda: look(ev, owner, name, apart))


def _wherever_set(ev: Evaluator, owner: Instance, name: str, apart: Block | None) -> Steps[Values]:
    found: Values = yield _looked_for(ev, owner, name, apart)
    outside: Values = yield set_outside.values(ev, owner, name)
    if outside:
        # What no class sets comes from there alone.
        found = union((value for value in found if not _is_unresolved(value)), outside)
    return found


def _looked_for(ev: Evaluator, owner: Instance, name: str, apart: Block | None) -> Steps[Values]:
    if name == "__class__":
        return (owner.cls,)
    found: Values = yield _set_by_own(ev, owner, name, apart)
    if found:
        return found
    order: tuple[Value, ...] = yield classes.order_of(ev, owner.cls)
    found = yield fields.field(ev, owner, order, name, apart)
    if found:
        return found
    found = yield _in_classes(ev, owner, order, name, owner, apart)
    if any(value != NONE for value in found):
        return found
    declared: Values = yield fields.declared(ev, order, name)
    if declared or found:
        return declared or union(found, (unknown(f"self.{name}", owner.arguments is None),))
    external = _external(order)
    if external is not None and client_objects.is_known(external.name):
        inherited: Values = yield _of_client(ev, owner, order, external, name)
        return inherited
    handed_on: Values = yield _handed_on(ev, owner, order, name)
    return handed_on or (_unresolved(external, name),)


def _handed_on(ev: Evaluator, owner: Instance, order: tuple[Value, ...], name: str) -> Steps[Values]:
    """What ``__getattr__`` gives for a name that an object does not have; nothing where that is unknown."""
    methods: Values = yield classes.class_member(ev, order, "__getattr__")
    methods = yield ev.for_each(methods, lambda value: class_functions.bound(ev, value, owner))
    asked = Arguments(((Text(name),),))
    found: Values = yield ev.for_each(methods, lambda value: ev.call(value, asked, f"__getattr__({name!r})"))
    return tuple(value for value in found if value != NONE and not isinstance(value, Unknown))


def _set_by_own(ev: Evaluator, owner: Instance, name: str, apart: Block | None) -> Steps[Values]:
    """What the constructor of an object's own class sets an attribute to on every way through it; none where that leaves
    it open. Bases are no matter then, and are not looked at: they lead into other modules."""
    constructor = assignments.constructor(owner.cls.block)
    if constructor is None or not assignments.sets(constructor, name):
        return ()
    return _settled(_set_on(ev, owner, name, apart, False))


def _settled(steps: Steps[Values]) -> Steps[Values]:
    found: Values = yield steps
    return found if any(map(_is_settled, found)) else ()


def _in_classes(
    ev: Evaluator,
    owner: Instance,
    order: tuple[Value, ...],
    name: str,
    receiver: Value,
    apart: Block | None = None,
) -> Steps[Values]:
    """What the methods of an object's classes assign to an attribute, and what the class bodies have."""
    of_class = isinstance(receiver, ClassValue)
    own: Values = yield _set_on(ev, owner, name, apart, of_class)
    members: Values = yield classes.class_member(ev, order, name)
    members = yield ev.for_each(members, lambda value: _bound(ev, value, receiver, of_class))
    if own and members:
        replaced = all(isinstance(value, Constant) for value in members)
        if replaced or (yield constructors.always_sets(ev, owner, order, name)):
            members = ()
    return union(own, members)


def _bound(ev: Evaluator, value: Value, receiver: Value, of_class: bool) -> Steps[Values]:
    return _got(ev, value, receiver) if isinstance(value, Instance) else class_functions.bound(ev, value, receiver, of_class)


def _got(ev: Evaluator, value: Instance, receiver: Value) -> Steps[Values]:
    """An object in a class body as an attribute: a descriptor of the project gives what its ``__get__`` does."""
    order: tuple[Value, ...] = yield classes.order_of(ev, value.cls)
    getters: Values = yield classes.class_member(ev, order, "__get__")
    if not getters or isinstance(receiver, ClassValue):
        return (value,)
    asked = Arguments(((receiver,), (getattr(receiver, "cls", NONE),)))
    getters = yield ev.for_each(getters, lambda getter: class_functions.bound(ev, getter, value))
    return (yield ev.for_each(getters, lambda getter: ev.call(getter, asked, "__get__(...)")))


def _unresolved(external: External | None, name: str) -> Member:
    """An attribute of an object that comes from nowhere, or from a base class of another package."""
    return Member(Unknown(_NOWHERE, external.name if external is not None else ""), name)


def _is_unresolved(value: Value) -> bool:
    return isinstance(value, Member) and isinstance(value.receiver, Unknown) and value.receiver.hole is _NOWHERE


def _external(order: tuple[Value, ...]) -> External | None:
    return next((base for base in order if isinstance(base, External) and base.name not in clients.MIXINS), None)


def _of_client(
    ev: Evaluator, owner: Instance, order: tuple[Value, ...], external: External, name: str
) -> Steps[Values]:
    """An attribute that an object of the project inherits from a client."""
    client = clients.CLIENTS.get(external.name, clients.NO_CLIENT)
    sends = client.methods.get(name)
    if sends is not None and sends.method is not None:
        # A client's verbs go through its request method, which the project's class may replace.
        replaced: Values = yield classes.class_member(ev, order, "request")
        methods: Values = yield ev.for_each(replaced, lambda value: class_functions.bound(ev, value, owner))
        if methods:
            verb = Arguments(((Text(sends.method),),))
            return tuple(Partial(method, verb) for method in methods)
    given: Arguments = yield constructors.arguments_of(ev, owner, order, external)
    if client.base is not None and name != client.base.name:
        base: Values = yield _in_classes(ev, owner, order, client.base.name, owner)
        if any(value != NONE for value in base):
            given = Arguments((), ((client.base.name, base),))
    inherited: Values = yield client_objects.made(ev, external.name, given)
    found: Values = yield ev.for_each(inherited, lambda made: attribute(ev, made, name))
    return found


def _set_on(ev: Evaluator, owner: Instance, name: str, apart: Block | None, of_class: bool) -> Steps[Values]:
    """What the methods of a class and its bases, ``apart`` from one, assign to an attribute of their receiver; for an
    attribute of the class itself, only the methods whose receiver that is."""
    found: Values = yield ev.remember(
        owner.cls.frame,
        (name, owner, apart, of_class),
        lambda: _assigned(ev, owner, name, apart, of_class),
        (unknown(f"self.{name}", True),),
    )
    return found


def _assigned(ev: Evaluator, owner: Instance, name: str, apart: Block | None, of_class: bool) -> Steps[Values]:
    groups: list[Values] = []
    nearer: list[ClassBlock] = []
    order: tuple[Value, ...] = (owner.cls,)
    waiting: list[Value] = [owner.cls]
    while waiting:
        base = waiting.pop()
        if isinstance(base, ClassValue):
            if assignments.is_built_up(base.block, name):
                return (unknown(f"self.{name}"),)
            for method, definitions in assignments.assignments(base.block, name):
                if method is apart or (of_class and not class_functions.takes_class(method)):
                    continue
                if assignments.is_replaced(method, nearer, name, apart):
                    continue
                frame: Frame = yield constructors.method_frame(ev, owner, base, method, order)
                assigned: Values = yield ev.each_definition(definitions, frame)
                groups.append((yield setters.given_back(ev, owner, name, assigned)))
            if any(map(_is_settled, union(*groups))):
                break
            nearer.append(base.block)
        if base is owner.cls:
            # Not before: the bases lead into other modules.
            order = yield classes.order_of(ev, owner.cls)
            waiting = [item for item in reversed(order) if item is not owner.cls]
    return union(*groups)


def _is_settled(value: Value) -> bool:
    return value != NONE and not is_open(value)


def _inherited(ev: Evaluator, receiver: Value, name: str, after: ClassBlock) -> Steps[Values]:
    """``super().name``."""
    cls = receiver if isinstance(receiver, ClassValue) else getattr(receiver, "cls", None)
    if not isinstance(cls, ClassValue):
        return ()
    order: tuple[Value, ...] = yield classes.order_of(ev, cls)
    blocks = [base.block if isinstance(base, ClassValue) else None for base in order]
    rest = order[blocks.index(after) + 1 :] if after in blocks else ()
    found: Values = yield classes.class_member(ev, rest, name)
    found = yield ev.for_each(found, lambda value: class_functions.bound(ev, value, receiver))
    if found:
        return found
    external = _external(rest)
    if external is not None and client_objects.is_known(external.name) and isinstance(receiver, Instance):
        found = yield _of_client(ev, receiver, order, external, name)
        return found
    return (_unresolved(external, name),)
