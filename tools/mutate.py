"""Changes the code of the rooms in one place after the other, and asks the rooms' own tests whether they notice.

``python tools/mutate.py [ROOM ...]`` draws a sample of the changes (mutants) that mutmut's operators make of each room.
For each one it runs the tests of the changed module, then those of the rooms that it stands in, the inner ones first, in
a copy of the project.
A mutant is killed when a test fails, and timed out when the tests take far longer than they do without it.
It prints each mutant that survives, and fails where too few are killed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import libcst as cst
import libcst.matchers as m
from libcst.metadata import MetadataWrapper, PositionProvider

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "flake8_confluence_scopes"
ROOMS = ("scopes", "descriptors", "calls")
LEAST = 90
"""Percent of a sample that must be killed or time out."""
SLOWER, MORE = 3, 10
"""A mutant times out when its tests take so many times as long as without it, and so many seconds more."""
RUN = """
import resource, sys, pytest
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
sys.exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""
NOT_COPIED = ("__pycache__", "*.egg-info", ".*")

# Only type checkers read annotations, aliases of types and __all__. Decorators, with the sizes of caches and the forms
# of dataclasses, decide more about time and memory than about answers.
_NOT_RUN = (cst.Annotation, cst.Decorator)
_TYPING = m.AnnAssign(annotation=m.Annotation(m.Name("TypeAlias"))) | m.Assign([m.AssignTarget(m.Name("__all__"))])
# mutmut leaves these out, too: with None in an argument's place, they fail wherever they are called.
_ALWAYS_FAILS = m.Call(m.Name("isinstance") | m.Name("len"))


class Mutant(NamedTuple):
    """A module with one change in the line ``code``; ``before`` and ``after`` are what changed."""

    path: Path
    line: int
    code: str
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line}: {self.code}\n    {self.before}  ->  {self.after}"


def _changes(wrapper: MetadataWrapper) -> Iterator[tuple[int, cst.CSTNode, cst.CSTNode]]:
    """For each change that mutmut's operators make: the line, the node, and what becomes of it."""
    # Here, because not every environment that runs the tests has mutmut.
    from mutmut.mutation.mutators import mutation_operators

    ranges = wrapper.resolve(PositionProvider)
    waiting: list[cst.CSTNode] = [wrapper.module]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _NOT_RUN) or m.matches(node, _TYPING | _ALWAYS_FAILS):
            continue
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                yield from ((ranges[node].start.line, node, changed) for changed in operator(node))
        waiting += reversed(node.children)


def mutants(root: Path, room: Path, sample: int, seed: int) -> tuple[list[Mutant], int]:
    """A sample of a room's mutants in the order of its modules, and how many there are in all."""
    found = []
    for path in sorted((root / room).rglob("*.py")):
        wrapper = MetadataWrapper(cst.parse_module(path.read_text(encoding="utf-8")))
        found += [(path.relative_to(root), wrapper.module, *change) for change in _changes(wrapper)]
    drawn = sorted(random.Random(seed).sample(range(len(found)), min(sample, len(found))))
    return [_mutant(*found[number]) for number in drawn], len(found)


def _mutant(path: Path, module: cst.Module, line: int, node: cst.CSTNode, changed: cst.CSTNode) -> Mutant:
    before, after = (" ".join(module.code_for_node(one).split()) for one in (node, changed))
    mutated = module.deep_replace(node, changed)
    assert isinstance(mutated, cst.Module)
    return Mutant(path, line, module.code.splitlines()[line - 1].strip(), before, after, mutated.code)


def fails(root: Path, arguments: Sequence[str], limit: float | None) -> bool:
    """Whether a test fails. Raises TimeoutExpired where the tests take longer than ``limit`` seconds."""
    with subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments],
        cwd=root,
        # Compiled code is told from newer code by seconds: a mutant could be taken for the next one.
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            # With status 5, there was no test.
            return process.wait(limit) not in (0, 5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise


def outcome(root: Path, mutant: Mutant, tests: str, limit: float) -> str:
    """What the tests make of a mutant: "killed", "timed out" or "survived"."""
    path = root / mutant.path
    original = path.read_bytes()
    path.write_text(mutant.text, encoding="utf-8")
    try:
        killed = any(fails(root, arguments, limit) for arguments in _runs(root, mutant.path, tests))
        return "killed" if killed else "survived"
    except subprocess.TimeoutExpired:
        return "timed out"
    finally:
        path.write_bytes(original)


def _runs(root: Path, module: Path, tests: str) -> Iterator[list[str]]:
    """The runs of tests that may notice a change in a module, the nearest first, none of which runs what one before has."""
    folder = Path("tests", *module.parts[1:-1])
    before = folder / f"test_{module.stem}.py"
    if (root / before).exists():
        yield [str(before)]
    while (root / folder).exists():
        yield [str(folder), f"--ignore={before}"]
        if folder == Path(tests):
            return
        before, folder = folder, folder.parent
    yield [tests]


def examine(root: Path, room: str, sample: int, seed: int) -> Iterator[str]:
    """Lines about a room, of which the last one has its figures. Changes the modules below ``root`` while it runs."""
    tests = f"tests/{room}"
    drawn, population = mutants(root, Path(PACKAGE, room), sample, seed)
    start = time.monotonic()
    if fails(root, [tests], None):
        sys.exit(f"{tests} fails without any mutant")
    limit = MORE + SLOWER * (time.monotonic() - start)
    # Otherwise the tests would import another copy of the package, and every mutant would survive.
    if outcome(root, Mutant(Path(PACKAGE, room, "__init__.py"), 1, "", "", "", "1 / 0"), tests, limit) == "survived":
        sys.exit(f"{tests} does not run the code in {root}")
    counted = Counter(dict.fromkeys(("killed", "timed out", "survived"), 0))
    for mutant in drawn:
        result = outcome(root, mutant, tests, limit)
        counted[result] += 1
        if result != "killed":
            yield f"{result}: {mutant}"
    rate = 100 * (1 - counted["survived"] / len(drawn))
    figures = ", ".join(f"{number} {result}" for result, number in counted.items())
    yield f"{room}: {len(drawn)} of {population:,} mutants, seed {seed}: {figures}, {rate:.1f} %"


def main(arguments: Sequence[str]) -> int:
    """Examine each room, print what survives, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", default=ROOMS, help=f"default: {' '.join(ROOMS)}")
    parser.add_argument("--sample", type=int, default=100, help="how many mutants of each room; default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="which ones; default: %(default)s")
    options = parser.parse_args(arguments)
    figures = []
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary, "copy")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_COPIED))
        for room in options.rooms:
            line = ""
            for line in examine(copy, room, options.sample, options.seed):
                print(line, flush=True)
            figures.append(line)
    return 1 if any(float(line.split()[-2]) < LEAST for line in figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
