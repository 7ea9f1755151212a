"""What is up to the callers of a function."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.condition_subjects import Argument
from flake8_confluence_scopes.calls.flow.blocks import Block, FunctionBlock
from flake8_confluence_scopes.calls.sending.request import Request, Requests


def left_to_callers(requests: Requests, block: Block) -> frozenset[Request]:
    """The settled requests of a block that are sent for some arguments only, where the argument is in an open one
    otherwise: in ``url += path if path else ""`` it is up to whoever has to give the path which of the two it is."""
    left_open = [request for request in requests if request.open and request.path and not request.settled]
    if not left_open or not isinstance(block, FunctionBlock):
        return frozenset()
    required = {parameter.name for parameter in block.parameters if parameter.default is None}
    found: set[Request] = set()
    for other in left_open:
        given = required.intersection(hole.name for hole in other.url.holes if hole.open)
        for request in requests if given else ():
            # What an argument is alone carries no condition.
            differs = request.url.when - other.url.when
            if request.settled and any(_argument_of(asked) in given for asked, _ in differs):
                found.add(request)
    return frozenset(found)


def _argument_of(condition: object) -> str:
    """The name of the argument that a condition is about; empty where it is about something else."""
    while isinstance(condition, tuple):
        condition = condition[0]
    return condition.name if isinstance(condition, Argument) else ""
