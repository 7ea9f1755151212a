"""Whether values can bring a part of a REST root into a URL: by themselves, by what objects are made with, or, where roots
are kept in a dict, by a key that is looked up.

Most calls of most code pass nothing of the kind on, and are not looked into.
"""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow import slices
from flake8_confluence_scopes.calls.flow.blocks import Slice
from flake8_confluence_scopes.calls.language import bindings
from flake8_confluence_scopes.calls.language.arguments import Evaluated, evaluated
from flake8_confluence_scopes.calls.libraries.models_in_force import modelled
from flake8_confluence_scopes.calls.values.domain import (
    Arguments,
    ClassValue,
    Constant,
    External,
    ExternalObject,
    Frame,
    Function,
    Instance,
    Items,
    Member,
    Table,
    Text,
    Unknown,
    Value,
    Values,
)
from flake8_confluence_scopes.calls.values.urls import shows_root

_DEEPEST = 4
"""Objects that are made with objects."""


def brings_root(ev: Evaluator, values: Values, receiver: Value | None = None) -> Steps[bool]:
    """Whether one of the values can bring a root, or is a client whose methods name none. Of the receiver of a method,
    only what it is made with counts: the method has looked at its class."""
    waiting: list[tuple[Value, int]] = [(value, 0) for value in values]
    while waiting:
        value, depth = waiting.pop()
        match value:
            case Unknown() | Constant() | External():
                continue
            case Text():
                if shows_root(value):
                    return True
            case Items(items=items):
                waiting.extend((item, depth) for group in items for item in group)
            case Table(entries=entries):
                waiting.extend((item, depth) for key, group in entries for item in (key, *group))
            case Member(receiver=owner):
                waiting.append((owner, depth))
            case ExternalObject(name=name) if modelled(name) is not None:
                return True
            case ExternalObject(arguments=Arguments() as made_with) | Instance(arguments=Arguments() as made_with) if (
                (value == receiver or isinstance(value, ExternalObject)) and depth < _DEEPEST
            ):
                inner: Evaluated = yield evaluated(ev, made_with)
                waiting.extend((item, depth + 1) for item in inner.values)
            case Instance(arguments=None) if value == receiver:
                continue
            case _:  # code of the project, which may give anything
                return True
    return False


MOST_FUNCTIONS = 8
"""Functions that one leads to, and that are looked through with it."""


def bring_root(ev: Evaluator, needed: Slice, frame: Frame) -> Steps[bool]:
    """Whether what is needed takes anything with a REST root out of a dict, a list or an enumeration, or an attribute
    by a name that is not written there: by itself, or in functions of the project that it calls."""
    waiting = [(needed, frame)]
    seen = [frame.block]
    for part, around in waiting:
        for node in part.lookups:
            owner = _owner(node)
            values: Values = (yield ev.value(owner, around)) if owner is not None else ()
            found: bool = yield brings_root(
                ev, tuple(value for value in values if isinstance(value, (Table, Items, ClassValue)))
            )
            if found or _gets_attribute(node):
                return True
            callees: Values = (yield ev.value(node.func, around)) if type(node) is ast.Call else ()
            for callee in callees:
                if isinstance(callee, Function) and callee.block not in seen and len(seen) < MOST_FUNCTIONS:
                    seen.append(callee.block)
                    waiting.append((slices.for_result(callee.block), (yield bindings.general_frame(ev, callee))))
    return False


def _owner(node: ast.Subscript | ast.Call) -> ast.expr | None:
    """The ``owner`` of ``owner[key]`` and ``owner.get(key)``."""
    if type(node) is ast.Subscript:
        return node.value
    function = node.func if type(node) is ast.Call else None
    return function.value if type(function) is ast.Attribute and function.attr == "get" else None


def _gets_attribute(node: ast.Subscript | ast.Call) -> bool:
    return type(node) is ast.Call and type(node.func) is ast.Name and node.func.id == "getattr"
