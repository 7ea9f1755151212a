"""A process of its own for one measurement: ``python -m tools.benchmarks.alone WHAT ROOT < FILES``.

WHAT is ``parse`` for libcst's parser alone, ``find`` for the plugin as flake8 runs it, ``parts`` for the plugin with its
time taken apart, and ``calls`` for ``confluence-scopes calls`` on the folder ROOT. Prints seconds of CPU time by part,
and the most memory in MiB, as JSON.
"""

from __future__ import annotations

import ast
import functools
import io
import json
import os
import statistics
import subprocess
import sys
import time
import tokenize
import warnings
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any

_TOP = Path(__file__).resolve().parents[2]

PARTS = ("text test", "parse", "visit", "evaluation", "positions", "matching", "else")


class Stopwatch:
    """CPU time by part: what a part's functions take, without those of other parts that they call."""

    def __init__(self) -> None:
        self.taken = dict.fromkeys(PARTS, 0.0)
        self._running = ["else"]
        self._since = 0.0

    def start(self) -> None:
        """Begin, or go on."""
        self._since = time.process_time()

    def _switch(self) -> None:
        now = time.process_time()
        self.taken[self._running[-1]] += now - self._since
        self._since = now

    def watch(self, owner: Any, name: str, part: str) -> None:
        """Count a function of a module or class to a part from now on."""
        function: Callable[..., Any] = getattr(owner, name)

        @functools.wraps(function)
        def watched(*arguments: Any, **keywords: Any) -> Any:
            self._switch()
            self._running.append(part)
            try:
                return function(*arguments, **keywords)
            finally:
                self._switch()
                self._running.pop()

        setattr(owner, name, watched)

    def stop(self) -> None:
        """Count nothing until it starts again."""
        self._switch()


def watch_parts(stopwatch: Stopwatch) -> None:
    """Take the plugin's time apart."""
    from flake8_confluence_scopes import belonging, calls, checker
    from flake8_confluence_scopes.calls import finder, places
    from flake8_confluence_scopes.calls.flow import statements
    from flake8_confluence_scopes.calls.modules import store

    stopwatch.watch(calls, "may_hold_calls", "text test")
    stopwatch.watch(store, "parse", "parse")
    stopwatch.watch(finder, "find", "evaluation")
    stopwatch.watch(statements.FlowVisitor, "visit_block", "visit")
    stopwatch.watch(places.Places, "__init__", "positions")
    stopwatch.watch(places.Places, "of", "positions")
    for name in ("belongs", "confluence_calls"):
        stopwatch.watch(belonging, name, "matching")
    stopwatch.watch(checker, "check", "matching")


def peak_memory() -> float:
    """The most memory that this process has taken, in MiB; 0 where the system does not tell.

    Linux's getrusage() begins with what the process took that has started this one.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def texts(paths: list[str]) -> list[tuple[str, str]]:
    """Each file's path and text."""
    found = []
    for path in paths:
        with tokenize.open(path) as file:
            found.append((path, file.read()))
    return found


def parse_all(files: list[tuple[str, str]]) -> dict[str, float]:
    """The time of libcst's parser."""
    import libcst

    start = time.process_time()
    for _, text in files:
        with suppress(libcst.ParserSyntaxError):
            libcst.parse_module(text)
    return {"parse": time.process_time() - start}


def find_all(files: list[tuple[str, str]], root: str, parts: bool) -> dict[str, float]:
    """The time of the plugin, which gets each file as flake8 hands it over. As with the parser alone, libcst is there."""
    import libcst  # noqa: F401

    from flake8_confluence_scopes.plugin import Plugin
    from flake8_confluence_scopes.settings import validated

    Plugin.settings = validated(scopes=["READ"], root=root)
    stopwatch = Stopwatch()
    if parts:
        watch_parts(stopwatch)
    for path, text in files:
        plugin = Plugin(ast.parse(text), path, text.splitlines(keepends=True))
        stopwatch.start()
        list(plugin.run())
        stopwatch.stop()
    return stopwatch.taken if parts else {"find": sum(stopwatch.taken.values())}


def list_all(root: str) -> dict[str, float]:
    """The time of the command that lists the calls of a folder, and that of its slowest file."""
    from flake8_confluence_scopes import cli
    from flake8_confluence_scopes.project import analysis

    slowest = 0.0
    read_calls = analysis.read_calls

    def watched(*arguments: Any, **options: Any) -> Any:
        nonlocal slowest
        start = time.process_time()
        found = read_calls(*arguments, **options)
        slowest = max(slowest, time.process_time() - start)
        return found

    os.chdir(root)
    setattr(analysis, "read_calls", watched)
    start = time.process_time()
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        cli.main(["calls"])
    taken = time.process_time() - start
    setattr(analysis, "read_calls", read_calls)
    return {"calls": taken, "slowest": slowest}


def medians(what: str, names: Sequence[str], root: Path, rounds: int) -> dict[str, float]:
    """The medians of what such a process says of the files in so many rounds."""
    command = [sys.executable, "-m", "tools.benchmarks.alone", what, str(root)]
    # As flake8's processes, which ask for no environment: with what the first one leaves of compiled modules.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    said: list[dict[str, float]] = []
    for _ in range(rounds):
        done = subprocess.run(
            command,
            input="\n".join(names),
            stdout=subprocess.PIPE,
            cwd=_TOP,
            env=environment,
            encoding="utf-8",
            check=True,
        )
        said.append(json.loads(done.stdout))
    return {name: statistics.median(one[name] for one in said) for name in said[0]}


def main(arguments: list[str]) -> None:
    """Measure and print."""
    what, root = arguments
    warnings.simplefilter("ignore")
    files = texts(sys.stdin.read().splitlines())
    if what == "calls":
        found = list_all(root)
    else:
        found = parse_all(files) if what == "parse" else find_all(files, root, what == "parts")
    print(json.dumps(found | {"memory": peak_memory()}))


if __name__ == "__main__":
    main(sys.argv[1:])
