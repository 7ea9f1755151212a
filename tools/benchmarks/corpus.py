"""Real projects: all files against the parser on those that pass the text test, and the files with calls by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from flake8_confluence_scopes.belonging import belongs, confluence_calls
from flake8_confluence_scopes.calls import UncheckedFile, find_calls, may_hold_calls
from flake8_confluence_scopes.calls.modules.python_tree import standard_tree
from flake8_confluence_scopes.sources import UnreadableSource, read
from tools.benchmarks import alone
from tools.benchmarks.alone import PARTS
from tools.benchmarks.processes import OURS, flake8, medians
from tools.benchmarks.rows import Row

MOST_OF_ALL = 2.2
MOST_WITH_CALLS = 2.5
MOST_MEMORY = 1.0
MOST_FLAKE8 = 2.5


class Source(NamedTuple):
    """A file of a project, whose top folder is ``root``."""

    text: str
    file: Path
    root: Path


def sources(folder: Path) -> list[Source]:
    """The files of the projects in a folder, without those that Python cannot parse: flake8 shows them to no plugin."""
    found = []
    for file in sorted(folder.glob("*/**/*.py")):
        with suppress(UnreadableSource, UncheckedFile):
            text = read(str(file))
            standard_tree(text)
            found.append(Source(text, file, folder / file.relative_to(folder).parts[0]))
    return found


def everything(files: Sequence[Source], folder: Path, rounds: int) -> list[Row]:
    """All calls against the parser alone, each in processes of their own, which begin with nothing remembered, as a
    linter's does. No row where no file passes the text test."""
    passing = [str(file) for text, file, _ in files if may_hold_calls(text, str(file), str(folder), belongs=belongs)]
    if not passing:
        return []
    finding = alone.medians("find", [str(file) for _, file, _ in files], folder, rounds)["find"]
    parsing = alone.medians("parse", passing, folder, rounds)["parse"]
    detail = f"{len(passing)} of {len(files)} files pass the text test, parsing them takes {parsing:.1f} s"
    return [Row("a folder of projects: finding calls against libcst's parser", finding / parsing, MOST_OF_ALL, detail)]


def with_calls(files: Sequence[Source]) -> list[Path]:
    """The files in which calls of Confluence are found."""
    found = []
    for text, file, root in files:
        with suppress(UncheckedFile):
            if confluence_calls(find_calls(text, str(file), root=str(root), belongs=belongs)):
                found.append(file)
    return found


def holding(files: Sequence[Path], folder: Path, rounds: int) -> list[Row]:
    """The files with calls: the plugin against the parser, the parts of its time, its memory, and the whole of flake8."""
    names = [str(file) for file in files]
    parse = alone.medians("parse", names, folder, rounds)
    find = alone.medians("find", names, folder, rounds)
    parts = alone.medians("parts", names, folder, 1)
    whole = sum(parts[part] for part in PARTS)
    shares = ", ".join(f"{part} {parts[part] / whole:.0%}" for part in PARTS)
    options = ("--confluence-scopes=READ", f"--confluence-root={folder}")
    runs = medians({"without": flake8((), *names), "with": flake8((OURS,), *options, *names)}, folder, rounds)
    count = f"{len(names)} files"
    return [
        Row(
            "files with calls: we against libcst's parser",
            find["find"] / parse["parse"],
            MOST_WITH_CALLS,
            f"{find['find']:.2f} s against {parse['parse']:.2f} s, {count}; {shares}",
        ),
        Row(
            "files with calls: peak memory of a process, we against libcst's parser",
            find["memory"] / parse["memory"],
            MOST_MEMORY,
            f"{find['memory']:.0f} MiB against {parse['memory']:.0f} MiB",
        ),
        Row(
            "files with calls: flake8 with us against without",
            runs["with"].cpu / runs["without"].cpu,
            MOST_FLAKE8,
            f"{runs['with'].cpu:.2f} s against {runs['without'].cpu:.2f} s",
        ),
    ]
