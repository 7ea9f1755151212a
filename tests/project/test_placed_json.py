"""The places of texts in JSON, and that whatever is no JSON is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flake8_confluence_scopes.project import placed_json
from flake8_confluence_scopes.project.placed_json import NotJson, PlacedText, decode

TEXTS = st.text(st.characters(exclude_categories=()), max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | TEXTS | st.just(0),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([None, 0, 2]))
def test_it_decodes_what_python_s_decoder_decodes(value: object, indent: int | None) -> None:
    assert decode(json.dumps(value, indent=indent)) == value


@given(st.text('[]{}:," \\na1', max_size=8))
@example("[]")
def test_it_refuses_what_python_s_decoder_refuses(text: str) -> None:
    try:
        json.loads(text)
    except ValueError:
        with pytest.raises(NotJson):
            decode(text)
    else:
        decode(text)


def test_a_text_knows_its_place() -> None:
    text = '{"a": [1, "b"],\n "c": "\\u0064"}'
    value = decode(text)
    assert isinstance(value, dict)
    found = [value["a"][1], value["c"]]
    assert found == ["b", "d"]
    assert all(isinstance(one, PlacedText) for one in found)
    assert [text[one.start] + text[one.start + 1] for one in found] == ['"b', '"\\']


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not JSON (line 1)"),
        ("hello", "is not JSON (line 1)"),
        ('{"a": 1}\n}', "is not JSON (line 2)"),
        ('{\n"a" 1}', "is not JSON (line 2)"),
        ("{1: 2}", "is not JSON (line 1)"),
        ('{"a":\n[1 2]}', "is not JSON (line 2)"),
        ("[" * 1_000_000, "nests too deeply"),
        ('{"a":' * 1_000_000, "nests too deeply"),
    ],
)
def test_what_is_no_json_has_a_reason(text: str, reason: str) -> None:
    with pytest.raises(NotJson) as raised:
        decode(text)
    assert str(raised.value) == reason


def test_too_many_values_are_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placed_json, "MOST_VALUES", 3)
    assert decode("[1, 2]") == [0, 0]
    with pytest.raises(NotJson, match="holds more than 3 values"):
        decode("[1, 2, 3]")
