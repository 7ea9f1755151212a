"""Who else may call a function of the project: what it is handed to, what it is registered with, and calls by its name
where nobody knows on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from flake8_confluence_scopes.calls.blocks import Block, FunctionBlock
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.receivers import sends_by
from flake8_confluence_scopes.calls.values import External, Function, Instance, Member, Unknown, Value, Values

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator
    from flake8_confluence_scopes.calls.steps import Steps

_WRAPPING = frozenset(
    """abc asyncio backoff builtins cachetools contextlib deprecated functools overrides ratelimit retry retrying stamina
    tenacity typing typing_extensions warnings wrapt""".split()
)
"""Packages whose decorators call a function for its callers only; others, such as a web framework's, call it themselves."""


def is_registered(ev: Evaluator, function: FunctionBlock, frame: Frame) -> Steps[bool]:
    """Whether a decorator may hand a function to others who call it. ``frame`` is one of the function's own."""
    around = frame.outer or frame
    for item in getattr(function.node, "decorators", ()):
        node = item.decorator.func if isinstance(item.decorator, cst.Call) else item.decorator
        values: Values = yield ev.value(node, around)
        if not all(map(_only_wraps, values)):
            return True
    return False


def _only_wraps(decorator: Value) -> bool:
    if isinstance(decorator, External):
        return decorator.name.partition(".")[0] in _WRAPPING
    # The setter of a property is an attribute of it.
    return isinstance(decorator, Function) or (
        isinstance(decorator, Member) and decorator.name in ("setter", "deleter", "getter")
    )


def handed_over(ev: Evaluator, node: cst.Call, frame: Frame) -> Steps[list[Block]]:
    """The functions of the project among the arguments of a call."""
    found: list[Block] = []
    for argument in node.args:
        if isinstance(argument.value, (cst.Name, cst.Attribute)):
            values: Values = yield ev.value(argument.value, frame)
            found += (value.block for value in values if isinstance(value, Function))
    return found


def names_without_owner(ev: Evaluator, node: cst.Call, frame: Frame) -> Steps[list[str]]:
    """The name of what is called where nobody knows on what, unless it is one by which every client is called."""
    name = node.func.attr.value if isinstance(node.func, cst.Attribute) else getattr(node.func, "value", "")
    if not isinstance(name, str) or not name or sends_by(name) is not None:
        return []
    callees: Values = yield ev.value(node.func, frame)
    return [name] if any(map(_is_unresolved, callees)) else []


def _is_unresolved(callee: Value) -> bool:
    while isinstance(callee, Member):
        callee = callee.receiver
    return isinstance(callee, (Unknown, Instance))
