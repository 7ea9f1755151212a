"""What a function of the project returns."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation import assumptions
from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow import slices
from flake8_confluence_scopes.calls.flow.blocks import FunctionBlock
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import bindings, narrowing, type_hints
from flake8_confluence_scopes.calls.language.class_functions import is_abstract
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    Arguments,
    Frame,
    Function,
    Items,
    Kind,
    Member,
    Unknown,
    Values,
    unknown,
)

DEEPEST_RECURSION = 4
"""A function that calls itself is followed this many times."""


def result(ev: Evaluator, function: Function, given: Arguments) -> Steps[Values]:
    """What a function of the project returns; a generator's items."""
    if ev.active[function.block] >= DEEPEST_RECURSION:
        return (unknown(f"{function.block.name}(...)", True),)
    ev.active[function.block] += 1
    frame: Frame = yield bindings.frame_for(ev, function, given, slices.for_result(function.block).parameters)
    found: Values = yield ev.remember(
        frame,
        "result",
        lambda: _result(ev, function.block, frame),
        (unknown(f"{function.block.name}(...)", True),),
    )
    ev.active[function.block] -= 1
    return found


def _result(ev: Evaluator, block: FunctionBlock, frame: Frame) -> Steps[Values]:
    flow = flow_of(block)
    groups: list[Values] = []
    for node, guard in flow.yields or flow.returns:
        met: bool = yield ev.holds(guard, frame)
        if met and node is not None:
            narrow = narrowing.narrowed(ev, guard, frame, node)
            groups.append(assumptions.where_met(guard, frame, (yield ev.value(node, narrow))))
    found = union(*groups)
    if flow.yields:
        return (Items((found,), Kind.SOME),)
    if is_abstract(block):
        found = (unknown(f"{block.name}(...)", True),)
    returns = getattr(block.node, "returns", None)
    if returns is not None and all(isinstance(value, (Unknown, Member)) or value == NONE for value in found):
        typed: Values = yield type_hints.instance_of(ev, returns, frame.outer or frame)
        if typed:
            return typed
    return found or (NONE,)
