"""Types that a condition tells of names: ``thing`` is a ``Client`` where ``isinstance(thing, Client)`` holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_confluence_scopes.calls.flow.syntax import dotted, known_parts


def types_told(test: ast.expr, truth: bool) -> Iterator[tuple[ast.Name, ast.expr]]:
    """The names of which a test tells the type where it has this truth, each with the type as an annotation has it."""
    for node, is_true in known_parts(test, truth):
        if is_true and isinstance(node, ast.Call) and dotted(node.func) == "isinstance" and len(node.args) == 2:
            name, types = node.args
            annotation = _annotation(types)
            if isinstance(name, ast.Name) and annotation is not None:
                yield name, annotation


def _annotation(types: ast.expr) -> ast.expr | None:
    """What stands for the second argument of ``isinstance`` in an annotation. None for Python's own types, which have
    small letters: what such an object sends nobody asks."""
    found: ast.expr | None = None
    for item in types.elts if isinstance(types, ast.Tuple) else [types]:
        if not isinstance(item, (ast.Name, ast.Attribute)) or not dotted(item).rpartition(".")[2].strip("_")[:1].isupper():
            return None
        found = item if found is None else ast.BinOp(found, ast.BitOr(), item)
    return found
