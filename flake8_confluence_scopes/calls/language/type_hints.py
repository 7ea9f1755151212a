"""What a type annotation says of a value: an object of a client or of a project's class."""

from __future__ import annotations

import libcst as cst

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.syntax import dotted
from flake8_confluence_scopes.calls.libraries.type_names import DATA_TYPES, UNTELLING, WRAPPERS
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    UNKNOWN_ARGUMENTS,
    ClassValue,
    External,
    ExternalObject,
    Frame,
    Instance,
    Value,
    Values,
)


def instance_of(ev: Evaluator, annotation: cst.BaseExpression, frame: Frame) -> Steps[Values]:
    """The objects that an annotation describes; none where it names no class worth knowing."""
    nodes, optional = _alternatives(annotation)
    groups: list[Values] = []
    for node in nodes:
        if _last_name(node) not in UNTELLING:
            values: Values = yield ev.value(node, frame)
            groups.append(values)
    found: list[Value] = [NONE] if optional and groups else []
    for value in union(*groups):
        if isinstance(value, ClassValue):
            found.append(Instance(value))
        elif isinstance(value, External) and not value.name.startswith("builtins."):
            found.append(ExternalObject(value.name, UNKNOWN_ARGUMENTS))
    return tuple(found)


def data_type(annotation: cst.BaseExpression) -> str:
    """The name of the type where an annotation describes nothing but data, else empty."""
    names = {_last_name(node) for node in _alternatives(annotation)[0]}
    return min(names) if names and names <= DATA_TYPES else ""


def _alternatives(annotation: cst.BaseExpression) -> tuple[list[cst.BaseExpression], bool]:
    """The names of the types that an annotation allows, and whether it allows None."""
    found: list[cst.BaseExpression] = []
    waiting: list[cst.BaseExpression] = [annotation]
    optional = False
    while waiting:
        node = waiting.pop()
        # type() and not isinstance(), which takes ten times as long for libcst's abstract classes.
        if type(node) is cst.BinaryOperation:
            waiting += (node.right, node.left)
        elif type(node) is cst.Name and node.value == "None":
            optional = True
        elif type(node) is cst.SimpleString:
            parsed = _parsed(node)
            waiting += [parsed] if parsed is not None else []
        elif type(node) is cst.Subscript:
            name = _last_name(node.value)
            optional |= name == "Optional"
            inner = [item.slice.value for item in node.slice if isinstance(item.slice, cst.Index)]
            if name not in WRAPPERS:
                found.append(node.value)
            else:
                waiting.extend(reversed(inner[:1] if name == "Annotated" else inner))
        elif _last_name(node):
            found.append(node)
    return found, optional


def _last_name(node: cst.BaseExpression) -> str:
    return dotted(node).rpartition(".")[2]


def _parsed(node: cst.SimpleString) -> cst.BaseExpression | None:
    """The expression in a quoted annotation; None where it is none."""
    text = node.raw_value
    if len(text) > 200 or text.count("[") > 20:
        return None
    try:
        return cst.parse_expression(text)
    except Exception:  # the parser raises more than its own errors for odd text
        return None
