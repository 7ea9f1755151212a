"""The children of a syntax node that can hold code, in the order of the source, without recursion."""

from __future__ import annotations

import dataclasses
import functools

import libcst as cst

_PUNCTUATION = frozenset(
    "lpar rpar lbracket rbracket lbrace rbrace comma trailing_comma separator dot relative equal semicolon colon"
    " first_colon second_colon indent start end conversion leading_lines leading_whitespace lines_after_decorators"
    " trailing_whitespace header footer asynchronous operator star".split()
)
# Fields in the order of the source where they are declared in another one, or hold names that are no expressions.
_SOURCE_ORDER: dict[type[cst.CSTNode], tuple[str, ...]] = {
    cst.IfExp: ("body", "test", "orelse"),
    cst.FunctionDef: ("decorators", "type_parameters", "params", "returns", "body"),
    cst.ClassDef: ("decorators", "type_parameters", "bases", "keywords", "body"),
    cst.ExceptHandler: ("type", "name", "body"),
    cst.ExceptStarHandler: ("type", "name", "body"),
    cst.MatchCase: ("pattern", "guard", "body"),
    cst.TypeAlias: ("name", "type_parameters", "value"),
    cst.Attribute: ("value",),
    cst.Arg: ("value",),
    cst.Param: ("annotation", "default"),
    cst.Name: (),
    cst.SimpleString: (),
    cst.Parameters: ("posonly_params", "params", "star_arg", "kwonly_params", "star_kwarg"),
}


@functools.cache
def _fields(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    if kind in _SOURCE_ORDER:
        return _SOURCE_ORDER[kind]
    return tuple(
        item.name
        for item in dataclasses.fields(kind)
        if item.name not in _PUNCTUATION and not item.name.startswith("whitespace")
    )


_nodes: dict[type[object], bool] = {}


def _is_node(kind: type[object]) -> bool:
    # libcst's classes are abstract: asking them each time takes ten times as long.
    if kind not in _nodes:
        _nodes[kind] = issubclass(kind, cst.CSTNode)
    return _nodes[kind]


def children(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes right below ``node`` that can hold an expression."""
    found: list[cst.CSTNode] = []
    for name in _fields(type(node)):
        value = getattr(node, name)
        if value is None:
            continue
        kind: type[object] = type(value)
        if kind is tuple or kind is list:
            found += value
        elif _is_node(kind):
            found.append(value)
    return found


def descendants(node: cst.CSTNode) -> list[cst.CSTNode]:
    """``node`` and all below it that can hold an expression, parents first, in the order of the source."""
    found: list[cst.CSTNode] = []
    stack = [node]
    while stack:
        top = stack.pop()
        found.append(top)
        inner = children(top)
        if inner:
            inner.reverse()
            stack += inner
    return found
