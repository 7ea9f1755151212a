"""Looks for calls in popular packages that have nothing to do with Confluence: there must be none.

``python tools/check_ecosystem.py [FOLDER]`` downloads the newest wheels of the packages that ``tools/ecosystem.txt``
names to FOLDER (default ``.ecosystem``), unpacks their Python files and runs ``confluence-scopes calls`` on them.
It fails on any call, any file that cannot be analysed, any crash, and any package that could not be had.

Files that are so large that they count as data are printed and counted. Those are expected whose number stands behind
their package's name in the list; it fails on any more.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

PACKAGES = Path(__file__).with_name("ecosystem.txt")
_DATA = re.compile(r"^.+: it has more than \d+ (?:characters|commas)$", re.MULTILINE)
# A bound that was reached is said, too: it is no call.
_NOTHING = re.compile(r"0 calls in \d+ files?(?:; not read: (\d+) files?)?(?:; given up in part: \d+ files?)?")


class Seen(NamedTuple):
    """What there is to say of a package: ``data`` are the lines about files that are too large, ``problem`` is what there is to
    look at, empty where the tool has nothing to say of it."""

    data: list[str]
    problem: str = ""


def bring(package: str, folder: Path) -> Path | None:
    """The unpacked sources of a package's newest wheel, downloaded once; None where there is no wheel."""
    target = folder / package
    if target.is_dir():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    # Beside the target, which is there in full or not at all.
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*command, "-d", temporary, package], check=False)
        wheels = list(Path(temporary).glob("*.whl"))
        if not wheels:
            return None
        unpacked = Path(temporary) / "unpacked"
        unpacked.mkdir()
        with zipfile.ZipFile(wheels[0]) as archive:
            archive.extractall(unpacked, [name for name in archive.namelist() if name.endswith(".py")])
        unpacked.rename(target)
    return target


def listed() -> dict[str, int]:
    """The packages, each with how many of its files may be too large."""
    lines = map(str.split, PACKAGES.read_text(encoding="utf-8").splitlines())
    return {name: int(data[0]) if data else 0 for name, *data in lines}


def examine(sources: Path, expected: int = 0) -> Seen:
    """What there is to say of a folder in which so many files are ``expected`` to be too large."""
    done = subprocess.run(
        [sys.executable, "-I", "-m", "flake8_confluence_scopes", "calls", sources],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    said = done.stdout.rstrip()
    data = _DATA.findall(said)
    nothing = _NOTHING.fullmatch(said.rpartition("\n")[2])
    if done.returncode or nothing is None or int(nothing[1] or 0) != len(data):
        return Seen(data, f"{sources.name}: exit status {done.returncode}\n{said}")
    if len(data) > expected:
        return Seen(data, f"{sources.name}: {len(data)} files are too large, {expected} are expected in {PACKAGES.name}")
    return Seen(data)


def main(arguments: list[str]) -> int:
    """Examine every package, print what there is to look at, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=Path(".ecosystem"), type=Path, help="default: %(default)s")
    folder: Path = parser.parse_args(arguments).folder
    packages = listed()
    brought = {package: bring(package, folder) for package in packages}
    present = {package: sources for package, sources in brought.items() if sources is not None}
    problems = [f"{package}: there is no wheel to be had" for package in packages if package not in present]
    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(examine, present.values(), map(packages.__getitem__, present)))
    data = [line for one in seen for line in one.data]
    problems += (one.problem for one in seen if one.problem)
    for line in (*data, *problems):
        print(line)
    files = sum(1 for sources in present.values() for _ in sources.rglob("*.py"))
    print(
        f"{len(present)} of {len(packages)} packages, {files} files, {len(data)} too large, "
        f"{len(problems)} with something to look at"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
