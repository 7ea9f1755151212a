"""What a definition gives its name, and whether a condition can be met."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flake8_confluence_scopes.calls import bounded, conditions, enums, functions, objects, operators
from flake8_confluence_scopes.calls.blocks import (
    Assigned,
    Augmented,
    ClassBlock,
    Defined,
    Definition,
    Definitions,
    FunctionBlock,
    Guard,
    Imported,
    Initial,
    Parameter,
    Phi,
    Step,
    Stored,
)
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.values import (
    ClassValue,
    Function,
    Items,
    Table,
    Value,
    Values,
    is_open,
    union,
    unknown,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator, Steps


def without_phis(items: Iterable[Definition]) -> Definitions:
    """The definitions that the loops' starts stand for, each once."""
    items = tuple(items)
    if not any(isinstance(item, Phi) for item in items):
        return items
    found: dict[Definition, None] = {}
    seen: set[Definition] = set()
    waiting = list(reversed(items))
    while waiting:
        item = waiting.pop()
        if item in seen:
            continue
        seen.add(item)
        if isinstance(item, Phi):
            waiting.extend(reversed(item.operands))
        else:
            found[item] = None
    return tuple(found)


def evaluate(ev: Evaluator, item: Definition, frame: Frame) -> Steps[Values]:
    """The alternatives of one definition in a frame of its block."""
    met: bool = yield ev.holds(item.guard, frame)
    if not met:
        return ()
    match item:
        case Parameter(name=name):
            given: Values = yield ev.given(frame.bindings.get(name, (unknown(name, True),)))
            return given
        case Assigned(expression=expression, steps=steps):
            values: Values = yield ev.value(expression, frame)
            if steps[:1] == (Step.EACH,) and (expression, Step.EACH) in frame.memo:
                values = frame.memo[expression, Step.EACH]
                steps = steps[1:]
            for step in steps:
                values = yield _take(ev, values, step)
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
    return (unknown(getattr(item, "name", "?")),)


def _take(ev: Evaluator, values: Values, step: int | Step) -> Steps[Values]:
    """A part of each value."""
    if step is Step.ENTER:
        entered: Values = yield ev.for_each(values, lambda value: functions.entered(ev, value))
        return entered
    if step is Step.EACH:
        values = yield enums.iterated(ev, values)
    return union(*(part(value, step) for value in values))


def part(value: Value, step: int | Step) -> Values:
    """The item at an index, or any item, of a list, a tuple or a dict."""
    if isinstance(value, Items):
        found = union(*value.items) if step is Step.EACH else value.at(step) if isinstance(step, int) else ()
        return found or (unknown("an item"),)
    if isinstance(value, Table) and step is Step.EACH and not value.rest:
        return tuple(key for key, _ in value.entries)
    return (unknown("an item", is_open(value)),)


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
        if isinstance(value, Table) and keys:
            after.append(bounded.table([(keys, added)], value))
        elif isinstance(value, Items) and item.key is None and item.expression is not None:
            after.append(bounded.listed((*value.items, added), value.kind))
        elif isinstance(value, (Items, Table)):
            after.append(unknown("a list or dict that changes"))
        else:
            after.append(value)
    return tuple(after)


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
