"""Small projects on the disk."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import flake8_confluence_scopes
from flake8_confluence_scopes.descriptors import below, reading


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., str]:
    """A function that writes ``data`` to a path below tmp_path and returns the absolute path."""

    def write(relative: str, data: str | bytes = "") -> str:
        path = tmp_path / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return str(path)

    return write


@pytest.fixture
def age() -> Callable[[str], None]:
    """A function that makes a file or directory look a minute old, so that caches may trust its time."""

    def make_older(path: str) -> None:
        then = time.time_ns() - 60_000_000_000
        os.utime(path, ns=(then, then))

    return make_older


@pytest.fixture
def run_python(tmp_path: Path) -> Callable[..., str]:
    """A function that runs code, at most for a minute, and returns what it printed."""
    package = Path(flake8_confluence_scopes.__file__).parent

    def run(code: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(package.parent)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return run


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    yield
    below._listed.cache_clear()
    reading._parsed.cache_clear()
