"""Which definitions reach which use of a name, against what Python really sees."""

from __future__ import annotations

import ast
import sys
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, note, settings

from flake8_confluence_scopes.calls.flow.blocks import Module, Assigned
from flake8_confluence_scopes.calls.flow.statements import FlowVisitor
from tests.calls.evaluated import said_of
from tests.calls.flows import ANY, block_of, programs, reported, run, straight_programs, told
from tests.calls.snippets import found

NEEDS_EXCEPT_STAR = pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.11 has except* first")
NEEDS_TYPE_STATEMENTS = pytest.mark.skipif(sys.version_info < (3, 12), reason="Python 3.12 has the type statement first")

RELAXED = settings(max_examples=5 * settings().max_examples, deadline=None, suppress_health_check=list(HealthCheck))
RUNS = 20


@RELAXED
@given(programs())
def test_what_a_use_sees_is_among_its_definitions(program: str) -> None:
    note(program)
    known = reported(block_of(program))
    for seed in range(RUNS):
        for use, number, _ in run(program, Random(seed)):
            assert number in known[use] or ANY in known[use], (use, number, known[use])


@RELAXED
@given(programs())
def test_what_conditions_tell_of_a_use_is_so(program: str) -> None:
    note(program)
    said = told(block_of(program))
    for seed in range(RUNS):
        for seen in run(program, Random(seed)):
            assert seen.place not in said or seen.meets(said[seen.place]), (seen, said[seen.place])


@RELAXED
@given(straight_programs())
def test_without_branches_each_use_has_one_definition(program: str) -> None:
    note(program)
    known = reported(block_of(program))
    for use, number, _ in run(program, Random(0)):
        assert known[use] == [number]


@pytest.mark.parametrize(
    "before, after",
    [
        pytest.param("x = 'a'\ntype x = int", "?", marks=NEEDS_TYPE_STATEMENTS),
        ("def f():\n    yield from [1]\nx = f'{f()}a'", "~a"),
        ("x = 'a'\nx: str", "a"),
        ("x = 'a'\n[x][0]: str = 'b'", "a"),
        ("x = 'a'\nmatch y():\n    case {'k': 1, **x}:\n        pass\n    case _:\n        x = z()\nx = f'{x}'", "~"),
        ("try:\n    x = 'a'\nexcept:\n    x = 'a'", "a"),
        ("x = {'k': 'a'}\nx['k'] += 'b'", "?"),
        ("x = 'a'\nx.y += 'b'", "a"),
        ("x = 'a'\nglobal x\nx = 'b'", "b"),
        ("x = 'a'\ndel x", "?"),
        ("x = {'k': 'a', 'l': 'b'}\ndel x['k']", {"l": "b"}),
        ("x = {'k': 'a', 'l': 'b', 'm': 'c'}\ndel x['k'], (x['l'], [x.y])", {"m": "c"}),
        ("x = {'k': 'a'}\ndel x[:]", "?"),
        ("x = 'a'\ny, [x, *z] = x, 'bc'", "?"),
        ("x = 'a'\nx = 'b'\nbreak", "b"),
        pytest.param("x = 'a'\ntry:\n    x = 'b'\nexcept* ValueError:\n    x = 'b'", "b", marks=NEEDS_EXCEPT_STAR),
    ],
)
def test_statements(before: str, after: object) -> None:
    assert said_of("x", before) == [after]


def test_a_type_statement_binds_a_name() -> None:
    # Python 3.12 has the node first.
    visitor = FlowVisitor(Module("m", None))
    visitor.visit_TypeAlias(SimpleNamespace(name=ast.Name("x"), value=ast.Name("int")))
    (definition,) = visitor.names.lookup("x")
    assert isinstance(definition, Assigned) and isinstance(definition.expression, ast.Name)


def test_a_name_that_an_inner_function_sets() -> None:
    source = """
        import requests
        def f():
            url = "https://x/rest/api/space"
            other = "https://x/rest/api/user"
            requests.get(url)
            def g():
                nonlocal url
                url = "https://x/rest/api/content"
            def h():
                requests.get(other)
                requests.put(url + "/a")
            url = "https://x/rest/api/group"
            g()
            requests.post("https://x/rest/api/content/" + url.replace("https://x/rest/api/", ""))
    """
    assert found(source) == [
        "GET /rest/api/space",
        "GET /rest/api/user",
        "PUT /rest/api/group/a",
        "PUT /rest/api/space/a",
        "POST /rest/api/content/group",
        "POST /rest/api/content/{}",
    ]


@pytest.mark.parametrize("decorated", ["def page(): pass", "async def page(): pass", "class Page: pass"])
def test_a_call_in_a_decorator_sends_nothing(decorated: str) -> None:
    assert found(f"import requests\n@requests.get('https://x/rest/api/space')\n{decorated}") == []


@pytest.mark.parametrize("leave", ["break", "continue", "return", "raise ValueError"])
def test_what_follows_does_not_see_what_was_assigned_before_leaving(leave: str) -> None:
    source = f"""
        import requests
        def send(ids):
            for key in ids:
                url = "https://x/rest/api/space"
                if key:
                    url = "https://x/rest/api/user"
                    {leave}
                requests.get(url)
    """
    assert found(source) == ["GET /rest/api/space"]


@pytest.mark.parametrize(
    ("manager", "known"),
    [("contextlib.suppress(KeyError)", ["space", "user"]), ("suppress(KeyError)", ["space", "user"]), ("lock()", ["user"])],
)
def test_a_body_whose_exceptions_are_suppressed_may_end_early(manager: str, known: list[str]) -> None:
    source = f"""
        import contextlib, requests
        from contextlib import suppress
        path = "/rest/api/space"
        with {manager}:
            check()
            path = "/rest/api/user"
        requests.get("https://x" + path)
    """
    assert sorted(found(source)) == [f"GET /rest/api/{name}" for name in known]


def test_an_attribute_that_starts_empty() -> None:
    source = """
        import requests
        class Api:
            def __init__(self):
                self.url = None
                self.connect()
                requests.get(self.url)
            def connect(self):
                self.url = "https://x/rest/api/space"
    """
    assert found(source) == ["GET /rest/api/space"]


CLASS = """
import functools, httpx, requests
class A:
    {0}
    def client(self): return httpx.Client(base_url="https://x/rest/api")
    {1}
A().client.get("/content")
"""


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("@property", "", ["GET /rest/api/content"]),
        ("@property", "@client.setter\n    def client(self, value): pass", ["GET /rest/api/content"]),
        ("@property", "@client.deleter\n    def client(self): pass", ["GET /rest/api/content"]),
        ("@functools.cached_property", "@client.setter\n    def client(self, value): pass", ["GET /rest/api/content"]),
        ("@property", "@client.getter\n    def client(self): return requests", []),
        ("@property", "@property\n    def client(self): return {}", []),
        ("@property", "@other.setter\n    def client(self, value): return {}", []),
    ],
)
def test_what_writes_a_property_leaves_what_reads_it(first: str, second: str, said: list[str]) -> None:
    assert found(CLASS.format(first, second)) == said


@pytest.mark.parametrize(
    ("head", "call"),
    [
        ("@functools.singledispatch\ndef send(key): pass\n@send.register\n", "send(1)"),
        ("@functools.singledispatch\ndef send(key): pass\n@send.register(int)\n", "send(1)"),
        ("@app.register\n", "_(1)"),
        ("def send(key): pass\ndef f():\n    global send\n    @send.register\n    def _(key): pass\n", "_(1)"),
    ],
)
def test_a_function_that_is_registered_with_another_one_is_called_as_that(head: str, call: str) -> None:
    source = "import functools, requests\nfrom .nowhere import app\n"
    source += f"{head}def _(key): requests.get('/rest/api/' + key)\n{call.replace('1', repr('content'))}"
    assert found(source) == ["GET /rest/api/content"]
