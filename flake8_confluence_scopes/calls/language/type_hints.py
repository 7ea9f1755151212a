"""What a type annotation says of a value: an object of a client or of a project's class."""

from __future__ import annotations

import ast

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

LONGEST = 200
"""Characters of a quoted annotation."""


def instance_of(ev: Evaluator, annotation: ast.expr, frame: Frame) -> Steps[Values]:
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


def data_type(annotation: ast.expr) -> str:
    """The name of the type where an annotation describes nothing but data, else empty."""
    names = {_last_name(node) for node in _alternatives(annotation)[0]}
    return min(names) if names and names <= DATA_TYPES else ""


def _alternatives(annotation: ast.expr) -> tuple[list[ast.expr], bool]:
    """The names of the types that an annotation allows, and whether it allows None."""
    found: list[ast.expr] = []
    waiting: list[ast.expr] = [annotation]
    optional = False
    while waiting:
        node = waiting.pop()
        if type(node) is ast.BinOp:
            waiting += (node.right, node.left)
        elif type(node) is ast.Constant:
            optional |= node.value is None
            parsed = _parsed(node.value) if isinstance(node.value, str) else None
            waiting += [parsed] if parsed is not None else []
        elif type(node) is ast.Subscript:
            name = _last_name(node.value)
            optional |= name == "Optional"
            inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            if name not in WRAPPERS:
                found.append(node.value)
            else:
                waiting.extend(reversed(inner[:1] if name == "Annotated" else inner))
        elif _last_name(node):
            found.append(node)
    return found, optional


def _last_name(node: ast.expr) -> str:
    return dotted(node).rpartition(".")[2]


def _parsed(text: str) -> ast.expr | None:
    """The expression in a quoted annotation; None where it is none."""
    if len(text) > LONGEST:
        return None
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None
