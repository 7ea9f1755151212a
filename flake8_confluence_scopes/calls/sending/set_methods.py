"""HTTP methods that are set on a request object after it was made: ``request.get_method = lambda: "PUT"``."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation import assumptions
from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import CallSite, MethodSet
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.sending.request import Request
from flake8_confluence_scopes.calls.values import strings
from flake8_confluence_scopes.calls.values.domain import NO_ARGUMENTS, Frame, Function, Values, unknown
from flake8_confluence_scopes.calls.values.texts import as_text


def applied(ev: Evaluator, site: CallSite, frame: Frame, requests: list[Request]) -> Steps[list[Request]]:
    """The requests of a call with the methods that its block sets on what the call has made."""
    found: list[Request] = []
    replaced = False
    for item in flow_of(frame.block).methods_set[site.node]:
        met: bool = yield ev.holds(item.guard, frame)
        methods: Values = (yield _methods(ev, item, frame)) if met else ()
        for method in assumptions.where_met(item.guard, frame, methods):
            text = strings.upper(as_text(method))
            found += [request._replace(method=text) for request in requests]
        replaced |= item.guard is site.guard
    return found if replaced else requests + found


def _methods(ev: Evaluator, item: MethodSet, frame: Frame) -> Steps[Values]:
    values: Values = yield ev.value(item.value, frame)
    if not item.by_function:
        return values
    found: Values = ()
    for value in values:
        if isinstance(value, Function):
            found += yield ev.call(value, NO_ARGUMENTS, "get_method()")
        else:
            found += (unknown("get_method()"),)
    return found
