"""Running the real flake8, and where the project's parts lie."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from typing import NamedTuple

from flake8.main import cli
from flake8.options import aggregator
from flake8.options import config as options_config

import flake8_confluence_scopes
from tests.expectations import Reported

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path(flake8_confluence_scopes.__file__).parent
"""The package under test, which lies outside ROOT where the built wheel is tested."""
FIXTURES = ROOT / "fixtures"

_FORMAT = "%(path)s\t%(row)d\t%(col)d\t%(code)s\t%(text)s"


def config(name: str) -> ConfigParser:
    """One of the project's ini files."""
    found = ConfigParser(interpolation=None)
    found.read(ROOT / name, encoding="utf-8")
    return found


class Run(NamedTuple):
    """What one run of flake8 left behind."""

    returncode: int
    stdout: str
    stderr: str

    def findings(self) -> list[Reported]:
        """What flake8 reported, in its order; paths with slashes and without a leading ``./``.

        Raises AssertionError if flake8 printed anything else.
        """
        assert not self.stderr, self.stderr
        found = []
        for line in self.stdout.splitlines():
            parts = line.split("\t")
            assert len(parts) == 5, self.stdout
            path, row, column, code, text = parts
            place = Path(os.path.normpath(path)).as_posix()
            found.append(Reported(place, int(row), int(column) - 1, code, f"{code} {text}"))
        assert self.returncode == bool(found), self
        return found


def run_flake8(*arguments: str | Path, cwd: Path, stdin: str | None = None) -> Run:
    """Runs flake8 with ``arguments`` in ``cwd``; ``stdin`` is the text for the file name ``-``.

    The working directory is not on the process's import path, as with the command ``flake8``.
    """
    done = subprocess.run(
        [sys.executable, "-I", "-m", "flake8", f"--format={_FORMAT}", *map(str, arguments)],
        cwd=cwd,
        input=stdin if stdin is not None else "",
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def before_last_line(errors: str) -> str:
    """What a command about a project prints to stderr before its last line, which counts calls and files.

    Raises AssertionError where that line is missing.
    """
    before, line = re.fullmatch(r"((?:.*\n)*?)(.*\n)", errors.replace("\r\n", "\n")).groups()  # type: ignore[union-attr]
    assert re.fullmatch(r"\d+ calls? in \d+ files?(?:; [^\n]+)?\n", line), errors
    return str(before)


def run_flake8_here(*arguments: str, cwd: Path) -> Run:
    """Runs flake8 as ``run_flake8`` does, but in this process: a tenth of the time, for what no border depends on."""
    output, errors = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    before = Path.cwd()
    # Flake8-pyproject replaces these for the whole process.
    own = aggregator.aggregate_options, options_config.parse_config
    os.chdir(cwd)
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            code = cli.main([f"--format={_FORMAT}", "--jobs=1", *arguments])
    finally:
        os.chdir(before)
        aggregator.aggregate_options, options_config.parse_config = own
    stdout, stderr = (stream.buffer.getvalue().decode() for stream in (output, errors))
    return Run(code, stdout, stderr)


def fixture_projects() -> list[Path]:
    """The folders of all fixture projects, sorted by name."""
    projects = sorted(folder for folder in FIXTURES.iterdir() if folder.is_dir())
    assert projects, f"there is no fixture project below {FIXTURES}"
    return projects
