"""Whose REST API a client talks to, by the client's name: what ``confluence.get(...)``, the methods of a
``ConfluenceClient`` and the calls in them request is Confluence's, also where no catalog lists the resource."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import libcst as cst

from flake8_confluence_scopes.calls import classes
from flake8_confluence_scopes.calls.blocks import Block, ClassBlock
from flake8_confluence_scopes.calls.evidence import PRODUCT
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.values import ClassValue, Function, Instance, Member, Value, Values, describe

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator
    from flake8_confluence_scopes.calls.steps import Steps

OTHER_PRODUCTS = ("jira", "bitbucket", "bamboo")
"""Products that have resources at some of the same paths."""


def named_after(ev: Evaluator, node: cst.Call, frames: tuple[Frame, ...]) -> Steps[str]:
    """The product that a call is named after: what its method belongs to, a class that this inherits, or the class that
    the call stands in. Confluence comes first; empty where none is named."""
    names: list[str] = []
    for frame in frames:
        names += _classes_around(frame.block)
        callees: Values = yield ev.value(node.func, frame)
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
    return value.block.name if isinstance(value, ClassValue) else describe(value).rpartition(".")[2]
