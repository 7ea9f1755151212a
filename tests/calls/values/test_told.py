"""Values behind conditions that some of them cannot meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.flow.told_values import Told
from flake8_confluence_scopes.calls.values import told
from flake8_confluence_scopes.calls.values.domain import ALWAYS, NONE, Text, Value, constant, unknown

UNKNOWN = unknown("x", True)
TEXT = Text("a")
EMPTY = Text("")
FALSE = constant(False)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (Told.TRUE, [UNKNOWN, TEXT]),
        (Told.FALSE, [UNKNOWN, EMPTY, NONE, FALSE]),
        (Told.SOMETHING, [UNKNOWN, TEXT, EMPTY, FALSE]),
        (Told.NOTHING, [UNKNOWN, NONE]),
    ],
)
def test_what_each_condition_leaves(said: Told, left: list[Value]) -> None:
    values = (UNKNOWN, TEXT, EMPTY, NONE, FALSE)
    assert list(told.left(said, values, "x")) == left
    assert list(told.where(frozenset(((said, True),)), values)) == left


def test_a_condition_that_nothing_meets() -> None:
    assert told.left(Told.TRUE, (NONE, NONE), "x") == (unknown("x"),)
    assert told.left(Told.NOTHING, (TEXT,), "x") == (TEXT,)
    assert told.left(Told.TRUE, (EMPTY, NONE), "x") == (EMPTY, NONE)
    assert told.left(Told.TRUE, (), "x") == ()
    assert told.where(frozenset(((Told.TRUE, True),)), (NONE,)) == ()


def test_other_conditions_stay() -> None:
    other = frozenset((("y", False),))
    (text,) = told.where(other | {(Told.SOMETHING, True)}, (TEXT, NONE))
    assert isinstance(text, Text) and text.when == other
    assert told.where(ALWAYS, (TEXT, NONE)) == (TEXT, NONE)


@given(st.lists(st.sampled_from((UNKNOWN, TEXT, EMPTY, NONE, FALSE)), min_size=1), st.sampled_from(Told))
def test_no_value_comes_and_some_value_stays(values: list[Value], said: Told) -> None:
    left = told.left(said, tuple(values), "x")
    assert left
    assert set(left) <= {*values, unknown("x")}
