"""Runs the real flake8 with the plugin over whole trees of code, each in a process with bounds of time and memory.

``python tools/check_everything.py --stdlibs --packages .ecosystem --projects .corpus`` reads the standard library, with
its test suite, of each CPython on PATH and in TOX_DISCOVER, each folder of .ecosystem, in which any finding is a false
alarm, and each folder of .corpus, in which calls of Confluence are expected. Off-by-default codes are on, and no comment
silences. It fails on any crash, CFS902, false alarm, or word on stderr, and prints each CFS901 with its reason. Files that
flake8 itself cannot read or parse, and such on which another plugin fails, are counted apart.

Most files end at the text test. With ``--whole`` none does: each is analysed as if it showed a REST root.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_BOUNDED = """\
import resource, sys
from flake8.main.cli import main
most, whole = int(sys.argv[1]), sys.argv[2]
resource.setrlimit(resource.RLIMIT_AS, (most, most))
if whole == "whole":
    from flake8_confluence_scopes import calls
    assert callable(calls.may_hold_calls)
    calls.may_hold_calls = lambda *arguments: True
status = main(sys.argv[3:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(status)
"""
"""flake8 in bounded memory; in the end the most that it took, in KiB on Linux, stands on stderr."""

_OPTIONS = (
    "--isolated",
    "--jobs=1",
    "--disable-noqa",
    "--benchmark",
    "--confluence-root=.",
    "--select=CFS,CFS105,CFS301,E902,E999",
    "--format=%(path)s\t%(row)d\t%(code)s\t%(text)s",
)
_DECLARED = "--confluence-scopes=READ"
_BENCHMARK = re.compile(r"^(\d[\d.e+]*) +(.+)$")
_FAILED = re.compile(r'^(?P<file>.+?): "(?P<plugin>[^"]+)" failed during execution due to (?P<error>.+)$', re.MULTILINE)
_OWN = "flake8-confluence-scopes["


class Tree(NamedTuple):
    """A folder to read; ``calling`` where calls of Confluence are expected."""

    folder: Path
    calling: bool = False


class Bounds(NamedTuple):
    """What a run may take, and whether files pass by the text test."""

    seconds: float = 3600
    mebibytes: int = 4096
    whole: bool = False


class Outcome(NamedTuple):
    """What one run said of a tree. ``problems`` are the project's mistakes, ``unchecked`` the CFS901, ``unread`` the
    files that flake8 keeps from the plugin."""

    files: int
    lines: int
    peak: int
    found: Counter[str]
    unchecked: list[str]
    unread: list[str]
    problems: list[str]


def stdlibs() -> list[Tree]:
    """The standard library of each CPython that TOX_DISCOVER names or PATH has."""
    commands = [name for name in os.environ.get("TOX_DISCOVER", "").split(",") if name]
    commands += filter(None, (shutil.which(f"python3.{minor}") for minor in range(10, 14)))
    folders = {}
    for command in (*commands, sys.executable):
        code = "import sysconfig; print(sysconfig.get_path('stdlib'))"
        done = subprocess.run([command, "-I", "-c", code], capture_output=True, encoding="utf-8", check=False)
        if done.returncode == 0:
            folder = Path(done.stdout.strip()).resolve()
            folders[folder.name] = folder
    return [Tree(folders[name]) for name in sorted(folders)]


def folders_of(parent: Path, calling: bool) -> list[Tree]:
    """The folders in a folder, small ones first."""
    folders = [folder for folder in parent.resolve().iterdir() if folder.is_dir()]
    size = {folder: sum(file.stat().st_size for file in folder.rglob("*.py") if file.is_file()) for folder in folders}
    return [Tree(folder, calling) for folder in sorted(folders, key=lambda folder: (size[folder], folder.name))]


def examine(tree: Tree, bounds: Bounds) -> Outcome:
    """Reads a tree, and again without the file where another plugin ends flake8's run."""
    failing: dict[str, str] = {}
    while True:
        done = _run(tree, bounds, failing)
        failed = _FAILED.search(done.stdout)
        if failed is None or failed["plugin"].startswith(_OWN) or failed["file"] in failing:
            return outcome(tree, done, [f"{file}: {reason}" for file, reason in failing.items()])
        failing[failed["file"]] = f"{failed['plugin']} fails with {failed['error'].partition('(')[0]}"


def _run(tree: Tree, bounds: Bounds, excluded: Iterable[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-W", "ignore", "-c", _BOUNDED, str(bounds.mebibytes << 20)]
    command += ["whole" if bounds.whole else "", *_OPTIONS, *([_DECLARED] if tree.calling else ())]
    try:
        return subprocess.run(
            [*command, f"--extend-exclude={','.join(('site-packages', *excluded))}", "."],
            cwd=tree.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=bounds.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, -1, "", f"not done after {bounds.seconds:g} s\n")


def outcome(tree: Tree, done: subprocess.CompletedProcess[str], unread: list[str]) -> Outcome:
    """What a run's output says."""
    benchmark: dict[str, int] = {}
    found: Counter[str] = Counter()
    unchecked, problems = [], []
    errors = done.stderr.splitlines()
    peak = errors.pop() if errors and errors[-1].isdigit() else "0"
    for line in done.stdout.splitlines():
        path, _, rest = line.partition("\t")
        if not rest:
            match = _BENCHMARK.match(line)
            if match is None:
                problems.append(line)
            else:
                benchmark[match[2]] = int(float(match[1]))
            continue
        row, code, text = rest.split("\t")
        if code in ("E902", "E999"):
            unread.append(f"{path}: {code} {text}")
        elif code == "CFS901":
            unchecked.append(f"{path}: {text}")
        else:
            found[code] += 1
            if not tree.calling or code == "CFS902":
                problems.append(f"{path}:{row}: {code} {text}")
    problems += errors
    if done.returncode not in (0, 1) or not benchmark:
        problems.append(f"flake8 ended with status {done.returncode}")
    files, lines = benchmark.get("total files processed", 0), benchmark.get("total physical lines processed", 0)
    return Outcome(files, lines, int(peak) >> 10, found, unchecked, unread, problems)


def _shown(tree: Tree, one: Outcome, seconds: float, verbose: bool) -> Iterator[str]:
    counted = ", ".join(f"{count} {code}" for code, count in sorted(one.found.items()))
    yield (
        f"{tree.folder.name}: {one.files} files, {one.lines} lines, {seconds:.0f} s, {one.peak} MiB; "
        f"{len(one.unread)} unread, {len(one.unchecked)} CFS901, {counted or 'no finding'}"
    )
    for title, lines in (("CFS901", one.unchecked), ("unread", one.unread if verbose else ()), ("PROBLEM", one.problems)):
        yield from (f"  {title} {line}" for line in lines)


def main(arguments: list[str]) -> int:
    """Examine every tree, print what was seen, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trees", nargs="*", type=Path, metavar="TREE", help="a folder in which any finding is a false alarm")
    parser.add_argument("--stdlibs", action="store_true", help="the standard library of each CPython")
    parser.add_argument("--packages", type=Path, metavar="FOLDER", help="each of its folders is a TREE")
    parser.add_argument("--projects", type=Path, metavar="FOLDER", help="each of its folders may call Confluence")
    parser.add_argument("--seconds", type=float, default=Bounds().seconds, help="bound of one run (default: %(default)s)")
    parser.add_argument("--mebibytes", type=int, default=Bounds().mebibytes, help="of memory (default: %(default)s)")
    parser.add_argument("--whole", action="store_true", help="analyse files that show no REST root, too")
    parser.add_argument("--verbose", action="store_true", help="also print what flake8 itself cannot read")
    options = parser.parse_args(arguments)
    trees = [Tree(folder.resolve()) for folder in options.trees]
    trees += stdlibs() if options.stdlibs else []
    trees += folders_of(options.packages, False) if options.packages else []
    trees += folders_of(options.projects, True) if options.projects else []
    bounds = Bounds(options.seconds, options.mebibytes, options.whole)
    total = Outcome(0, 0, 0, Counter(), [], [], [])
    for tree in trees:
        start = time.monotonic()
        one = examine(tree, bounds)
        print("\n".join(_shown(tree, one, time.monotonic() - start, options.verbose)), flush=True)
        total = Outcome(
            total.files + one.files,
            total.lines + one.lines,
            max(total.peak, one.peak),
            total.found + one.found,
            total.unchecked + one.unchecked,
            total.unread + one.unread,
            total.problems + one.problems,
        )
    print(
        f"{len(trees)} trees: {total.files} files, {total.lines} lines, at most {total.peak} MiB; "
        f"{len(total.unread)} unread, {len(total.unchecked)} CFS901, {len(total.problems)} problems"
    )
    return 1 if total.problems or not total.files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
