"""Values: their alternatives, their bounds, and the texts that stand for them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.calls import bounded
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.values import (
    LONGEST_TEXT,
    NO_ARGUMENTS,
    NONE,
    UNKNOWN_ARGUMENTS,
    Arguments,
    ClassValue,
    Constant,
    EnumMember,
    External,
    ExternalObject,
    Function,
    Hole,
    Instance,
    Items,
    Kind,
    Member,
    ModuleValue,
    Table,
    Text,
    Unknown,
    Value,
    as_text,
    concatenate,
    constant,
    describe,
    is_open,
    is_telling,
    unknown,
)
from flake8_confluence_scopes.path_template import HOLE
from tests.calls import evaluation
from tests.calls.texts import filled, shown, text, texts

quick = settings(deadline=None)

A, B, C = Text("a"), Text("b"), Text("c")
CLOSED, OPEN = unknown("x"), unknown("x", True)
CLASS = ClassValue(evaluation.CLASS, Frame(evaluation.CLASS))
FUNCTION = Function(evaluation.FUNCTION, Frame(evaluation.MODULE))
MADE = Instance(CLASS, NO_ARGUMENTS)
SESSION = ExternalObject("requests.Session", NO_ARGUMENTS)


@quick
@given(st.lists(texts("a/"), max_size=4))
def test_concatenate(parts: list[Text]) -> None:
    joined = concatenate(parts)
    shown(joined)
    assert filled(joined) == "".join(map(filled, parts))


def test_a_very_long_text_is_a_hole() -> None:
    assert concatenate([Text("a" * LONGEST_TEXT)]) == Text("a" * LONGEST_TEXT)
    assert concatenate([Text("a" * LONGEST_TEXT), A]) == Text(HOLE, (Hole("a very long text"),))
    opened = Text(HOLE, (Hole("x", True),))
    assert concatenate([opened, Text("a" * LONGEST_TEXT)]) == Text(HOLE, (Hole("a very long text", True),))


@quick
@given(st.one_of(st.booleans(), st.integers(-(10**20), 10**20), st.floats()))
def test_numbers_read_as_python_shows_them(known: object) -> None:
    assert as_text(constant(known)) == Text(str(known))


@pytest.mark.parametrize(
    ("value", "name", "opens"),
    [
        (NONE, "None", False),
        (Constant("raw", bytes), "constant", False),
        (CLOSED, "x", False),
        (OPEN, "x", True),
        (Member(OPEN, "url"), "x.url", True),
        (Member(SESSION, None), "requests.Session.?", False),
        (External("os.sep"), "os.sep", False),
        (SESSION, "requests.Session", False),
        (MADE, "Client", False),
        (Instance(CLASS), "Client", True),
        (EnumMember(CLASS, "GET"), "Client", False),
        (Items(((A, B), (OPEN,))), "items", True),
        (Items(((A, B),)), "items", False),
        (Table(()), "table", False),
        (FUNCTION, "function", False),
        (ModuleValue(evaluation.MODULE), "modulevalue", False),
    ],
)
def test_what_is_no_text_reads_as_a_hole(value: Value, name: str, opens: bool) -> None:
    assert as_text(value) == Text(HOLE, (Hole(name, opens),))
    assert describe(value) == name
    assert is_open(value) is opens


def test_a_text_reads_as_itself() -> None:
    assert as_text(text("a~")) == text("a~")
    assert as_text(EnumMember(CLASS, "GET", A)) == A
    assert not is_open(text("a~"))
    assert is_open(Text(HOLE, (Hole("x", True),)))


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
    assert [bounded.at(listed, index) for index in (0, 1, 2, -1, -2, -3)] == [(A,), (B, C), (), (B, C), (A,), ()]
    assert listed.sequence == listed.items
    for kind in (Kind.SET, Kind.SOME):
        unordered = Items(((A,), (B, C)), kind)
        assert unordered.sequence is None
        assert bounded.at(unordered, 0) == bounded.at(unordered, 7) == (A, B, C)
    assert Items(((A,),), Kind.SET).sequence == ((A,),)
    assert Items(((A,),), Kind.SOME).sequence is None
    assert bounded.at(Items((), Kind.TUPLE), 0) == ()


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
