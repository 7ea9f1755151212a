"""New types, named tuples and templates: objects of Python's own classes that stand for something else."""

from __future__ import annotations

import string
from collections import namedtuple
from types import SimpleNamespace
from typing import NewType

import pytest

from tests.calls.evaluated import said_of
from tests.calls.snippets import found

IMPORTS = """
import collections, string, typing
from collections import namedtuple
from types import SimpleNamespace
from string import Template
from typing import NamedTuple, NewType
from .nowhere import x
"""
_NAMES = {
    "NewType": NewType,
    "SimpleNamespace": SimpleNamespace,
    "Template": string.Template,
    "namedtuple": namedtuple,
    "string": string,
}

KNOWN = [
    "NewType('Url', str)('/rest')",
    "SimpleNamespace(host='h', root='/rest').root",
    "namedtuple('Site', 'host root')('h', '/rest').root",
    "namedtuple('Site', 'host, root')('h', root='/rest').root",
    "namedtuple('Site', 'host,root')('h', '/rest').root",
    "namedtuple('Site', ['host', 'root'])(root='/rest', host='h').host",
    "namedtuple('Site', field_names=('host', 'root'))('h', '/rest').host",
    "Template('$site/rest/${api}/space').substitute(site='s', api='api')",
    "Template('$site/rest/${api}/space').substitute({'site': 's', 'api': 'v1'}, api='api')",
    "string.Template('$site/{id}/$$1').safe_substitute({'site': 's'})",
    "'{a}/{b}'.format_map({'a': 'c', 'b': 1})",
]


@pytest.mark.parametrize("expression", KNOWN)
def test_what_is_known_is_what_python_gives(expression: str) -> None:
    assert said_of(expression, IMPORTS) == [eval(expression, _NAMES)]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("NamedTuple('Site', [('host', str), ('root', str)])('h', '/rest').root", ["/rest"]),
        ("typing.NamedTuple('Site', [('host', str)])(x).host", ["?"]),
        ("namedtuple('Site', 'host')('h').other", ["?"]),
        ("namedtuple('Site', x)('h').host", ["?"]),
        ("namedtuple('Site', [])('h').host", ["?"]),
        ("namedtuple('Site', [()])('h').host", ["?"]),
        ("namedtuple('Site', 'host' if x[0] else 'root')('h').host", ["?"]),
        ("namedtuple()('h').host", ["?"]),
        ("namedtuple('Site', 'host')(*x).host", ["?"]),
        ("NewType('Url', str)()", ["?"]),
        ("SimpleNamespace(host='h').root", ["?"]),
        ("SimpleNamespace(host=x).host", ["?"]),
        ("SimpleNamespace(**x).host", ["?"]),
        ("NewType('Url', str)(x)", ["?"]),
        ("Template('$site/$other').substitute(site=x)", ["~/~"]),
        ("Template(f'{x}/$a').substitute(a='b')", ["~/b"]),
        ("Template('/a' if x[0] else '/b').substitute()", ["/a", "/b"]),
        ("Template('$a').substitute(x, a='b')", ["b"]),
        ("Template('$a/$c').substitute(x, a='b')", ["b/~"]),
        ("Template('$a/$c').substitute({'a': 'b', **x})", ["~/~"]),
        ("Template('$a/$c').substitute({'a': 'b', x[0]: 'd'})", ["b/~", "d/~"]),
        ("Template('$a').substitute({'a': 'b'} if x[0] else {'a': 'c'})", ["~"]),
        ("Template('$a').template", ["?"]),
        ("Template('$a').get_identifiers()", ["?"]),
        ("Template().substitute()", ["?"]),
        ("string.Formatter().format('{}', 1)", ["?"]),
        ("f'{x}/{{a}}'.format_map({'a': 'b'})", ["~/b"]),
        ("'{a}'.format_map(x)", ["~"]),
        ("'{a}'.format_map()", ["~"]),
    ],
)
def test_what_is_known_in_part(expression: str, said: list[object]) -> None:
    assert said_of(expression, IMPORTS) == said


def test_a_client_in_a_named_tuple() -> None:
    source = """
        import requests
        from collections import namedtuple
        Context = namedtuple("Context", "session base")
        context = Context(requests.Session(), "https://x/wiki/api/v2")
        context.session.put(context.base + "/pages/1")
        context.get(context.base + "/pages/2")
    """
    assert found(source) == ["PUT /wiki/api/v2/pages/1"]


def test_a_namespace_that_code_may_change() -> None:
    source = """
        import requests
        from types import SimpleNamespace
        settings = SimpleNamespace(root="https://x/rest/api", site="https://x")
        requests.get(settings.site + "/rest/api/space")
        requests.get(settings.root + "/content")
        def change(settings):
            settings.root = "https://x/rest/experimental"
    """
    assert found(source) == ["GET /rest/api/space"]
