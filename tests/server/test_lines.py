"""Places in texts: characters beyond the BMP, tabs, all line ends, a byte order mark, and edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.server.lines import BOM, Lines, changed, edit_between
from tests.server.editor import applied

TEXTS = st.text(alphabet="ab\t\r\n\x0c\u2028\u00fc\U0001f600", max_size=30)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 7), ("utf-16", 4), ("utf-32", 3)])
def test_characters_are_counted_in_units(encoding: str, character: int) -> None:
    lines = Lines("x\r\n\u00fc\U0001f600\tb", encoding)
    assert lines.position(6) == {"line": 1, "character": character}
    assert lines.offset({"line": 1, "character": character}) == 6


def test_places_that_are_not_there() -> None:
    lines = Lines("a\n\U0001f600", "utf-16")
    assert lines.offset({"line": 0, "character": 9}) == 1
    assert lines.offset({"line": 1, "character": 1}) == 2
    assert lines.offset({"line": 1, "character": 9}) == 3
    assert lines.offset({"line": 9, "character": 0}) == 3
    assert (lines.line(0), lines.line(2), lines.line(9)) == ("a", "", "")


def test_a_form_feed_ends_no_line() -> None:
    assert len(Lines("a\x0cb\u2028c\rd\r\ne\n")) == 4


def test_places_of_python_do_not_count_a_byte_order_mark() -> None:
    lines = Lines(f"{BOM}ab\ncd")
    assert (lines.at(1, 1), lines.at(2, 1), lines.at(9, 9)) == (2, 5, 6)
    assert lines.rest_of_line(1, 0) == {"start": {"line": 0, "character": 1}, "end": {"line": 0, "character": 3}}


@given(TEXTS, ENCODINGS)
def test_a_position_leads_back_to_its_offset(text: str, encoding: str) -> None:
    lines = Lines(text, encoding)
    for offset in range(len(text) + 1):
        within = text[offset - 1 : offset + 1] == "\r\n"
        assert lines.offset(lines.position(offset)) == offset - within


@given(TEXTS, TEXTS, ENCODINGS)
def test_one_edit_makes_the_other_text(before: str, after: str, encoding: str) -> None:
    edit = edit_between(Lines(before, encoding), after)
    assert applied(before, [edit], encoding) == after
    assert changed(before, [{"range": edit["range"], "text": edit["newText"]}], encoding) == after


@pytest.mark.parametrize(("before", "after"), [("a\r\nb", "a\rb"), ("a\rb", "a\r\nb"), ("\r\n", "\n"), ("\n", "\r\n")])
def test_no_edit_parts_a_line_end(before: str, after: str) -> None:
    lines = Lines(before)
    edit = edit_between(lines, after)
    assert applied(before, [edit]) == after


@given(TEXTS, TEXTS, TEXTS)
def test_changes_come_one_after_the_other(first: str, second: str, third: str) -> None:
    edit = edit_between(Lines(second), third)
    changes = [{"text": second}, {"range": edit["range"], "text": edit["newText"]}]
    assert changed(first, changes) == third


def test_a_range_that_ends_before_it_begins_counts_as_empty() -> None:
    where = {"start": {"line": 0, "character": 2}, "end": {"line": 0, "character": 1}}
    assert changed("abc", [{"range": where, "text": "x"}]) == "abxc"
