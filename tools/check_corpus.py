"""Measures how well calls are found in the labelled corpus, and fails below the project's promise.

``python tools/check_corpus.py [CORPUS] [SHARED]`` brings the labelled packages to CORPUS (default ``.corpus``),
lists their calls with ``confluence-scopes calls`` and lets SHARED's ``score.py`` compare them with the labels.
Labels that this project holds to be wrong stand in ``tools/disputed_labels.txt`` with the reason. The rates are
printed with and without them, and count without them; an entry that is not in dispute any more is an error.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

LEAST_RECALL = 0.95
LEAST_PRECISION = 0.99
SHARED = Path(__file__).resolve().parents[2] / "shared"
DISPUTED = Path(__file__).with_name("disputed_labels.txt")

_TOTALS = re.compile(r"target (\d+) +found (\d+)[^\n]*\nreported (\d+) +false alarms (\d+) +wrong method or path (\d+)")
# A false alarm shows the call as a Python dict, the other two begin with the line.
_DISAGREEMENT = re.compile(r"^(MISS|FALSE|WRONG) (\S+) (?:\{.*?'line': )?(\d+)\b", re.MULTILINE)
_DISPUTE = re.compile(r"(MISS|FALSE|WRONG) (\S+) (\d+) \S.*")


class Disagreement(NamedTuple):
    """One call that labels and tool see differently: ``MISS``, ``FALSE`` or ``WRONG``, the file as ``score.py``
    writes it, and the line."""

    kind: str
    file: str
    line: int


class Score(NamedTuple):
    """What ``score.py`` counted. ``wrong`` are all reported calls that are not right."""

    target: int
    found: int
    reported: int
    wrong: int
    disagreements: tuple[Disagreement, ...]

    @classmethod
    def read(cls, output: str) -> Score:
        """The score that ``score.py --misses --wrong`` printed. Raises ValueError for any other text."""
        totals = _TOTALS.search(output)
        if totals is None:
            raise ValueError("score.py printed no totals:\n" + output)
        target, found, reported, alarms, wrong = map(int, totals.groups())
        places = tuple(Disagreement(kind, file, int(line)) for kind, file, line in _DISAGREEMENT.findall(output))
        if Counter(place.kind for place in places) != Counter(MISS=target - found, FALSE=alarms, WRONG=wrong):
            raise ValueError("score.py did not list all that it counted:\n" + output)
        return cls(target, found, reported, alarms + wrong, places)

    def without(self, disputed: Collection[Disagreement]) -> Score:
        """The score without the disputed labels and calls."""
        left = tuple(place for place in self.disagreements if place not in disputed)
        gone = Counter(place.kind == "MISS" for place in self.disagreements if place in disputed)
        return Score(self.target - gone[True], self.found, self.reported - gone[False], self.wrong - gone[False], left)

    @property
    def recall(self) -> float:
        """The share of the labelled calls that were found."""
        return self.found / max(1, self.target)

    @property
    def precision(self) -> float:
        """The share of the reported calls that are right."""
        return 1 - self.wrong / max(1, self.reported)


def disputed_labels(text: str) -> list[Disagreement]:
    """The entries of ``disputed_labels.txt``: kind, file, line, reason. Raises ValueError for any other line."""
    found = []
    for entry in text.splitlines():
        if not entry or entry.startswith("#"):
            continue
        match = _DISPUTE.fullmatch(entry)
        if match is None:
            raise ValueError(f"{entry!r} is not of the form: MISS, FALSE or WRONG, file, line, reason")
        found.append(Disagreement(match[1], match[2], int(match[3])))
    return found


def verdict(score: Score, disputed: Collection[Disagreement]) -> list[str]:
    """What is wrong, one sentence each; nothing where the promise is kept."""
    problems = [
        f"{DISPUTED.name}: {kind} {file} {line} is not in dispute any more"
        for kind, file, line in disputed
        if (kind, file, line) not in score.disagreements
    ]
    agreed = score.without(disputed)
    if agreed.recall < LEAST_RECALL:
        problems.append(f"recall {agreed.recall:.3f} is below {LEAST_RECALL}")
    if agreed.precision < LEAST_PRECISION:
        problems.append(f"precision {agreed.precision:.3f} is below {LEAST_PRECISION}")
    return problems


def measured(corpus: Path, shared: Path) -> str:
    """What ``score.py`` prints of the calls that the tool lists; ``calls.jsonl`` in the corpus keeps them."""
    python = [sys.executable, "-I"]
    subprocess.run([*python, shared / "corpus" / "materialise.py", corpus], check=True)
    calls = corpus / "calls.jsonl"
    with calls.open("w", encoding="utf-8") as file:
        list_calls = ["-m", "flake8_confluence_scopes", "calls", "--format", "jsonl"]
        subprocess.run([*python, *list_calls, corpus], stdout=file, check=True)
    return subprocess.run(
        [*python, shared / "corpus" / "score.py", corpus, calls, "--misses", "--wrong"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    ).stdout


def main(arguments: list[str]) -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", default=Path(".corpus"), type=Path, help="default: %(default)s")
    parser.add_argument("shared", nargs="?", default=SHARED, type=Path, help="default: beside the repository")
    options = parser.parse_args(arguments)
    if not (options.shared / "corpus").is_dir():
        print(f"skipped: the labels are not here, there is no {options.shared / 'corpus'}")
        return 0
    disputed = disputed_labels(DISPUTED.read_text(encoding="utf-8"))
    output = measured(options.corpus, options.shared)
    score = Score.read(output)
    problems = verdict(score, disputed)
    print(output)
    for name, one in (("as labelled", score), ("without the disputed labels", score.without(disputed))):
        print(f"{name}: recall {one.recall:.3f}, precision {one.precision:.3f}")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
