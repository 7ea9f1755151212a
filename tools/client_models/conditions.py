"""What a request depends on, out of trials that were run: rows of a client model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flake8_confluence_scopes.calls.loosest_conditions import MOST, conditions, holds, when


def rows(trials: Sequence[Any], defaults: Mapping[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Each request with the form of its condition in a model's file. ``trials`` are states, what may be sent, what always
    is, what ended them early, and whether they are doubtful; ``defaults`` those that are literals."""
    found = []
    every = {name: {trial[0][name] for trial in trials} for name in (trials[0][0] if trials else ())}
    for request in dict.fromkeys(tuple(one) for trial in trials for one in trial[1]):
        sent = [trial[0] for trial in trials if list(request) in trial[1]]
        always = [trial[0] for trial in trials if list(request) in trial[2]]
        unsent = [trial[0] for trial in trials if list(request) not in trial[1] and trial[0] not in sent and not trial[4]]
        found_here = list(conditions(sent, unsent))
        for condition in found_here if len(found_here) <= MOST else [{}]:
            meant = [trial[0] for trial in trials if holds(condition, trial[0]) and not trial[4]]
            sure = bool(meant) and all(states in always for states in meant)
            found.append((*request, when(condition, every, defaults, sure)))
    return found
