"""Lists, dicts and chains of attributes that stay small."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls.values.compounds import (
    DEEPEST,
    LONGEST_NAME,
    MOST_PARTS,
    added,
    external,
    is_exact,
    listed,
    member,
    table,
    within_bounds,
)
from flake8_confluence_scopes.calls.values.domain import (
    NO_ARGUMENTS,
    NONE,
    EnumMember,
    External,
    ExternalObject,
    Hole,
    Items,
    Kind,
    Member,
    Partial,
    Table,
    Text,
    Unknown,
    Value,
    constant,
    unknown,
)
from tests.calls.evaluated import CLASS
from tests.calls.texts import text

A, B, C = Text("a"), Text("b"), Text("c")
OPEN = unknown("parameter", True)


def large(opens: bool = False) -> Unknown:
    return Unknown(Hole("a very large value", opens))


def test_a_list_keeps_up_to_so_many_parts() -> None:
    assert listed([(A,)] * (MOST_PARTS - 1)) == Items(((A,),) * (MOST_PARTS - 1))
    assert listed([(A,)] * MOST_PARTS) == large()
    assert listed([(A, OPEN), *[(A,)] * MOST_PARTS]) == listed([*[(A,)] * MOST_PARTS, (OPEN,)]) == large(True)


def test_alternatives_and_keys_count() -> None:
    half = MOST_PARTS // 2
    assert listed([(A, B)] * half) == large()
    assert isinstance(listed([(A, B)] * (half - 1)), Items)
    entries = [((constant(number),), (A,)) for number in range(half)]
    assert table(entries) == large()
    assert isinstance(table(entries[1:]), Table)


def nested(depth: int) -> Value:
    value: Value = Items(())
    for _ in range(depth):
        value = Items(((value,),))
    return value


def test_nothing_is_nested_too_deeply() -> None:
    assert within_bounds(nested(DEEPEST)) == nested(DEEPEST)
    assert within_bounds(nested(DEEPEST + 1)) == large()
    chain: Value = OPEN
    for _ in range(DEEPEST + 1):
        chain = member(chain, "parent")
        assert isinstance(chain, Member)
    assert member(chain, "parent") == large(), "what is too deep is not looked at"
    partial: Value = External("os.getenv")
    for _ in range(DEEPEST + 1):
        partial = within_bounds(Partial(partial, NO_ARGUMENTS))
        assert isinstance(partial, Partial)
    assert within_bounds(Partial(partial, NO_ARGUMENTS)) == large()


def test_names_of_other_packages() -> None:
    assert external("os", "sep") == External("os.sep")
    assert external("x" * (LONGEST_NAME - 2), "y") == External("x" * (LONGEST_NAME - 2) + ".y")
    assert external("x" * (LONGEST_NAME - 1), "y") == unknown("a very long name")


def test_a_list_in_itself_many_times_takes_no_time() -> None:
    value: Value = Text("a")
    for _ in range(200):
        value = listed([(value,), (value,)])
    # Eleven levels of two make more than the parts that may be; the twelfth holds two unknown values again.
    assert isinstance(value, (Items, Unknown))
    assert within_bounds(value) == value


def test_adding_lists() -> None:
    first, second = Items(((A,),), Kind.LIST), Items(((B,),), Kind.TUPLE)
    assert added(first, second) == Items(((A,), (B,)), Kind.LIST)
    assert added(second, first) == Items(((B,), (A,)), Kind.TUPLE)
    assert added(first, Items(((B,),), Kind.SOME)) == Items(((A,), (B,)), Kind.SOME)
    assert added(Items(((A,), (B,)), Kind.SET), first) == Items(((A,), (B,), (A,)), Kind.SOME)


def test_a_table_has_each_key_once() -> None:
    found = table([((A,), (B,)), ((C,), (B,)), ((A,), (C,))])
    assert found == Table(((A, (C,)), (C, (B,))))
    assert table([((A,), (A,))], Table(((A, (B,)),), rest=True)) == Table(((A, (A,)),), rest=True)


def test_an_unknown_key_may_be_any_of_those_before_it() -> None:
    found = table([((A,), (A,)), ((OPEN,), (C,)), ((B,), (B,))])
    assert found == Table(((A, (A, C)), (B, (B,))), rest=True)
    assert table([((text("~"),), (C,))], Table(((A, (A,)),))) == Table(((A, (A, C)),), rest=True)


def test_a_key_with_alternatives_may_be_each_of_them() -> None:
    found = table([((A,), (A,)), ((B,), (B,)), ((B, C), (C,))])
    assert found == Table(((A, (A,)), (B, (B, C))), rest=True)


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (A, True),
        (text("a~"), False),
        (constant(1), True),
        (NONE, True),
        (OPEN, False),
        (External("os.sep"), True),
        (ExternalObject("requests.Session", NO_ARGUMENTS), False),
        (CLASS, True),
        (EnumMember(CLASS, "A"), True),
        (Items(((A,), (constant(1),)), Kind.TUPLE), True),
        (Items(((A,), (text("~"),)), Kind.TUPLE), False),
        (Items(((A, B),), Kind.TUPLE), False),
        (Items(((A,),), Kind.LIST), False),
    ],
)
def test_exact_values(value: Value, exact: bool) -> None:
    assert is_exact(value) is exact
