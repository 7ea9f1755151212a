"""Whether twice as much takes twice as long, in each direction in which a project can grow."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from flake8_confluence_scopes import collector
from flake8_confluence_scopes.calls import find_calls, visitor
from tools.benchmarks.rows import Row, seconds

MOST_SPREAD = 1.3

_HEAD = '''\
import requests


class Api:
    prefix = "/rest/api"

    def __init__(self, host):
        self.base = host + "/wiki"
        self.session = requests.Session()

    def _send(self, method, path, **kwargs):
        url = self.base + self.prefix + path
        return self.session.request(method, url, **kwargs)
'''
_METHOD = '''
    def page_{n}(self, page_id, label=None):
        """Reads one page."""
        path = f"/content/{{page_id}}/child"
        if label is not None:
            path = path + "/label"
        result = self._send("GET", path, params={{"limit": 10}})
        count = len(result.json())
        return count
'''


class Direction(NamedTuple):
    """One direction: the unit that is counted, how many of it, and what makes the sources of that many. ``calls`` of a
    number is how many calls are in them."""

    unit: str
    sizes: Sequence[int]
    sources: Callable[[int], Iterable[str]]
    calls: Callable[[int], int]


def lines(count: int) -> str:
    """Client code with a wrapper class, of about so many lines."""
    return _HEAD + "".join(_METHOD.format(n=number) for number in range(_methods(count)))


def _methods(count: int) -> int:
    return max(1, (count - _HEAD.count("\n")) // _METHOD.count("\n"))


def calls(count: int) -> str:
    """A function with so many calls through a wrapper."""
    body = "".join(f'    api._send("GET", f"/content/{{page}}/child/{number}")\n' for number in range(count))
    return f"{_HEAD}\n\ndef main(host, page):\n    api = Api(host)\n{body}"


def chain(count: int) -> str:
    """A call through so many wrappers, each of which calls the next."""
    links = "".join(f"\n\ndef f{n}(path):\n    return f{n + 1}(path)\n" for n in range(count))
    last = f'\n\ndef f{count}(path):\n    return requests.get("/rest/api" + path)\n'
    return f'import requests\n{links}{last}\n\nf0("/content")\n'


def constants(count: int) -> str:
    """A call whose URL leads through so many constants, each made of the one before."""
    rest = "".join(f"C{number} = C{number - 1}\n" for number in range(1, count))
    return f'import requests\n\nC0 = "/rest/api/space"\n{rest}requests.get(C{count - 1})\n'


def files(count: int) -> Iterable[str]:
    """So many files, each with a call through another module's wrapper."""
    return (f'from client import Api\n\nApi("")._send("GET", "/content/{number}")\n' for number in range(count))


DIRECTIONS = (
    Direction("line", (1_000, 4_000, 16_000, 64_000), lambda n: [lines(n)], lambda n: 2 * _methods(n)),
    Direction("call", (1, 100, 1_000, 10_000), lambda n: [calls(n)], lambda n: n),
    Direction("wrapper in a chain", (1, 50, 100, 200), lambda n: [chain(n)], lambda n: 1),
    Direction("constant of a constant", (1, 100, 1_000, 10_000), lambda n: [constants(n)], lambda n: 1),
    Direction("file", (10, 100, 1_000, 10_000), files, lambda n: n),
)


def rows(rounds: int, shown: int | None = None) -> list[Row]:
    """Time per unit, each size against the cheapest of the smaller ones; ``shown`` are so many sizes only."""
    # What is imported on the first use is no part of the first size.
    find_calls(lines(0), "generated.py")
    found: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "client.py").write_text(_HEAD, encoding="utf-8")
        for direction in DIRECTIONS:
            least = 0.0
            for size in direction.sizes[:shown]:
                each = _each(direction, size, folder, rounds)
                least = least or each
                detail = f"{each * 1e6:,.0f} us a {direction.unit}"
                found.append(Row(f"growth, {direction.unit}: {size:,}", each / least, MOST_SPREAD, detail))
                least = min(least, each)
    return found


def _each(direction: Direction, size: int, folder: str, rounds: int) -> float:
    """Seconds for each unit. Raises ValueError where not all calls are found."""
    sources = [(text, f"{folder}/app_{number}.py") for number, text in enumerate(direction.sources(size))]
    found: list[int] = []

    def find() -> None:
        # As the doors have it, and with no expression known from the round before: those that are kept are too few for
        # the largest sizes alone.
        visitor.calls_in.cache_clear()
        with collector.paused():
            found.append(sum(len(find_calls(text, file, root=folder)) for text, file in sources))

    taken = seconds(find, rounds)
    if set(found) != {direction.calls(size)}:
        raise ValueError(f"{direction.unit}, {size}: {found} calls are found instead of {direction.calls(size)}")
    return taken / size
