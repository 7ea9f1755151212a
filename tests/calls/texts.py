"""Texts with holes, for the tests of this room."""

from __future__ import annotations

from hypothesis import strategies as st

from flake8_confluence_scopes.calls.values.domain import Hole, Text
from flake8_confluence_scopes.path_template import HOLE


def text(template: str) -> Text:
    """A text with a hole for each ``~``; the holes are named Q0, Q1 and so on."""
    holes = tuple(Hole(f"Q{number}") for number in range(template.count("~")))
    return Text(template.replace("~", HOLE), holes)


def shown(value: object) -> str:
    """A text with ``~`` for each hole.

    Raises AssertionError for anything else, or for a text whose holes do not fit its template.
    """
    assert isinstance(value, Text), value
    assert value.template.count(HOLE) == len(value.holes), value
    return value.template.replace(HOLE, "~")


def filled(value: Text) -> str:
    """A text with the name of each hole in its place."""
    parts = value.template.split(HOLE)
    assert len(parts) == len(value.holes) + 1, value
    return parts[0] + "".join(hole.name + part for hole, part in zip(value.holes, parts[1:]))


def texts(alphabet: str, max_size: int = 8) -> st.SearchStrategy[Text]:
    """Texts of these characters and of holes."""
    return st.text(alphabet + "~", max_size=max_size).map(text)
