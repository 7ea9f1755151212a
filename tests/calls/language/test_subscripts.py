"""What is taken out of lists, dicts, texts and classes in brackets."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls.values.domain import ClassValue, EnumMember, External, Unknown
from tests.calls.evaluated import said_of, values_of
from tests.calls.snippets import found

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
        ("('a' if x else [1])[0]", ["a", 1]),
        ("[1, 2][0 if x else 1]", [1, 2]),
    ],
)
def test_subscripts(expression: str, said: list[object]) -> None:
    assert said_of(expression, BEFORE) == said


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("'/wiki/rest'[5:]", ["/rest"]),
        ("'/wiki/'[1:-1]", ["wiki"]),
        ("'/wiki'[:]", ["/wiki"]),
        ("'7'[1:]", [""]),
        ("'/wiki'[0 if x else 1:]", ["/wiki", "wiki"]),
        ("f'/a/{x}/'[1:-1]", ["a/~"]),
        ("f'/a/{x}/'[:5]", ["?"]),
        ("'/wiki'[::2]", ["?"]),
        ("'/wiki'[x:]", ["?"]),
        ("'/wiki'[:'a']", ["?"]),
        ("x[1:]", ["?"]),
        ("{'a': 1}[1:]", ["?"]),
        ("'/wiki'[1:][0]", ["w"]),
        ("'/wiki'[-1]", ["i"]),
        ("'/wiki'[9]", ["?"]),
        ("f'{x}/wiki'[0]", ["?"]),
        ("f'{x}/wiki'[-5]", ["/"]),
        ("'a'['b']", ["?"]),
        ("'/'.join(['a', 'b', 'c'][1:])", ["b/c"]),
        ("'/'.join(('a', 'b', 'c')[:-2])", ["a"]),
        ("[y for y in ('a', 'b') if x][1:][0]", ["a", "b"]),
        ("['a', 'b'][x:][0]", ["a", "b"]),
    ],
)
def test_slices(expression: str, said: list[object]) -> None:
    assert said_of(expression, BEFORE) == said


def test_what_another_package_gave_stays_its() -> None:
    for expression in ("nowhere.load(x)['a']", "nowhere.load(x)[1:]"):
        (value,) = values_of(expression, BEFORE)
        assert isinstance(value, Unknown)
        assert value.origin == "nowhere.load"


@pytest.mark.parametrize(
    ("expression", "opens"),
    [("{'a': 1}[p]", True), ("p['a']", True), ("p[1:]", True), ("x[1:]", False), ("[p, 1][x]", True), ("[*p]", True)]
    + [("[a for a in p]", True), ("{'a': 1}[x.y]", False), ("[a for a in [p] * 20]", True), ("[a for a in [p, p]][x]", True)],
)
def test_who_may_fill_a_subscript(expression: str, opens: bool) -> None:
    values = values_of("f()", f"{BEFORE}\ndef f(p): return {expression}")
    assert [getattr(getattr(value, "hole", None), "open", False) for value in values][-1] is opens


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("{'GET': requests.get, 'PUT': requests.put}", ["PUT /rest/api/space"]),
        ("{'GET': session.get, 'PUT': session.put}", ["PUT /rest/api/space"]),
        ("{'GET': requests.get, 'PUT': session.put}", []),
        ("{'GET': requests.get, 'PUT': print}", []),
        ("{'PUT': httpx.put, 'GET': httpx.get, **{}}", ["PUT /rest/api/space"]),
        ("{}", []),
    ],
)
def test_a_key_chooses_the_method(table: str, said: list[str]) -> None:
    source = f"""
        import requests, httpx
        session = requests.Session()
        def send(method, path):
            {table}[method]("https://x/rest/api" + path)
        send("PUT", "/space")
    """
    assert found(source) == said


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
