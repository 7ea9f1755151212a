"""Decoding that no text can crash."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.descriptors import json_values
from flake8_confluence_scopes.descriptors.declaration import Unreadable

# Whoever raises the recursion limit takes away the decoder's own guard of the stack.
TOO_DEEP = "is nested too deeply, in more than 200 levels; set confluence-scopes instead"
DEEP = """
import sys
sys.setrecursionlimit(int(sys.argv[1]))
from flake8_confluence_scopes.descriptors import json_values
from flake8_confluence_scopes.descriptors.declaration import Unreadable
for text in ("[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000, '[{"":' * 100_000):
    for decode in (json_values.decode, lambda text: json_values.decode_at(" " + text, 1)):
        try:
            decode(text)
        except Unreadable as error:
            print(error)
"""


@pytest.mark.parametrize("limit", ["1000", "1000000"])
def test_deep_nesting_crashes_no_process(limit: str, run_python: Callable[..., str]) -> None:
    assert run_python(DEEP, limit).splitlines() == [TOO_DEEP] * 8


@pytest.mark.parametrize("brackets", ["[]", '{"":"[{"}', '[{"":[]}]'])
def test_many_brackets_side_by_side_are_not_deep(brackets: str) -> None:
    value = json_values.decode("[" + ",".join([brackets] * 1000) + "]")
    assert isinstance(value, list)
    assert len(value) == 1000


@pytest.mark.parametrize(("start", "end"), [("[", "]"), ('{"a":', "}")])
def test_the_deepest(start: str, end: str) -> None:
    assert json_values.decode(start * 199 + "[]" + end * 199)
    with pytest.raises(Unreadable):
        json_values.decode(start * 200 + "[]" + end * 200)


def test_brackets_and_quotes_in_texts_do_not_count() -> None:
    assert json_values.decode('["' + "[" * 1000 + '\\"' + "{" * 1000 + '", "\\\\"]') is not None


def test_a_value_ends_where_it_ends() -> None:
    assert json_values.decode_at("xx[1]" + "[" * 1000, 2) == [0]


JSON = st.recursive(
    st.none() | st.booleans() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def as_decoded(value: object) -> object:
    if isinstance(value, dict):
        return tuple((key, as_decoded(item)) for key, item in value.items())
    return [as_decoded(item) for item in value] if isinstance(value, list) else value


@settings(deadline=None)
@given(JSON)
def test_nothing_is_lost(value: object) -> None:
    text = json.dumps(value)
    assert json_values.decode(text) == as_decoded(value)
    assert json_values.decode_at(f'"scopes": {text}, "modules": ', 10) == as_decoded(value)


def test_every_decoded_type_has_a_description() -> None:
    values = json_values.decode('[{}, [], "", true, 1, 1.5, null, NaN]')
    assert isinstance(values, list)
    assert [json_values.described(value) for value in values] == [
        "an object",
        "a list",
        "a text",
        "true or false",
        "a number",
        "a number",
        "null",
        "a number",
    ]
