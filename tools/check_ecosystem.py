"""Looks for calls in popular packages that have nothing to do with Confluence: there must be none.

``python tools/check_ecosystem.py [FOLDER]`` downloads the newest wheels of the packages that ``tools/ecosystem.txt``
names to FOLDER (default ``.ecosystem``), unpacks their Python files and runs ``confluence-scopes calls`` on them.
It fails on any call, any file that cannot be analysed, any crash, and any package that could not be had.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PACKAGES = Path(__file__).with_name("ecosystem.txt")


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


def examine(sources: Path) -> str:
    """What there is to look at in a folder, empty where the tool has nothing to say of it."""
    done = subprocess.run(
        [sys.executable, "-I", "-m", "flake8_confluence_scopes", "calls", sources],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    # A bound that was reached is said, too: it is no call.
    last = done.stdout.rstrip().rpartition("\n")[2]
    if done.returncode or not last.startswith("0 calls in ") or "; not read: " in last:
        return f"{sources.name}: exit status {done.returncode}\n{done.stdout.rstrip()}"
    return ""


def main(arguments: list[str]) -> int:
    """Examine every package, print what there is to look at, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=Path(".ecosystem"), type=Path, help="default: %(default)s")
    folder: Path = parser.parse_args(arguments).folder
    packages = PACKAGES.read_text(encoding="utf-8").split()
    brought = {package: bring(package, folder) for package in packages}
    present = [sources for sources in brought.values() if sources is not None]
    problems = [f"{package}: there is no wheel to be had" for package, sources in brought.items() if sources is None]
    with ThreadPoolExecutor(2) as pool:
        problems += filter(None, pool.map(examine, present))
    for problem in problems:
        print(problem)
    files = sum(1 for sources in present for _ in sources.rglob("*.py"))
    print(f"{len(present)} of {len(packages)} packages, {files} files, {len(problems)} with something to look at")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
