"""Measures what finding calls costs, as ratios within one run: ``python tools/bench.py [--corpus .corpus] [--short]``.

Growth: time per line for generated client code of growing size, medians. Corpus: all calls of a folder of projects
against ``libcst.parse_module`` alone on the files that pass the text test, once, since a linter's process finds
nothing remembered. CPU time of this process.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import libcst

from flake8_confluence_scopes.checker import belongs
from flake8_confluence_scopes.calls import UncheckedFile, find_calls, may_hold_calls

SIZES = (1_000, 4_000, 16_000, 64_000)
MOST_SPREAD = 1.3
MOST_CORPUS_RATIO = 3.0

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


class Row(NamedTuple):
    """One line of the table; ``limit`` is the most that ``ratio`` may be."""

    name: str
    ratio: float
    limit: float
    detail: str

    @property
    def fails(self) -> bool:
        """Whether the limit is broken."""
        return self.ratio > self.limit

    def __str__(self) -> str:
        return f"{self.name:<31}  {self.ratio:5.2f}, at most {self.limit}  ({self.detail})"


def generated(lines: int) -> str:
    """Client code with a wrapper class, of about so many lines."""
    per_method = _METHOD.count("\n")
    count = max(1, (lines - _HEAD.count("\n")) // per_method)
    return _HEAD + "".join(_METHOD.format(n=number) for number in range(count))


def seconds(run: Callable[[], object], rounds: int) -> float:
    """The median CPU time of a call."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return statistics.median(times)


def growth(sizes: Iterable[int], rounds: int) -> list[Row]:
    """Time per line, each size against the smallest."""
    rows: list[Row] = []
    first = 0.0
    # What is imported on the first use is no part of the first size.
    find_calls(generated(0), "generated.py")
    for size in sizes:
        source = generated(size)
        per_line = seconds(lambda: find_calls(source, "generated.py"), rounds) / source.count("\n")
        first = first or per_line
        rows.append(Row(f"growth, {size:,} lines", per_line / first, MOST_SPREAD, f"{per_line * 1e6:.0f} us a line"))
    return rows


def corpus(folder: Path) -> list[Row]:
    """All calls of a folder, each of whose folders is a project, against the parser alone. No row where no file
    passes the text test."""
    files: list[tuple[str, str, str]] = []
    for file in sorted(folder.glob("*/**/*.py")):
        root = folder / file.relative_to(folder).parts[0]
        files.append((file.read_text(encoding="utf-8", errors="replace"), str(file), str(root)))

    def find() -> None:
        for source, file, root in files:
            with suppress(UncheckedFile):
                find_calls(source, file, root=root, belongs=belongs)

    def parse() -> None:
        for source in passing:
            with suppress(libcst.ParserSyntaxError):
                libcst.parse_module(source)

    finding = seconds(find, 1)
    passing = [source for source, file, root in files if _passes(source, file, root)]
    if not passing:
        return []
    parsing = seconds(parse, 1)
    detail = f"{len(passing)} of {len(files)} files, parsing alone {parsing:.1f} s"
    return [Row("corpus, against libcst's parser", finding / parsing, MOST_CORPUS_RATIO, detail)]


def _passes(source: str, file: str, root: str) -> bool:
    """Whether a file passes the text test."""
    try:
        return may_hold_calls(source, file, root, belongs=belongs)
    except UncheckedFile:
        return False


def main(arguments: list[str]) -> int:
    """Print the table; the status is 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, metavar="FOLDER", help="a folder of Python projects")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each size (default: %(default)s)")
    parser.add_argument("--short", action="store_true", help="small sizes only")
    options = parser.parse_args(arguments)
    rows = growth(SIZES[:2] if options.short else SIZES, options.rounds)
    if options.corpus is not None:
        found = corpus(options.corpus)
        if not found:
            parser.error(f"no Python file in the folders of {options.corpus} can hold a call; name another folder")
        rows += found
    for row in rows:
        print(row)
    return 1 if any(row.fails for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
