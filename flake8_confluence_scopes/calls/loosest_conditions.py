"""What a request of a method depends on, out of trials with its arguments: the loosest conditions that none speaks against.

A parameter has a state in each trial: its default, a value that nothing is known of, or a literal, written as its ``repr``.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

ABSENT, GIVEN = "-", "+"
"""The states of a parameter that are no literals."""

MOST = 3
"""Conditions of a request; where it takes more, it hangs on something else, and may be sent whatever the arguments are."""

States = Mapping[str, str]
Condition = dict[str, frozenset[str]]
"""For each parameter that matters, the states in which the request may be sent."""


def conditions(sent: Sequence[States], unsent: Sequence[States]) -> Iterator[Condition]:
    """Conditions of which one holds for each of the first and none for any of the second."""
    left = list(sent)
    states = {name: frozenset(one[name] for one in (*sent, *unsent)) for one in left[:1] for name in one}
    while left:
        condition = {name: frozenset((state,)) for name, state in left[0].items()}
        for name, every in states.items():
            wider = {**condition, name: every}
            if not any(holds(wider, one) for one in unsent):
                del condition[name]
        for name in condition:
            for state in sorted(states[name]):
                wider = {**condition, name: condition[name] | {state}}
                if not any(holds(wider, one) for one in unsent):
                    condition = wider
        yield condition
        left = [one for one in left if not holds(condition, one)]


def holds(condition: Condition, states: States) -> bool:
    """Whether a trial with these states meets the condition."""
    return all(states[name] in wanted for name, wanted in condition.items())


def when(condition: Condition, every: Mapping[str, Collection[str]], defaults: Mapping[str, Any], always: bool) -> dict[str, Any]:
    """The condition as a client model's file has it; ``every`` are the states of each parameter, ``defaults`` those that are
    literals. Without ``always``, something else has a part in whether the request is sent."""
    found: dict[str, Any] = {}
    for name, wanted in condition.items():
        others = frozenset(every[name]) - wanted
        literals = list(map(ast.literal_eval, sorted(wanted - {ABSENT, GIVEN})))
        if GIVEN in wanted:
            if ABSENT in others:
                found.setdefault("given", []).append(name)
            if others - {ABSENT}:
                found.setdefault("unequal", {})[name] = list(map(ast.literal_eval, sorted(others - {ABSENT})))
        elif not literals:
            found.setdefault("absent", []).append(name)
        else:
            found.setdefault("equal", {})[name] = [*literals, *([defaults[name]] if ABSENT in wanted else [])]
    return found if always else {**found, "answer": True}
