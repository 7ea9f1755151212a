"""Bringing packages and looking through them, with a pip that has three packages and no network."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT
from tools import check_ecosystem

pytestmark = pytest.mark.once

WHEELS = {
    "quiet": {"quiet/__init__.py": "import requests\n", "quiet/data.txt": "rest/api"},
    "calling": {"calling.py": 'import requests\nrequests.get("/rest/api/space")\n'},
    "broken": {"broken.py": '"/rest/api" def\n'},
    "large": {"large.py": "X = '/rest/api'" + "# \n" * 1_500_000, "table.py": "X = ['/rest/api'" + ",1" * 200_001 + "]\n"},
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Puts the fake pip in place. The list has the packages that were asked for."""
    asked: list[str] = []
    really = subprocess.run

    def fake(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        if "pip" not in command:
            return really(command, **options)
        *_, folder, package = command
        asked.append(package)
        if package in WHEELS:
            with zipfile.ZipFile(Path(folder) / f"{package}-1.0-py3-none-any.whl", "w") as wheel:
                for name, text in WHEELS[package].items():
                    wheel.writestr(name, text)
        return subprocess.CompletedProcess(command, package not in WHEELS)

    monkeypatch.setattr(subprocess, "run", fake)
    monkeypatch.setattr(check_ecosystem, "PACKAGES", tmp_path / "ecosystem.txt")
    return asked


def test_only_the_python_files_of_a_wheel_are_brought_and_only_once(run: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "new" / "ecosystem"
    for _ in range(2):
        assert check_ecosystem.bring("quiet", folder) == folder / "quiet"
    assert run == ["quiet"]
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["__init__.py"]
    assert list(folder.iterdir()) == [folder / "quiet"]


def test_a_package_without_a_wheel_leaves_nothing_behind(run: list[str], tmp_path: Path) -> None:
    assert check_ecosystem.bring("none", tmp_path) is None
    assert run == ["none"]
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_look_at(run: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check_ecosystem.PACKAGES.write_text("quiet\n", encoding="utf-8")
    assert check_ecosystem.main([str(tmp_path)]) == 0
    assert run == ["quiet"]
    assert capsys.readouterr().out == "1 of 1 packages, 1 files, 0 too large, 0 with something to look at\n"


@pytest.mark.parametrize(
    ("expected", "code", "problems"),
    [("large 2", 0, []), ("large", 1, ["large: 2 files are too large, 0 are expected in ecosystem.txt"])],
)
def test_files_that_are_too_large_are_said(
    run: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], expected: str, code: int, problems: list[str]
) -> None:
    check_ecosystem.PACKAGES.write_text(f"{expected}\n", encoding="utf-8")
    assert check_ecosystem.main([str(tmp_path)]) == code
    assert run == ["large"]
    assert capsys.readouterr().out.splitlines() == [
        f"{tmp_path / 'large' / 'large.py'}: it has more than 4000000 characters",
        f"{tmp_path / 'large' / 'table.py'}: it has more than 200000 commas",
        *problems,
        f"1 of 1 packages, 2 files, 2 too large, {len(problems)} with something to look at",
    ]


def test_everything_to_look_at(run: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check_ecosystem.PACKAGES.write_text("quiet\nnone\ncalling\nbroken\n", encoding="utf-8")
    assert check_ecosystem.main([str(tmp_path)]) == 1
    assert run == ["quiet", "none", "calling", "broken"]
    assert capsys.readouterr().out.splitlines() == [
        "none: there is no wheel to be had",
        "calling: exit status 0",
        f"{tmp_path / 'calling' / 'calling.py'}:2:1  GET     /rest/api/space",
        "1 call in 1 file",
        "broken: exit status 0",
        f"{tmp_path / 'broken' / 'broken.py'}: Python cannot parse it (SyntaxError in line 1)",
        "0 calls in 1 file; not read: 1 file",
        "3 of 4 packages, 3 files, 0 too large, 3 with something to look at",
    ]


def test_a_crash_is_something_to_look_at(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    said = check_ecosystem.examine(folder)
    assert said.data == []
    assert said.problem.startswith("gone: exit status 2\nconfluence-scopes: there is no file or directory")


def test_the_list_names_a_hundred_packages() -> None:
    assert len(check_ecosystem.listed()) == 100
    assert len(check_ecosystem.PACKAGES.read_text(encoding="utf-8").splitlines()) == 100


def test_what_it_says_of_itself() -> None:
    command = [sys.executable, "-I", str(ROOT / "tools" / "check_ecosystem.py"), "--help"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("usage: check_ecosystem.py [-h] [folder]")
