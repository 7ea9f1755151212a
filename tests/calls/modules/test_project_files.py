"""In which folders an import looks for a module of the project, and in which it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_confluence_scopes.calls.modules.project_files import files_at, inside, locate

FOLDERS = ("", "deep", "pkg", "pkg/pkg", "pkg/sub", "pkg/sub/pkg", "pl", "pl/src", "plain", "plain/sub", "plain/sub/plain", "src")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A folder with a package in a package, and beside it a folder in a folder; in each of them, and in some more, there
    are a module and a package of the name ``api``."""
    for place in files(tmp_path, [f"{folder}/api".lstrip("/") for folder in FOLDERS]):
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        Path(place).touch()
    for package in ("pkg", "pkg/sub"):
        (tmp_path / package / "__init__.py").touch()
    return tmp_path


def files(top: Path, places: list[str]) -> Iterator[str]:
    for place in places:
        yield from files_at(str(top / place))


@pytest.mark.parametrize(
    ("importer", "name", "places"),
    [
        ("pkg/sub/a.py", "api", ["pkg/sub/api", "pkg/api", "api"]),
        ("pkg/sub/a.py", "pkg.api", ["pkg/sub/pkg/api", "pkg/pkg/api", "pkg/api"]),
        ("plain/sub/a.py", "api", ["plain/sub/api"]),
        ("plain/sub/a.py", "plain.api", ["plain/sub/plain/api", "plain/api"]),
        ("plain/a.py", "api", ["plain/api"]),
    ],
)
def test_an_absolute_import(importer: str, name: str, places: list[str], top: Path) -> None:
    assert list(locate(str(top / importer), name, 0, None)) == list(files(top, places))


def test_the_project_s_root_its_sources_and_the_folders_between_come_last(top: Path) -> None:
    found = list(locate(str(top / "plain" / "sub" / "a.py"), "api", 0, str(top)))
    assert found == list(files(top, ["plain/sub/api", "api", "src/api", "plain/api"]))
    elsewhere = list(locate(str(top / "plain" / "sub" / "a.py"), "api", 0, str(top / "pl")))
    assert elsewhere == list(files(top, ["plain/sub/api", "pl/api", "pl/src/api"]))


@pytest.mark.parametrize(
    ("name", "level", "places"),
    [("api", 1, ["pkg/sub/api"]), ("api", 2, ["pkg/api"]), ("deep.api", 3, ["deep/api"])],
)
def test_a_relative_import(name: str, level: int, places: list[str], top: Path) -> None:
    assert list(locate(str(top / "pkg" / "sub" / "a.py"), name, level, str(top))) == list(files(top, places))


def test_the_package_itself(top: Path) -> None:
    assert list(locate(str(top / "pkg" / "sub" / "a.py"), "", 2, None)) == [str(top / "pkg" / "__init__.py")]


def test_what_is_not_there(top: Path) -> None:
    (top / "bare").mkdir()
    assert list(locate(str(top / "pkg" / "sub" / "a.py"), "other", 0, str(top))) == []
    assert list(inside(str(top), ("other", "api"))) == []
    assert list(inside(str(top / "other"), ("api",))) == []
    # A folder without an __init__.py may hold modules.
    assert list(inside(str(top), ("bare",))) == [str(top / "bare" / "__init__.py")]
