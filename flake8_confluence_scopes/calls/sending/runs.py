"""Calls that run another function with the arguments that follow it: ``asyncio.to_thread(requests.get, url)``,
``executor.submit(fetch, path)``, ``map(fetch, paths)``."""

from __future__ import annotations

from typing import NamedTuple

from flake8_confluence_scopes.calls.libraries.runners import FUNCTIONS, METHODS, OBJECTS, Runner
from flake8_confluence_scopes.calls.values.domain import Arguments, External, ExternalObject, Given, Member, Value


class Run(NamedTuple):
    """A function and what it is called with, or with an item of ``each`` of it."""

    function: Given
    given: Arguments
    each: bool = False


def run_by(callee: Value, given: Arguments) -> Run | None:
    """What a callee runs; None for one that is no runner."""
    runner: Runner | None = None
    if isinstance(callee, External):
        runner = FUNCTIONS.get(callee.name)
    elif isinstance(callee, ExternalObject):
        runner = OBJECTS.get(callee.name)
    elif isinstance(callee, Member):
        runner = METHODS.get(callee.name or "")
    if runner is None or runner.position >= len(given.positional):
        return None
    rest = given.positional[runner.position + 1 :]
    # Keywords beside collections are the runner's own, such as a chunk's size.
    handed = Arguments(rest, () if runner.each else given.keywords, given.rest)
    return Run(given.positional[runner.position], handed, runner.each)


def is_runner(callee: External | ExternalObject | Member) -> bool:
    """Whether a callee runs what it is given."""
    if isinstance(callee, ExternalObject):
        return callee.name in OBJECTS
    return (callee.name or "") in (FUNCTIONS if isinstance(callee, External) else METHODS)
