"""A few words and parts of syntax nodes."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst


def parameters(node: cst.FunctionDef | cst.Lambda) -> Iterator[cst.Param]:
    """Every parameter with a name of its own, in the order of the source, stars included."""
    listed = node.params
    yield from listed.posonly_params
    yield from listed.params
    if isinstance(listed.star_arg, cst.Param):
        yield listed.star_arg
    yield from listed.kwonly_params
    if listed.star_kwarg is not None:
        yield listed.star_kwarg


def dotted(node: cst.CSTNode | None) -> str:
    """``a.b.c`` of a name or of attributes of one; empty for anything else."""
    names: list[str] = []
    while type(node) is cst.Attribute:
        names.append(node.attr.value)
        node = node.value
    if type(node) is not cst.Name:
        return ""
    names.append(node.value)
    return ".".join(reversed(names))


def summary(node: cst.CSTNode) -> str:
    """A few words of source that name an expression in a reason."""
    behind: list[str] = []
    while type(node) is not cst.Name:
        if type(node) is cst.Call:
            behind.append("(...)")
            node = node.func
        elif type(node) is cst.Subscript:
            behind.append("[...]")
            node = node.value
        elif type(node) is cst.Attribute:
            behind.append(f".{node.attr.value}")
            node = node.value
        elif type(node) is cst.Await:
            node = node.expression
        else:
            return f"a {type(node).__name__}{''.join(reversed(behind))}"
    return node.value + "".join(reversed(behind))
