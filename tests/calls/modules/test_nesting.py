"""The guard before libcst's parser: what it lets through, the parser reads."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable

import libcst as cst
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.modules.nesting import DEEPEST, DEEPEST_PATTERN, too_deep


def refused(source: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return too_deep(ast.parse(source), source)


FORMS: dict[str, Callable[[int], str]] = {
    "sum": lambda count: "a" + " + a" * count,
    "and": lambda count: "a" + " and a" * count,
    "not": lambda count: "not " * count + "a",
    "attributes": lambda count: "a" + ".b" * count,
    "calls": lambda count: "a" + "()" * count,
    "strings": lambda count: "'a'" + " 'a'" * count,
    "strings and f-strings": lambda count: "'a'" + " f'{b}'" * count,
    "comprehension": lambda count: "[a" + " for a in b" * count + "]",
    "set comprehension": lambda count: "{a" + " for a in b" * count + "}",
    "dict comprehension": lambda count: "{a: a" + " for a in b" * count + "}",
    "generator": lambda count: "(a" + " for a in b" * count + ")",
    "import": lambda count: "import a" + ".b" * count,
    "from import": lambda count: "from a" + ".b" * count + " import c",
    "elif": lambda count: "if a: pass\n" + "elif a: pass\n" * count,
}


@pytest.mark.parametrize("name", FORMS)
def test_what_nests_too_deeply(name: str) -> None:
    assert refused(FORMS[name](2 * DEEPEST))


@pytest.mark.parametrize("name", FORMS)
def test_what_is_let_through_can_be_parsed(name: str) -> None:
    source = FORMS[name](DEEPEST // 4)
    assert not refused(source)
    assert cst.parse_module(source).code == source


def test_what_does_not_nest() -> None:
    assert not refused("a" + " < a" * 20)
    assert not refused("[" * 60 + "]" * 60)


def test_many_strings_that_do_not_stand_beside_one_another() -> None:
    assert not refused("a = [" + "'b', " * 5 * DEEPEST + "]")
    assert not refused("a = " + "'" + '"' * 3 * DEEPEST + "'")


def test_statements_in_statements() -> None:
    lines = [" " * level + "if a:" for level in range(60)]
    assert not refused("\n".join([*lines, " " * 60 + "pass"]))


PATTERNS = st.recursive(
    st.sampled_from(["0", "x", "'('", "_"]), lambda inner: inner.map("[{}]".format) | inner.map("({})".format), max_leaves=1
)


@given(PATTERNS)
def test_patterns_in_brackets(pattern: str) -> None:
    deep = pattern.replace("'('", "").count("[") + pattern.replace("'('", "").count("(") + ("'('" in pattern)
    source = f"match a:\n    case {pattern}:\n        pass\n"
    assert refused(source) is (deep > DEEPEST_PATTERN)


@pytest.mark.parametrize(
    "before",
    [
        "",
        "try:\n    pass\nfinally:\n    ",
        "try:\n    pass\nexcept a:\n    ",
        "if a:\n    pass\nelse:\n    ",
        "match a:\n  case 0:\n    ",
        "def f():\n    ",
        "case = 1\nwith a:\n    ",
    ],
)
@pytest.mark.parametrize("deep", [DEEPEST_PATTERN, DEEPEST_PATTERN + 1])
@pytest.mark.parametrize("guard", ["", " if (b)"])
def test_a_pattern_counts_wherever_its_statement_stands(before: str, deep: int, guard: str) -> None:
    pattern = "(" * deep + "0" + ")" * deep
    lines = ["match a:", f"    case {pattern}{guard}:", "        [[[[[[[[[]]]]]]]]]", "    case _: ((((((((0))))))))"]
    source = before + ("\n    " if before else "\n").join(lines)
    assert refused(source) is (deep > DEEPEST_PATTERN)
