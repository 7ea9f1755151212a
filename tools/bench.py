"""Measures what the plugin costs, as ratios within one run: ``python tools/bench.py [--corpus .corpus] [--short]``.

Prints a table in Markdown: what was measured, the figure, its goal, and what it is made of. CPU time, medians. The files
with calls come from ``--corpus``, a folder of projects; without it, what needs them is left out. ``--short`` leaves out
what takes minutes, and fails only where a goal is missed by a factor of two, since machines are noisy.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

# As a script, with this folder on sys.path instead of the one above.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.benchmarks import catalogs, corpus, editor, growth, large, nothing, others  # noqa: E402
from tools.benchmarks.rows import GROSS, Row, table  # noqa: E402

FILES = 1_000
"""In the project that requests something else."""


def quick(rounds: int) -> list[Row]:
    """What takes seconds."""
    return [
        *nothing.empty(rounds),
        *nothing.other_requests(rounds, FILES // 20),
        *growth.rows(rounds, shown=2),
        *catalogs.rows(rounds),
        *editor.rows(rounds),
    ]


def whole(rounds: int) -> list[Row]:
    """All that needs no folder of projects."""
    return [
        *nothing.empty(4 * rounds),
        *nothing.standard_library(rounds),
        *nothing.other_requests(rounds, FILES),
        *growth.rows(rounds),
        *catalogs.rows(rounds),
        *editor.rows(4 * rounds),
        *large.rows(rounds),
    ]


def projects(folder: Path, rounds: int, short: bool) -> list[Row]:
    """What needs one; no row where no file of it can hold a call."""
    files = corpus.sources(folder)
    rows = corpus.everything(files, folder, 1 if short else rounds)
    if rows and not short:
        holding = corpus.with_calls(files)
        rows += corpus.holding(holding, folder, rounds)
        rows += others.rows(holding, folder, rounds)
    return rows


def main(arguments: list[str]) -> int:
    """Print the table; the status is 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, metavar="FOLDER", help="a folder of Python projects")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each figure (default: %(default)s)")
    parser.add_argument("--short", action="store_true", help="only what takes seconds, and gross failures")
    options = parser.parse_args(arguments)
    rows = []
    if options.corpus is not None:
        rows = projects(options.corpus.resolve(), options.rounds, options.short)
        if not rows:
            parser.error(f"no Python file in the folders of {options.corpus} can hold a call; name another folder")
    rows = [*(quick(options.rounds) if options.short else whole(options.rounds)), *rows]
    print(table(rows))
    missed = [row for row in rows if row.fails(GROSS if options.short else 1.0)]
    for row in missed:
        print(f"missed: {row.name}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
