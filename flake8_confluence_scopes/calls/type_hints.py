"""What a type annotation says of a value: an object of a client or of a project's class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.values import (
    NONE,
    UNKNOWN_ARGUMENTS,
    ClassValue,
    External,
    ExternalObject,
    Instance,
    Value,
    Values,
    union,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator, Steps

# Types that hold the described one as their argument, and say nothing else of it.
_WRAPPERS = frozenset("Optional Union Annotated Final ClassVar Type type".split())
_SILENT = frozenset(
    "Any object str int float bool bytes None dict list tuple set Callable Iterable Iterator".split()
)


def instance_of(ev: Evaluator, annotation: cst.BaseExpression, frame: Frame) -> Steps[Values]:
    """The objects that an annotation describes; none where it names no class worth knowing."""
    groups: list[Values] = []
    waiting: list[cst.BaseExpression] = [annotation]
    optional = False
    while waiting:
        node = waiting.pop()
        if isinstance(node, cst.BinaryOperation):
            waiting += (node.right, node.left)
        elif isinstance(node, cst.Name) and node.value == "None":
            optional = True
        elif isinstance(node, cst.SimpleString):
            parsed = _parsed(node)
            waiting += [parsed] if parsed is not None else []
        elif isinstance(node, cst.Subscript):
            optional |= _last_name(node.value) == "Optional"
            if _last_name(node.value) in _WRAPPERS:
                inner = [item.slice.value for item in node.slice if isinstance(item.slice, cst.Index)]
                waiting.extend(reversed(inner[:1] if _last_name(node.value) == "Annotated" else inner))
        elif _last_name(node) and _last_name(node) not in _SILENT:
            values: Values = yield ev.value(node, frame)
            groups.append(values)
    found: list[Value] = [NONE] if optional and groups else []
    for value in union(*groups):
        if isinstance(value, ClassValue):
            found.append(Instance(value))
        elif isinstance(value, External) and not value.name.startswith("builtins."):
            found.append(ExternalObject(value.name, UNKNOWN_ARGUMENTS))
    return tuple(found)


def _last_name(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


def _parsed(node: cst.SimpleString) -> cst.BaseExpression | None:
    """The expression in a quoted annotation; None where it is none."""
    text = node.raw_value
    if len(text) > 200 or text.count("[") > 20:
        return None
    try:
        return cst.parse_expression(text)
    except Exception:  # the parser raises more than its own errors for odd text
        return None
