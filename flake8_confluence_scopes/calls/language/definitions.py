"""What a definition gives its name, and whether a condition can be met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from flake8_confluence_scopes.calls.evaluation import assumptions
from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.flow.blocks import (
    Assigned,
    Augmented,
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
from flake8_confluence_scopes.calls.language import (
    attributes,
    conditions,
    contexts,
    enums,
    growth,
    name_lookup,
    narrowing,
    rounds,
    type_hints,
)
from flake8_confluence_scopes.calls.values import compounds, operators
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    ClassValue,
    Constant,
    Frame,
    Function,
    Items,
    Kind,
    Member,
    Table,
    Text,
    Unknown,
    Value,
    Values,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import is_open

_CHANGED = unknown("a list or dict that changes")


def evaluate(ev: Evaluator, item: Definition, frame: Frame) -> Steps[Values]:
    """The alternatives of one definition in a frame of its block."""
    give = _GIVEN_BY[type(item)]
    return give(ev, item, frame) if item.guard is None else _where_met(ev, item, frame, give)


def _where_met(ev: Evaluator, item: Definition, frame: Frame, give: _Give) -> Steps[Values]:
    met = ev.holds(item.guard, frame)
    return _once_known(ev, item, frame, give, met) if is_pending(met) else _if_met(ev, item, frame, give, met)


def _once_known(ev: Evaluator, item: Definition, frame: Frame, give: _Give, steps: Steps[bool]) -> Steps[Values]:
    met: bool = yield steps
    return (yield _if_met(ev, item, frame, give, met))


def _if_met(ev: Evaluator, item: Definition, frame: Frame, give: _Give, met: bool) -> Steps[Values]:
    if not met:
        return ()
    narrow = narrowing.narrowed(ev, item.guard, frame, getattr(item, "expression", None))
    found = give(ev, item, narrow)
    return _under_guard(item, frame, found) if is_pending(found) else assumptions.where_met(item.guard, frame, found)


def _under_guard(item: Definition, frame: Frame, steps: Steps[Values]) -> Steps[Values]:
    found: Values = yield steps
    return assumptions.where_met(item.guard, frame, found)


def _assigned(ev: Evaluator, item: Assigned, frame: Frame) -> Steps[Values]:
    if not item.path and item.annotation is None:
        return rounds.value(ev, item, frame)
    return _taken_apart(ev, item, frame)


def _taken_apart(ev: Evaluator, item: Assigned, frame: Frame) -> Steps[Values]:
    steps = item.path
    values: Values
    if steps[:1] == (Step.EACH,) and item.expression in frame.items:
        values = frame.items[item.expression]
        steps = steps[1:]
    else:
        values = yield ev.value(item.expression, frame)
    for step in steps:
        values = yield take(ev, values, step)
    if item.annotation is not None and all(isinstance(value, (Unknown, Member)) for value in values):
        typed: Values = yield type_hints.instance_of(ev, item.annotation, frame)
        return typed or values
    return values


def _augmented(ev: Evaluator, item: Augmented, frame: Frame) -> Steps[Values]:
    before: Values = yield ev.each_definition(item.before, frame) if item.before else ev.value(item.target, frame)
    added: Values = yield ev.value(item.expression, frame)
    return operators.binary(item.operator, before, added)


def _initial(ev: Evaluator, item: Initial, frame: Frame) -> Steps[Values]:
    owners: Values = yield ev.given(frame.bindings.get(item.receiver, ()))
    found: Values = yield ev.for_each(owners, lambda owner: attributes.found_by(ev, item, frame.block, owner))
    return found


def _imported(ev: Evaluator, item: Imported, frame: Frame) -> Steps[Values]:
    return name_lookup.imported(ev, frame.module, item.module, item.level, item.member)


def _defined(ev: Evaluator, item: Defined, frame: Frame) -> Steps[Values]:
    block = item.block
    return (Function(block, frame) if isinstance(block, FunctionBlock) else ClassValue(block, ev.frames.get(block, frame)),)


def _parameter(ev: Evaluator, item: Parameter, frame: Frame) -> Steps[Values]:
    return ev.given(frame.bindings.get(item.name, (unknown(item.name, True),)))


def take(ev: Evaluator, values: Values, step: int | Step) -> Steps[Values]:
    """A part of each value."""
    if step is Step.ENTER:
        entered: Values = yield ev.for_each(values, lambda value: contexts.entered(ev, value))
        return entered
    if step is Step.EACH:
        values = yield enums.iterated(ev, values)
        # Of a list that branches fill, the empty one makes no round.
        values = tuple(value for value in values if not isinstance(value, Items) or value.items) or values
    return union(*(compounds.part(value, step) for value in values))


def _stored(ev: Evaluator, item: Stored, frame: Frame) -> Steps[Values]:
    """The values of a list or dict after one change; what is neither stays as it is."""
    grown: Values = yield growth.grown(ev, item, frame)
    if grown:
        return grown
    before: Values = yield ev.each_definition(item.before, frame)
    added: Values = ()
    keys: Values = ()
    # What neither is stays as it is: with what it is changed is not asked.
    changes = any(type(value) is Items or type(value) is Table for value in before)
    if changes and item.expression is not None:
        added = yield ev.value(item.expression, frame)
    if changes and item.key is not None:
        keys = yield ev.value(item.key, frame)
    after: list[Value] = []
    for value in before:
        if item.key is not None and item.expression is None:
            after.append(_without(value, keys))
        elif isinstance(value, Table) and keys:
            after.append(compounds.table([(keys, added)], value))
        elif isinstance(value, Items) and item.several:
            after += (compounds.added(value, more) if isinstance(more, Items) else _CHANGED for more in added)
        elif isinstance(value, Table) and item.several:
            after += (compounds.updated(value, more) for more in added)
        elif isinstance(value, Items) and item.key is None and item.expression is not None:
            after.append(compounds.listed((*value.items, added), value.kind))
        elif isinstance(value, Items) and added:
            after.append(_with_item(value, keys, added))
        elif isinstance(value, (Items, Table)):
            after.append(_CHANGED)
        elif isinstance(value, Text) and item.key is None and item.expression is None:
            # Texts do not change: it is an object that stands for a URL, such as furl's.
            after.append(unknown("a URL that changes", is_open(value)))
        else:
            after.append(value)
    return tuple(after)


def _with_item(value: Items, keys: Values, added: Values) -> Value:
    """A list after one of its items is replaced."""
    index = keys[0].value if len(keys) == 1 and isinstance(keys[0], Constant) else None
    if value.kind is Kind.LIST and isinstance(index, int) and compounds.at(value, index):
        items = list(value.items)
        items[index] = added
        return compounds.listed(items)
    return _CHANGED


def _without(value: Value, keys: Values) -> Value:
    """A list or dict after one item is taken out; what is neither stays as it is."""
    key = keys[0] if len(keys) == 1 else None
    if isinstance(value, Table) and key is not None and compounds.is_exact(key):
        return Table(tuple(entry for entry in value.entries if entry[0] != key), value.rest, value.open)
    if isinstance(value, Items) and value.kind is Kind.LIST and isinstance(key, Constant):
        if isinstance(key.value, int) and compounds.at(value, key.value):
            items = list(value.items)
            del items[key.value]
            return Items(tuple(items))
    return _CHANGED if isinstance(value, (Items, Table)) else value


_Give: TypeAlias = "Callable[[Evaluator, Any, Frame], Steps[Values]]"
# Not Phi and Kept: who asks has taken those apart.
_GIVEN_BY: dict[type[Definition], _Give] = {
    Assigned: _assigned,
    Augmented: _augmented,
    Stored: _stored,
    Initial: _initial,
    Imported: _imported,
    Defined: _defined,
    Parameter: _parameter,
    Opaque: lambda ev, item, frame: (unknown(item.name),),
}


def decide(ev: Evaluator, guard: Guard, frame: Frame) -> Steps[bool | None]:
    """Whether a guard itself is met, None where the code does not say."""
    if guard.pattern is not None:
        truth = conditions.matches(ev, guard.test, guard.pattern, frame)
    else:
        truth = conditions.decided(ev, guard.test, frame)
    return _as_met(guard, truth) if is_pending(truth) else _is_met(guard, truth)


def _as_met(guard: Guard, steps: Steps[bool | None]) -> Steps[bool | None]:
    truth: bool | None = yield steps
    return _is_met(guard, truth)


def _is_met(guard: Guard, truth: bool | None) -> bool | None:
    return None if truth is None else truth is guard.truth
