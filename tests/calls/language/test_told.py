"""What conditions leave of values that are at hand, and of those that are evaluated first."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from flake8_confluence_scopes.calls.flow.told_values import Told
from flake8_confluence_scopes.calls.language.told import left_of
from flake8_confluence_scopes.calls.values.domain import NONE, Text, Values

TEXT = Text("/rest/api/space")


def later(values: Values) -> Generator[Any, Any, Values]:
    """The same values, behind a step."""
    found: Values = yield values
    return found


def test_values_at_hand() -> None:
    assert left_of(Told.SOMETHING, (TEXT, NONE), "path") == (TEXT,)


def test_values_behind_a_step() -> None:
    steps = left_of(Told.SOMETHING, later((TEXT, NONE)), "path")
    assert isinstance(steps, Generator)
    inner = next(steps)
    with pytest.raises(StopIteration) as stop:
        steps.send((TEXT, NONE))
    assert stop.value.value == (TEXT,)
    assert next(inner) == (TEXT, NONE)
