"""Whether a call in a function runs whenever the function does, or something else has a part in it: an answer, a loop that may
have no rounds, an exception that may not come."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Block, CallSite, FunctionBlock, Guard
from flake8_confluence_scopes.calls.flow.walk import descendants
from flake8_confluence_scopes.calls.sending.request import GUESSED, Request, Requests
from flake8_confluence_scopes.calls.values.domain import Frame

_MAY_NOT_RUN = (ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def marked(ev: Evaluator, site: CallSite, frame: Frame, requests: Requests) -> Steps[list[Request]]:
    """The requests of a call, those marked that it may not send although the function runs around it, and without those for
    which nothing but an argument speaks."""
    requests = tuple(one for one in requests if one.client != GUESSED or one.path is not None or not one.method.holes)
    if not requests:
        return []
    own = {(one.method, one.path) for one in requests if one.path is not None and one.origin is not None and one.origin[0] is site}
    doubtful: bool = _may_not_run(frame.block, site.node) or not (yield _is_met(ev, site.guard, frame))
    return [
        one._replace(doubtful=one.doubtful or doubtful or (len(own) > 1 and (one.method, one.path) in own)) for one in requests
    ]


def _is_met(ev: Evaluator, guard: Guard | None, frame: Frame) -> Steps[bool]:
    while guard is not None:
        truth: bool | None = yield ev.rules.guard(ev, guard, frame)
        if truth is not True:
            return False
        guard = guard.outer
    return True


def _may_not_run(block: Block, node: ast.Call) -> bool:
    """Whether a call stands in a loop, in what handles an exception, or in a function inside of another one."""
    if not isinstance(block, FunctionBlock) or isinstance(block.parent, FunctionBlock):
        return True
    parts = (part for part in descendants(block.node) if isinstance(part, _MAY_NOT_RUN) and not _runs_once(part))
    return any(inner is node for part in parts for inner in descendants(part))


def _runs_once(node: ast.AST) -> bool:
    """Whether it is ``while True``, which has a first round."""
    return isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and bool(node.test.value)
