"""Truth and comparisons of values, against Python's own where all is known."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.values.comparisons import compare, contains, equal, truth
from flake8_confluence_scopes.calls.values.domain import (
    NO_ARGUMENTS,
    NONE,
    EnumMember,
    External,
    ExternalObject,
    Instance,
    Items,
    Kind,
    Member,
    ModuleValue,
    Partial,
    Table,
    Text,
    Value,
    constant,
    unknown,
)
from tests.calls.evaluated import CLASS, FUNCTION, MODULE
from tests.calls.texts import text

quick = settings(deadline=None)

A, B = Text("a"), Text("b")
OPEN = unknown("parameter", True)

SIMPLE = st.one_of(st.none(), st.booleans(), st.integers(-2, 2), st.sampled_from([0.0, 1.0, 0.5]), st.text("ab", max_size=2))


def value(known: Any) -> Value:
    """What stands for a Python object in the evaluation."""
    if isinstance(known, str):
        return Text(known)
    if isinstance(known, dict):
        return Table(tuple((value(key), (value(item),)) for key, item in known.items()))
    if isinstance(known, (list, tuple, set)):
        kind = {list: Kind.LIST, tuple: Kind.TUPLE, set: Kind.SET}[type(known)]
        return Items(tuple((value(item),) for item in known), kind)
    return constant(known)


@quick
@given(st.one_of(SIMPLE, st.lists(SIMPLE, max_size=2), st.tuples(), st.sets(SIMPLE), st.dictionaries(SIMPLE, SIMPLE)))
def test_truth_is_pythons(known: object) -> None:
    assert truth(value(known)) is bool(known)


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        (text("~"), None),
        (text("~/"), True),
        (Text(""), False),
        (Items((), Kind.SOME), None),
        (Items(((A,),), Kind.SOME), None),
        (Table((), rest=True), None),
        (Table(((A, (B,)),), rest=True), True),
        (OPEN, None),
        (Member(OPEN, "x"), None),
        (External("settings.DEBUG"), None),
        (ExternalObject("collections.OrderedDict", NO_ARGUMENTS), None),
        (Instance(CLASS), None),
        (EnumMember(CLASS, "A"), None),
        (CLASS, True),
        (FUNCTION, True),
        (ModuleValue(MODULE), True),
        (Partial(FUNCTION, NO_ARGUMENTS), True),
    ],
)
def test_truth(subject: Value, answer: bool | None) -> None:
    assert truth(subject) is answer


@quick
@given(SIMPLE, SIMPLE)
def test_equality_is_pythons(left: object, right: object) -> None:
    assert compare(ast.Eq(), value(left), value(right)) is (left == right)
    assert compare(ast.NotEq(), value(left), value(right)) is (left != right)
    assert (equal(value(left), NONE) is True) is (left is None)


@quick
@given(
    SIMPLE,
    st.one_of(
        st.lists(SIMPLE, max_size=3),
        st.lists(SIMPLE, max_size=2).map(tuple),
        st.sets(SIMPLE, max_size=3),
        st.dictionaries(SIMPLE, SIMPLE, max_size=3),
    ),
)
def test_membership_is_pythons(item: object, container: Any) -> None:
    assert compare(ast.In(), value(item), value(container)) is (item in container)
    assert compare(ast.NotIn(), value(item), value(container)) is (item not in container)


@quick
@given(st.text("ab", max_size=2), st.text("ab", max_size=3))
def test_membership_in_a_text_is_pythons(item: str, container: str) -> None:
    assert contains(Text(container), Text(item)) is (item in container)


@pytest.mark.parametrize(
    ("container", "item", "answer"),
    [
        (text("a~"), A, True),
        (text("a~"), B, None),
        (A, text("~"), None),
        (A, OPEN, None),
        (Items(((A,), (OPEN,))), A, True),
        (Items(((A,), (OPEN,))), B, None),
        (Items(((A, B),)), A, None),
        (Items(((A, B), (A,))), A, True),
        (Items(((A, B),)), Text("c"), False),
        (Items(((A,),), Kind.SOME), A, None),
        (Items(((A,),), Kind.SOME), B, False),
        (Items(((A,),)), OPEN, None),
        (Table(((A, (B,)),)), A, True),
        (Table(((A, (B,)),)), B, False),
        (Table(((A, (B,)),), rest=True), A, True),
        (Table(((A, (B,)),), rest=True), B, None),
        (Table(((A, (B,)),)), OPEN, None),
        (Table(((OPEN, (B,)),)), A, None),
        (OPEN, A, None),
        (External("os.environ"), A, None),
    ],
)
def test_membership(container: Value, item: Value, answer: bool | None) -> None:
    assert contains(container, item) is answer
    assert compare(ast.In(), item, container) is answer
    assert compare(ast.NotIn(), item, container) is (None if answer is None else not answer)


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (text("a~"), A, None),
        (text("a~"), B, False),
        (text("~"), NONE, False),
        (OPEN, NONE, None),
        (Member(OPEN, "x"), NONE, None),
        (External("settings.URL"), NONE, None),
        (Instance(CLASS), NONE, False),
        (ExternalObject("requests.Session", NO_ARGUMENTS), NONE, False),
        (CLASS, NONE, False),
        (Items(()), NONE, False),
        (Items(()), Items(()), None),
        (EnumMember(CLASS, "A"), EnumMember(CLASS, "A"), True),
        (EnumMember(CLASS, "A"), EnumMember(CLASS, "B"), False),
        (EnumMember(CLASS, "A"), A, None),
        (EnumMember(CLASS, "A"), NONE, False),
        (OPEN, OPEN, None),
    ],
)
def test_equality(left: Value, right: Value, answer: bool | None) -> None:
    for first, second in ((left, right), (right, left)):
        assert equal(first, second) is answer
        assert compare(ast.Is(), first, second) is answer
        assert compare(ast.IsNot(), first, second) is (None if answer is None else not answer)


@pytest.mark.parametrize("operator", [ast.Lt(), ast.GtE()])
def test_an_order_is_not_followed(operator: ast.cmpop) -> None:
    assert compare(operator, constant(1), constant(2)) is None
