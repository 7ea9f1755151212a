"""Names behind a condition that some of their alternatives cannot meet: ``version`` behind ``if version == "latest": return``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Assigned, Guard, Parameter
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.values import compounds
from flake8_confluence_scopes.calls.values.domain import Frame, Text, Values

MOST_TRIED = 4
"""A name with more alternatives keeps them all."""


def narrowed(ev: Evaluator, guard: Guard | None, frame: Frame) -> Steps[Frame]:
    """A frame without the alternatives of names with which the guard cannot be met; the same where there are none."""
    if guard is None or frame.around is not None:
        return frame
    return ev.remember(frame, ("narrowed", guard), lambda: _narrowed(ev, guard, frame), frame)


def _narrowed(ev: Evaluator, guard: Guard | None, frame: Frame) -> Steps[Frame]:
    found = frame
    while guard is not None:
        for item in _tested(guard, frame):
            values: Values = yield ev.definition(item, found)
            if not 1 < len(values) <= MOST_TRIED or not any(map(_is_exact, values)):
                continue
            kept: list[Values] = []
            for value in values:
                if (yield ev.rules.guard(ev, guard, _with(ev, found, item, (value,)))) is not False:
                    kept.append((value,))
            if 0 < len(kept) < len(values):
                found = _with(ev, found, item, tuple(value for group in kept for value in group))
        guard = guard.outer
    return found


def _tested(guard: Guard, frame: Frame) -> Iterator[Assigned | Parameter]:
    """The definitions of the names that a condition asks about, each the only one of its name there."""
    uses = flow_of(frame.block).uses
    for node in ast.walk(guard.test):
        items = uses.get(node, ()) if isinstance(node, ast.Name) else ()
        if len(items) == 1 and isinstance(items[0], (Assigned, Parameter)):
            yield items[0]


def _is_exact(value: object) -> bool:
    return isinstance(value, Text) and compounds.is_exact(value)


def _with(ev: Evaluator, frame: Frame, item: Assigned | Parameter, values: Values) -> Frame:
    """A frame in which a definition has given these values."""
    bindings = {**frame.bindings, item.name: values} if isinstance(item, Parameter) else frame.bindings
    return ev.frames.add(Frame(frame.block, frame.outer, bindings, frame.items, memo={item: values}))
