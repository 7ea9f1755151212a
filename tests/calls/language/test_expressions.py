"""Expressions: where all of them is known, they give what Python gives."""

from __future__ import annotations

import warnings

import pytest

from tests.calls.evaluated import said_of, values_of
from tests.calls.snippets import found
from tests.calls.texts import shown

KNOWN = [
    "'a'", "None", "True", "1", "0x1F", "1.5", "1_000", "-1", "-1.5", "-True", "--2", "'a' 'b'", "('a' \"b\" r'\\n' '\\n')",
    "r'\\x41'", "R'\\x41'", "u'a'", "'\\x41\\u0042\\103\\N{DIGIT ONE}'", "'\\q'", "f''", "f'a'", "f'{1}'", "f'{True}{1.5}'",
    "f'{{{1}}}'", "f'{{}}'", "f'}}{{'", "f'{{{{x}}}}'", "rf'\\x41{1}'", "fR'{{\\n'", "f'\\x41{1}\\u0042'", "f'\\N{DIGIT ONE}{1}'",
    "f'{\"a\"}'", "f'{1!s}'", "f'{1:}'", "f'{\"x\"}' 'y' f'{2}'", "f'''{\n1\n}'''", "f'{ 1 }'", "f'{[1, 2][0]}'",
    "f'{(lambda: 3)()}'", "f'{f\"{1}{2}\"}'", "'a' + 'b' + 'c'", "1 + 2", "True + True", "'a' + str(1) + str(2)",
    "'%s' % 1", "'%s-%s' % ('a', True)", "'%s' % (1,)", "'%(a)s' % {'a': 'b'}", "'a' if 1 else 'b'", "'a' if '' else 'b'",
    "'' or 'a'", "'a' or 'b'", "'a' and 'b'", "'' and 'b'", "None or 0 or 'a'", "1 and 2 and 'a'", "not 'a'", "not None",
    "1 == 1", "1 == '1'", "1 != 1.0", "'a' in 'abc'", "'a' not in ['b']", "'a' == 'a' == 'b'", "'a' == 'b' == 'b'",
    "'a' == 'a' != 'b'", "None is None", "None is not 1", "(x := 'a')", "(x := 'a') + x", "[1, 'a']", "(1, 'a')", "()",
    "{1, 1}", "{'a': 1}", "{**{'a': 1}, 'b': 2}", "{'a': 1, **{'a': 2}}", "[*[1], 2, *(3,)]", "(*[1],)", "{*[1], 2}",
    "[1, 2][0]", "(1, 2)[-1]", "{'a': 1}['a']", "{1: 'a', 2: 'b'}[1 + 1]", "{(1, 'a'): 'b'}[(1, 'a')]", "{None: 1}[None]",
    "[x for x in (1, 2)]", "[x + 'b' for x in ('a',)]", "[x for x in [1, 2] if x == 2]",
    "[x for x in [] if x]", "[a + b for a, b in [('a', 'b'), ('c', 'd')]]", "{x for x in (1, 2)}", "{x for x in (1,)}",
    "[[y + x for y in ('a', 'b')] for x in ('c', 'd')]", "[(lambda y: y + x)('a') for x in ('c', 'd')]",
    "[x for x in [1, 2, 3] if x != 2 if x != 3]", "[y for x in ['a', 'b'] if (y := x + 'c')]", "(lambda x, y='b': x + y)('a')",
    "(lambda *x: x)(1, 2)", "(lambda **x: x)(a=1)", "[a for (a, (b, c)) in [(1, (2, 3))]]", "[1, 2] + [3]", "(1,) + (2,)",
]  # fmt: skip


@pytest.mark.parametrize("expression", KNOWN)
def test_what_is_known_is_what_python_gives(expression: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert said_of(expression) == [eval(expression)]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("f'{x}'", ["~"]),
        ("f'/{x}/{1}/{x.y[0]()}'", ["/~/1/~"]),
        ("f'{x!r}{1!r}{1:02}{x=}{x:}'", ["~~~x=~~"]),
        ("f'{None}'", ["~"]),
        ("f'{x}' 'a'", ["~a"]),
        ("'a' + x", ["a~"]),
        ("x + y", ["~~"]),
        ("x + 1", ["?"]),
        ("'a' * 2", ["?"]),
        ("-x", ["?"]),
        ("~1", ["?"]),
        ("+1", ["?"]),
        ("x % 1", ["?"]),
        ("b'a' b'\\x41'", [b"aA"]),
        ("f'{b\"a\"}'", ["~"]),
        ("'a' if x else 'b'", ["a", "b"]),
        ("'a' if x() else 'b'", ["a", "b"]),
        ("x or 'a'", ["?", "a"]),
        ("x and 'a'", ["?", "a"]),
        ("not x", ["?"]),
        ("x == 1", ["?"]),
        ("1 == 1 == x", ["?"]),
        ("1 == 2 == x", [False]),
        ("1 < 2", ["?"]),
        ("[1, x][1]", ["?"]),
        ("[1, 2][x]", ["?"]),
        ("{'a': 1, 'b': 2}[x]", [1, 2, "?"]),
        ("'abc'[3]", ["?"]),
        ("'abc'[:x]", ["?"]),
        ("x[0, 1]", ["?"]),
        ("{(1, 2): 3}[1, 2]", [3]),
        ("{(1, 2): 3}[x, 2]", [3, "?"]),
        ("x[1:2, 3]", ["?"]),
        ("x[0][1:2]", ["?"]),
        ("[*x, 1]", ["?"]),
        ("{**x, 'a': 1}['a']", [1]),
        ("{'a': 1, **x}['a']", ["?"]),
        ("{'a': 1, x: 2}['a']", [1, 2]),
        ("[y for y in x]", ["?"]),
        ("[y for z in [[1]] for y in z]", ["?"]),
        ("{y: y for y in [1]}", ["?"]),
        ("[y for y in ['a', 'b'] if x][0]", ["a", "b"]),
        ("(1).real", ["?"]),
        ("1j", ["?"]),
        ("...", ["?"]),
        ("(yield)", ["?"]),
        ("list[int]", ["?"]),
        ("x[int]", ["?"]),
        ("f'{0x" + "1" * 5000 + "}'", ["~"]),
        ("unheard_of", ["?"]),
    ],
)
def test_what_is_not_known(expression: str, said: list[object]) -> None:
    assert said_of(expression, "from nowhere import x, y") == said


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("f'{x}'", ["x"]),
        ("f'{x.y.z}'", ["x.y.z"]),
        ("f'{x()}{y[0]}'", ["x(...)", "y[...]"]),
        ("f'{x!r}{[1]}{1:2}'", ["x", "a list", "a number"]),
        ("f'{None}'", ["None"]),
        ("'a' + x.y()", ["x.y(...)"]),
    ],
)
def test_holes_have_the_name_of_what_they_stand_for(expression: str, names: list[str]) -> None:
    (value,) = values_of(expression, "from nowhere import x, y")
    shown(value)
    assert [hole.name for hole in getattr(value, "holes")] == names


def test_awaited_values() -> None:
    assert found(
        """
        import httpx
        async def path():
            return "/rest/api/content"
        async def main():
            async with httpx.AsyncClient() as client:
                await client.get(await path())
        """
    ) == ["GET /rest/api/content"]


def test_an_attribute_that_was_none_is_looked_up_in_the_class() -> None:
    assert found(
        """
        import requests
        class Client:
            def __init__(self):
                self.session = None
            def connect(self):
                self.session = requests.Session()
            def page(self):
                self.connect()
                self.session.get("/rest/api/content")
        """
    ) == ["GET /rest/api/content"]


def test_names_come_from_the_nearest_function_and_never_from_a_class() -> None:
    before = """
    x = "module"
    class C:
        x = "class"
        y = x
        def method(self):
            return x
        listed = [x for _ in (1,)]
    def outer():
        x = "function"
        return lambda: x
    """
    assert said_of("C.y", before) == ["class"]
    assert said_of("C().method()", before) == ["module"]
    assert said_of("outer()()", before) == ["function"]
    assert said_of("x", before) == ["module"]


def test_a_comprehension_hides_a_name_only_inside() -> None:
    before = """
    x = "outside"
    names = [x for x in ("a", "b")]
    """
    assert said_of("x", before) == ["outside"]
    assert said_of("names", before) == [["a", "b"]]


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("verb.of(1)[0]", "verb.of(...)[...]"),
        ("(a + b).c[0]()", "a binary operation.c[...](...)"),
        ("[m for m in a for n in m]", "a comprehension"),
        ("next(m for m in a)", "an item"),
        ("', '.join(m for m in a)", "a string.join(...)"),
    ],
)
def test_a_reason_names_what_is_not_known(method: str, name: str) -> None:
    source = f"import requests\nrequests.request({method}, 'https://x/rest/api/space')"
    assert found(source) == [f"? /rest/api/space: the method {name} is not known"]


def test_a_reason_names_what_is_awaited() -> None:
    source = """
        import requests
        async def f():
            requests.request((await g())["method"], "https://x/rest/api/space")
    """
    assert found(source) == ["? /rest/api/space: the method g(...)[...] is not known"]
