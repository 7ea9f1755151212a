"""Where a function may be left before it comes to a node."""

from __future__ import annotations

import ast
import textwrap

import pytest

from flake8_confluence_scopes.calls.flow import exits
from flake8_confluence_scopes.calls.flow.blocks import Guard


def written(guard: Guard | None) -> list[str]:
    """The tests of a guard, the innermost first, with ``not`` where they must fail, and patterns."""
    found = []
    while guard is not None:
        pattern = f" as {ast.unparse(guard.pattern)}" if guard.pattern is not None else ""
        found.append(("" if guard.truth else "not ") + ast.unparse(guard.test) + pattern)
        guard = guard.outer
    return found


def before(body: str) -> list[tuple[list[str], bool]]:
    """The exits before the name ``here``."""
    tree = ast.parse(textwrap.dedent(body))
    target = next(node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "here")
    return [(written(one.guard), one.sure) for one in exits.before(tree.body, target)]


@pytest.mark.parametrize(
    "body, expected",
    [
        ("here", []),
        ("return\nhere", [([], True)]),
        ("raise x\nhere", [([], True)]),
        ("here\nreturn", []),
        ("def f():\n    return\nclass A:\n    raise x\nhere", []),
        ("if a:\n    return\nhere", [(["a"], True)]),
        ("if a:\n    pass\nelif b:\n    return\nhere", [(["b", "not a"], True)]),
        ("if a:\n    return\nelse:\n    here", []),
        ("if a:\n    if b: return\n    here", [(["b"], True)]),
        ("with a:\n    return\nhere", [([], True)]),
        ("while True:\n    if a: break\n    here", [(["a"], True)]),
        ("while True:\n    if a: continue\n    here", [(["a"], True)]),
        ("while True:\n    if a: break\nhere", []),
        ("for a in b:\n    return\nelse:\n    raise x\nhere", [([], False), ([], False)]),
        ("for a in b:\n    for c in d:\n        break\n    here", []),
        ("try:\n    return\nfinally:\n    here", []),
        ("try:\n    pass\nfinally:\n    return\nhere", [([], True)]),
        ("try:\n    return\nexcept E:\n    raise x\nhere", [([], False), ([], False)]),
        ("try:\n    return\nexcept E:\n    pass\nelse:\n    here", [([], True)]),
        ("try:\n    here\nexcept E:\n    pass", []),
        ("try:\n    f()\n    here\nexcept E:\n    pass", [([], False)]),
        ("try:\n    f(here)\nexcept E:\n    pass", []),
        ("try:\n    f(here, a[1])\nexcept E:\n    pass", [([], False)]),
        ("try:\n    pass\n    here\nexcept E:\n    pass", []),
        ("try:\n    pass\nexcept E:\n    return\n    here", [([], True)]),
        (
            "match a:\n    case 1:\n        return\n    case 2 if b:\n        return\n    case _:\n        return\nhere",
            [(["a as 1"], True), (["b", "a as 2", "not a as 1"], True), (["a as _", "not a as 1"], True)],
        ),
        ("match a:\n    case 1:\n        return\n    case 2:\n        here", []),
    ],
)
def test_exits(body: str, expected: list[tuple[list[str], bool]]) -> None:
    assert sorted(before(body)) == sorted(expected)
