"""The children of a syntax node that can hold code, in the order of the source, without recursion."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Iterator
from typing import Any

from flake8_confluence_scopes.calls.flow.syntax import parameters

_WORDS = frozenset(
    "ctx op ops id attr arg name names asname module level conversion is_async simple kwd_attrs type_comment type_ignores"
    .split()
)
"""Fields that hold no code."""

# Fields in the order of the source where they are declared in another one.
_SOURCE_ORDER: dict[type[ast.AST], tuple[str, ...]] = {
    ast.IfExp: ("body", "test", "orelse"),
    ast.FunctionDef: ("decorator_list", "type_params", "args", "returns", "body"),
    ast.AsyncFunctionDef: ("decorator_list", "type_params", "args", "returns", "body"),
    ast.ClassDef: ("decorator_list", "type_params", "bases", "keywords", "body"),
    ast.Constant: (),
    ast.MatchSingleton: (),
}


@functools.cache
def _fields(kind: Any) -> tuple[str, ...]:
    if kind in _SOURCE_ORDER:
        # Python has type parameters from 3.12 on.
        return tuple(name for name in _SOURCE_ORDER[kind] if name in kind._fields)
    return tuple(name for name in kind._fields if name not in _WORDS)


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes right below ``node`` that can hold an expression."""
    kind: Any = type(node)
    paired = _PAIRED.get(kind)
    if paired is not None:
        return list(paired(node))
    found: list[ast.AST] = []
    for name in _fields(kind):
        value = getattr(node, name, None)
        if type(value) is list:
            found += value
        elif value is not None:
            found.append(value)
    return found


def _of_dict(node: ast.Dict) -> Iterator[ast.AST]:
    for key, value in zip(node.keys, node.values):
        if key is not None:
            yield key
        yield value


def _of_mapping(node: ast.MatchMapping) -> Iterator[ast.AST]:
    for key, pattern in zip(node.keys, node.patterns):
        yield key
        yield pattern


def _of_parameters(node: ast.arguments) -> Iterator[ast.AST]:
    for item in parameters(node):
        yield from (part for part in (item.annotation, item.default) if part is not None)


# What ast keeps in lists of their own and stands side by side in the source.
_PAIRED: dict[type[ast.AST], Callable[[Any], Iterator[ast.AST]]] = {
    ast.Dict: _of_dict,
    ast.MatchMapping: _of_mapping,
    ast.arguments: _of_parameters,
}


def descendants(node: ast.AST) -> list[ast.AST]:
    """``node`` and all below it that can hold an expression, parents first, in the order of the source."""
    found: list[ast.AST] = []
    stack = [node]
    while stack:
        top = stack.pop()
        found.append(top)
        inner = children(top)
        if inner:
            inner.reverse()
            stack += inner
    return found
