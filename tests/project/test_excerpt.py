"""Excerpts of source: what is shown, and where the mark stands."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.project.excerpt import CUT, Row, excerpt
from flake8_confluence_scopes.project.sites import Site, file_site

LINE = 'requests.delete(f"{site}/rest/api/content/1")'


def site(line: int, column: int, end_line: int, end_column: int) -> Site:
    return file_site("app.py", line)._replace(column=column, end_line=end_line, end_column=end_column)


def rows(text: str, place: Site, width: int = 80) -> list[tuple[int, str, str]]:
    """The rows, each with the part of its line that is marked."""
    found = excerpt(text.split("\n"), place, width)
    return [(row.number, row.text, row.text[row.mark.find("^") :][: row.mark.count("^")] if row.mark else "") for row in found]


def columns(text: str) -> int:
    """The width of a text that is shown."""
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def test_the_mark_stands_below_the_argument() -> None:
    marked = Row(2, LINE, " " * 16 + "^" * 28)
    assert excerpt(["import requests", LINE, "print(1)"], site(2, 17, 2, 45), 80) == [
        Row(1, "import requests"),
        marked,
        Row(3, "print(1)"),
    ]


def test_of_the_lines_beside_it_those_are_shown_that_hold_something() -> None:
    assert [row.number for row in excerpt(["", LINE, "", "y"], site(2, 17, 2, 45), 80)] == [2]
    assert [row.number for row in excerpt(["x", "y", LINE, "y", "x"], site(3, 17, 3, 45), 80)] == [2, 3, 4]
    assert excerpt(["x" * 50, LINE], site(2, 1, 2, 9), 40)[0] == Row(1, "x" * 37 + CUT)


def test_a_long_line_is_cut_around_the_mark() -> None:
    before = "x" * 60 + "(" + "a" * 5 + ")" + "y" * 200
    assert rows(before, site(1, 62, 1, 67), 40) == [(1, "...xxxxxxxxx(aaaaa)yyyyyyyyyyyyyyyyyy...", "aaaaa")]
    assert rows("a" * 300, site(1, 1, 1, 301), 40) == [(1, "a" * 37 + CUT, "a" * 37)]
    assert rows("x" * 95 + "aaaaa", site(1, 96, 1, 101), 40) == [(1, CUT + "x" * 10 + "aaaaa", "aaaaa")]


def test_tabs_are_spaces() -> None:
    assert excerpt(["\tx\tf(y)"], site(1, 6, 1, 7), 80) == [Row(1, "    x   f(y)", " " * 10 + "^")]


def test_a_wide_character_takes_two_columns_and_a_combining_one_none() -> None:
    (row,) = excerpt(['"\u65e5\u672c\u0301", f(y)'], site(1, 10, 1, 11), 80)
    assert row.mark == " " * columns('"\u65e5\u672c\u0301", f(') + "^"
    (row,) = excerpt(['f("\u65e5\u672c")'], site(1, 3, 1, 7), 80)
    assert row.mark == "  ^^^^^^"


def test_what_a_terminal_would_obey_is_written_out() -> None:
    assert rows("a\x1b[31mb\u200b\ud800", site(1, 1, 1, 8)) == [(1, "a\\x1b[31mb\\u200b\\ud800", "a\\x1b[31mb")]


def drawn(text: str, place: Site, width: int = 80) -> list[str]:
    """The rows with their brackets, and the marks below them."""
    found = excerpt(text.split("\n"), place, width)
    return [line for row in found for line in (row.bracket + row.text, row.mark) if line]


def test_several_lines_have_a_bracket_at_their_left() -> None:
    text = "x = get(\n    base +\n\n    path  , 1)\ny"
    assert drawn(text, site(2, 5, 4, 9)) == [
        "  x = get(",
        "/     base +",
        "| ",
        "|     path  , 1)",
        "|________^",
        "  y",
    ]
    assert drawn(text, site(1, 5, 4, 15)) == [
        "  x = get(",
        " _____^",
        "|     base +",
        "| ",
        "|     path  , 1)",
        "|______________^",
        "  y",
    ]


def test_a_bracket_is_as_wide_as_what_it_holds() -> None:
    assert drawn("\tf('\u65e5',\n\t'\u672c')", site(1, 4, 2, 5))[1:] == [" _______^", "|     '\u672c')", "|________^"]
    assert drawn("'" + "x" * 90 + "(\n" + "y" * 90 + "),", site(1, 92, 2, 92), 40) == [
        "  " + CUT + "x" * 9 + "(",
        " " + "_" * 13 + "^",
        "| " + CUT + "y" * 27 + "),",
        "|" + "_" * 31 + "^",
    ]


def test_of_many_lines_the_first_and_the_last_are_shown() -> None:
    text = "\n".join(f"line {number}" for number in range(1, 30))
    assert [row[0] for row in rows(text, site(2, 1, 5, 7))] == [1, 2, 3, 4, 5, 6]
    assert excerpt(text.split("\n"), site(2, 1, 9, 7), 80)[3:] == [
        Row(4, "line 4", "", "| "),
        Row(0, "", "", "| "),
        Row(9, "line 9", "|______^", "| "),
        Row(10, "line 10", "", "  "),
    ]


def test_a_place_without_an_extent_marks_its_line() -> None:
    assert rows("    - read:page:confluence", site(1, 1, 1, 1)) == [(1, "    - read:page:confluence", "- read:page:confluence")]


@pytest.mark.parametrize("place", [site(3, 1, 3, 2), site(0, 1, 0, 2)])
def test_a_line_that_is_not_there_shows_nothing(place: Site) -> None:
    assert excerpt(["a", "b"], place, 80) == []


def test_a_column_that_is_not_there_marks_nothing() -> None:
    assert excerpt(["ab", "c"], site(1, 9, 1, 12), 80) == [Row(1, "ab"), Row(2, "c")]
    assert excerpt(["ab"], site(1, 2, 7, 2), 80) == [Row(1, "ab", " ^")]


@pytest.mark.parametrize("place", [site(1, 2, 1, 3), site(1, 3, 2, 1), site(1, 3, 2, 3)])
def test_what_is_blank_at_the_end_of_a_line_has_no_mark(place: Site) -> None:
    assert all(len(row.mark) <= 4 for row in excerpt(["0\t", "1\t"], place, 80))


@given(
    st.lists(st.text(alphabet=st.characters(exclude_characters="\n"), max_size=60), min_size=1, max_size=9),
    st.integers(1, 9),
    st.integers(1, 60),
    st.integers(0, 9),
    st.integers(1, 60),
    st.integers(1, 90),
)
def test_no_row_is_wider_than_the_terminal_and_no_mark_beside_its_line(
    lines: list[str], line: int, column: int, more: int, end: int, width: int
) -> None:
    for row in excerpt(lines, site(line, column, line + more, end), width):
        assert row.text.isprintable()
        assert len(row.bracket) + columns(row.text) <= max(width, 20)
        assert len(row.mark) <= len(row.bracket) + max(columns(row.text), 1) + 1
        assert re.fullmatch(r" *\^*|[ |]_+\^", row.mark)
