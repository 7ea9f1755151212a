"""The evaluator on long chains, deep ones, and such that lead back to themselves: right, in linear time, without
Python's stack."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable
from typing import Any

import pytest

from flake8_confluence_scopes.calls import finder
from flake8_confluence_scopes.calls.evaluation import evaluator
from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator, Rules
from flake8_confluence_scopes.calls.flow.blocks import Module
from flake8_confluence_scopes.calls.language.rules import RULES
from flake8_confluence_scopes.calls.modules.project import Modules
from flake8_confluence_scopes.calls.values.domain import LONGEST_TEXT, MOST_ALTERNATIVES, Frame, Text, Values
from tests.calls.evaluated import said_of, values_of
from tests.calls.snippets import found

START = "import requests\n"


def constants(count: int) -> str:
    """Constants that each refer to the one before."""
    lines = ['A0 = "/rest/api/content"', *(f"A{number} = A{number - 1}" for number in range(1, count + 1))]
    return START + "\n".join(lines) + f"\nrequests.get(A{count})\n"


def wrappers(count: int) -> str:
    """Functions that each pass their argument on to the one before."""
    lines = ['def f0(path): requests.get("/rest/api/" + path)']
    lines += [f"def f{number}(path): f{number - 1}(path)" for number in range(1, count + 1)]
    return START + "\n".join(lines) + f'\nf{count}("content")\n'


def builders(count: int) -> str:
    """Functions that each return what the one before returns."""
    lines = ['def f0(path): return "/rest/api/" + path']
    lines += [f"def f{number}(path): return f{number - 1}(path)" for number in range(1, count + 1)]
    return START + "\n".join(lines) + f'\nrequests.get(f{count}("content"))\n'


def bases(count: int) -> str:
    """Objects that each are made of the one before."""
    lines = ["class C:\n    def __init__(self, inner): self.path = inner.path", "class D:\n    path = '/rest/api/content'"]
    lines += ["x0 = D()", *(f"x{number} = C(x{number - 1})" for number in range(1, count + 1))]
    return START + "\n".join(lines) + f"\nrequests.get(x{count}.path)\n"


def sums(count: int) -> str:
    """A text that grows statement by statement, up to the most characters that a text may have."""
    return START + 'url = "/rest/api/content/"\n' + "url += 'a'\n" * count + "requests.get(url)\n"


def branches(count: int) -> str:
    """A parameter that many branches may change, and a call that goes into none of them."""
    lines = [f"    if flag == 1: url = '/rest/api/content/{number % 3}'" for number in range(count)]
    return START + "def f(url, flag):\n" + "\n".join(lines) + "\n    requests.get(url)\nf('/rest/api/space', False)\n"


def alternatives(count: int) -> str:
    """Names with many alternatives, each of the ones before."""
    lines = ["def f(flag):", "    x0 = '/rest/api/content'"]
    lines += [f"    x{number} = x{number - 1} + ('/a' if flag else '/b')" for number in range(1, count + 1)]
    return START + "\n".join(lines) + f"\n    requests.get(x{count})\n"


@pytest.fixture(name="steps_of")
def fixture_steps_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    """Counts the steps that finding the calls of a source takes."""
    made: list[Counted] = []

    class Counted(Evaluator):
        def __init__(self, rules: Rules, modules: Modules, *others: Any) -> None:
            super().__init__(rules, modules, *others)
            self.steps_at_first = self.steps_left
            made.append(self)

    monkeypatch.setattr(finder, "Evaluator", Counted)

    def steps_of(source: str) -> int:
        found(source)
        return made[-1].steps_at_first - made[-1].steps_left

    return steps_of


@pytest.mark.parametrize(
    ("program", "small", "path"),
    [
        (constants, 500, "/rest/api/content"),
        (wrappers, 50, "/rest/api/content"),
        (builders, 100, "/rest/api/content"),
        (bases, 50, "/rest/api/content"),
        (sums, 400, "/rest/api/content/" + "a" * 1600),
        (branches, 100, "/rest/api/space"),
    ],
)
def test_twice_as_much_takes_twice_as_long(
    program: Callable[[int], str], small: int, path: str, steps_of: Callable[[str], int]
) -> None:
    steps = [steps_of(program(small * factor)) for factor in (1, 2, 4)]
    assert steps[0] < steps[1] < steps[2]
    assert steps[2] - steps[1] < 2.5 * (steps[1] - steps[0])
    assert found(program(small * 4)) == [f"GET {path}"]


def test_many_alternatives_take_no_time(steps_of: Callable[[str], int]) -> None:
    steps = [steps_of(alternatives(100 * factor)) for factor in (1, 2, 4)]
    assert steps[2] - steps[1] <= 2.5 * (steps[1] - steps[0])


def test_ten_thousand_constants() -> None:
    assert found(constants(10_000)) == ["GET /rest/api/content"]


def test_two_hundred_wrappers() -> None:
    assert found(wrappers(200)) == ["GET /rest/api/content"]


def test_a_sum_of_five_thousand_terms() -> None:
    node: ast.expr = ast.Constant("/rest/api/content/")
    for number in range(5_000):
        node = ast.BinOp(node, ast.Add(), ast.Constant("a" if number < 1_000 else ""))
    assert _evaluated(node) == Text("/rest/api/content/" + "a" * 1_000)


def test_five_thousand_pieces_of_a_string() -> None:
    pieces: list[ast.expr] = [ast.Constant("a" if number < 1_000 else "") for number in range(5_000)]
    assert _evaluated(ast.JoinedStr(pieces)) == Text("a" * 1_000)


@pytest.mark.parametrize(
    "around",
    [
        lambda node: ast.Attribute(node, "a"),
        lambda node: ast.NamedExpr(ast.Name("a"), node),
        lambda node: ast.Await(node),
        lambda node: ast.UnaryOp(ast.Not(), node),
        lambda node: ast.UnaryOp(ast.USub(), node),
        lambda node: ast.BoolOp(ast.Or(), [node, ast.Name("a")]),
        lambda node: ast.IfExp(ast.Name("a"), node, node),
        lambda node: ast.Compare(node, [ast.Eq()], [ast.Name("a")]),
        lambda node: ast.Subscript(node, ast.Constant(0)),
        lambda node: ast.List([node]),
        lambda node: ast.List([ast.Starred(node)]),
        lambda node: ast.Dict([ast.Name("a")], [node]),
        lambda node: ast.Dict([None], [node]),
        lambda node: ast.JoinedStr([ast.FormattedValue(node, -1)]),
        lambda node: ast.ListComp(ast.Name("a"), [ast.comprehension(ast.Name("a"), node, [], 0)]),
    ],
)
def test_each_kind_of_expression_in_itself(around: Callable[[ast.expr], ast.expr]) -> None:
    node: ast.expr = ast.Name("x")
    for _ in range(5_000):
        node = around(node)
    assert _values(node)


def test_five_thousand_parentheses_of_calls() -> None:
    node: ast.expr = ast.Constant("a")
    for _ in range(5_000):
        node = ast.Call(ast.Name("str"), [node], [])
    assert _evaluated(node) == Text("a")


def _evaluated(node: ast.expr) -> object:
    """The only alternative of an expression in an empty module."""
    (value,) = _values(node)
    return value


def _values(node: ast.expr) -> Values:
    module = Module("m", None, path="/no/such/folder/m.py")
    modules = Modules(None)
    modules.add(module)
    ev = Evaluator(RULES, modules)
    return ev.run(ev.value(node, Frame(module)))


@pytest.mark.parametrize(
    ("source", "calls"),
    [
        (
            """
            def even(path): return path if flag() else odd(path)
            def odd(path): return even(path)
            requests.get("/rest/api/" + even("content"))
            """,
            ["GET /rest/api/content"],
        ),
        (
            """
            def first(path):
                requests.get(path)
                second(path)
            def second(path):
                requests.post(path)
                first(path)
            first("/rest/api/content")
            second("/rest/api/space")
            """,
            ["GET /rest/api/content", "POST /rest/api/content", "GET /rest/api/space", "POST /rest/api/space"],
        ),
        (
            """
            def pages(path):
                requests.get(path)
                pages(path + "/next")
            pages("/rest/api/content")
            """,
            ["GET /rest/api/content"],
        ),
        (
            """
            class A(B): pass
            class B(A):
                path = "/rest/api/content"
                def page(self): requests.get(self.path)
            B().page()
            """,
            ["GET /rest/api/content"],
        ),
        (
            """
            class A(A):
                path = "/rest/api/content"
            requests.get(A().path)
            requests.get(A().other + "/rest/api/space")
            """,
            ["GET /rest/api/content", "GET /rest/api/space"],
        ),
        (
            """
            x = x + "/rest/api/content"
            requests.get(x)
            """,
            ["GET /rest/api/content"],
        ),
        (
            """
            def f():
                global x, y
                x = y
                y = x
            requests.get(x + "/rest/api/content")
            """,
            ["GET /rest/api/content"],
        ),
        (
            """
            class C:
                def __init__(self):
                    self.a = self.b
                    self.b = self.a
                def page(self):
                    requests.get(self.a + "/rest/api/content")
                    requests.get(self.c() + "/rest/api/space")
                @property
                def d(self): return self.d
                def c(self): return self.d
            """,
            ["GET /rest/api/content", "GET /rest/api/space"],
        ),
        (
            """
            f = lambda path: f(path)
            requests.get(f("x") + "/rest/api/content")
            """,
            ["GET /rest/api/content"],
        ),
    ],
)
def test_what_leads_back_to_itself(source: str, calls: list[str]) -> None:
    said = found(START + textwrap.dedent(source))
    assert [call for call in calls if call not in said] == []
    assert {call.partition(" ")[2].split("/")[3] for call in said} <= {"content", "space"}


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ("url = '/rest'\nfor x in xs: url = url + '/a'", ["/rest~"]),
        ("url = '/rest'\nfor x in xs: url += '/a'", ["/rest~"]),
        ("url = '/rest'\nfor x in ('a', 'b'): url += '/' + x", ["~/a", "~/b"]),
        ("url = '/rest'\nwhile True:\n    url += '/a'\n    if xs: break", ["~/a"]),
        ("url = '/rest'\nfor x in xs:\n    if x: url = '/a'\n    elif y: url = '/b'", ["/rest", "/a", "/b"]),
        ("url = '/rest'\nfor x in xs:\n    other = url\n    url = other", ["/rest", "?"]),
        ("url = ['a']\nfor x in xs: url.append(x)", [["a"], "?"]),
    ],
)
def test_what_a_loop_makes_of_a_name(statements: str, said: list[object]) -> None:
    found_values = said_of("url", f"from .nowhere import xs, y\n{statements}")
    assert sorted(map(str, found_values)) == sorted(map(str, said))


def test_most_alternatives() -> None:
    choices = [f"'/rest/api/{number}a'" for number in range(MOST_ALTERNATIVES)]
    table = f"table = {{{', '.join(f'{number}: {text}' for number, text in enumerate(choices))}}}\n"
    before = f"from .nowhere import x\n{table}"
    for count in (MOST_ALTERNATIVES - 1, MOST_ALTERNATIVES):
        text = " if x[0] else ".join(choices[:count])
        assert said_of(text, before) == [eval(choice) for choice in choices[:count]]
    assert said_of(f"{' if x[0] else '.join(choices)} if x[0] else 'b'", before) == ["?"]
    assert said_of("table[x]", before) == ["?"], "the sixteen and an unknown one"
    assert said_of(f"{' if x[0] else '.join(choices)} + ('/a' if x[0] else '/a')", before)[-1] == "/rest/api/15a/a"


@pytest.mark.parametrize(
    ("start", "growth", "count"),
    [
        ("x = 'a'", "x = x + x", 100),
        ("x = ['a']", "x = x + x", 100),
        ("x = ['a']", "x = [x, x]", 100),
        ("x = ['a']", "x = [*x, *x]", 100),
        ("x = 1", "x = x + x", 1_000),
        ("x = 'a'", "x = x.replace('a', 'aa')", 100),
        ("x = 'a'", "x = '{0}{0}'.format(x)", 100),
        ("x = 'a'", "x = '%s%s' % (x, x)", 100),
        ("x = 'a'", "x = x.join([x, x])", 100),
        ("x = 'a'", "x = f'{x}{x}'", 100),
        ("import urllib.parse; x = 'a/'", "x = urllib.parse.urljoin(x, x)", 100),
        ("import urllib.parse; x = '%'", "x = urllib.parse.quote(x)", 1_000),
        ("import posixpath; x = 'a'", "x = posixpath.join(x, x)", 100),
        ("x = {'a': 1}", "x = {1: x, 2: x}", 100),
        ("x = {}", "x = [x, {1: x}]", 100),
        ("import x", "x = x.parent", 1_500),
        ("from .nowhere import x", "x = x.parent", 1_500),
        ("import functools; x = str", "x = functools.partial(x)", 1_500),
        ("x = 0", "x = [x]", 1_500),
        ("x = ()", "x = (*x, 1)", 1_500),
    ],
)
def test_values_do_not_grow_without_end(start: str, growth: str, count: int) -> None:
    (value,) = values_of("x", "\n".join([start, *[growth] * count]))
    assert len(repr(value)) < 300_000


def test_steps_that_run_out_leave_the_rest_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluator, "MOST_STEPS", 2_000)
    monkeypatch.setattr(evaluator, "MOST_STEPS_A_LINE", 0)
    assert found(constants(100)) == ["GET /rest/api/content"]
    assert found(constants(5_000)) == []
    assert said_of("'a' if x else y", "from .nowhere import x, y") == ["a", "?"]


def test_a_very_long_text_counts_as_unknown() -> None:
    assert found(sums(LONGEST_TEXT)) == []
