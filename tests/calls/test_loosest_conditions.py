"""The loosest conditions that no trial speaks against."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.loosest_conditions import ABSENT, GIVEN, Condition, conditions, holds, when

STATES = {"a": (ABSENT, GIVEN), "b": (ABSENT, GIVEN, "'x'"), "c": (GIVEN, "None")}
TRIALS = [dict(zip(STATES, states)) for states in itertools.product(*STATES.values())]


@given(st.lists(st.booleans(), min_size=len(TRIALS), max_size=len(TRIALS)))
def test_one_of_them_holds_where_it_was_sent_and_none_elsewhere(outcomes: list[bool]) -> None:
    sent = list(itertools.compress(TRIALS, outcomes))
    unsent = [trial for trial in TRIALS if trial not in sent]
    found = list(conditions(sent, unsent))
    assert [any(holds(one, trial) for one in found) for trial in TRIALS] == outcomes


@pytest.mark.parametrize(
    "condition, expected",
    [
        ({}, {}),
        ({"a": {GIVEN}}, {"given": ["a"]}),
        ({"a": {ABSENT}}, {"absent": ["a"]}),
        ({"b": {GIVEN}}, {"given": ["b"], "unequal": {"b": ["x"]}}),
        ({"b": {GIVEN, ABSENT}}, {"unequal": {"b": ["x"]}}),
        ({"b": {GIVEN, "'x'"}}, {"given": ["b"]}),
        ({"b": {"'x'"}}, {"equal": {"b": ["x"]}}),
        ({"b": {"'x'", ABSENT}}, {"equal": {"b": ["x", 7]}}),
        ({"c": {"None"}, "a": {ABSENT}}, {"equal": {"c": [None]}, "absent": ["a"]}),
    ],
)
def test_as_a_file_has_it(condition: dict[str, set[str]], expected: dict[str, object]) -> None:
    asked: Condition = {name: frozenset(states) for name, states in condition.items()}
    assert when(asked, STATES, {"b": 7}, True) == expected
    assert when(asked, STATES, {"b": 7}, False) == {**expected, "answer": True}
