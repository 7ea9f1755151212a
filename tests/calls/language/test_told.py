"""What conditions leave of values that are at hand, and of those that are evaluated first."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.told_values import Told
from flake8_confluence_scopes.calls.language.told import left_of
from flake8_confluence_scopes.calls.values.domain import NONE, Text, Values

TEXT = Text("/rest/api/space")


def later(values: Values) -> Generator[Any, Any, Values]:
    """The same values, behind a step."""
    found: Values = yield values
    return found


def answer_of(steps: Steps[Values], values: Values) -> Values:
    """What pending steps give that need such values."""
    assert isinstance(steps, Generator)
    next(steps)
    with pytest.raises(StopIteration) as stop:
        steps.send(values)
    given: Values = stop.value.value
    return given


def test_values_at_hand() -> None:
    assert left_of(Told.SOMETHING, (TEXT, NONE), "path") == (TEXT,)


def test_values_behind_a_step() -> None:
    given = answer_of(later(()), (TEXT, NONE))
    assert answer_of(left_of(Told.SOMETHING, later(given), "path"), given) == (TEXT,)
