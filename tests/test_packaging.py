"""What is declared, what is built, and that everybody runs the same tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from flake8_confluence_scopes import __version__
from tests.blocks import block
from tests.support import PACKAGE, ROOT, config

SHIPPED = (
    ".ci",
    ".gitattributes",
    ".gitignore",
    ".pre-commit-hooks.yaml",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "MANIFEST.in",
    "README.md",
    "acceptance",
    "action.yml",
    "docs",
    "editors",
    "examples",
    "fixtures",
    "pyproject.toml",
    "setup.cfg",
    "tests",
    "tools",
    "tox.ini",
)

LEFT_BEHIND = ("__pycache__", ".hypothesis", ".mypy_cache", ".pytest_cache")


def _requirements(name: str, section: str, option: str) -> list[str]:
    return config(name)[section][option].split()


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and not any(part in LEFT_BEHIND for part in path.parts):
            yield path.relative_to(folder).as_posix()


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked sdist of a copy of the project."""
    copy = tmp_path_factory.mktemp("copy")
    without = shutil.ignore_patterns(*LEFT_BEHIND)
    for source in (PACKAGE, *(ROOT / name for name in SHIPPED)):
        if source.is_dir():
            shutil.copytree(source, copy / source.name, ignore=without)
        else:
            shutil.copy(source, copy)
    with tarfile.open(_build("sdist", copy)) as archive:
        archive.extractall(copy / "unpacked", filter="data")
    (tree,) = (copy / "unpacked").iterdir()
    return tree


@pytest.fixture(scope="module")
def wheel(unpacked: Path) -> Path:
    """The wheel that is built from the sdist."""
    return _build("wheel", unpacked)


def _build(kind: str, source: Path) -> Path:
    code = f"from setuptools import build_meta; print(build_meta.build_{kind}('dist'))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=source, check=True, capture_output=True, encoding="utf-8"
    )
    return source / "dist" / done.stdout.splitlines()[-1]


def test_the_lowest_versions_are_the_ones_that_tox_tests() -> None:
    floors = _requirements("setup.cfg", "options", "install_requires")
    pins = _requirements("tox.ini", "testenv:min", "deps")
    assert [floor.replace(">=", "==") for floor in floors] == pins


def test_no_requirement_has_an_upper_bound() -> None:
    requirements = _requirements("setup.cfg", "options", "install_requires")
    requirements += _requirements("setup.cfg", "options.extras_require", "test")
    assert [text for text in requirements if not re.fullmatch(r'[a-z0-9-]+(>=[0-9.]+)?(;python_version<"[0-9.]+")?', text)] == []


def test_the_readme_and_ci_run_the_same_tests() -> None:
    *_, command = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert block("README.md", "Try it", "sh", 1) == f"{command}\n"
    assert "tox" in command
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_sdist_holds_what_the_tests_need(unpacked: Path) -> None:
    wanted = {name for name in _files(ROOT) if name.split("/")[0] in SHIPPED}
    assert wanted - set(_files(unpacked)) == set()


def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    inside = {name for name in names if name.startswith(f"{PACKAGE.name}/")}
    metadata = {name for name in names if re.match(r"flake8_confluence_scopes-[^/]*\.dist-info/", name)}
    assert names == inside | metadata
    assert inside == {f"{PACKAGE.name}/{name}" for name in _files(PACKAGE)}
    assert {f"{PACKAGE.name}/py.typed", f"{PACKAGE.name}/scopes/data/connect-2014.json"} <= inside


def test_the_wheel_announces_the_plugin_and_the_command(wheel: Path) -> None:
    entry_points = ConfigParser()
    entry_points.read_string(_metadata(wheel, "entry_points.txt"))
    assert {name: dict(section) for name, section in entry_points.items() if section} == {
        "console_scripts": {"confluence-scopes": "flake8_confluence_scopes.cli:main"},
        "flake8.extension": {"cfs": "flake8_confluence_scopes.plugin:Plugin"},
        "pylsp": {"confluence_scopes": "flake8_confluence_scopes.server.pylsp"},
    }


def test_the_wheel_describes_itself(wheel: Path) -> None:
    metadata: Message = Parser().parsestr(_metadata(wheel, "METADATA"))
    assert metadata["Name"] == "flake8-confluence-scopes"
    assert metadata["Version"] == __version__
    assert metadata["Requires-Python"] == ">=3.10"
    assert "Framework :: Flake8" in metadata.get_all("Classifier", [])
    assert str(metadata.get_payload()).startswith("# flake8-confluence-scopes")


def test_the_catalogs_are_read_out_of_the_wheel_itself(wheel: Path) -> None:
    code = "from flake8_confluence_scopes import scopes as s; print(s.__file__, s.load('connect-2014').date)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=wheel.parent,
        env=os.environ | {"PYTHONPATH": str(wheel)},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    file, date = done.stdout.split()
    assert file.startswith(str(wheel))
    assert date.startswith("2014-02")


def _metadata(wheel: Path, name: str) -> str:
    with zipfile.ZipFile(wheel) as archive:
        (path,) = (path for path in archive.namelist() if path.endswith(f".dist-info/{name}"))
        return archive.read(path).decode()
