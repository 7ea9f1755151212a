"""Whose REST API a client talks to, by the names of client and base URL: what ``confluence.get(...)``, the methods of a
``ConfluenceClient`` and the calls in them request is Confluence's, also where no catalog lists the resource."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Block, ClassBlock
from flake8_confluence_scopes.calls.flow.syntax import arguments, dotted
from flake8_confluence_scopes.calls.language import classes
from flake8_confluence_scopes.calls.libraries.products import OTHER_PRODUCTS, PRODUCT
from flake8_confluence_scopes.calls.sending.request import Request
from flake8_confluence_scopes.calls.values.domain import ClassValue, Frame, Function, Instance, Member, Value, Values
from flake8_confluence_scopes.calls.values.texts import describe

_BASE = re.compile("(url|base|host|site|server|domain)$", re.IGNORECASE)
"""How the names of arguments end that stand for what comes before the REST root."""


def named_after(
    ev: Evaluator, node: ast.Call, frames: tuple[Frame, ...], requests: Iterable[Request]
) -> Steps[str]:
    """The product that a call with its requests is named after: what its method, or one that it is given, belongs to, a
    class that this inherits, the class that the call stands in, or what stands before the REST root. Confluence comes
    first; empty where none is named."""
    names = [_last(hole.name) for request in requests for hole in request.base_holes]
    if names:
        names += filter(_BASE.search, (_last(dotted(argument.value)) for argument in arguments(node)))
    for frame in frames:
        names += _classes_around(frame.block)
        for part in (node.func, *(argument.value for argument in arguments(node))):
            callees: Values = yield ev.value(part, frame)
            for callee in callees:
                owner = callee.receiver if isinstance(callee, (Member, Function)) else None
                order: tuple[Value, ...] = (owner,) if owner is not None else ()
                if isinstance(owner, Instance):
                    order = yield classes.order_of(ev, owner.cls)
                names += map(_name, order)
    named = " ".join(names).lower()
    return next((product for product in (PRODUCT, *OTHER_PRODUCTS) if product in named), "")


def _classes_around(block: Block | None) -> Iterator[str]:
    while block is not None:
        if isinstance(block, ClassBlock):
            yield block.name
        block = block.parent


def _name(value: Value) -> str:
    return value.block.name if isinstance(value, ClassValue) else _last(describe(value))


def _last(name: str) -> str:
    return name.rpartition(".")[2]
