"""Alternatives: their union and product, their bounds, and the conditions under which each is the one."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.values.alternatives import (
    combinations,
    fewer,
    is_contradiction,
    on_any_host,
    one_for_all,
    unconditional,
    under,
    union,
)
from flake8_confluence_scopes.calls.values.domain import (
    ALWAYS,
    MOST_ALTERNATIVES,
    Conditions,
    Hole,
    Items,
    Kind,
    Member,
    Table,
    Text,
    Value,
    Values,
    constant,
    is_conditional,
    unknown,
)
from flake8_confluence_scopes.calls.values.texts import concatenate
from flake8_confluence_scopes.path_template import HOLE

quick = settings(deadline=None)

A, B, C = Text("a"), Text("b"), Text("c")
CLOSED, OPEN = unknown("x"), unknown("x", True)
YES: Conditions = frozenset({("cloud", True)})
NO: Conditions = frozenset({("cloud", False)})
OTHER: Conditions = frozenset({("draft", True)})


def many(count: int) -> list[Value]:
    return [constant(number) for number in range(count)]


@quick
@given(st.lists(st.lists(st.sampled_from([A, B, C, CLOSED])), max_size=4))
def test_union_has_each_alternative_once_in_order(groups: list[list[Value]]) -> None:
    every = [value for group in groups for value in group]
    assert list(union(*groups)) == sorted(set(every), key=every.index)


def test_more_alternatives_than_the_bound_are_unknown() -> None:
    name = f"one of more than {MOST_ALTERNATIVES} values"
    assert union(many(MOST_ALTERNATIVES)) == tuple(many(MOST_ALTERNATIVES))
    assert union(many(MOST_ALTERNATIVES), many(3)) == tuple(many(MOST_ALTERNATIVES))
    assert union(many(MOST_ALTERNATIVES + 1)) == (unknown(name),)
    assert union(many(MOST_ALTERNATIVES), [OPEN]) == (unknown(name, True),)


def test_queries_do_not_count_against_the_bound() -> None:
    queries = [Text(f"/rest/{HOLE}?start={number}", (Hole("id"),)) for number in range(MOST_ALTERNATIVES + 1)]
    assert union(queries) == (Text(f"/rest/{HOLE}?{HOLE}", (Hole("id"), Hole("the query"))),)
    assert union(queries[1:]) == tuple(queries[1:])
    assert union([*queries[1:], Text(f"/rest/{HOLE}&start=0", (Hole("id"),))]) == union(queries)
    assert union(queries, [A, CLOSED]) == (*union(queries), A, CLOSED)


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("https://x.example.com/rest", "http://x.example.com/rest", True),
        (f"https://{HOLE}/rest", f"{HOLE}/rest", True),
        ("https://eu.example.com/rest", "https://us.example.com/rest", True),
        ("https://eu.example.com/rest", "https://eu.example.org/rest", False),
        (f"https://{HOLE}.example.com/rest", "https://us.example.com/rest", False),
        ("https://x.example.com/rest", "https://x.example.com/rest/", False),
        ("/rest/a", "/rest/b", False),
        ("ftp://x.example.com/rest", "https://x.example.com/rest", False),
    ],
)
def test_schemes_and_hosts_do_not_count_against_the_bound(first: str, second: str, is_one: bool) -> None:
    texts = [Text(item, (Hole("host"),) * item.count(HOLE)) for item in (first, second)]
    assert len(fewer(tuple(texts))) == (1 if is_one else 2)


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (f"https://{HOLE}/rest", "http://x.example.com/rest", f"{HOLE}/rest"),
        (f"{HOLE}://{HOLE}:{HOLE}/rest", f"{HOLE}/rest", f"{HOLE}/rest"),
        (f"https://x.example.com:{HOLE}{HOLE}", f"{HOLE}{HOLE}", HOLE),
        (f"{HOLE}/rest/{HOLE}", f"https://x.example.com/rest/{HOLE}", f"{HOLE}/rest/{HOLE}"),
        ("https://eu.example.com/rest", "https://eu.example.org/rest", None),
        (f"https://{HOLE}/rest", "/rest", None),
        (f"https://{HOLE}/rest/a", "https://x.example.com/rest/b", None),
        (f"https://{HOLE}/rest", "rest", None),
    ],
)
def test_whole_hosts_do_not_count_against_the_bound(first: str, second: str, both: str | None) -> None:
    texts = [Text(item, tuple(Hole(f"{at}") for at in range(item.count(HOLE)))) for item in (first, second)]
    merged = on_any_host(tuple(texts))
    assert [value.template for value in merged if isinstance(value, Text)] == ([first, second] if both is None else [both])
    assert all(value.template.count(HOLE) == len(value.holes) for value in merged if isinstance(value, Text))


def test_what_is_unknown_counts_once_where_alternatives_are_many() -> None:
    assert on_any_host((CLOSED, A, OPEN, unknown("y"))) == (OPEN, A)
    host = [Text(f"{HOLE}/rest", (Hole("base", is_open),)) for is_open in (False, True)]
    assert on_any_host(tuple(host)) == (Text(f"{HOLE}/rest", (Hole("the host", True),)),)


def test_a_path_outlives_very_many_hosts() -> None:
    hosts = [Text(f"https://{HOLE}.{number}.com/rest/api/content", (Hole("host"),)) for number in range(MOST_ALTERNATIVES + 1)]
    assert union(hosts) == (Text(f"{HOLE}/rest/api/content", (Hole("the host"),)),)
    domains = [Text(f"https://{number}.com/rest/api/content") for number in range(MOST_ALTERNATIVES + 1)]
    assert union(domains) == (unknown(f"one of more than {MOST_ALTERNATIVES} values"),)


@quick
@example([2, 5])
@example([5, 5])
@given(st.lists(st.integers(0, 5), max_size=4))
def test_product_has_every_combination_within_the_bound(sizes: list[int]) -> None:
    rows = combinations([tuple(many(size)) for size in sizes])
    if math.prod(sizes) > MOST_ALTERNATIVES:
        assert rows is None
    else:
        assert rows is not None
        assert len(rows) == len(set(rows)) == math.prod(sizes)
        assert all(len(row) == len(sizes) for row in rows)


def test_product_of_very_many_groups() -> None:
    assert combinations([(A,)] * 20_000) == ((A,) * 20_000,)
    assert combinations([(A, B)] * 20_000) is None


def conditions(values: Values) -> list[tuple[str, Conditions]]:
    return [(value.template, value.when) for value in values if isinstance(value, Text)]


def test_conditions_exclude_each_other() -> None:
    assert is_contradiction(YES | NO)
    assert is_contradiction(YES | NO | OTHER)
    assert not any(map(is_contradiction, (ALWAYS, YES, NO, YES | OTHER)))


def test_values_under_conditions() -> None:
    assert conditions(under(YES, (A, CLOSED))) == [("a", YES)]
    assert under(YES, (A, CLOSED)) == (A, CLOSED)
    assert conditions(under(OTHER, under(YES, (A,)))) == [("a", YES | OTHER)]
    values = (A, B)
    assert under(ALWAYS, values) is values


def test_texts_of_both_sides_never_meet() -> None:
    roots, kinds = (*under(YES, (A,)), *under(NO, (B,))), (*under(YES, (A,)), *under(NO, (B,)))
    rows = combinations((roots, kinds))
    assert rows is not None
    joined = union([concatenate(part for part in row if isinstance(part, Text)) for row in rows])
    assert conditions(joined) == [("aa", YES), ("bb", NO)]


def test_what_cannot_be_is_kept_where_nothing_else_is() -> None:
    assert conditions(union(under(YES | NO, (A, A, B)))) == [("a", ALWAYS), ("b", ALWAYS)]


def test_equal_texts_keep_the_conditions_that_both_have() -> None:
    assert conditions(union(under(YES, (A,)), under(NO, (A,)))) == [("a", ALWAYS)]
    assert conditions(union(under(YES | OTHER, (A,)), under(NO | OTHER, (A,)))) == [("a", OTHER)]
    assert conditions(union(under(YES, (A,)), under(YES, (A, B)))) == [("a", YES), ("b", YES)]


CONDITIONAL = under(YES, (A, CLOSED))


@pytest.mark.parametrize(
    "value",
    [
        CONDITIONAL[0],
        Items((CONDITIONAL, (B,)), Kind.TUPLE),
        Items((), Kind.SET),
        Table(((A, CONDITIONAL), (B, ())), rest=True),
        Items(((Table(((A, CONDITIONAL),)), B),)),
        Member(CONDITIONAL[0], "format"),
        Member(Member(CONDITIONAL[0], "x"), None),
        constant(1),
        CLOSED,
    ],
)
def test_a_value_without_its_conditions(value: Value) -> None:
    freed = unconditional((value, B))
    assert freed == (value, B)
    assert not any(map(is_conditional, freed))
    kept = union((value, B), unconditional((value,)))
    assert kept == (value, B)
    assert not any(map(is_conditional, kept))


def test_values_with_conditions_inside() -> None:
    assert is_conditional(Items((CONDITIONAL,))) and is_conditional(Table(((A, CONDITIONAL),)))
    assert not is_conditional(Items(((A,), (B,)))) and not is_conditional(Table(((A, (B,)),)))
    assert is_conditional(Member(Items((CONDITIONAL,)), "x")) and not is_conditional(Member(A, "x"))
    values = (A, Items(((A,),)))
    assert unconditional(values) is values


def test_alternatives_in_one_keep_the_conditions_of_all() -> None:
    first = Text("https://eu.example.com/rest", when=YES | OTHER)
    second = Text("https://us.example.com/rest", when=NO | OTHER)
    third = Text("https://eu.example.com/api", when=YES)
    assert conditions(fewer((first, second, third))) == [(first.template, OTHER), (third.template, YES)]
    anywhere = Text(f"{HOLE}/rest", (Hole("host", True),), OTHER)
    assert conditions(on_any_host((first, anywhere, third))) == [(f"{HOLE}/rest", OTHER), (third.template, YES)]
    with_query = Text("/rest?start=1", when=YES)
    assert conditions(fewer((with_query, Text("/rest?start=2", when=YES)))) == [(f"/rest?{HOLE}", YES)]


def test_one_alternative_in_the_place_of_all() -> None:
    first, second = Text("a", when=YES | OTHER), Text("b", when=NO | OTHER)
    assert conditions((one_for_all(first, (first, second)),)) == [("a", OTHER)]
    assert conditions((one_for_all(first, (first, CLOSED)),)) == [("a", ALWAYS)]
    assert one_for_all(CLOSED, (CLOSED, first)) is CLOSED
    assert one_for_all(A, (A, first)) is A
