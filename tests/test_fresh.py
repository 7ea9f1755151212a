"""Answers of the file system: what is kept, and for how long."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_confluence_scopes import fresh

Forget = Callable[[], None]


@pytest.fixture(autouse=True)
def _own_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fresh, "_state", fresh._State())


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A folder in which nothing has changed for an hour."""
    _touch(tmp_path, -3_600)
    return str(tmp_path)


def _touch(folder: Path | str, seconds: int) -> None:
    changed = os.stat(folder).st_mtime + seconds
    os.utime(folder, (changed, changed))


def test_brief_answers_hold_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answer = fresh.briefly(asked.append)
    answer("a")
    fresh.begin()  # tests have moments of a nanosecond
    answer("a")
    assert asked == ["a", "a"]
    monkeypatch.setattr(fresh, "MOMENT", 10**24)
    fresh.begin()
    answer("a")
    fresh.begin()
    answer("a")
    assert asked == ["a", "a", "a"]


def _counting(folder: str) -> tuple[Callable[..., str], list[str]]:
    asked: list[str] = []

    @fresh.lasting
    def answer(*question: str) -> str:
        fresh.rests_on(folder)
        asked.append("/".join(question))
        return asked[-1]

    return answer, asked


def test_lasting_answers_hold_until_a_folder_changes(folder: str) -> None:
    answer, asked = _counting(folder)
    known = fresh.emptied({"a": 1})
    for _ in range(3):
        assert answer("a", "b") == "a/b"
        fresh.begin()
    assert asked == ["a/b"]
    assert known
    _touch(folder, 1)
    assert answer("a", "b") == "a/b"
    fresh.begin()
    assert not known
    assert answer("a", "b") == "a/b"
    assert asked == ["a/b", "a/b"]


def test_a_folder_that_has_just_changed_may_change_again_at_the_same_time(tmp_path: Path) -> None:
    answer, asked = _counting(str(tmp_path))
    for _ in range(2):
        answer("a")
        fresh.begin()
    assert len(asked) == 2


@pytest.mark.parametrize("name", ["gone", "a\0b"])
def test_folders_that_are_not_there(name: str, folder: str) -> None:
    place = os.path.join(folder, name)
    answer, asked = _counting(place)
    for _ in range(2):
        answer("a")
        fresh.begin()
    assert len(asked) == 1
    if name == "gone":
        os.mkdir(place)
        fresh.begin()
        answer("a")
        assert len(asked) == 2


def test_no_more_is_kept_than_has_a_use(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, asked = _counting(folder)
    monkeypatch.setattr(fresh, "MOST", 2)
    for question in "abca":
        answer(question)
    assert asked == ["a", "b", "c", "a"]
    monkeypatch.setattr(fresh, "MOST_FOLDERS", 1)
    fresh.begin()
    answer("a")
    assert len(asked) == 4
    fresh.rests_on(os.path.join(folder, "other"))
    fresh.begin()
    answer("a")
    assert len(asked) == 5


def test_another_thread_may_ask_at_the_same_time(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, asked = _counting(folder)
    answer("a")
    change = fresh._change

    def meanwhile(place: str) -> int:
        if place == folder:
            fresh.rests_on(os.path.join(folder, "other"))
        return change(place)

    monkeypatch.setattr(fresh, "_change", meanwhile)
    fresh.begin()
    answer("a")
    assert asked == ["a"]


def test_an_answer_about_one_version_holds_until_there_is_another(folder: str) -> None:
    asked: list[str] = []

    @fresh.newest
    def answer(version: str, path: str) -> str:
        asked.append(f"{version} {path}")
        return asked[-1]

    assert [answer("1", "a"), answer("1", "a"), answer("2", "a"), answer("1", "b")] == ["1 a", "1 a", "2 a", "1 b"]
    fresh.rests_on(folder)
    _touch(folder, 1)
    fresh.begin()
    assert answer("2", "a") == "2 a"
    assert asked == ["1 a", "2 a", "1 b"]


def test_of_each_file_one_version_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fresh, "MOST", 2)
    asked: list[str] = []
    answer = fresh.newest(lambda version, path: asked.append(version))
    for version, path in ("1a", "2a", "3a", "1b", "3a", "1c", "3a"):
        answer(version, path)
    assert asked == ["1", "2", "3", "1", "1", "3"]


def test_an_answer_about_a_version_may_rest_on_folders(folder: str) -> None:
    asked: list[str] = []

    @fresh.newest_lasting_list
    def answer(version: str, path: str) -> tuple[str, ...]:
        fresh.rests_on(folder)
        asked.append(path)
        return (version, path)

    assert [answer("1", "a"), answer("1", "a")] == [("1", "a")] * 2
    _touch(folder, 1)
    fresh.begin()
    assert answer("1", "a") == ("1", "a")
    assert asked == ["a", "a"]


def test_all_can_be_forgotten_at_once(folder: str) -> None:
    lasting, asked = _counting(folder)
    brief = fresh.briefly(asked.append)
    for _ in range(2):
        lasting("a")
        brief("b")
        fresh.forget()
    assert asked == ["a", "b", "a", "b"]


def test_what_lasts_is_no_work_for_the_garbage_collector() -> None:
    known: dict[str, str] = fresh.emptied({})
    for number in range(1_000):
        known["\0".join(("a", str(number)))] = str(number)
    assert not gc.is_tracked(known)
