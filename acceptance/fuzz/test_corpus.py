"""Looking at the whole corpus of real packages: nothing runs, and the order of files changes nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.support import ROOT

CORPUS = ROOT / ".corpus"
PACKAGES = sorted(folder for folder in CORPUS.glob("*") if folder.is_dir())

pytestmark = pytest.mark.skipif(not PACKAGES, reason="there is no .corpus; tox -e corpus brings it")


def test_nothing_runs() -> None:
    watch = [sys.executable, "-I", "-B", str(ROOT / "tests" / "watch.py")]
    done = subprocess.run([*watch, *PACKAGES], capture_output=True, encoding="utf-8", timeout=3600, check=False)
    print(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(", 0 forbidden acts\n")


def calls(paths: list[Path]) -> list[str]:
    """The lines of ``confluence-scopes calls``, sorted."""
    command = [sys.executable, "-I", "-m", "flake8_confluence_scopes", "calls", "--format", "jsonl"]
    done = subprocess.run([*command, *paths], capture_output=True, encoding="utf-8", timeout=1800, check=True)
    return sorted(done.stdout.splitlines())


def test_the_order_of_files_changes_nothing() -> None:
    files = [file for package in PACKAGES for file in sorted(package.rglob("*.py"))]
    shuffled = list(files)
    Random(0).shuffle(shuffled)
    found = calls(files)
    assert len(found) > 400
    assert calls(shuffled) == found
