"""Branches on the HTTP method that stay open: which of the methods that a function sends a caller means, nobody knows."""

from __future__ import annotations

import ast
from typing import NamedTuple

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Guard
from flake8_confluence_scopes.calls.flow.walk import descendants
from flake8_confluence_scopes.calls.libraries.clients import VERBS
from flake8_confluence_scopes.calls.sending.request import Request
from flake8_confluence_scopes.calls.values.domain import Frame, Hole, Text, Values
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.path_template import HOLE


class Sent(NamedTuple):
    """A request of a function, with the guard that it stands under in a frame."""

    request: Request
    guard: Guard | None
    frame: Frame


def joined(ev: Evaluator, sent: list[Sent], name: str) -> Steps[list[Request]]:
    """The requests of a function with this name: those of open branches on the method, where they have several methods, as
    ones whose method is not known."""
    requests = [item.request for item in sent]
    if len({request.method.template for request in requests}) < 2:
        return requests
    branches: list[_Branch] = []
    for item in sent:
        branches.append((yield _branch_of(ev, item.guard, item.frame)))
    methods = {request.method.template for request, branch in zip(requests, branches) if branch.by_method}
    if len(methods) < 2:
        return requests
    method = Text(HOLE, (Hole(f"of {name}(...)", any(branch.left_open for branch in branches)),))
    return [
        request._replace(method=method) if branch.by_method else request for request, branch in zip(requests, branches)
    ]


class _Branch(NamedTuple):
    """Whether a guard asks for the HTTP method and stays open, and whether a caller may say how it ends."""

    by_method: bool
    left_open: bool


def _branch_of(ev: Evaluator, guard: Guard | None, frame: Frame) -> Steps[_Branch]:
    by_method = left_open = False
    while guard is not None:
        asked = guard.test if guard.pattern is None else guard.pattern
        if any(map(_names_method, descendants(asked))):
            truth: bool | None = yield ev.rules.guard(ev, guard, frame)
            if truth is None:
                by_method = True
                left_open = left_open or (yield _may_be_said(ev, guard.test, frame))
        guard = guard.outer
    return _Branch(by_method, left_open)


def _names_method(node: ast.AST) -> bool:
    """Whether it is ``"GET"`` or ``HTTPMethod.GET``."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value.lower() in VERBS
    return isinstance(node, ast.Attribute) and node.attr.isupper() and node.attr.lower() in VERBS


def _may_be_said(ev: Evaluator, test: ast.expr, frame: Frame) -> Steps[bool]:
    """Whether what a condition asks about is for a caller to say."""
    for node in descendants(test):
        if isinstance(node, (ast.Name, ast.Attribute)):
            values: Values = yield ev.value(node, frame)
            if any(map(is_open, values)):
                return True
    return False
