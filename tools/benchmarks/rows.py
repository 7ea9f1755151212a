"""One figure with its goal, and how CPU time is taken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

GROSS = 2.0
"""So many times off its goal, a figure is wrong on a noisy machine, too."""


class Row(NamedTuple):
    """One line of the table. ``most`` is the goal: the figure is to be no larger, or with ``least`` no smaller; None for
    a figure that is only shown."""

    name: str
    figure: float
    most: float | None
    detail: str
    least: bool = False

    def fails(self, slack: float = 1.0) -> bool:
        """Whether the goal is missed by more than ``slack`` times."""
        if self.most is None:
            return False
        return self.figure * slack < self.most if self.least else self.figure > self.most * slack

    def __str__(self) -> str:
        goal = "" if self.most is None else f"at {'least' if self.least else 'most'} {self.most:,g}"
        return f"| {self.name} | {_shown(self.figure)} | {goal} | {self.detail} |"


def table(rows: Iterable[Row]) -> str:
    """The rows as Markdown."""
    return "\n".join(("| measured | figure | goal | detail |", "| --- | ---: | ---: | --- |", *map(str, rows)))


def _shown(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 or figure == round(figure) else f"{figure:.3g}"


def seconds(run: Callable[[], object], rounds: int) -> float:
    """The median CPU time of a call in this process."""
    return statistics.median(_timed(run) for _ in range(rounds))


def _timed(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start
