"""What is not known has a name for messages, and tells whether a caller of the function may fill it."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls.values.domain import MOST_ALTERNATIVES, Hole, Member, Text, Unknown
from tests.calls.evaluated import values_of

MANY = ", ".join(f"'{number}'" for number in range(MOST_ALTERNATIVES + 1))
EIGHT = " or ".join(f"(z and '{number}')" for number in range(8))

# What an unknown value in the place of @ makes of an expression.
HANDED_ON = {
    "-@": "a negative number",
    "@ + 1": "a sum",
    "1 + @": "a sum",
    "[1] + @": "a sum",
    "@ + [1]": "a sum",
    "@ - 1": "the result of an operator",
    "'a' * @": "the result of an operator",
    "@ % 2": "a remainder",
    "7 % @": "a remainder",
    "@ / 2": "a quotient",
    "2 / @": "a quotient",
    "@ / '/rest'": "a quotient",
    "[a for a in @]": "a comprehension",
    "{a for a in @}": "a comprehension",
    "next(a for a in @ for b in a)": "an item",
    "next(@)": "an item",
    "{'a': 1}.get(@)": "get(...)",
    "{'a': 1}.get(@, 2)": "get(...)",
    "[1][@]": "a list[...]",
    "'abc'[@]": "a string[...]",
    "enumerate(@)": "enumerate(...)",
    "urllib.parse.urlunsplit(@)": "urlunparse(...)",
    "'/'.join(@)": "a string.join(...)",
    "'a'.replace(@, 'b')": "a string.replace(...)",
    "len(@)": "len(...)",
    "@[0]": "@[...]",
    "@.f()": "@.f(...)",
    "[*@]": "@",
    "str(@)": "@",
    "f'{@:>5}'": "@",
    "'%s' % @": "@",
    "'{x.y}'.format(x=@)": "x.y",
    "'{}'.format(*@)": "0",
}
KNOWN_NOT = {
    "not x": "a condition",
    "x == 1": "a condition",
    "~1": "a unary operation",
    "10 ** 400": "the result of an operator",
    "-'a'": "a negative number",
    "f'{0x1" + "0" * 5_000 + "}'": "a long number",
    "list(enumerate(['a'], x))[0][0]": "a number",
    f"[a for a in [{MANY}]]": "a long list",
    "getattr()": "getattr(...)",
    "os.getenv('A')": "os.getenv(...)",
    "super()": "super()",
    "C().m()": "C(...).m(...)",
    "loop": "a value defined by itself",
    "changed": "a list or dict that changes",
}
BEFORE = """
import os, urllib.parse
from .nowhere import x, z
loop = loop
changed = ["a"]
changed.sort()
class C: pass
"""


def hole_of(expression: str, before: str) -> Hole:
    """The hole that an expression's only unknown alternative is."""
    values = values_of(expression, before)
    (hole,) = (
        hole
        for value in values
        for hole in (value.holes if isinstance(value, Text) else (value.hole,) if isinstance(value, Unknown) else ())
    )
    return hole


@pytest.mark.parametrize(("expression", "name"), HANDED_ON.items())
def test_what_comes_of_something_unknown(expression: str, name: str) -> None:
    given = hole_of("f()", f"{BEFORE}\ndef f(p): return {expression.replace('@', 'p')}")
    assert (given.name, given.open) == (name.replace("@", "p"), True)
    fixed = hole_of(expression.replace("@", "x"), BEFORE)
    assert (fixed.name, fixed.open) == (name.replace("@", "x"), False)


@pytest.mark.parametrize(("expression", "name"), KNOWN_NOT.items(), ids=KNOWN_NOT.values())
def test_what_is_never_known(expression: str, name: str) -> None:
    hole = hole_of(expression, BEFORE)
    assert hole.name == name


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        (f"({EIGHT}) + ({EIGHT})", f"one of more than {MOST_ALTERNATIVES} values"),
        (f"os.path.join({EIGHT}, {EIGHT}, {EIGHT})", "one of many texts"),
        (f"'%s%s%s' % ({EIGHT}, {EIGHT}, {EIGHT})", "one of many texts"),
    ],
)
def test_too_many_alternatives_are_unknown_and_open_where_one_of_them_is(expression: str, name: str) -> None:
    fixed = hole_of(expression, BEFORE)
    assert (fixed.name, fixed.open) == (name, False)
    given = hole_of("f()", f"{BEFORE}\ndef f(z): return {expression}")
    assert (given.name, given.open) == (name, True)


def test_an_attribute_of_something_unknown_is_a_member_of_it() -> None:
    (value,) = values_of("x.y", BEFORE)
    assert isinstance(value, Member)
    assert value.name == "y"
