"""Words in code, and words that nobody's code uses."""

from __future__ import annotations

import ast

import pytest

from flake8_confluence_scopes.calls.modules.code_words import has_word


@pytest.mark.parametrize(
    "code",
    [
        "import acme", "import y as acme", "from z.acme_pages import x", "from .acme import x", "from y import acme",
        "acme_url = 1", "x.acme", "def read_acme(): ...", "async def acme(): ...", "class AcmePages: ...", "def f(acme): ...",
        "def f(*, acme): ...", "def f(*acme): ...", "f(acme=1)", "lambda acme: 1", "global acme_url", "f(acme)", "(acme := 1)",
        "try: ...\nexcept ValueError as acme: ...", "match x:\n    case {**acme}: ...", "match x:\n    case Y(acme=1): ...",
        "URL = 'https://acme.example'", "f('ACME_TOKEN')", "f(f'{x}.Acme.example')", "f(b'acme')", "x: 'Acme' = 1",
        "'acme'.upper()", "f'{x} acme'", "x['acme']", "def f(x='acme'): ...", "if x:\n    while y:\n        f('acme')",
    ],
)  # fmt: skip
def test_code_with_the_word(code: str) -> None:
    assert has_word(ast.parse(code), ("some", "acme"))


@pytest.mark.parametrize(
    "code",
    [
        "", "x = 1  # acme", "'''Reads acme.'''\nx = 1", "def f():\n    '''Reads acme.'''", "class C:\n    'Of acme.'\n    x = 1",
        "x = 1\n'''What acme has.'''", "async def f():\n    'acme'", "x: int = 1  # type: acme", "import ac, me", "b'acme'",
    ],
)  # fmt: skip
def test_code_without_it(code: str) -> None:
    assert not has_word(ast.parse(code, type_comments=False), ("some", "acme"))
