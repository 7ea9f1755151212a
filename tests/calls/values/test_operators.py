"""Operators on values with alternatives; where all is known, they give what Python gives."""

from __future__ import annotations

import ast
import itertools

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.values.alternatives import path_of
from flake8_confluence_scopes.calls.values.domain import (
    MOST_ALTERNATIVES,
    NONE,
    Constant,
    Hole,
    Items,
    Kind,
    Table,
    Text,
    Value,
    Values,
    constant,
    unknown,
)
from flake8_confluence_scopes.calls.values.operators import (
    LARGEST_NUMBER,
    binary,
    combine,
    negative,
    texts,
    without_none,
    without_nothing,
)
from flake8_confluence_scopes.calls.values.texts import concatenate
from flake8_confluence_scopes.path_template import HOLE
from tests.calls.evaluated import said_of
from tests.calls.texts import shown, text

quick = settings(deadline=None)

A, B = Text("a"), Text("b")
X, OPEN = unknown("x"), unknown("p", True)
NUMBERS = st.one_of(st.booleans(), st.integers(-LARGEST_NUMBER // 2, LARGEST_NUMBER // 2))


def combined(operator: str, left: Values, right: Values) -> Values:
    """What an operator gives."""
    return binary({"+": ast.Add(), "%": ast.Mod(), "/": ast.Div(), "*": ast.Mult(), "|": ast.BitOr()}[operator], left, right)


@quick
@given(NUMBERS, NUMBERS)
def test_sums_of_numbers(left: int, right: int) -> None:
    assert combined("+", (constant(left),), (constant(right),)) == (constant(left + right),)
    assert negative(constant(left)) == constant(-left)


def test_a_sum_grows_up_to_a_limit() -> None:
    most = constant(LARGEST_NUMBER)
    assert combined("+", (most,), (constant(0),)) == (most,)
    assert combined("+", (most,), (constant(1),)) == (unknown("a large number"),)
    assert combined("+", (negative(most),), (constant(-1),)) == (unknown("a large number"),)


@pytest.mark.parametrize(
    ("operator", "left", "right", "found"),
    [
        ("+", A, B, Text("ab")),
        ("+", A, text("~/"), text("a~/")),
        ("+", Items(((A,),)), Items(((B,),)), Items(((A,), (B,)))),
        ("+", Items(((A,),), Kind.TUPLE), Items((), Kind.TUPLE), Items(((A,),), Kind.TUPLE)),
        ("+", constant(1), OPEN, unknown("a sum", True)),
        ("+", constant(1.5), constant(1), unknown("a sum")),
        ("+", Constant("a", bytes), Constant("b", bytes), unknown("a sum")),
        ("+", X, Items(()), unknown("a sum")),
        ("%", A, NONE, A),
        ("%", Text("%s-%s"), Items(((A,), (B,)), Kind.TUPLE), Text("a-b")),
        ("%", Text("%s"), Items(((A,),), Kind.LIST), None),
        ("%", Text("%(k)s"), Table(((Text("k"), (A,)), (Text("l"), ()))), A),
        ("%", Text("%(k)s"), Table(((constant(1), (A,)),)), None),
        ("%", constant(5), OPEN, unknown("a remainder", True)),
        ("/", Text("https://h/"), Text("rest"), Text("https://h/rest")),
        ("/", Text("https://h"), text("~"), text("https://h/~")),
        ("/", X, Text("rest"), None),
        ("/", Text("https://h"), Text("/rest"), unknown("a quotient")),
        ("/", constant(1), OPEN, unknown("a quotient", True)),
        ("*", A, OPEN, unknown("the result of an operator", True)),
        ("*", A, constant(2), unknown("the result of an operator")),
    ],
)
def test_operators(operator: str, left: Value, right: Value, found: Value | None) -> None:
    (value,) = combined(operator, (left,), (right,))
    if found is None:
        assert shown(value).startswith("~")
    elif isinstance(found, Text):
        assert shown(value) == shown(found)
    else:
        assert value == found


def test_two_unknown_parts_make_a_text() -> None:
    assert [shown(value) for value in combined("+", (X,), (OPEN,))] == ["~~"]


def test_each_combination_of_alternatives() -> None:
    assert combined("+", (A, B), (A, B)) == (Text("aa"), Text("ab"), Text("ba"), Text("bb"))
    pair = Items(((A, B), (A, B)), Kind.TUPLE)
    assert combined("%", (Text("%s%s"),), (pair,)) == (Text("aa"), Text("ab"), Text("ba"), Text("bb"))
    table = Table(((Text("k"), (A, B)),))
    assert combined("%", (Text("%(k)s"),), (table,)) == (A, B)


def test_none_gives_way_to_what_is_known() -> None:
    assert combined("+", (NONE, A), (B, NONE)) == (Text("ab"),)
    assert combined("%", (Text("%s"),), (Items(((NONE, A),), Kind.TUPLE),)) == (A,)
    assert without_none((NONE,)) == (NONE,)
    assert without_none(()) == ()
    assert without_nothing((NONE, A)) == (A,)
    assert without_nothing((NONE,)) == without_nothing(None) == ()


def alternatives(count: int) -> Values:
    return tuple(Text(f"{number}.") for number in range(count))


def test_too_many_combinations_are_unknown() -> None:
    found = combine(alternatives(17), (*alternatives(15), OPEN), lambda first, second: (first, second))
    assert found == (unknown("one of many values", True),)
    same = combine(alternatives(16), alternatives(16), lambda first, second: (A,))
    assert same == (A,)
    groups = [alternatives(4), alternatives(4), (OPEN, A)]
    assert texts(groups, concatenate) == (unknown("one of many texts", True),)
    assert len(texts(groups[:2], concatenate)) == MOST_ALTERNATIVES
    many = Items((*groups[:2], alternatives(2)), Kind.TUPLE)
    assert combined("%", (Text("%s%s%s"),), (many,)) == (unknown("one of many texts"),)
    table = Table(((A, alternatives(4)), (B, alternatives(4)), (Text("c"), (A, OPEN))))
    assert combined("%", (Text("%(a)s%(b)s%(c)s"),), (table,)) == (unknown("one of many texts", True),)
    assert len(combined("%", (Text("%(a)s%(b)s"),), (table,))) == MOST_ALTERNATIVES


def test_what_stands_in_a_query_does_not_count_against_the_bound() -> None:
    groups = [alternatives(3), (Text("/rest?a="),), alternatives(4), (Text("&b="),), alternatives(5)]
    paths = [f"{number}./rest" for number in range(3)]
    assert [path_of(value) for value in texts(groups, concatenate) if isinstance(value, Text)] == paths
    row = Items((alternatives(3), alternatives(4), alternatives(5)), Kind.TUPLE)
    found = combined("%", (Text("%s/rest?a=%s&b=%s"),), (row,))
    assert [path_of(value) for value in found if isinstance(value, Text)] == paths


def test_schemes_and_hosts_do_not_count_against_the_bound() -> None:
    paths = tuple(Text(f"/rest/api/{number}") for number in range(6))
    hosts = (Text(HOLE, (Hole("host"),)), Text("one.example.com"), Text("two.example.org"))
    groups = [(Text("https"), Text("http")), (Text("://"),), hosts, paths]
    assert texts(groups, concatenate) == tuple(
        Text(f"https://{HOLE}/rest/api/{number}", (Hole("host"),)) for number in range(6)
    )


def test_a_text_with_a_query_hides_no_other_part_of_the_path() -> None:
    groups = [(Text("/rest?x="), Text("/rest/")), alternatives(4), alternatives(3)]
    assert texts(groups, concatenate) == (unknown("one of many texts"),)


@given(st.lists(st.lists(st.sampled_from(["a", "/b", "?c", "&d", "", "e?"]), min_size=1, max_size=4, unique=True), max_size=5))
def test_every_path_is_among_those_of_the_alternatives_that_are_left(groups: list[list[str]]) -> None:
    found = texts([tuple(map(Text, group)) for group in groups], concatenate)
    assume(all(isinstance(value, Text) for value in found))
    every = {path_of(Text("".join(row))) for row in itertools.product(*groups)}
    assert {path_of(value) for value in found if isinstance(value, Text)} == every


def test_negative_values() -> None:
    assert negative(constant(1.5)) == constant(-1.5)
    assert negative(OPEN) == unknown("a negative number", True)
    assert negative(A) == unknown("a negative number")


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ("u = '/rest'\nu += '/api'", "/rest/api"),
        ("u = '/rest/%s'\nu %= 'api'", "/rest/api"),
        ("u = ['a']\nu += ['b']", ["a", "b"]),
        ("u = ['a']\nu += ('b',)", ["a", "b"]),
        ("u = 1\nu += 1", 2),
        ("u = 1\nu -= 1", "?"),
        ("u = 'a'\nu *= 2", "?"),
    ],
)
def test_augmented_assignments(statements: str, said: object) -> None:
    assert said_of("u", statements) == [said]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("{'a': 'b'} | {'c': 'd'}", {"a": "b", "c": "d"}),
        ("{'a': 'b'} | {'a': 'd'}", {"a": "d"}),
        ("{'a': 'b'} | {'a': 'd', **x}", "?"),
        ("{'a': 'b'} | x", "?"),
        ("x | {'a': 'b'}", "?"),
        ("1 | 2", "?"),
    ],
)
def test_dicts_in_one(expression: str, said: object) -> None:
    assert said_of(expression, "from nowhere import x") == [said]


@pytest.mark.parametrize("domain", ["example.net", "{}.net"])
def test_too_many_texts_keep_the_conditions_that_count_for_all_of_them(domain: str) -> None:
    """Where one host stands for all others, what is true of it alone says nothing of the path behind it."""
    bases: list[Value] = [
        Text(f"https://{name}.{domain.format(name)}", when=frozenset({("first", name == "a")})) for name in "abcde"
    ]
    cloud, draft = frozenset({("first", False)}), frozenset({("draft", True)})
    paths: list[Value] = [Text(f"/rest/api/{name}", when=cloud | draft) for name in "fghi"]
    found = texts([tuple(bases), tuple(paths)], concatenate)
    assert len(bases) * len(paths) > MOST_ALTERNATIVES
    assert [(value.template[-11:], value.when) for value in found if isinstance(value, Text)] == [
        (f"/rest/api/{name}", cloud | draft) for name in "fghi"
    ]
