"""The rounds of the loops around a call."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import CallSite
from flake8_confluence_scopes.calls.language import enums
from flake8_confluence_scopes.calls.values.domain import MOST_ALTERNATIVES, Frame, Items, Table, Values

Round = dict[ast.expr, Values]
"""What each loop has for an item in one round, as far as that is known."""


def around(ev: Evaluator, site: CallSite, frame: Frame) -> Steps[list[Round]]:
    """The rounds of all loops around a call together; a single one that knows no item where they are too many to tell apart."""
    rounds: list[Round] = [{}]
    for loop in site.loops:
        inner: list[Round] = []
        for known in rounds:
            values: Values = yield ev.value(loop, ev.frames.add(frame_of(frame, known)))
            values = yield enums.iterated(ev, values)
            only = values[0] if len(values) == 1 else None
            items = dict.fromkeys(item for value in values if isinstance(value, Items) for item in value.items)
            if items and all(isinstance(value, Items) for value in values):
                inner.extend({**known, loop: item} for item in items)
            elif isinstance(only, Table) and only.entries:
                inner.extend({**known, loop: (key,)} for key, _ in only.entries)
            else:
                inner.append(known)
        rounds = inner
        if len(rounds) > MOST_ALTERNATIVES:
            return [{}]
    return rounds


def frame_of(frame: Frame, known: Mapping[ast.expr, Values]) -> Frame:
    """A frame of its own for one round, in which ``known`` has the items of the loops."""
    return Frame(frame.block, frame.outer, frame.bindings, known)
