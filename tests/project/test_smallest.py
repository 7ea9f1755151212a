"""The fewest scopes that open all calls."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.project import smallest as module
from flake8_confluence_scopes.project.smallest import smallest
from flake8_confluence_scopes.scopes import Alternatives

A, B, C = ("a",), ("b",), ("c",)
ALTERNATIVES = st.lists(st.lists(st.sampled_from("abcdef"), max_size=3, unique=True).map(tuple), max_size=3).map(tuple)


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ([], ""),
        ([(), ((),)], ""),
        ([(A,), (B,)], "ab"),
        ([(A, B)], "a"),
        ([(A, B), (B,)], "b"),
        ([(A, B), (C, B)], "b"),
        ([(("a", "b"), C)], "c"),
        ([(("a", "b"), ("c", "d")), (("e", "b"), ("c", "d"))], "cd"),
    ],
)
def test_a_set(needs: list[Alternatives], expected: str) -> None:
    assert smallest(needs) == set(expected)


@given(st.lists(ALTERNATIVES, max_size=5))
def test_no_set_is_smaller(needs: list[Alternatives]) -> None:
    found = smallest(needs)
    opening = [frozenset(itertools.chain(*ways)) for ways in itertools.product(*(need or ((),) for need in needs))]
    assert len(found) == min(map(len, opening))
    assert all(any(found.issuperset(one) for one in need) for need in needs if need)


def test_a_long_search_ends_with_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_STEPS", 50)
    needs: list[Alternatives] = [tuple((f"{n}{m}", f"x{(n * 7 + m) % 11}") for m in range(3)) for n in range(12)]
    found = smallest(needs)
    assert all(any(found.issuperset(one) for one in need) for need in needs)
