"""sdist and wheel as they would be uploaded, and what the README says of installing them."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from acceptance.quickstart import FINDINGS, QUICKSTART
from flake8_confluence_scopes import __version__
from tests.blocks import block
from tests.support import ROOT

VERSIONS = ("3.10", "3.11", "3.12", "3.13")


def run(*command: str | Path, cwd: Path) -> tuple[int, str]:
    """The exit code and all output; what a Python of the tests sets does not reach it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git tracks, in a folder of its own."""
    copy = tmp_path_factory.mktemp("checkout")
    code, names = run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    assert code == 0, names
    for name in filter(lambda name: (ROOT / name).is_file(), names.splitlines()):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def built(checkout: Path) -> list[Path]:
    """The sdist and the wheel."""
    code, output = run(sys.executable, "-W", "error", "-m", "build", cwd=checkout)
    assert code == 0, output
    assert [line for line in output.splitlines() if "warning" in line.lower() or "deprecat" in line.lower()] == []
    return sorted((checkout / "dist").iterdir())


def test_twine_is_content(built: list[Path]) -> None:
    code, output = run(sys.executable, "-m", "twine", "check", "--strict", *built, cwd=ROOT)
    assert code == 0, output
    assert output.count("PASSED") == 2


def test_what_is_inside(built: list[Path]) -> None:
    wheel, sdist = built
    assert (wheel.suffix, sdist.suffix) == (".whl", ".gz")
    inside = set(zipfile.ZipFile(wheel).namelist())
    package = "flake8_confluence_scopes"
    assert {f"{package}/py.typed", f"{package}/scopes/data/cloud.json"} <= inside
    assert {name.split("/")[0] for name in inside} == {package, f"{package}-{__version__}.dist-info"}
    with tarfile.open(sdist) as archive:
        shipped = {name.partition("/")[2] for name in archive.getnames()}
    assert {"tests/test_docs.py", "acceptance/test_package.py", "action.yml", ".pre-commit-hooks.yaml"} <= shipped


@pytest.mark.parametrize("version", VERSIONS)
def test_the_wheel_in_an_empty_environment(version: str, built: list[Path], tmp_path: Path) -> None:
    # As tox does: the Pythons that TOX_DISCOVER names, and those on the PATH, where pyenv has shims of what is not turned on.
    found = os.environ.get("TOX_DISCOVER", "").split(",")
    python = next((path for path in found if f"/{version}." in path), None) or shutil.which(f"python{version}")
    if python is None or run(python, "--version", cwd=tmp_path)[0] != 0:
        pytest.skip(f"there is no Python {version}; name it in TOX_DISCOVER")
    environment = tmp_path / "environment"
    assert run(python, "-m", "venv", environment, cwd=tmp_path)[0] == 0
    code, output = run(environment / "bin" / "pip", "install", "-q", built[0], cwd=tmp_path)
    assert code == 0, output
    shown = run(environment / "bin" / "flake8", "--version", cwd=tmp_path)[1]
    assert f"flake8-confluence-scopes: {__version__}" in " ".join(shown.split())
    assert run(environment / "bin" / "confluence-scopes", "--version", cwd=tmp_path)[1].split()[-1] == __version__
    lines = run(environment / "bin" / "flake8", "--select=CFS", cwd=QUICKSTART)[1].splitlines()
    assert len(lines) == FINDINGS > 0


def test_the_first_line_of_the_readme(checkout: Path) -> None:
    command = block("README.md", "Try it", "sh", 0)
    code, output = run("bash", "-c", command, cwd=checkout)
    assert code == 1
    assert len([line for line in output.splitlines() if " CFS" in line]) == FINDINGS, output


def test_the_line_for_the_own_project(checkout: Path, tmp_path: Path) -> None:
    program, *arguments = shlex.split(block("README.md", "Try it", "sh", 2))
    assert (program, arguments[-1]) == ("python", "/path/to/flake8-confluence-scopes")
    assert run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)[0] == 0
    code, output = run(tmp_path / "venv" / "bin" / "python", *arguments[:-1], checkout, cwd=tmp_path)
    assert code == 0, output
    assert "flake8-confluence-scopes" in run(tmp_path / "venv" / "bin" / "flake8", "--version", cwd=tmp_path)[1]
