"""What runs another function with the arguments that follow it, by name. To add one, add a row to a table here."""

from __future__ import annotations

from typing import NamedTuple


class Runner(NamedTuple):
    """The position of the function that is run, and whether it gets an item of each argument at a time."""

    position: int = 0
    each: bool = False


_ONCE = Runner()
_EACH = Runner(each=True)

FUNCTIONS = {
    "asyncio.to_thread": _ONCE,
    "anyio.to_thread.run_sync": _ONCE,
    "builtins.map": _EACH,
    "trio.to_thread.run_sync": _ONCE,
    "fastapi.concurrency.run_in_threadpool": _ONCE,
    "starlette.concurrency.run_in_threadpool": _ONCE,
}
"""Functions by their full names."""

OBJECTS = {"tenacity.Retrying": _ONCE, "tenacity.AsyncRetrying": _ONCE}
"""Classes whose objects are called to run a function."""

METHODS = {
    "imap": _EACH,
    "imap_unordered": _EACH,
    "map": _EACH,
    "map_async": _EACH,
    "run_in_executor": Runner(1),
    "submit": _ONCE,
}
"""Methods of executors, pools and event loops in the same way, whatever their objects are called."""
