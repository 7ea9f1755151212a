"""Whole processes: what they cost in CPU time, and flake8 with some of the installed plugins only."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

OURS = "flake8-confluence-scopes"

_FLAKE8 = """\
import importlib.metadata, sys
plugins, every = sys.argv[1].split(), importlib.metadata.distributions
def chosen(**context):
    for distribution in every(**context):
        name = distribution.metadata["name"].lower()
        own = not any(point.group.startswith("flake8") for point in distribution.entry_points)
        if own or name in ("flake8", "pycodestyle", "pyflakes", "mccabe", *plugins):
            yield distribution
importlib.metadata.distributions = chosen
from flake8.main.cli import main
status = main(sys.argv[2:])
sys.stderr.write("libcst" if "libcst" in sys.modules else "-")
"""


class Usage(NamedTuple):
    """What a process with its children has taken, in seconds of CPU time, and what it wrote on stderr."""

    cpu: float
    said: str


def usage(command: Sequence[str], folder: Path) -> Usage:
    """What a command takes; what it prints is dropped. Raises ChildProcessError where it ends by a signal."""
    return _taken(_started(command, folder))


def _started(command: Sequence[str], folder: Path, core: int | None = None) -> subprocess.Popen[str]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
    if core is not None:
        os.sched_setaffinity(process.pid, {core})
    return process


def _taken(process: subprocess.Popen[str]) -> Usage:
    assert process.stderr is not None
    with process.stderr as pipe:
        said = pipe.read()
    _, status, taken = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode < 0:
        raise ChildProcessError(f"{process.args!r} ended by signal {-process.returncode}: {said}")
    return Usage(taken.ru_utime + taken.ru_stime, said)


def flake8(plugins: Sequence[str], *arguments: str) -> list[str]:
    """The command that runs flake8 in one process with these plugins beside its own checks.

    The process writes ``libcst`` on stderr where something has imported it, else ``-``.
    """
    return [sys.executable, "-I", "-c", _FLAKE8, " ".join(plugins), "--isolated", "--jobs=1", *arguments]


class Pairs(NamedTuple):
    """The medians of two commands' usages, and of the second one's CPU time against the first one's."""

    first: Usage
    second: Usage
    ratio: float


def pairs(first: Sequence[str], second: Sequence[str], folder: Path, rounds: int) -> Pairs:
    """Two commands at the same time, each on a core of its own, and again with the cores exchanged: what slows the
    machine slows both. One after the other where there are no two cores to choose from."""
    taken: tuple[list[Usage], list[Usage]] = ([], [])
    ratios = []
    for _ in range(rounds):
        one, other = _together(first, second, folder)
        other_again, one_again = _together(second, first, folder)
        taken[0].extend((one, one_again))
        taken[1].extend((other, other_again))
        ratios.append(math.sqrt(other.cpu / one.cpu * other_again.cpu / one_again.cpu))
    return Pairs(_median(taken[0]), _median(taken[1]), statistics.median(ratios))


def _together(first: Sequence[str], second: Sequence[str], folder: Path) -> tuple[Usage, Usage]:
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(cores) < 2:
        return usage(first, folder), usage(second, folder)
    processes = _started(first, folder, cores[0]), _started(second, folder, cores[1])
    return _taken(processes[0]), _taken(processes[1])


def _median(taken: Sequence[Usage]) -> Usage:
    return Usage(statistics.median(one.cpu for one in taken), taken[-1].said)


def medians(commands: Mapping[str, Sequence[str]], folder: Path, rounds: int) -> dict[str, Usage]:
    """The medians of each command's usages, taken in turns, so that a busy machine is busy for all of them."""
    taken: dict[str, list[Usage]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(usage(command, folder))
    return {name: _median(several) for name, several in taken.items()}
