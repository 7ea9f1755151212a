"""What a request depends on, out of trials: the loosest conditions that no trial speaks against."""

from __future__ import annotations

import ast
import functools
import operator
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tools.client_models.trials import ABSENT, GIVEN_STATE

MOST = 3
"""Conditions of a request; where it takes more, it hangs on something else, and may be sent whatever the arguments are."""

States = Mapping[str, str]
Condition = dict[str, frozenset[str]]
"""For each parameter that matters, the states in which the request may be sent."""


def rows(trials: Sequence[Any], defaults: Mapping[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Each request with the form of its condition in a model's file. ``trials`` are those of ``trials.Trial``, as lists;
    ``defaults`` those that are literals."""
    found = []
    for request in dict.fromkeys(tuple(one) for trial in trials for one, _ in trial[1]):
        answers = [sum(bits for one, bits in trial[1] if tuple(one) == request) for trial in trials]
        telling = functools.reduce(operator.or_, answers)
        sent = [trial[0] for trial, bits in zip(trials, answers) if bits]
        always = [trial[0] for trial in trials if list(request) in trial[2]]
        # A trial speaks against the request that ends as usual with answers to which others send it.
        speaking = [trial[0] for trial in trials if trial[4] & telling]
        found_here = list(conditions(sent, [states for states in speaking if states not in sent]))
        for condition in found_here if len(found_here) <= MOST else [{}]:
            meant = [states for states in speaking if _holds(condition, states)]
            found.append((*request, when(condition, trials, defaults, all(states in always for states in meant) and bool(meant))))
    return found


def conditions(sent: Sequence[States], unsent: Sequence[States]) -> Iterator[Condition]:
    """Conditions of which one holds for each of the first and none for any of the second."""
    left = list(sent)
    states = {name: frozenset(one[name] for one in (*sent, *unsent)) for name in sent[0]}
    while left:
        condition = {name: frozenset((state,)) for name, state in left[0].items()}
        for name, every in states.items():
            wider = {**condition, name: every}
            if not any(_holds(wider, one) for one in unsent):
                del condition[name]
        for name in condition:
            for state in sorted(states[name]):
                wider = {**condition, name: condition[name] | {state}}
                if not any(_holds(wider, one) for one in unsent):
                    condition = wider
        yield condition
        left = [one for one in left if not _holds(condition, one)]


def _holds(condition: Condition, states: States) -> bool:
    return all(states[name] in wanted for name, wanted in condition.items())


def when(condition: Condition, trials: Sequence[Any], defaults: Mapping[str, Any], always: bool) -> dict[str, Any]:
    """The condition as a model's file has it."""
    found: dict[str, Any] = {}
    for name, wanted in condition.items():
        others = frozenset(trial[0][name] for trial in trials) - wanted
        literals = list(map(ast.literal_eval, sorted(wanted - {ABSENT, GIVEN_STATE})))
        if GIVEN_STATE in wanted:
            if ABSENT in others:
                found.setdefault("given", []).append(name)
            if others - {ABSENT}:
                found.setdefault("unequal", {})[name] = list(map(ast.literal_eval, sorted(others - {ABSENT})))
        elif not literals:
            found.setdefault("absent", []).append(name)
        else:
            found.setdefault("equal", {})[name] = [*literals, *([defaults[name]] if ABSENT in wanted else [])]
    return found if always else {**found, "answer": True}
