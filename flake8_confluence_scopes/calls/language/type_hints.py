"""What a type annotation says of a value: an object of a client or of a project's class."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.syntax import dotted
from flake8_confluence_scopes.calls.libraries.known_functions import URL_OBJECTS
from flake8_confluence_scopes.calls.libraries.type_names import DATA_TYPES, FORM, UNTELLING, WRAPPERS
from flake8_confluence_scopes.calls.model import UncheckedFile
from flake8_confluence_scopes.calls.modules.python_tree import standard_tree
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    UNKNOWN_ARGUMENTS,
    ClassValue,
    External,
    ExternalObject,
    Frame,
    Instance,
    Lazy,
    Value,
    Values,
    unknown,
)

LONGEST = 200
"""Characters of a quoted annotation."""

MOST_ALIASES = 10
"""Types that one annotation stands for, by way of type variables and new types."""

_WITHOUT_CLASSES = ("builtins", "typing", "typing_extensions")
"""Modules of which no class is a client's; what typing has are forms of types, as in ``Alias = Optional[Client]``."""


def instance_of(ev: Evaluator, annotation: ast.expr, frame: Frame) -> Steps[Values]:
    """The objects that an annotation describes, with None where it allows that, and an unknown one where not all of it
    can be read; none where it names no class worth knowing."""
    found: list[Value] = []
    waiting = [(annotation, frame)]
    optional = unread = False
    for part, around in waiting:
        nodes, may_be_none = _alternatives(part)
        optional |= may_be_none
        for node in nodes:
            if _last_name(node) in UNTELLING:
                continue
            values: Values = yield ev.value(node, around)
            for value in values:
                behind = _stands_for(value) if len(waiting) < MOST_ALIASES else []
                waiting += behind
                if isinstance(value, ClassValue):
                    found.append(Instance(value))
                elif isinstance(value, External) and value.name in URL_OBJECTS:
                    pass  # whatever its methods give, it sends nothing
                elif isinstance(value, External) and value.name.partition(".")[0] not in _WITHOUT_CLASSES:
                    found.append(ExternalObject(value.name, UNKNOWN_ARGUMENTS))
                elif not behind and not (isinstance(value, External) and value.name.startswith("builtins.")):
                    unread = True
    if not found:
        return ()
    return union([NONE] if optional else [], found, [unknown(dotted(annotation) or "a type", True)] if unread else [])


def _stands_for(value: Value) -> list[tuple[ast.expr, Frame]]:
    """The annotations that a type variable is bound to, a new type is made of, or a name is given to."""
    if not isinstance(value, ExternalObject):
        return []
    if value.name == FORM:
        return [(item.node, item.frame) for item in value.arguments.positional if isinstance(item, Lazy)]
    bound = value.arguments.get(None, "bound")
    given = [*value.arguments.positional[1:], *([bound] if bound is not None else [])]
    is_type = value.name.rpartition(".")[2] in ("TypeVar", "NewType")
    return [(item.node, item.frame) for item in given if is_type and isinstance(item, Lazy)]


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
        body = standard_tree(text.strip()).body
    except UncheckedFile:
        return None
    only = body[0] if len(body) == 1 else None
    return only.value if isinstance(only, ast.Expr) else None
