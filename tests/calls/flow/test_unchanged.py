"""Names that no round of a loop changes are what they were before it."""

from __future__ import annotations

import ast

import pytest

from flake8_confluence_scopes.calls.flow.blocks import Assigned, Definition, Kept, Module, Parameter, Phi, without_phis
from flake8_confluence_scopes.calls.flow.statements import flow_of
from tests.calls.snippets import found


def uses_of(name: str, source: str) -> list[tuple[Definition, ...]]:
    """The definitions of each use of a name in a function, in the order of the source; none for a name from outside."""
    module = Module("m", None, tree=ast.parse(source), text=source)
    function = next(iter(flow_of(module).inner.values()))
    nodes = [node for node in ast.walk(module.tree) if isinstance(node, ast.Name) and node.id == name]
    read = [node for node in nodes if isinstance(node.ctx, ast.Load)]
    uses = flow_of(function).uses
    return [uses.get(node, ()) for node in sorted(read, key=lambda node: (node.lineno, node.col_offset))]


@pytest.mark.parametrize(
    "body",
    [
        "    while c(): use(a)",
        "    while c():\n        for b in c():\n            use(a)",
        "    for b in c():\n        b = a\n        use(a)",
        "    [use(a) for b in c()]",
        "    while c():\n        if c():\n            continue\n        use(a)",
    ],
)
def test_a_parameter_that_no_round_changes(body: str) -> None:
    assert all(isinstance(item, Parameter) for (item,) in uses_of("a", f"def f(a):\n{body}\n"))


def test_what_was_assigned_before_the_loop() -> None:
    inside, behind = uses_of("a", "def f():\n    a = 1\n    while c():\n        use(a)\n    use(a)\n")
    assert inside == behind
    assert isinstance(inside[0], Assigned)


def test_what_a_round_changes_is_what_came_in_or_an_earlier_round_has_left() -> None:
    (first,) = uses_of("a", "def f(a):\n    while c():\n        use(a)\n        a = 1\n")
    assert isinstance(first[0], Phi)
    assert [type(item) for item in without_phis(first)] == [Parameter, Assigned]


def test_what_one_of_two_loops_changes() -> None:
    (inner,) = uses_of("a", "def f(a):\n    while c():\n        while c():\n            use(a)\n        a = 1\n")
    assert [type(item) for item in without_phis(inner)] == [Parameter, Assigned]


def test_two_that_came_in_stay_two() -> None:
    (used,) = uses_of("a", "def f(a):\n    if c():\n        a = 1\n    while c():\n        use(a)\n")
    assert {type(item) for item in without_phis(used)} == {Assigned, Parameter}


def test_what_a_branch_leaves_alone_stays_under_its_condition() -> None:
    source = "def f(a):\n    if c():\n        a = 1\n        return\n    while c():\n        use(a)\n"
    (used,) = uses_of("a", source)
    assert [type(item) for item in used] in ([Parameter], [Phi], [Kept])
    assert [type(item) for item in without_phis(used)] == [Parameter]


def test_a_name_from_outside_is_one_in_a_loop_as_well() -> None:
    assert uses_of("a", "def f():\n    while c():\n        use(a)\n") == [()]


def test_what_is_changed_only_behind_its_use_in_a_loop_is_no_name_from_outside() -> None:
    (used,) = uses_of("a", "def f():\n    while c():\n        use(a)\n        a = 1\n")
    assert [type(item) for item in without_phis(used)] == [Assigned]


@pytest.mark.parametrize("loop", ["while True:", "for item in items:", "if True:"])
def test_a_name_of_the_function_around_in_a_loop(loop: str) -> None:
    source = f"""\
import requests
def send(path):
    def inner():
        {loop}
            requests.get(path)
    inner()
send("/rest/api/space")
"""
    assert found(source) == ["GET /rest/api/space"]
