"""The texts that stand for values."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.values.domain import (
    LONGEST_TEXT,
    NO_ARGUMENTS,
    NONE,
    Constant,
    EnumMember,
    External,
    ExternalObject,
    Hole,
    Instance,
    Items,
    Member,
    ModuleValue,
    Table,
    Text,
    Value,
    constant,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.calls.values.texts import as_text, concatenate, describe
from flake8_confluence_scopes.path_template import HOLE
from tests.calls.evaluated import CLASS, FUNCTION, MODULE
from tests.calls.texts import filled, shown, text, texts

quick = settings(deadline=None)

A, B = Text("a"), Text("b")
CLOSED, OPEN = unknown("x"), unknown("x", True)
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
        (ModuleValue(MODULE), "modulevalue", False),
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
