"""Modules of every form that Python's grammar has, by hypothesmith, with their parts put in the places of URLs.

``CFS_FUZZ_MODULES`` sets how many modules of each kind are tried.
"""

from __future__ import annotations

import ast
import os
import warnings
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings

from tests.fuzz.linting import lint
from tests.fuzz.mutations import is_code

hypothesmith: Any = pytest.importorskip("hypothesmith", reason="hypothesmith is not installed")

MODULES = int(os.environ.get("CFS_FUZZ_MODULES", "500"))
MOST_PARTS = 20

RELAXED = settings(max_examples=MODULES, deadline=None, suppress_health_check=list(HealthCheck))


def with_calls(module: str) -> str:
    """The module with its expressions and definitions in the places of URLs, methods, clients and classes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(module)
    expressions = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.expr)]
    names = [node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    parts = [part for part in dict.fromkeys((*names, *expressions)) if is_code(f"({part})")][:MOST_PARTS]
    calls = [
        line
        for part in parts
        for line in (
            f"requests.get('/rest/api/content/' + ({part}))",
            f"requests.request(({part}), '%s/rest/api/content/%s' % ({part}))",
            f"requests.get(*({part}), **({part}))",
            f"({part}).get(f'{{({part})!s:>9}}/rest/api/space')" if is_code(f"f'{{({part})!s:>9}}'") else "pass",
            f"for x in ({part}): requests.put('/'.join(('/rest/api', x, *({part}))))",
            f"({part})('/rest/api/content', session=requests.Session())",
            f"class C(({part})): path = '/rest/api/content'; send = requests.get(path + str({part}))",
        )
        if is_code(line)
    ]
    return "\n".join(["import requests", module, "", *calls, ""])


def check(module: str) -> None:
    """Both of the module as it is, and with calls."""
    for source in (module + "\nimport requests\nrequests.get('/rest/api/content')\n", with_calls(module)):
        if is_code(source):
            note(source)
            lint(source, "/no/such/folder/app.py", longest=20)


@RELAXED
@given(hypothesmith.from_grammar(auto_target=False))
def test_modules_of_the_grammar(module: str) -> None:
    check(module)


@RELAXED
@given(hypothesmith.from_node(auto_target=False))
def test_modules_of_libcst_s_nodes(module: str) -> None:
    check(module)
