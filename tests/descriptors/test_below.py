"""The search below a project's root."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_confluence_scopes.descriptors import below

NAME = "atlassian-connect.json"
PUT = Callable[..., str]
AGE = Callable[[str], None]


def found(top: Path) -> list[str]:
    search = below.search_below(str(top))
    assert search.complete
    return [Path(path).relative_to(top).as_posix() for path in search.paths]


def test_nearest_first_and_by_name(put: PUT, tmp_path: Path) -> None:
    for directory in ("z", "a/b/c", "m/n", "."):
        put(f"{directory}/{NAME}")
    assert found(tmp_path) == [NAME, f"z/{NAME}", f"m/n/{NAME}", f"a/b/c/{NAME}"]


@pytest.mark.parametrize(
    "directory", [".git", ".venv", ".tox/py310", "node_modules/x", "lib/site-packages/x", "a/__pycache__"]
)
def test_directories_that_are_not_the_projects(put: PUT, tmp_path: Path, directory: str) -> None:
    put(f"{directory}/{NAME}")
    assert found(tmp_path) == []


@pytest.mark.parametrize("mark", ["pyvenv.cfg", "conda-meta/history"])
def test_virtual_environments(put: PUT, tmp_path: Path, mark: str) -> None:
    put(f"env/{mark}")
    put(f"env/share/{NAME}")
    put(f"env/{NAME}")
    assert found(tmp_path) == []


def test_a_project_in_its_own_virtual_environment(put: PUT, tmp_path: Path) -> None:
    put("pyvenv.cfg")
    put(f"static/{NAME}")
    assert found(tmp_path) == [f"static/{NAME}"]


def test_links_to_directories_are_not_followed(put: PUT, tmp_path: Path) -> None:
    put(f"static/{NAME}")
    (tmp_path / "static" / "again").symlink_to(tmp_path)
    (tmp_path / "other").symlink_to(tmp_path / "static")
    assert found(tmp_path) == [f"static/{NAME}"]


def test_whatever_has_the_name_counts(put: PUT, tmp_path: Path) -> None:
    put(f"a/{NAME}/{NAME}")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / NAME).symlink_to("nowhere")
    assert found(tmp_path) == [f"a/{NAME}", f"b/{NAME}"]


def test_what_cannot_be_listed_is_skipped(put: PUT, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(f"closed/{NAME}")
    put(f"open/{NAME}")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found(tmp_path) == [f"open/{NAME}"]


def test_a_top_that_does_not_exist(tmp_path: Path) -> None:
    assert found(tmp_path / "missing") == []
    assert below.search_below("/a\0b") == below.Search((), True)


def test_a_deep_tree_needs_no_stack(tmp_path: Path) -> None:
    depth = 300
    directory = tmp_path.joinpath(*["d"] * depth)
    directory.mkdir(parents=True)
    (directory / NAME).touch()
    assert found(tmp_path) == ["d/" * depth + NAME]


def test_the_search_is_bounded(put: PUT, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(f"a/{NAME}")
    for number in range(10):
        put(f"b/file{number}")
    monkeypatch.setattr(below, "MOST_ENTRIES", 13)
    assert found(tmp_path) == [f"a/{NAME}"]
    monkeypatch.setattr(below, "MOST_ENTRIES", 12)
    assert below.search_below(str(tmp_path)) == below.Search((str(tmp_path / "a" / NAME),), False)


def test_one_large_directory_is_not_listed_to_its_end(
    put: PUT, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        put(f"file{number}")
    monkeypatch.setattr(below, "MOST_ENTRIES", 5)
    assert below._listed(str(tmp_path), 0).entries == 6


def test_an_unchanged_directory_is_listed_once(
    put: PUT, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: AGE
) -> None:
    put(f"static/{NAME}")
    age(str(tmp_path / "static"))
    age(str(tmp_path))
    assert found(tmp_path) == [f"static/{NAME}"]
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", None)
        assert found(tmp_path) == [f"static/{NAME}"]
    put(f"static/deeper/{NAME}")
    assert found(tmp_path) == [f"static/{NAME}", f"static/deeper/{NAME}"]
    os.remove(tmp_path / "static" / NAME)
    assert found(tmp_path) == [f"static/deeper/{NAME}"]
    age(str(tmp_path / "static"))
    assert found(tmp_path) == [f"static/deeper/{NAME}"]


def test_two_changes_within_a_step_of_the_clock(put: PUT, tmp_path: Path) -> None:
    times = os.stat(tmp_path).st_mtime_ns
    assert found(tmp_path) == []
    put(NAME)
    os.utime(tmp_path, ns=(times, times))
    assert found(tmp_path) == [NAME]
