"""Values: what they hold, and which of them settle something."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls.values import compounds
from flake8_confluence_scopes.calls.values.domain import (
    NO_ARGUMENTS,
    NONE,
    UNKNOWN_ARGUMENTS,
    Arguments,
    ExternalObject,
    Instance,
    Items,
    Kind,
    Member,
    Table,
    Text,
    Unknown,
    Value,
    constant,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import is_telling
from tests.calls.evaluated import CLASS, FUNCTION
from tests.calls.texts import text

A, B, C = Text("a"), Text("b"), Text("c")
CLOSED, OPEN = unknown("x"), unknown("x", True)
MADE = Instance(CLASS, NO_ARGUMENTS)
SESSION = ExternalObject("requests.Session", NO_ARGUMENTS)


@pytest.mark.parametrize(
    ("value", "telling"),
    [
        (A, True),
        (text("~"), False),
        (text("~~"), False),
        (text("~/~"), True),
        (text("/~"), True),
        (text("~/a"), True),
        (Text("/"), True),
        (Text(""), True),
        (OPEN, False),
        (constant(1), False),
        (constant(1.5), False),
        (constant(True), True),
        (NONE, True),
        (Member(SESSION, "get"), True),
        (Member(Member(SESSION, "auth"), "token"), True),
        (Member(OPEN, "get"), False),
        (Items(((OPEN,), (A,))), True),
        (Items(((OPEN,),)), False),
        (Table(((A, (OPEN,)), (B, (C,)))), True),
        (Table(((A, (OPEN,)),)), False),
        (MADE, True),
        (Instance(CLASS), False),
        (CLASS, False),
        (FUNCTION, True),
        (SESSION, True),
    ],
)
def test_values_that_can_settle_something(value: Value, telling: bool) -> None:
    assert is_telling(value) is telling


def test_constants_of_different_types_differ() -> None:
    assert len({constant(1), constant(1.0), constant(True)}) == 3
    assert constant(None) == NONE


def test_items_by_index() -> None:
    listed = Items(((A,), (B, C)))
    assert [compounds.at(listed, index) for index in (0, 1, 2, -1, -2, -3)] == [(A,), (B, C), (), (B, C), (A,), ()]
    assert listed.sequence == listed.items
    for kind in (Kind.SET, Kind.SOME):
        unordered = Items(((A,), (B, C)), kind)
        assert unordered.sequence is None
        assert compounds.at(unordered, 0) == compounds.at(unordered, 7) == (A, B, C)
    assert Items(((A,),), Kind.SET).sequence == ((A,),)
    assert Items(((A,),), Kind.SOME).sequence is None
    assert compounds.at(Items((), Kind.TUPLE), 0) == ()


def test_a_table_by_key() -> None:
    table = Table(((A, (B,)), (constant(1), ())))
    assert (table.get(A), table.get(constant(1)), table.get(constant(True))) == ((B,), (), None)


def test_arguments_by_position_or_name() -> None:
    given = Arguments(((A,), (B,)), (("url", (C,)), ("method", ())))
    assert given.get(0) == (A,)
    assert given.get(1, "url") == (B,)
    assert given.get(2, "uri", "url") == (C,)
    assert given.get(None, "method") == ()
    assert given.get(None, "other") is None
    assert given.get(2) is None


def test_the_arguments_of_each_call_are_its_own() -> None:
    assert Arguments(((A,),)) != Arguments(((A,),))
    assert UNKNOWN_ARGUMENTS.rest is not None
    assert UNKNOWN_ARGUMENTS.rest.open
    assert Unknown(UNKNOWN_ARGUMENTS.rest) == unknown("the constructor's arguments", True)
