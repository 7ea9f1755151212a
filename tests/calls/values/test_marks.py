"""Marks in the place of holes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from flake8_confluence_scopes.calls.values.domain import Hole, Text
from flake8_confluence_scopes.calls.values.marks import Marks, lost
from tests.calls.texts import text, texts


@given(texts("z01Z/:h"))
def test_a_text_comes_back(value: Text) -> None:
    marks = Marks(value)
    assert "\0" not in marks.texts[0]
    assert marks.restored(marks.texts[0]) == value


def test_marks_stay_when_a_function_changes_letters_and_order() -> None:
    first, second = text("~A"), Text("~".replace("~", "\0"), (Hole("R"),))
    marks = Marks(first, second)
    joined = marks.restored((marks.texts[1] + marks.texts[0]).lower())
    assert joined == Text("\0\0a", (Hole("R"), Hole("Q0")))


def test_the_host_stands_for_the_first_hole() -> None:
    base = text("~/a")
    marks = Marks(base, text("b"))
    assert marks.restored(f"{marks.host}/{marks.texts[0]}") == base
    assert marks.restored(f"{marks.host}/{marks.texts[1]}") == Text("\0/b", base.holes)


def test_conditions_stay() -> None:
    when = frozenset(((1, True),))
    marks = Marks(replace(text("a"), when=when), text("b"))
    assert marks.restored("ab").when == when


def test_what_is_lost_stays_open() -> None:
    assert lost("a part", text("a"), Text("\0", (Hole("p", True),))) == Text("\0", (Hole("a part", True),))
    assert lost("a part", text("~")) == Text("\0", (Hole("a part"),))
