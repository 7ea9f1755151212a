"""Questions that lead back to themselves, as those to functions that call each other do.

Who asks again gets a provisional answer. What was found with its help holds until the first question is answered,
and is forgotten then.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from flake8_confluence_scopes.calls.frames import Frame

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator
    from flake8_confluence_scopes.calls.steps import Steps

T = TypeVar("T")
Question: TypeAlias = tuple[Frame, object]

_NOWHERE = 1_000_000_000


@dataclass(slots=True)
class Recursion:
    """``asked`` holds the questions under way with their depth, ``provisional`` those whose answer rests on one of
    them, with its depth. ``returned_to`` is the shallowest depth that the current question has come back to."""

    asked: dict[Question, int] = field(default_factory=dict)
    provisional: dict[Question, int] = field(default_factory=dict)
    returned_to: int = _NOWHERE


def ask(ev: Evaluator, frame: Frame, key: object, start: Callable[[], Steps[T]], nothing: T) -> Steps[T]:
    """The answer of ``start()`` for ``key`` in ``frame``, found once; ``nothing``, which is false, is the
    provisional one."""
    if key in frame.memo:
        state, question = ev.recursion, (frame, key)
        depth = state.asked.get(question, state.provisional.get(question, _NOWHERE))
        state.returned_to = min(state.returned_to, depth)
        known: T = frame.memo[key]
        return known
    frame.memo[key] = nothing
    return nothing if ev.steps_left < 0 else _first_answer(ev, (frame, key), start())


def _first_answer(ev: Evaluator, question: Question, steps: Steps[T]) -> Generator[Any, Any, T]:
    state, (frame, key) = ev.recursion, question
    depth, earlier = len(state.asked), len(state.provisional)
    outer, state.returned_to = state.returned_to, _NOWHERE
    state.asked[question] = depth
    answer: T = yield steps
    del state.asked[question]
    frame.memo[key] = answer
    inside = list(state.provisional)[earlier:] if len(state.provisional) > earlier else []
    if state.returned_to < depth:
        inside.append(question)
        state.provisional.update(dict.fromkeys(inside, state.returned_to))
        state.returned_to = min(outer, state.returned_to)
        return answer
    state.returned_to = outer
    # Where nobody in the circle has anything to say, the provisional answers were right.
    right = not answer and not any(place.memo[item] for place, item in inside)
    for place, item in inside:
        del state.provisional[place, item]
        if not right:
            del place.memo[item]
    return answer
