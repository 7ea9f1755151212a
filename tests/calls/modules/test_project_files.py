"""In which folders an import looks for a module of the project, and in which it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_confluence_scopes.calls.modules.project_files import files_at, locate


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A folder with a package in a package, and beside it a folder in a folder."""
    for folder in ("pkg/sub", "plain/sub"):
        (tmp_path / folder).mkdir(parents=True)
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
