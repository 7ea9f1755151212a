"""Arguments: which value reaches which parameter, by the rules of Python's own calls."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.values.domain import Unknown
from tests.calls.evaluated import said_of, values_of

FUNCTION = """
def f(a, /, b="B", *more, c="C", **rest):
    return (a, b, c, more, rest)
"""

ARGUMENTS = st.lists(
    st.sampled_from(
        ["'1'", "'2'", "*['3', '4']", "*()", "*('5',)", "b='6'", "c='7'", "a='8'", "d='9'", "**{'c': '10'}", "**{}"]
        + ["**{'b': '11', 'e': '12'}", "**dict(f='13')", "*[x for x in ('14', '15')]"]
    ),
    max_size=4,
).map(", ".join)


@settings(deadline=None)
@given(ARGUMENTS)
def test_arguments_reach_their_parameters(arguments: str) -> None:
    scope: dict[str, Any] = {}
    try:
        exec(f"{FUNCTION}\nvalue = f({arguments})", scope)
    except (TypeError, SyntaxError):
        return
    assert said_of(f"f({arguments})", FUNCTION) == [scope["value"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("'1', *x", ["1", "?", "?"]),
        ("*x, '1'", ["?", "?", "?"]),
        ("*x, *['1'], c='2'", ["?", "?", "2"]),
        ("'1', *['2' for y in ('3', '4') if x]", ["1", "?", "?"]),
        ("'1', *{'2', '3'}", ["1", "?", "?"]),
        ("'1', *{'2'}", ["1", "2", "C"]),
        ("'1', **x", ["1", "?", "?"]),
        ("'1', c='2', **x", ["1", "?", "2"]),
        ("'1', **{'c': '2', **x}", ["1", "?", "?"]),
        ("'1', **{'c': '2', x: '3'}", ["1", "?", "?"]),
        ("'1', **({'c': '2'} if x else {'c': '3'})", ["1", "B", "?"]),
        ("'1', **({'c': '2'} if x else {})", ["1", "B", "?"]),
        ("'1', **({'c': '2'} if x else y)", ["1", "?", "?"]),
        ("'1', *(('2',) if x else ('3',))", ["1", "?", "?"]),
        ("'1', **{1: '2'}", ["1", "B", "C"]),
    ],
)
def test_arguments_that_are_not_known(arguments: str, said: list[str]) -> None:
    before = f"from .nowhere import x, y\n{FUNCTION}"
    assert [_only(said_of(f"f({arguments})[{index}]", before)) for index in range(3)] == said


def _only(said: list[object]) -> object:
    return said[0] if len(said) == 1 else "?"


def test_the_alternatives_of_an_argument_come_from_each_dict() -> None:
    before = f"from .nowhere import x\n{FUNCTION}"
    assert said_of("f('1', **({'c': '2'} if x else {'c': '3'}))[2]", before) == ["2", "3"]
    assert said_of("f('1', **({'c': '2'} if x else {}))[2]", before) == ["2", "?"]


@pytest.mark.parametrize("argument", ["p", "*p", "**p", "key=p", "'a', p"])
def test_who_may_fill_an_argument(argument: str) -> None:
    (value,) = values_of("f()", f"def f(p): return len({argument})")
    assert isinstance(value, Unknown)
    assert value.hole.open
    (value,) = values_of("f()", f"from .nowhere import x\ndef f(p): return len({argument.replace('p', 'x')})")
    assert isinstance(value, Unknown)
    assert not value.hole.open


def test_an_argument_is_found_by_each_of_its_names() -> None:
    before = "import urllib.parse"
    for arguments in ("'https://h/', 'a'", "'https://h/', url='a'", "url='a', base='https://h/'"):
        assert said_of(f"urllib.parse.urljoin({arguments})", before) == ["https://h/a"]
