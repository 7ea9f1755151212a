"""The steps of an evaluation: a generator that yields the evaluations it needs, or the result where it is at hand."""

from __future__ import annotations

from collections.abc import Generator
from types import GeneratorType
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    from typing_extensions import TypeIs

T = TypeVar("T")
Steps: TypeAlias = "Generator[Any, Any, T] | T"


def is_pending(steps: Steps[T]) -> TypeIs[Generator[Any, Any, T]]:
    """Whether there is no result yet. Who asks spares the evaluator's loop a turn where there is one: worth the line in
    what runs a hundred thousand times for a file."""
    return type(steps) is GeneratorType
