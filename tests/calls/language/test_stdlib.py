"""Functions of the standard library and of URL libraries: where all is known, they give what Python gives."""

from __future__ import annotations

import contextlib
import copy
import functools
import os
import posixpath
import typing
import urllib.parse
from typing import Any

import pytest
import requests.compat
import requests.utils

from flake8_confluence_scopes.calls.values.domain import External, ExternalObject, Instance, Partial
from tests.calls.evaluated import said_of, values_of

IMPORTS = """
import asyncio, contextlib, copy, functools, os, os.path, posixpath, typing, urllib.parse, requests, requests.compat
import requests.utils
"""
NAMES: dict[str, Any] = {
    "contextlib": contextlib, "copy": copy, "functools": functools, "os": os, "posixpath": posixpath, "typing": typing,
    "urllib": urllib, "requests": requests,
}  # fmt: skip

KNOWN = [
    "str('a')", "str(1)", "str(True)", "str(1) + str(2)", "format(1)", "format('a')", "list((1, 2))", "list()", "tuple([1])",
    "tuple()", "list({'a': 1, 'b': 2})", "list(reversed([1, 2]))", "tuple(reversed((1, 2)))", "list(list([1]))",
    "tuple(x for x in (1, 2))", "set([1])", "set()", "list(sorted([1]))", "list({1})", "dict()", "dict(a=1)",
    "dict({'a': 1}, b=2)", "dict({'a': 1}, a=2)", "list(enumerate(['a', 'b']))", "list(enumerate(['a'], 5))",
    "list(enumerate(['a'], start=2))", "[str(i) + x for i, x in enumerate(('a', 'b'), 1)]", "next(iter(['a']))",
    "next(iter(['a']), 'a')", "getattr('a', 'upper')()", "copy.copy('a')",
    "copy.deepcopy({'a': 1})", "typing.cast(str, 'a')", "str('b')",
    "urllib.parse.quote('a b/c')", "urllib.parse.quote('a/b', safe='')", "urllib.parse.quote('a/b', '')",
    "urllib.parse.quote(string='a/b?', safe='?')", "urllib.parse.quote_plus('a b/c')", "urllib.parse.quote_plus('a/b', '/')",
    "urllib.parse.quote('\\xe9')", "urllib.parse.unquote('a%2Fb+c')", "urllib.parse.unquote_plus('a%2Fb+c')",
    "requests.utils.quote('a b/c')", "requests.compat.quote('a b/c')", "requests.compat.unquote('a%20b')",
    "requests.utils.unquote('a%20b')", "requests.compat.quote_plus('a b')",
    "urllib.parse.urljoin('https://h/a/b', 'c')", "urllib.parse.urljoin(base='https://h/a/', url='../c')",
    "requests.compat.urljoin('https://h', '/c')", "tuple(urllib.parse.urlsplit('https://h/a?b#c'))",
    "urllib.parse.urlparse('https://h/a;b?c#d')[2]", "urllib.parse.urlunsplit(('https', 'h', '/a', '', ''))",
    "tuple(urllib.parse.urlsplit('//h/a', 'https'))", "tuple(urllib.parse.urlparse(url='//h/a', scheme='http'))",
    "tuple(urllib.parse.urlsplit('ftp://h/a', scheme='https'))", "tuple(urllib.parse.urldefrag('https://h/a#b'))",
    "requests.compat.urlunparse(requests.compat.urlparse('https://h/a'))", "tuple(requests.compat.urldefrag('a'))",
    "urllib.parse.urlunparse(urllib.parse.urlparse('https://h/a'))", "os.path.join('a', 'b', '/c', 'd')",
    "posixpath.join('a')", "posixpath.join(*['a', 'b'])", "getattr(os, 'path').join('a', 'b')", "(lambda: dict)()(a=1)",
    "'/'.join(map(str, ['a', 1]))", "list(map(lambda y: y + 'x', ('a', 'b')))", "list(map(str, []))",
    "'/'.join(['a', *map(str, (1, 2))])", "'/'.join(filter(None, ['a', '', None, 'b']))", "list(filter(None, []))",
    "list(filter(lambda y: y != 'b', ['a', 'b', 'c']))", "len('')", "len('a/b')", "len([])", "len(('a', 'b'))", "-len('ab')",
    "'a/bcd'[:-len('cd')]",
]  # fmt: skip


@pytest.mark.parametrize("expression", KNOWN)
def test_what_is_known_is_what_python_gives(expression: str) -> None:
    assert said_of(expression, IMPORTS) == [eval(expression, dict(NAMES))]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("str(None)", ["~"]),
        ("str()", ["?"]),
        ("str(b'a', 'ascii')", ["?"]),
        ("f'{str(b\"a\")}'", ["~"]),
        ("format(1.5, '.2f')", ["?"]),
        ("str(x)", ["?"]),
        ("str(x) + str(x)", ["~~"]),
        ("list('ab')", ["?"]),
        ("list({**x})", ["?"]),
        ("list(x)", ["?"]),
        ("list(*x)", ["?"]),
        ("sorted(['b', 'a'])[0]", ["b", "a"]),
        ("list(sorted(['b', 'a']))[0]", ["b", "a"]),
        ("list({'b', 'a'})[0]", ["b", "a"]),
        ("sorted([y for y in ('a', 'b') if x])[1]", ["a", "b"]),
        ("list(reversed(sorted(['b', 'a'])))[0]", ["a", "b"]),
        ("dict(x)", ["?"]),
        ("dict(**x)", ["?"]),
        ("dict([('a', 1)])", ["?"]),
        ("list(enumerate(['a'], x))[0][0]", ["?"]),
        ("list(enumerate(['a'], x))[0][1]", ["a"]),
        ("list(enumerate({'a', 'b'}))[0][0]", ["?"]),
        ("enumerate(x)", ["?"]),
        ("'/'.join(map(str, ['a', x]))", ["a/~"]),
        ("'/'.join(filter(None, ['a', x, 'b']))", ["a/~/b"]),
        ("list(filter(None, ['' if x else 'a']))[0]", ["a"]),
        ("list(filter(x, ['a', 'b']))[1]", ["a", "b"]),
        ("list(map(str, {'a', 'b'}))[0]", ["a", "b"]),
        ("list(map(x, ['a']))[0]", ["?"]),
        ("map(str, x)", ["?"]),
        ("map(str)", ["?"]),
        ("map(str, ['a'], ['b'])", ["?"]),
        ("map(str if x else int, ['a'])", ["?"]),
        ("map(str, [1] if x else [2])", ["?"]),
        ("list(map(str, [1] * 3))", ["?"]),
        ("map(str, [" + "1, " * 17 + "])", ["?"]),
        ("next(iter(['a', 'b']))", ["a", "b"]),
        ("next((y for y in ('a', 'b') if x), 'c')", ["a", "b", "c"]),
        ("next(x)", ["?"]),
        ("getattr(x, 'y', 'z')", ["z", "?"]),
        ("getattr(x, 'y', None)", ["?"]),
        ("getattr('a', x)", ["?"]),
        ("getattr()", ["?"]),
        ("typing.cast(str)", ["?"]),
        ("asyncio.run('a')", ["a"]),
        ("asyncio.wait_for('a', timeout=3)", ["a"]),
        ("urllib.parse.quote(x)", ["~"]),
        ("urllib.parse.quote(f'a b/{x}/c d', safe='')", ["a%20b%2F~%2Fc%20d"]),
        ("urllib.parse.quote('a/b', safe=x)", ["?"]),
        ("urllib.parse.quote('a/b', safe='' if x else '/')", ["?"]),
        ("urllib.parse.quote('a/b', safe=never)", ["?"]),
        ("urllib.parse.quote('a', '', 'latin-1')", ["?"]),
        ("urllib.parse.quote('a', encoding='latin-1')", ["?"]),
        ("urllib.parse.quote(*x)", ["?"]),
        ("urllib.parse.unquote(f'a%20{x}')", ["a ~"]),
        ("urllib.parse.unquote('a', 'latin-1')", ["?"]),
        ("urllib.parse.urljoin('https://h/a/', x)", ["~~"]),
        ("urllib.parse.urljoin(x, '/rest')", ["~/rest"]),
        ("urllib.parse.urljoin('https://h/a')", ["?"]),
        ("urllib.parse.urljoin(*x)", ["?"]),
        ("urllib.parse.urlsplit('https://[h')", ["?"]),
        ("urllib.parse.urlsplit('h/a', 'https', False)", ["?"]),
        ("urllib.parse.urlsplit('h/a', allow_fragments=x)", ["?"]),
        ("urllib.parse.urlsplit(*x)", ["?"]),
        ("urllib.parse.urlsplit()", ["?"]),
        ("urllib.parse.urlunsplit(x)", ["?"]),
        ("urllib.parse.urlunsplit(('https', 'h'))", ["?"]),
        ("os.path.join('a', x)", ["a/~"]),
        ("os.path.join(*x)", ["?"]),
        ("os.getenv('A', '/rest')", ["/rest", "?"]),
        ("os.getenv('A', None)", ["?"]),
        ("os.environ.get('A')", ["?"]),
        ("os.environ['A']", ["?"]),
        ("callable(x)", ["?"]),
        ("callable(x, x)", ["?"]),
        ("len(x)", ["?"]),
        ("len(f'{x}')", ["?"]),
        ("len({'a', 'b'})", ["?"]),
        ("len('a', 'b')", ["?"]),
        ("open('a')", ["?"]),
        ("type(x)", ["?"]),
        ("typing.TypeVar('Id', str)('a')", ["?"]),
    ],
)
def test_what_is_not_known(expression: str, said: list[object]) -> None:
    assert said_of(expression, IMPORTS + "from .nowhere import x\nif None:\n    never = ''") == said


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("urlparse.urljoin('https://h/a/', 'b')", "https://h/a/b"),
        ("urlparse.urlunparse(urlparse.urlparse('https://h/a'))", "https://h/a"),
        ("urlparse.urlsplit('https://h/a;b?c#d')[2]", "/a;b"),
        ("six.moves.urllib.parse.urljoin('https://h/a/', 'b')", "https://h/a/b"),
        ("werkzeug.urls.url_quote('a b/c:d')", "a%20b/c:d"),
    ],
)
def test_functions_of_python_2_and_of_packages_that_are_not_installed(expression: str, said: str) -> None:
    assert said_of(expression, "import urlparse, six.moves.urllib.parse, werkzeug.urls") == [said]


@pytest.mark.parametrize(
    ("expression", "opens"),
    [
        ("len(p)", True),
        ("len(*p)", True),
        ("len(x)", False),
        ("enumerate(p)", True),
        ("urllib.parse.urlunsplit(p)", True),
        ("dict(p)", True),
    ],
)
def test_who_may_fill_what_is_not_known(expression: str, opens: bool) -> None:
    (value,) = values_of("f()", f"{IMPORTS}\nfrom .nowhere import x\ndef f(p): return {expression}")
    assert getattr(getattr(value, "hole"), "open") is opens


def test_classes_of_other_packages_make_objects() -> None:
    (made,) = values_of("nowhere.Thing(1)", "import nowhere")
    assert isinstance(made, ExternalObject)
    assert made.name == "nowhere.Thing"
    (session,) = values_of("requests.session()", IMPORTS)
    assert isinstance(session, ExternalObject)
    assert session.name == "requests.Session"


def test_partial_functions() -> None:
    before = IMPORTS + "def f(a, b='b', *, c='c'): return a + b + c\n"
    assert said_of("functools.partial(f, '1')('2')", before) == ["12c"]
    assert said_of("functools.partial(f, c='3')('1', c='4')", before) == ["1b4"]
    assert said_of("functools.partial(functools.partial(f, '1'), '2')(c='3')", before) == ["123"]
    assert said_of("functools.partial()", before) == ["?"]
    (value,) = values_of("functools.partial(requests.get, timeout=3)", before)
    assert isinstance(value, Partial)
    assert value.callee == External("requests.get")


def test_the_type_of_an_object() -> None:
    before = "class C:\n    url = '/rest/api/content'\n"
    assert said_of("type(C()).url", before) == ["/rest/api/content"]
    (value,) = values_of("type(C())()", before)
    assert isinstance(value, Instance)


def test_fields_of_dataclasses() -> None:
    before = """
    import dataclasses
    def made(): return "/rest/api/made"
    @dataclasses.dataclass
    class Client:
        path: str = dataclasses.field(default="/rest/api/content")
        made: str = dataclasses.field(default_factory=made)
        other: str = dataclasses.field(init=False)
    """
    assert said_of("Client().path", before) == ["/rest/api/content"]
    assert said_of("Client('/rest/api/space').path", before) == ["/rest/api/space"]
    assert said_of("Client().made", before) == ["/rest/api/made"]
    assert said_of("Client().other", before) == ["?"]


@pytest.mark.parametrize(
    "field",
    [
        "dataclasses.field(default_factory=made)", "pydantic.Field(default_factory=made)", "attr.ib(factory=made)",
        "attrs.field(factory=made)", "attr.field(factory=made)", "pydantic.Field('/rest/api/made')",
        "attr.ib('/rest/api/made')", "attrs.field(default='/rest/api/made')",
    ],
)  # fmt: skip
def test_what_describes_a_field(field: str) -> None:
    before = f"""
    import attr, attrs, dataclasses, pydantic
    def made(): return "/rest/api/made"
    class Client:
        path: str = {field}
    """
    assert said_of("Client().path", before) == ["/rest/api/made"]


def test_many_owners_and_names_of_getattr() -> None:
    before = "from .nowhere import x\nimport requests"
    owners, names = (" or ".join(f"(x and {kind}{number}')" for number in range(4)) for kind in ("'a", "'upper"))
    assert said_of(f"getattr({owners}, {names})", before) == ["?"]


@pytest.mark.parametrize("value", ["f", "lambda: 1", "A", "functools.partial(f, 1)", "A().m", "'a'", "1", "None", "[]", "{}"])
def test_what_can_be_called(value: str) -> None:
    before = "import functools\ndef f(x): return x\nclass A:\n    def m(self): return 1"
    names: dict[str, object] = {}
    exec(before, names)
    assert said_of(f"callable({value})", before) in ([callable(eval(value, names))], ["?"])
    assert said_of(f"'a' if callable({value}) else 'b'", before)[0] == ("a" if callable(eval(value, names)) else "b")
