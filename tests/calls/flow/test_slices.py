"""What a slice follows: every kind of definition, and none that nobody has thought of."""

from __future__ import annotations

from typing import Any

import pytest

from flake8_confluence_scopes.calls.flow.slices import _Search
from tests.calls.evaluated import FUNCTION


def test_a_kind_of_definition_that_is_forgotten_is_no_silence() -> None:
    forgotten: Any = object()
    with pytest.raises(AssertionError):
        _Search(FUNCTION.block)._definition(FUNCTION.block, forgotten)
