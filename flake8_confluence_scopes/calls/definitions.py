"""What a definition gives its name, and whether a condition can be met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_confluence_scopes.calls import bounded, conditions, enums, functions, objects, operators, type_hints
from flake8_confluence_scopes.calls.blocks import (
    Assigned,
    Augmented,
    ClassBlock,
    Defined,
    Definition,
    FunctionBlock,
    Guard,
    Imported,
    Initial,
    Opaque,
    Parameter,
    Step,
    Stored,
)
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.values import (
    ClassValue,
    Constant,
    Function,
    Items,
    Kind,
    Member,
    Table,
    Unknown,
    Value,
    Values,
    union,
    unknown,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator, Steps


def evaluate(ev: Evaluator, item: Definition, frame: Frame) -> Steps[Values]:
    """The alternatives of one definition in a frame of its block."""
    met: bool = yield ev.holds(item.guard, frame)
    if not met:
        return ()
    match item:
        case Parameter(name=name):
            given: Values = yield ev.given(frame.bindings.get(name, (unknown(name, True),)))
            return given
        case Assigned(expression=expression, steps=steps, annotation=annotation):
            values: Values = yield ev.value(expression, frame)
            if steps[:1] == (Step.EACH,) and (expression, Step.EACH) in frame.memo:
                values = frame.memo[expression, Step.EACH]
                steps = steps[1:]
            for step in steps:
                values = yield _take(ev, values, step)
            if annotation is not None and all(isinstance(value, (Unknown, Member)) for value in values):
                typed: Values = yield type_hints.instance_of(ev, annotation, frame)
                return typed or values
            return values
        case Augmented():
            before: Values
            if item.before:
                before = yield ev.each_definition(item.before, frame)
            else:
                before = yield ev.value(item.target, frame)
            added: Values = yield ev.value(item.expression, frame)
            return operators.augmented(item.operator, before, added)
        case Stored():
            before = yield ev.each_definition(item.before, frame)
            stored: Values = yield _stored(ev, item, before, frame)
            return stored
        case Initial(receiver=receiver, attribute=attribute):
            owners: Values = yield ev.given(frame.bindings.get(receiver, ()))
            inherited: Values = yield ev.for_each(
                owners, lambda owner: objects.found_by(ev, frame.block, owner, attribute)
            )
            return inherited
        case Imported(module=module, level=level, member=member):
            imported: Values = yield objects.imported(ev, frame.module, module, level, member)
            return imported
        case Defined(block=FunctionBlock() as block):
            return (Function(block, frame),)
        case Defined(block=ClassBlock() as block):
            return (ClassValue(block, ev.frames.get(block, frame)),)
    assert isinstance(item, Opaque)  # no Phi: who asks has taken those apart
    return (unknown(item.name),)


def _take(ev: Evaluator, values: Values, step: int | Step) -> Steps[Values]:
    """A part of each value."""
    if step is Step.ENTER:
        entered: Values = yield ev.for_each(values, lambda value: functions.entered(ev, value))
        return entered
    if step is Step.EACH:
        values = yield enums.iterated(ev, values)
    return union(*(bounded.part(value, step) for value in values))


def _stored(ev: Evaluator, item: Stored, before: Values, frame: Frame) -> Steps[Values]:
    """The values of a list or dict after one change; what is neither stays as it is."""
    added: Values = ()
    keys: Values = ()
    if item.expression is not None:
        added = yield ev.value(item.expression, frame)
    if item.key is not None:
        keys = yield ev.value(item.key, frame)
    after: list[Value] = []
    for value in before:
        if item.key is not None and item.expression is None:
            after.append(_without(value, keys))
        elif isinstance(value, Table) and keys:
            after.append(bounded.table([(keys, added)], value))
        elif isinstance(value, Items) and item.key is None and item.expression is not None:
            after.append(bounded.listed((*value.items, added), value.kind))
        elif isinstance(value, (Items, Table)):
            after.append(unknown("a list or dict that changes"))
        else:
            after.append(value)
    return tuple(after)


def _without(value: Value, keys: Values) -> Value:
    """A list or dict after one item is taken out; what is neither stays as it is."""
    key = keys[0] if len(keys) == 1 else None
    if isinstance(value, Table) and key is not None and bounded.is_exact(key):
        return Table(tuple(entry for entry in value.entries if entry[0] != key), value.rest)
    if isinstance(value, Items) and value.kind is Kind.LIST and isinstance(key, Constant):
        if isinstance(key.value, int) and value.at(key.value):
            items = list(value.items)
            del items[key.value]
            return Items(tuple(items))
    return unknown("a list or dict that changes") if isinstance(value, (Items, Table)) else value


def decide(ev: Evaluator, guard: Guard, frame: Frame) -> Steps[bool | None]:
    """Whether a guard itself is met, None where the code does not say."""
    truth: bool | None
    if guard.pattern is not None:
        truth = yield conditions.matches(ev, guard.test, guard.pattern, frame)
    elif conditions.is_decidable(guard.test):
        truth = yield conditions.truth_of(ev, guard.test, frame)
    else:
        truth = None
    return None if truth is None else truth is guard.truth
