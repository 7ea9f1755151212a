"""Unknown parts, and whether they come out of answers."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls.values.domain import Hole
from flake8_confluence_scopes.calls.values.links import comes_from_answer, may_come_from_answer, renamed


@pytest.mark.parametrize(
    ("hole", "may", "does"),
    [
        (Hole("answer.json()[...]"), True, True),
        (Hole("nextUrl"), True, True),
        (Hole("answer.json()[...]", True), True, False),
        (Hole("os.environ[...]"), True, False),
        (Hole("path"), False, False),
    ],
)
def test_which_holes_come_from_answers(hole: Hole, may: bool, does: bool) -> None:
    assert (may_come_from_answer(hole), comes_from_answer(hole)) == (may, does)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("answer[...]", "answer[...]"),
        ("answer.get(...)", "answer.get(...)"),
        ("os.environ[...]", "following"),
        ("a Dict[...]", "following"),
        ("path", "following"),
    ],
)
def test_another_name_does_not_hide_an_answer(name: str, shown: str) -> None:
    assert renamed(Hole(name, rooted=True), "following") == Hole(shown, rooted=True)
    assert renamed(Hole(name, True), "following") == Hole("following", True)
    assert renamed(Hole(name), "next_url") == Hole("next_url")
