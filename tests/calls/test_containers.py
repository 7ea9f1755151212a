"""Lists, dicts, what is taken out of them, and comprehensions, beyond what ``test_expressions`` has."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls.values import MOST_ALTERNATIVES, ClassValue, EnumMember, External, Items, Kind, Table
from tests.calls.evaluation import said_of, values_of

BEFORE = """
from .nowhere import x, y
import nowhere
from enum import Enum

class Path(Enum):
    PAGE = "/rest/api/content"
    SPACE = "/rest/api/space"

class Generic:
    pass
"""


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("[1, *(2, 3)]", Kind.LIST),
        ("(1, *[2])", Kind.TUPLE),
        ("{1, *[2]}", Kind.SET),
        ("[*{1, 2}]", Kind.SOME),
        ("[*{1}]", Kind.LIST),
        ("{*[y for y in (1, 2) if x]}", Kind.SOME),
        ("[y for y in (1, 2)]", Kind.LIST),
        ("(y for y in (1, 2))", Kind.LIST),
        ("[y for y in {1, 2}]", Kind.SOME),
        ("{y for y in [1, 2]}", Kind.SET),
        ("{y for y in {1, 2}}", Kind.SET),
        ("{y for y in [1, 2] if x}", Kind.SOME),
        ("[y for y in [1, 2] if x]", Kind.SOME),
        ("[y for y in [x] if y]", Kind.LIST),
        ("[y for y in [1 if x else 2] if y != 1]", Kind.SOME),
        ("[y for y in [None if x else 2] if y is not None]", Kind.LIST),
        ("[y for y in [nowhere.a, 2] if y]", Kind.LIST),
    ],
)
def test_kinds_of_collections(expression: str, kind: Kind) -> None:
    (value,) = values_of(expression, BEFORE)
    assert isinstance(value, Items)
    assert value.kind is kind


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("{'a': 1}['b']", ["?"]),
        ("{'a': 1, **x}['b']", ["?"]),
        ("{'a': 1, 'b': 2}[x]", [1, 2, "?"]),
        ("{'a': 1, 'b': 2}[f'a{x}']", [1, "?"]),
        ("{'a': 1, 2: 3}[x]", [1, 3, "?"]),
        ("{nowhere.a: 1, nowhere.b: 2}[nowhere.b]", [2]),
        ("{nowhere.a: 1, 'b': 2}['b']", [2]),
        ("{'b': 2, nowhere.a: 1}['b']", [2, 1]),
        ("{'b': 2, nowhere.a: 1, 'b': 3}['b']", [3]),
        ("{'b': 2, nowhere.a: 1, 'c': 3}[nowhere.a]", [1, 3]),
        ("{Path.PAGE: 1, Path.SPACE: 2}[Path.SPACE]", [2]),
        ("{Generic: 1}[Generic]", [1]),
        ("[1, 2][x]", ["?"]),
        ("[1, 2][2]", ["?"]),
        ("[1, 2][True]", [2]),
        ("[1, 2]['a']", ["?"]),
        ("[y for y in ('a', 'b') if x][0]", ["a", "b"]),
        ("[y for y in ('a', 'b') if x][5]", ["a", "b"]),
        ("[y for y in ('a', 'b') if y == 'c'][0]", ["?"]),
        ("('a' if x else [1])[0]", ["?", 1]),
        ("[1, 2][0 if x else 1]", [1, 2]),
    ],
)
def test_subscripts(expression: str, said: list[object]) -> None:
    assert said_of(expression, BEFORE) == said


@pytest.mark.parametrize(
    ("expression", "opens"),
    [("{'a': 1}[p]", True), ("p['a']", True), ("p[1:]", True), ("x[1:]", False), ("[p, 1][x]", True), ("[*p]", True)]
    + [("[a for a in p]", True), ("{'a': 1}[x.y]", False), ("[a for a in [p] * 20]", True), ("[a for a in [p, p]][x]", True)],
)
def test_who_may_fill_a_subscript(expression: str, opens: bool) -> None:
    values = values_of("f()", f"{BEFORE}\ndef f(p): return {expression}")
    assert [getattr(getattr(value, "hole", None), "open", False) for value in values][-1] is opens


def test_members_of_enumerations() -> None:
    (member,) = values_of("Path['PAGE']", BEFORE)
    assert isinstance(member, EnumMember)
    assert said_of("Path['PAGE'].value", BEFORE) == ["/rest/api/content"]
    assert said_of("[path.value for path in (Path.PAGE, Path.SPACE)][1]", BEFORE) == ["/rest/api/space"]


def test_generic_types_are_the_classes_themselves() -> None:
    (own,) = values_of("Generic[int]", BEFORE)
    assert isinstance(own, ClassValue)
    (other,) = values_of("Generic[int, str]", BEFORE)
    assert isinstance(other, ClassValue)
    assert own.block.name == other.block.name == "Generic"
    assert values_of("nowhere.Generic[int]", BEFORE) == (External("nowhere.Generic"),)
    assert values_of("nowhere.Generic[int, str]", BEFORE) == (External("nowhere.Generic"),)


def test_dicts_that_change() -> None:
    before = f"""{BEFORE}
table = {{'a': 1, 'b': 2}}
table['a'] = 3
table['c'] = 4
other = {{'a': 1}}
other[x] = 2
"""
    assert said_of("table", before) == [{"a": 3, "b": 2, "c": 4}]
    assert said_of("other['a']", before) == [1, 2]
    (value,) = values_of("other", before)
    assert isinstance(value, Table)
    assert value.rest


def test_lists_that_grow() -> None:
    before = f"{BEFORE}\nparts = ['a']\nparts.append('b')\nparts += ('c',)\nmaybe = [y for y in ('a', 'b') if x]"
    before += "\nmaybe.append('c')"
    assert said_of("'/'.join(parts)", before) == ["a/b/c"]
    assert said_of("'/'.join(maybe)", before) == ["?"]
    assert said_of("maybe[0]", before) == ["a", "b", "c"]


def test_a_long_list_is_not_gone_through() -> None:
    items = ", ".join(map(str, range(MOST_ALTERNATIVES)))
    assert said_of(f"len([a for a in [{items}]])", BEFORE) == ["?"]
    assert said_of(f"[a for a in [{items}]][15]", BEFORE) == [15]
    assert said_of(f"[a for a in [{items}, 16]][15]", BEFORE) == ["?"]


def test_comprehensions_in_comprehensions() -> None:
    assert said_of("[[(a, b) for b in ('c', 'd')] for a in ('a', 'b')]") == [
        [[("a", "c"), ("a", "d")], [("b", "c"), ("b", "d")]]
    ]
    assert said_of("[a for a in [b + '/x' for b in ('a', 'b')]][1]") == ["b/x"]


def test_comprehensions_see_what_is_around_them() -> None:
    before = """
    def urls(base, names=("a", "b")):
        prefix = base + "/rest"
        return [prefix + "/" + name for name in names if name != skipped]
    skipped = "a"
    """
    assert said_of("urls('https://h')", before) == [["https://h/rest/b"]]
