"""Questions that lead back to themselves, as those to functions that call each other do.

Who asks again gets a provisional answer. What was found with its help holds until the first question is answered,
and is forgotten then.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.values.domain import Frame

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

    def ask(
        self, frame: Frame, key: object, start: Callable[[], Steps[T]], nothing: T, spent: bool
    ) -> Steps[T]:
        """The answer of ``start()`` for ``key`` in ``frame``, found once; ``nothing``, which is false, is the
        provisional one, and the only one where all steps are ``spent``."""
        if key in frame.memo:
            question = (frame, key)
            depth = self.asked.get(question, self.provisional.get(question, _NOWHERE))
            self.returned_to = min(self.returned_to, depth)
            known: T = frame.memo[key]
            return known
        frame.memo[key] = nothing
        return nothing if spent else self._first_answer((frame, key), start())

    def _first_answer(self, question: Question, steps: Steps[T]) -> Generator[Any, Any, T]:
        frame, key = question
        depth, earlier = len(self.asked), len(self.provisional)
        outer, self.returned_to = self.returned_to, _NOWHERE
        self.asked[question] = depth
        answer: T = yield steps
        del self.asked[question]
        frame.memo[key] = answer
        inside = list(self.provisional)[earlier:] if len(self.provisional) > earlier else []
        if self.returned_to < depth:
            inside.append(question)
            self.provisional.update(dict.fromkeys(inside, self.returned_to))
            self.returned_to = min(outer, self.returned_to)
            return answer
        self.returned_to = outer
        # Where nobody in the circle has anything to say, the provisional answers were right.
        right = not answer and not any(place.memo[item] for place, item in inside)
        for place, item in inside:
            del self.provisional[place, item]
            if not right:
                del place.memo[item]
        return answer
