"""Functions and methods that run another one."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from concurrent.futures import Executor
from multiprocessing.pool import Pool

import pytest

from flake8_confluence_scopes.calls.libraries import runners
from flake8_confluence_scopes.calls.sending import runs
from flake8_confluence_scopes.calls.values.domain import Arguments, External, Member, Text, unknown
from tests.calls.snippets import found

SOURCE = """
    import asyncio, functools, requests
    from concurrent.futures import ThreadPoolExecutor
    from asgiref.sync import sync_to_async
    from fastapi.concurrency import run_in_threadpool
    from tenacity import AsyncRetrying, Retrying
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
        "list(map(fetch, ['PUT'], ['/space']))",
        "list(map(requests.put, (ROOT + '/space',)))",
        "pool.map(functools.partial(fetch, 'PUT'), {'/space'}, timeout=3)",
        "for answer in ThreadPoolExecutor().map(session.put, [ROOT + '/space'], chunksize=2): print(answer)",
        "self.pool.imap_unordered(functools.partial(fetch, 'PUT'), {'/space': 1})",
        "self.pool.submit(functools.partial(fetch, 'PUT', '/space'))",
        "Retrying(stop=3)(fetch, 'PUT', '/space')",
        "await AsyncRetrying()(requests.put, ROOT + '/space')",
        "retry = Retrying(); retry(session.put, url=ROOT + '/space')",
        "await sync_to_async(requests.put)(ROOT + '/space')",
        "functools.cache(fetch)('PUT', '/space')",
    ],
)
def test_what_runs_a_function_sends_its_requests(call: str) -> None:
    assert found(f"{SOURCE}        {call}\n") == ["PUT /rest/api/space"]


@pytest.mark.parametrize(
    "call",
    ["pool.submit(ROOT + '/space')", "pool.submit()", "loop.run_in_executor(fetch)", "pool.submit(print, ROOT + '/space')"]
    + ["Retrying(requests.put, ROOT + '/space')", "Retrying()(print, ROOT + '/space')", "object()(requests.put, ROOT + '/space')"]
    + ["other.put_later(requests.put, ROOT + '/space')", "asyncio.to_thread(other.function, ROOT + '/space')"],
)
def test_what_runs_nothing_that_sends(call: str) -> None:
    assert found(f"{SOURCE}        {call}\n") == []


def test_each_item_is_one_request() -> None:
    source = f"""{SOURCE}        pool.map(functools.partial(fetch, "GET"), {{paths}})"""
    assert found(source.format(paths="['/space', '/content']")) == ["GET /rest/api/content", "GET /rest/api/space"]
    assert found(source.format(paths="self.paths")) == []
    assert found(f"""{SOURCE}        pool.map(fetch, *other)""") == []


def test_what_a_runner_runs() -> None:
    url = (Text("/rest/api/space"),)
    given = Arguments((url, url), (("a", url),))
    run = runs.run_by(External("asyncio.to_thread"), given)
    assert run is not None
    assert (run.function, run.given.positional, run.given.keywords) == (url, (url,), (("a", url),))
    each = runs.run_by(External("builtins.map"), given)
    assert each is not None
    assert (each.each, each.given.positional, each.given.keywords) == (True, (url,), ())
    assert runs.run_by(Member(unknown("pool"), None), given) is None
    assert runs.run_by(unknown("submit"), given) is None


def position(function: Callable[..., object]) -> int:
    """Where a function takes the one that it runs."""
    names = [name for name in inspect.signature(function).parameters if name != "self"]
    return next(names.index(name) for name in names if name in ("func", "fn", "sync_fn"))


@pytest.mark.parametrize("name", sorted(set(runners.FUNCTIONS) - {"builtins.map"}))
def test_the_table_of_functions_is_that_of_the_libraries(name: str) -> None:
    module, _, function = name.rpartition(".")
    found = pytest.importorskip(module, reason=f"{module.partition('.')[0]} is not installed")
    assert position(getattr(found, function)) == runners.FUNCTIONS[name].position


@pytest.mark.parametrize("name", runners.METHODS)
def test_the_table_of_methods_is_that_of_the_standard_library(name: str) -> None:
    owners = (Executor, asyncio.AbstractEventLoop, Pool)
    functions = [getattr(owner, name) for owner in owners if hasattr(owner, name)]
    assert functions
    assert {position(function) for function in functions} == {runners.METHODS[name].position}


def test_map_takes_the_function_first() -> None:
    assert list(map(str.upper, ["a"])) == ["A"]
    assert runners.FUNCTIONS["builtins.map"] == runners.METHODS["map"]
