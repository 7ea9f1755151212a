"""Whether a call in a function runs whenever the function does, or something else has a part in it: an answer, a loop that may
have no rounds, an exception that may not come, a statement before it that may leave the function."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow import exits
from flake8_confluence_scopes.calls.flow.blocks import CallSite, FunctionBlock, Guard
from flake8_confluence_scopes.calls.flow.walk import descendants
from flake8_confluence_scopes.calls.sending.request import GUESSED, Request, Requests
from flake8_confluence_scopes.calls.values.domain import Frame

_MAY_NOT_RUN = (ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def marked(ev: Evaluator, site: CallSite, frame: Frame, requests: Requests, is_inner: bool) -> Steps[list[Request]]:
    """The requests of a call, those marked that it may not send although the function runs around it; none where an expression
    passes it by, and none for which nothing but an argument speaks. ``is_inner`` tells that it stands in a function inside of
    that one, which was looked at for callers that nobody knows."""
    requests = tuple(one for one in requests if one.client != GUESSED or one.path is not None or not one.method.holes)
    if not requests:
        return []
    block = frame.block
    assert isinstance(block, FunctionBlock)  # nobody walks through others
    with_path = (one for one in requests if one.path is not None)
    own = {(one.method, one.path) for one in with_path if one.origin is not None and one.origin.site is site}
    doubtful = is_inner
    for guard in _guards(site):
        truth: bool | None = yield ev.rules.guard(ev, guard, frame)
        if truth is False:
            return []
        doubtful = doubtful or truth is None
    for leaving in exits.before(_statements(block), site.node):
        truth = yield _truth(ev, leaving.guard, frame)
        if truth and leaving.sure:
            return []
        doubtful = doubtful or truth is not False
    doubtful = doubtful or _may_not_run(block, site.node)
    return [
        one._replace(
            doubtful=one.doubtful or doubtful or (len(own) > 1 and (one.method, one.path) in own), said=one.said or is_inner
        )
        for one in requests
    ]


def _statements(block: FunctionBlock) -> Sequence[ast.stmt]:
    return () if isinstance(block.node, ast.Lambda) else block.node.body


def _truth(ev: Evaluator, guard: Guard | None, frame: Frame) -> Steps[bool | None]:
    """Whether a guard holds with all that is around it; None where nobody knows."""
    found: bool | None = True
    while guard is not None:
        truth: bool | None = yield ev.rules.guard(ev, guard, frame)
        if truth is False:
            return False
        found = truth and found
        guard = guard.outer
    return found


def _guards(site: CallSite) -> Iterator[Guard]:
    """What has to hold where a call runs: of the statements around it, and of the expressions."""
    guard = site.guard
    while guard is not None:
        yield guard
        guard = guard.outer
    for part in descendants(site.within):
        if isinstance(part, ast.IfExp):
            for branch, truth in ((part.body, True), (part.orelse, False)):
                if _is_in(site.node, branch):
                    yield Guard(part.test, truth, None)
        elif isinstance(part, ast.BoolOp):
            for place, value in enumerate(part.values):
                if _is_in(site.node, value):
                    yield from (Guard(before, isinstance(part.op, ast.And), None) for before in part.values[:place])


def _may_not_run(block: FunctionBlock, node: ast.Call) -> bool:
    """Whether a call stands in a loop, or in what handles an exception."""
    parts = (part for part in descendants(block.node) if isinstance(part, _MAY_NOT_RUN) and not _runs_once(part))
    return any(_is_in(node, part) for part in parts)


def _is_in(node: ast.AST, outer: ast.AST) -> bool:
    return any(inner is node for inner in descendants(outer))


def _runs_once(node: ast.AST) -> bool:
    """Whether it is ``while True``, which has a first round."""
    return isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and bool(node.test.value)
