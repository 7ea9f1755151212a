"""Lists that the rounds of a loop fill: ``urls.append(url)``."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Definition, Kept, Phi, Step, Stored
from flake8_confluence_scopes.calls.values import compounds
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import Frame, Items, Kind, Value, Values, unknown


def grown(ev: Evaluator, item: Stored, frame: Frame) -> Steps[Values]:
    """What a list that a loop changes may hold behind one of the changes: in which order, and how often, depends on the
    rounds. None where no loop leads back to the change, or where it is one of a dict."""
    return _grown(ev, item, frame) if any(map(_is_of_loop, item.before)) else ()


def _is_of_loop(item: Definition) -> bool:
    """Whether a loop's start is among what a change changes, be it behind other changes or before a branch."""
    waiting = [item]
    seen: set[Definition] = set()
    while waiting:
        one = waiting.pop()
        if type(one) is Phi:
            return True
        if one not in seen and isinstance(one, (Stored, Kept)):
            waiting += one.before
        seen.add(one)
    return False


def _grown(ev: Evaluator, item: Stored, frame: Frame) -> Steps[Values]:
    changes = [item]
    first: dict[Definition, None] = {}
    returns = False
    for change in changes:
        reached = yield from ev.reaching(change.before, frame)
        for one in reached or ():
            returns = returns or one is item
            if not isinstance(one, Stored):
                first[one] = None
            elif one not in changes:
                changes.append(one)
    before: list[Value] = []
    for one in first if returns else ():
        before += yield ev.definition(one, frame)
    if not returns or not all(isinstance(value, Items) for value in before):
        return ()
    items = [group for value in before if isinstance(value, Items) for group in value.items]
    for change in changes:
        if change.expression is not None:
            added: Values = yield ev.value(change.expression, frame)
            items.append(union(*(compounds.part(value, Step.EACH) for value in added)) if change.several else added)
        elif change.key is None:
            return (unknown("a list that changes"),)
    return (compounds.listed(dict.fromkeys(items), Kind.SOME),)
