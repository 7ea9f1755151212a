"""What the rounds of a loop add to a name."""

from __future__ import annotations

import ast

import pytest

from flake8_confluence_scopes.calls.flow import lengthening
from flake8_confluence_scopes.calls.flow.blocks import Module
from flake8_confluence_scopes.calls.flow.statements import flow_of


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("x += y", ["y"]),
        ("x = x + y + z", ["y", "z"]),
        ("x = f'{x}/{y}'", ["'/'", "y"]),
        ("x = '/'.join([x, y])", ["'/'", "y"]),
        ("x = y + x", []),
        ("x -= y", []),
        ("x, z = x + y, z", []),
        ("x = y", []),
        ("x = '/'.join(y)", []),
        ("del x", []),
    ],
)
def test_what_a_loop_adds(statement: str, expected: list[str]) -> None:
    for loop, found in (("while open():\n    ", expected), ("", [])):
        module = Module("m", None, tree=ast.parse(f"x = y = z = ''\n{loop}{statement}"))
        flow = flow_of(module)
        item = flow.every["x"][-1]
        assert list(map(ast.unparse, lengthening.added(item, flow))) == found
        assert lengthening.added(item, flow) is lengthening.added(item, flow)
