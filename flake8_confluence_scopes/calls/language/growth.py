"""Lists that the rounds of a loop fill: ``urls.append(url)``."""

from __future__ import annotations

from typing import NamedTuple

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Definition, Definitions, Kept, Phi, Step, Stored
from flake8_confluence_scopes.calls.values import compounds
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import CIRCULAR, Frame, Items, Kind, Value, Values, unknown


class _Loop(NamedTuple):
    """The changes of a list that lead to a loop's start, and what it was before all of them."""

    changes: dict[Stored, None]
    first: dict[Definition, None]


def grown(ev: Evaluator, item: Stored, frame: Frame) -> Steps[Values]:
    """What a list that a loop changes may hold behind one of the changes: in which order, and how often, depends on the
    rounds. None where no loop leads back to the change, or where it is not one of a list."""
    start = _loop_before(item.before)
    if start is None:
        return ()
    # One answer for all changes in a loop: they may be many.
    return _where_in_loop(ev, item, start, frame)


def _where_in_loop(ev: Evaluator, item: Stored, start: Phi, frame: Frame) -> Steps[Values]:
    loop: _Loop = yield ev.remember(frame, ("changes", start), lambda: _leading_to(start), _Loop({}, {}))
    if item not in loop.changes:
        return ()
    return (yield ev.remember(frame, ("grown", start), lambda: _values(ev, loop, frame), CIRCULAR))


def _loop_before(items: Definitions) -> Phi | None:
    """The nearest start of a loop among what a change changes, be it behind other changes or before a branch."""
    waiting = list(items)
    seen = set(waiting)
    for one in waiting:
        if isinstance(one, Phi):
            return one
        if isinstance(one, (Stored, Kept)):
            new = [inner for inner in one.before if inner not in seen]
            seen.update(new)
            waiting += new
    return None


def _leading_to(start: Phi) -> _Loop:
    loop = _Loop({}, {})
    waiting: list[Definition] = [start]
    seen = set(waiting)
    for one in waiting:
        before: Definitions = ()
        if isinstance(one, Phi):
            before = tuple(one.operands)
        elif isinstance(one, (Stored, Kept)):
            before = one.before
        if isinstance(one, Stored):
            loop.changes[one] = None
        elif not before:
            loop.first[one] = None
        new = [inner for inner in before if inner not in seen]
        seen.update(new)
        waiting += new
    return loop


def _values(ev: Evaluator, loop: _Loop, frame: Frame) -> Steps[Values]:
    before: list[Value] = []
    for one in loop.first:
        before += yield ev.definition(one, frame)
    if not all(isinstance(value, Items) for value in before):
        return ()
    items = dict.fromkeys(group for value in before if isinstance(value, Items) for group in value.items)
    for change in loop.changes:
        if not (yield ev.holds(change.guard, frame)):
            continue
        if change.expression is not None:
            added: Values = yield ev.value(change.expression, frame)
            items[union(*(compounds.part(value, Step.EACH) for value in added)) if change.several else added] = None
        elif change.key is None:
            return (unknown("a list that changes"),)
    return (compounds.listed(items, Kind.SOME),)
