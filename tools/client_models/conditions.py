"""What a request depends on, out of trials that were run: rows of a client model."""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping, Sequence
from typing import Any

from flake8_confluence_scopes.calls.loosest_conditions import MOST, conditions, holds, when


def rows(trials: Sequence[Any], defaults: Mapping[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Each request with the form of its condition in a model's file. ``trials`` are those of ``trials.Trial``, as lists;
    ``defaults`` those that are literals."""
    found = []
    every: dict[str, set[str]] = {}
    for trial in trials:
        for name, state in trial[0].items():
            every.setdefault(name, set()).add(state)
    for request in dict.fromkeys(tuple(one) for trial in trials for one, _ in trial[1]):
        answers = [sum(bits for one, bits in trial[1] if tuple(one) == request) for trial in trials]
        telling = functools.reduce(operator.and_, filter(None, answers))
        sent = [trial[0] for trial, bits in zip(trials, answers) if bits]
        always = [trial[0] for trial in trials if list(request) in trial[2]]
        # A trial speaks against the request that always ends as usual, or with answers to which all others send it.
        speaking = [trial[0] for trial in trials if trial[4] == trials[0][4] or trial[4] & telling]
        found_here = list(conditions(sent, [states for states in speaking if states not in sent]))
        for condition in found_here if len(found_here) <= MOST else [{}]:
            meant = [states for states in speaking if holds(condition, states)]
            sure = bool(meant) and all(states in always for states in meant)
            found.append((*request, when(condition, every, defaults, sure)))
    return found
