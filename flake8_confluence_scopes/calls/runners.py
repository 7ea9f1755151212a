"""What runs another function with the arguments that follow it: ``asyncio.to_thread(requests.get, url)``,
``executor.submit(fetch, path)``. To add one, add a row to a table here."""

from __future__ import annotations

from typing import NamedTuple

from flake8_confluence_scopes.calls.values import Arguments, External, Given, Member, Value

FUNCTIONS = {
    "asyncio.to_thread": 0,
    "anyio.to_thread.run_sync": 0,
    "trio.to_thread.run_sync": 0,
    "fastapi.concurrency.run_in_threadpool": 0,
    "starlette.concurrency.run_in_threadpool": 0,
}
"""Functions by their full names, each with the position of the function that it runs."""

METHODS = {"submit": 0, "run_in_executor": 1}
"""Methods of executors and event loops in the same way, whatever their objects are called."""


class Run(NamedTuple):
    """A function and what it is called with."""

    function: Given
    given: Arguments


def run_by(callee: Value, given: Arguments) -> Run | None:
    """What a callee runs; None for one that is no runner."""
    position: int | None = None
    if isinstance(callee, External):
        position = FUNCTIONS.get(callee.name)
    elif isinstance(callee, Member):
        position = METHODS.get(callee.name or "")
    if position is None or position >= len(given.positional):
        return None
    rest = Arguments(given.positional[position + 1 :], given.keywords, given.rest)
    return Run(given.positional[position], rest)


def is_runner(callee: External | Member) -> bool:
    """Whether a callee runs what it is given."""
    return (callee.name or "") in (FUNCTIONS if isinstance(callee, External) else METHODS)
