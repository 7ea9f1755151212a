"""Functions and methods that run another one."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from concurrent.futures import Executor

import pytest

from flake8_confluence_scopes.calls import runners
from flake8_confluence_scopes.calls.values import Arguments, External, Member, Text, unknown
from tests.calls.snippets import found

SOURCE = """
    import asyncio, requests
    from concurrent.futures import ThreadPoolExecutor
    from fastapi.concurrency import run_in_threadpool
    ROOT = "https://x/rest/api"
    session = requests.Session()
    def fetch(method, path):
        return requests.request(method, ROOT + path)
    async def main(self, pool, other):
        loop = asyncio.get_running_loop()
"""


@pytest.mark.parametrize(
    "call",
    [
        "await asyncio.to_thread(requests.put, ROOT + '/space')",
        "await asyncio.to_thread(session.put, url=ROOT + '/space')",
        "await asyncio.to_thread(fetch, 'PUT', '/space')",
        "await asyncio.to_thread(fetch, 'PUT', path='/space')",
        "await run_in_threadpool(fetch, 'PUT', '/space')",
        "pool.submit(fetch, 'PUT', '/space')",
        "ThreadPoolExecutor().submit(session.put, ROOT + '/space')",
        "self.pool.submit(fetch, *('PUT', '/space'))",
        "await loop.run_in_executor(None, fetch, 'PUT', '/space')",
        "await asyncio.get_event_loop().run_in_executor(pool, requests.put, ROOT + '/space')",
    ],
)
def test_what_runs_a_function_sends_its_requests(call: str) -> None:
    assert found(f"{SOURCE}        {call}\n") == ["PUT /rest/api/space"]


@pytest.mark.parametrize(
    "call",
    ["pool.submit(ROOT + '/space')", "pool.submit()", "loop.run_in_executor(fetch)", "pool.submit(print, ROOT + '/space')"]
    + ["other.put_later(requests.put, ROOT + '/space')", "asyncio.to_thread(other.function, ROOT + '/space')"],
)
def test_what_runs_nothing_that_sends(call: str) -> None:
    assert found(f"{SOURCE}        {call}\n") == []


def test_what_a_runner_runs() -> None:
    url = (Text("/rest/api/space"),)
    given = Arguments((url, url), (("a", url),))
    run = runners.run_by(External("asyncio.to_thread"), given)
    assert run is not None
    assert (run.function, run.given.positional, run.given.keywords) == (url, (url,), (("a", url),))
    assert runners.run_by(Member(unknown("pool"), None), given) is None
    assert runners.run_by(unknown("submit"), given) is None


def position(function: Callable[..., object]) -> int:
    """Where a function takes the one that it runs."""
    names = [name for name in inspect.signature(function).parameters if name != "self"]
    return next(names.index(name) for name in names if name in ("func", "fn", "sync_fn"))


@pytest.mark.parametrize("name", runners.FUNCTIONS)
def test_the_table_of_functions_is_that_of_the_libraries(name: str) -> None:
    module, _, function = name.rpartition(".")
    found = pytest.importorskip(module, reason=f"{module.partition('.')[0]} is not installed")
    assert position(getattr(found, function)) == runners.FUNCTIONS[name]


def test_the_table_of_methods_is_that_of_the_standard_library() -> None:
    assert position(Executor.submit) == runners.METHODS["submit"]
    assert position(asyncio.AbstractEventLoop.run_in_executor) == runners.METHODS["run_in_executor"]
