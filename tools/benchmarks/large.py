"""Large trees: a client of another product that many files import, and trees of many files; and one file alone."""

from __future__ import annotations

import tempfile
from pathlib import Path

import libcst

from tools.benchmarks import alone, clients, editor, growth
from tools.benchmarks.processes import OURS, flake8, medians
from tools.benchmarks.rows import Row, seconds

MOST_PARSES = 30
"""Of the client: a seventh of what it took when each of the files that import it had libcst parse it again."""

MOST_MILLISECONDS = 300

_CLIENT = '''\
import requests


class Tracker:
    def __init__(self, base, token):
        self.base = base
        self.session = requests.Session()
        self.session.headers["Authorization"] = token

    def _request(self, method, path, params=None):
        return self.session.request(method, self.base + path, params=params).json()
'''
_OPERATION = '''
    def operation_{n}(self, key, fields=None, expand=None):
        """Asks for part {n} of an issue, with the fields that are named."""
        params = {{}}
        if fields is not None:
            params["fields"] = ",".join(fields)
        if expand:
            params["expand"] = expand
        return self._request("GET", f"/rest/api/2/issue/{{key}}/part{n}", params=params)
'''
_FACTORY = '''\
from tracker import Tracker


def tracker(settings):
    return Tracker(settings.base, settings.token)
'''
_DIRECT = "from tracker import Tracker\n\n\ndef ids(settings, key):\n    tracker = Tracker(settings.base, settings.token)\n"
_THROUGH = "from factory import tracker as made\n\n\ndef ids(settings, key):\n    tracker = made(settings)\n"
_USE = '''    found = tracker.operation_{n}(key, fields=["summary"])
    return [item["id"] for item in found["items"]]
'''


def rows(rounds: int) -> list[Row]:
    """All of them."""
    return [*one_client(rounds, 2_500, 120, 20_000), *clients.rows(1), *trees(1, (2_000, 5_000, 10_000)), *cold(rounds)]


def one_client(rounds: int, files: int, users: int, lines: int) -> list[Row]:
    """The calls of a tree in which so many files use one client, directly or through another module."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        client = _CLIENT + "".join(_OPERATION.format(n=number) for number in range(lines // _OPERATION.count("\n")))
        (folder / "tracker.py").write_text(client, encoding="utf-8")
        (folder / "factory.py").write_text(_FACTORY, encoding="utf-8")
        for number in range(files):
            head = (_DIRECT, _THROUGH)[number % 2]
            text = head + _USE.format(n=number) if number < users else editor.OTHER.format(n=number)
            (folder / f"part_{number}.py").write_text(text, encoding="utf-8")
        parsing = seconds(lambda: libcst.parse_module(client), rounds)
        taken, _, memory = alone.medians("calls", (), folder, rounds).values()
    detail = f"{taken:.1f} s and {memory:.0f} MiB; {files:,} files, {users} import it; parsed in {parsing:.2f} s"
    return [Row(f"one client of {lines:,} lines: the calls of a tree against its parse", taken / parsing, MOST_PARSES, detail)]


def trees(rounds: int, sizes: tuple[int, ...]) -> list[Row]:
    """The calls of trees in which each twentieth file has some, in seconds."""
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            for number in range(size):
                text = editor.OTHER.format(n=number) if number % 20 else growth.calls(5)
                (Path(name) / f"part_{number}.py").write_text(text, encoding="utf-8")
            taken, _, memory = alone.medians("calls", (), Path(name), rounds).values()
        found.append(Row(f"the calls of a tree of {size:,} files, in seconds", taken, None, f"{memory:.0f} MiB"))
    return found


def cold(rounds: int) -> list[Row]:
    """One file with calls and nothing remembered: what the plugin adds to flake8, in milliseconds."""
    with tempfile.TemporaryDirectory() as name:
        source = editor.source(450)
        (Path(name) / "app.py").write_text(source, encoding="utf-8")
        commands = {"without": flake8((), "app.py"), "with": flake8((OURS,), "--confluence-scopes=NONE", "app.py")}
        taken = medians(commands, Path(name), rounds)
    more = (taken["with"].cpu - taken["without"].cpu) * 1_000
    lines = source.count("\n")
    detail = f"{taken['with'].cpu:.2f} s against {taken['without'].cpu:.2f} s, {lines} lines, {editor.CALLS} calls"
    return [Row("one cold file: milliseconds more than flake8 without us", more, MOST_MILLISECONDS, detail)]
