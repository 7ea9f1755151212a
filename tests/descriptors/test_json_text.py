"""Where the parts of a JSON text stand."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.descriptors import json_text
from flake8_confluence_scopes.descriptors.edited_text import Span
from tests.fuzz.documents import VALUES


@given(st.dictionaries(st.text(), VALUES), st.sampled_from([None, 1, "\t"]))
def test_members(document: dict[str, object], indent: int | str | None) -> None:
    text = json.dumps(document, indent=indent)
    found = [(json_text.string(text, key), text[value.start : value.end]) for key, value in json_text.members(text)]
    assert {key: json.loads(value) for key, value in found} == json.loads(text)
    assert [key for key, _ in found] == list(document)


@given(st.lists(VALUES))
def test_elements(document: list[object]) -> None:
    text = f'{{"a": {json.dumps(document)}}}'
    ((_, value),) = json_text.members(text)
    found = [text[span.start : span.end] for span in json_text.elements(text, value)]
    assert [json.loads(element) for element in found] == json.loads(text)["a"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines(line_end: str) -> None:
    text = f"a{line_end}{line_end}b"
    lines = json_text.Lines(text)
    assert [lines.of(place) for place in (0, 1, text.index("b"), len(text))] == [1, 1, 3, 3]


def test_a_span_within_a_text() -> None:
    assert list(json_text.elements("[[1, 2], 3]", Span(1, 7))) == [Span(2, 3), Span(5, 6)]
