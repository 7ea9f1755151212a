"""What the bytes of an atlassian-connect.json declare."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.descriptors import connect
from flake8_confluence_scopes.descriptors.declaration import Unreadable

NOT_TEXT = "is not text in UTF-8, nor in UTF-16 with a byte order mark"
TOO_DEEP = "is nested too deeply, in more than 200 levels; set confluence-scopes instead"
EXAMPLE = 'write a list such as ["READ", "WRITE"]'

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("scopes"), inner),
    max_leaves=6,
)
NAMES = st.from_regex(" ?[a-gA-G_]{1,3} ?", fullmatch=True)


def reason_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        connect.scopes(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ('{"scopes": ["READ", "WRITE"]}', ("READ", "WRITE")),
        ('{"scopes": ["read", "Write", "aCt_As_usER"]}', ("READ", "WRITE", "ACT_AS_USER")),
        ('{"scopes": [" READ ", "read", "WRITE", "READ"]}', ("READ", "WRITE")),
        ('{"scopes": []}', ()),
        ("{}", ()),
        ('{"key": "app", "modules": {"scopes": ["ADMIN"]}}', ()),
        ('{"vendor": {"scopes": 1}, "scopes": ["READ"], "modules": {"scopes": 2}}', ("READ",)),
        ('{"key": "a", "key": "b", "scopes": ["READ"]}', ("READ",)),
        ('{"version": ' + "9" * 5000 + ', "scopes": ["READ"]}', ("READ",)),
        ('{"version": NaN, "limit": Infinity, "price": 1e999, "scopes": ["READ"]}', ("READ",)),
        ('{"baseUrl": "{{localBaseUrl}}", "scopes": ["READ"]}', ("READ",)),
        ('{"baseUrl": "{{url}}", "description": "{% if a %}", "scopes": ["READ"], "modules": {"a": {"scopes": [1]}}}', ("READ",)),
        ('{"\\u0073copes": ["RE\\u0041D"]}', ("READ",)),
        ('\n\t {"scopes": ["NO_SUCH_SCOPE"]} \n', ("NO_SUCH_SCOPE",)),
    ],
)
def test_declared_scopes(text: str, scopes: tuple[str, ...]) -> None:
    assert connect.scopes(text.encode()) == scopes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert connect.scopes('{"name": "\u00fc\U0001f600", "scopes": ["READ"]}'.encode(encoding)) == ("READ",)


def test_big_endian_with_a_byte_order_mark() -> None:
    assert connect.scopes('\ufeff{"scopes": ["READ"]}'.encode("utf-16-be")) == ("READ",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b"\x7fELF\x02\x01\x01\x00", NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n", NOT_TEXT),
        (b"\xff\xfe{", NOT_TEXT),
        ('{"name": "\u00fc"}'.encode("latin-1"), NOT_TEXT),
        ('{"scopes": []}'.encode("utf-16-le"), NOT_TEXT),
        ('{"scopes": []}'.encode("utf-32"), NOT_TEXT),
        (b'{\n"key": "app",\n"scopes": ["READ"', "is not JSON: Expecting ',' delimiter (line 3, column 18)"),
        (b'{"scopes": ["READ"]} {}', "is not JSON: Extra data (line 1, column 22)"),
        (b'{"scopes": ["REA', "is not JSON: Unterminated string starting at (line 1, column 13)"),
        (b"hello", "is not JSON: Expecting value (line 1, column 1)"),
        (b'{"scopes": ["READ"]}\n// comment', "is not JSON: Extra data (line 2, column 1); take the comment out, JSON has none"),
        (b'["READ"]', "holds a list instead of an object"),
        (b'"READ"', "holds a text instead of an object"),
        (b"7", "holds a number instead of an object"),
        (b"1.5", "holds a number instead of an object"),
        (b"NaN", "holds a number instead of an object"),
        (b"null", "holds null instead of an object"),
        (b"true", "holds true or false instead of an object"),
        (b'{"scopes": "READ"}', f'has a text as "scopes"; {EXAMPLE}'),
        (b'{"scopes": null}', f'has null as "scopes"; {EXAMPLE}'),
        (b'{"scopes": 1}', f'has a number as "scopes"; {EXAMPLE}'),
        (b'{"scopes": false}', f'has true or false as "scopes"; {EXAMPLE}'),
        (b'{"scopes": {"READ": true}}', f'has an object as "scopes"; {EXAMPLE}'),
        (b'{"scopes": {}}', f'has an object as "scopes"; {EXAMPLE}'),
        (b'{"scopes": [1, null]}', f'has a number among its "scopes"; {EXAMPLE}'),
        (b'{"scopes": ["READ", null]}', f'has null among its "scopes"; {EXAMPLE}'),
        (b'{"scopes": [["READ"]]}', f'has a list among its "scopes"; {EXAMPLE}'),
        (b'{"scopes": [{}]}', f'has an object among its "scopes"; {EXAMPLE}'),
        (b'{"scopes": ["READ", " "]}', f'has an empty name among its "scopes"; {EXAMPLE}'),
        (
            b'{"scopes": ["READ"], "scopes": ["READ"]}',
            'has the key "scopes" more than once; keep one of them',
        ),
        (b"[" * 100_000, TOO_DEEP),
        (b'{"a":' * 100_000, TOO_DEEP),
    ],
)
def test_reasons(data: bytes, reason: str) -> None:
    assert reason_of(data) == reason


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ('{"scopes": ["READ",]}', "take out the comma before the bracket"),
        ('{"scopes": ["READ"] ,\n }', "take out the comma before the bracket"),
        ('{"scopes": [,]}', "take out the comma before the bracket"),
        ('// Ours\n{"scopes": ["READ"]}', "take the comment out, JSON has none"),
        ('{\n  /* Ours */ "scopes": ["READ"]}', "take the comment out, JSON has none"),
        ('{"scopes": ["READ" "WRITE"]}', ""),
        ('{"scopes": }', ""),
        ('{"scopes": ["READ",,"WRITE"]}', ""),
        ("{'scopes': []}", ""),
    ],
)
def test_what_other_formats_allow_is_named(text: str, advice: str) -> None:
    reason, _, said = reason_of(text.encode()).partition("; ")
    assert (reason.startswith("is not JSON: "), reason.endswith(")"), said) == (True, True, advice)


@settings(deadline=None)
@given(st.lists(NAMES, max_size=5), st.dictionaries(st.sampled_from(["key", "modules"]), JSON_VALUES))
def test_any_descriptor_declares_its_names_in_upper_case(names: list[str], rest: dict[str, object]) -> None:
    declared = connect.scopes(json.dumps({**rest, "scopes": names}).encode())
    assert declared == tuple(dict.fromkeys(name.strip().upper() for name in names))


@settings(deadline=None)
@given(JSON_VALUES)
def test_any_value_of_scopes_is_names_or_has_a_reason(value: object) -> None:
    data = json.dumps({"scopes": value}).encode()
    if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
        assert len(connect.scopes(data)) <= len(value)
    else:
        assert reason_of(data).endswith(EXAMPLE)


@settings(deadline=None)
@example(b'{"scopes": ["READ"]}')
@given(st.binary() | st.text(alphabet='{}[]":,%# scope\\').map(str.encode))
def test_bytes_of_any_kind_never_raise_but_a_reason(data: bytes) -> None:
    try:
        scopes = connect.scopes(data)
    except Unreadable as error:
        assert not re.search(r":\d*:\d*: ", str(error))
        assert str(error).isascii()
        assert "\n" not in str(error)
    else:
        assert all(scopes)
