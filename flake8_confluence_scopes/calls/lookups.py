"""What a function looks up by a key: where REST roots are kept in a dict, a key alone may bring one into a URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from flake8_confluence_scopes.calls import bindings, relevance, slices
from flake8_confluence_scopes.calls.blocks import Slice
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.values import ClassValue, Function, Items, Table, Values

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator
    from flake8_confluence_scopes.calls.steps import Steps

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
            found: bool = yield relevance.brings_root(
                ev, tuple(value for value in values if isinstance(value, (Table, Items, ClassValue)))
            )
            if found or _gets_attribute(node):
                return True
            callees: Values = (yield ev.value(node.func, around)) if type(node) is cst.Call else ()
            for callee in callees:
                if isinstance(callee, Function) and callee.block not in seen and len(seen) < MOST_FUNCTIONS:
                    seen.append(callee.block)
                    waiting.append((slices.for_result(callee.block), (yield bindings.open_frame(ev, callee))))
    return False


def _owner(node: cst.Subscript | cst.Call) -> cst.BaseExpression | None:
    """The ``owner`` of ``owner[key]`` and ``owner.get(key)``."""
    if type(node) is cst.Subscript:
        return node.value
    function = node.func if type(node) is cst.Call else None
    return function.value if type(function) is cst.Attribute and function.attr.value == "get" else None


def _gets_attribute(node: cst.Subscript | cst.Call) -> bool:
    return type(node) is cst.Call and type(node.func) is cst.Name and node.func.value == "getattr"
