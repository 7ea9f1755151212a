"""Conditions that the code settles, and those that it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calls.evaluated import said_of
from tests.calls.snippets import found

SUBJECTS = ["1", "True", "None", "'a'", "''", "1.0", "'b'", "0"]
PATTERNS = ["1", "True", "None", "'a'", "''", "1 | 'a'", "None | True | 0", "_", "x", "(1 | None) as y", "'b' | _", "-1"]


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_fits_where_python_says_so(subject: str, pattern: str) -> None:
    source = f"def f(subject):\n    match subject:\n        case {pattern}:\n            return 'yes'\n    return 'no'\n"
    names: dict[str, object] = {}
    exec(source + f"said = f({subject})", names)
    assert names["said"] in said_of(f"f({subject})", source)
    if pattern != "-1":
        assert said_of(f"f({subject})", source) == [names["said"]]


def test_a_pattern_under_conditions() -> None:
    source = """
        import requests
        class Api:
            def get(self, kind, path, flag):
                match kind:
                    case "space":
                        if flag():
                            self.send(path)
            def send(self, path):
                requests.get("https://x/rest/api/" + path)
        Api().get("space", "space", print)
        Api().get("user", "user", print)
    """
    assert found(source) == ["GET /rest/api/space"]


@pytest.mark.parametrize("last", ["_", "rest", "'b' | _", "'b'", "_ if True", "'b' if s"])
@pytest.mark.parametrize("subject", ["'a'", "'b'"])
def test_what_stands_behind_a_match_whose_last_case_alone_goes_on(subject: str, last: str) -> None:
    source = (
        f"def f(s):\n    match s:\n        case 'a':\n            return 'left'\n        case {last}:\n            end = 'on'\n"
        "    return end\n"
    )
    names: dict[str, object] = {}
    exec(source + f"said = f({subject})", names)
    assert names["said"] in said_of(f"f({subject})", source)


def test_calls_behind_a_match_whose_last_case_alone_goes_on() -> None:
    source = """
        import requests
        def change(kind, root="https://x/rest/api"):
            match kind:
                case "page" | "post":
                    return requests.get(f"{root}/content")
                case _:
                    requests.get(f"{root}/space")
            requests.delete(f"{root}/group/1")
    """
    assert found(source) == ["GET /rest/api/content", "GET /rest/api/space", "DELETE /rest/api/group/1"]


@pytest.mark.parametrize("pattern", ["[a, b]", "{'k': 1}", "str()", "[*_]", "Color.RED", "1 | [2]"])
def test_patterns_that_are_left_open(pattern: str) -> None:
    source = f"def f(s):\n    match s:\n        case {pattern}:\n            return 'yes'\n    return 'no'\n"
    assert said_of("f('z')", source) == ["yes", "no"]


def test_a_pattern_of_what_nobody_knows() -> None:
    source = "def f(s):\n    match s:\n        case 1:\n            return 'yes'\n    return 'no'\n"
    assert said_of("f(unknown())", source) == ["yes", "no"]


OPERATORS = st.sampled_from(["==", "!=", "is", "is not", "<", "in", "not in"])
OPERANDS = st.sampled_from(["'a'", "'ab'", "1", "True", "None", "('a', 1)"])


@given(st.lists(st.tuples(OPERATORS, OPERANDS), min_size=1, max_size=3), OPERANDS)
def test_a_chain_of_comparisons_agrees_with_python(rest: list[tuple[str, str]], first: str) -> None:
    test = " ".join([first, *(f"{operator} {operand}" for operator, operand in rest)])
    try:
        # Whether two equal literals are one object is for the implementation to say.
        real = eval(test, {}, {}) if not any("is" in operator for operator, _ in rest) else None
    except TypeError:
        real = None
    said = said_of(f"'yes' if {test} else 'no'")
    assert said in ([["yes"], ["yes", "no"]] if real else [["no"], ["yes", "no"]]) or real is None


@pytest.mark.parametrize(
    "test", ["run()", "(await x)", "(lambda: 1)", "[a for a in b]", "path.exists()", "(yield)", "other"]
)
def test_conditions_that_are_not_looked_into(test: str) -> None:
    source = f"""
        import requests
        async def f(path, x, b):
            url = "https://x/rest/api/space"
            if {test}:
                url = "https://x/rest/api/content"
            requests.get(url)
    """
    assert found(source) == ["GET /rest/api/content", "GET /rest/api/space"]


def test_tests_of_texts() -> None:
    source = """
        def f(path):
            if not path.startswith("/") and path.endswith("e"):
                path = "/" + path
            return path
    """
    assert said_of("f('space'), f('/space'), f('user')", source) == [("/space", "/space", "user")]


def test_too_many_alternatives_leave_a_comparison_open() -> None:
    source = "def pick(x):\n    for a in " + str([f"{i}" for i in range(12)]) + ":\n        if x:\n            return a\n"
    assert said_of("'yes' if pick(y) == pick(z) else 'no'", source) == ["yes", "no"]


PREDICATES = """
class Site:
    def same(self, left, right):
        'Whether both are the same.'
        return left.lower() == right.lower()
    @classmethod
    def is_get(cls, verb):
        return cls.same(cls, verb, "GET")
def is_long(verb):
    if verb:
        return verb == "delete"
def told(verb):
    print(verb)
    return verb == "delete"
def of_server(verb):
    return any(one == verb for one in VERBS)
is_put = lambda verb: verb == "put"
def nothing(verb):
    return
def chosen(self, verb):
    if {test}:
        return "a"
    return "b"
"""


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("self.same(verb, 'GET')", {"get": ["a"], "put": ["b"]}),
        ("not self.same(verb, 'GET')", {"get": ["b"], "put": ["a"]}),
        ("self.is_get(verb) or verb == 'put'", {"get": ["a"], "put": ["a"]}),
        ("is_put(verb)", {"get": ["b"], "put": ["a"]}),
        ("is_long(verb)", {"get": ["a", "b"]}),
        ("told(verb)", {"get": ["a", "b"]}),
        ("of_server(verb)", {"get": ["a", "b"]}),
        ("nothing(verb)", {"get": ["a", "b"]}),
        ("elsewhere(verb)", {"get": ["a", "b"]}),
        ("verb.is_put(verb)", {"get": ["a", "b"]}),
        ("len(verb) == 3", {"get": ["a", "b"]}),
    ],
)
def test_predicates(test: str, expected: dict[str, list[str]]) -> None:
    source = PREDICATES.replace("{test}", test)
    assert {verb: said_of(f"chosen(Site(), {verb!r})", source) for verb in expected} == expected
    statement = f'    if {test}:\n        return "a"\n    return "b"'
    conditional = source.replace(statement, f"    return 'a' if {test} else 'b'")
    assert {verb: said_of(f"chosen(Site(), {verb!r})", conditional) for verb in expected} == expected
