"""What a loop makes of a text, a method at a time, compared with Python itself."""

from __future__ import annotations

import pytest

from tests.calls.evaluated import said_of
from tests.calls.snippets import found

KNOWN = [
    "x = '//a//b'\nwhile '//' in x:\n    x = x.replace('//', '/')",
    "x = 'a/b/'\nwhile x.endswith('/'):\n    x = x.strip().rstrip('/')",
    "x = '{a}/{b}'\nfor key, value in {'a': '1', 'b': '2'}.items():\n    x = x.replace('{' + key + '}', value)",
    "x = '{a}/b'\nfor key in ['a', 'b']:\n    x = x.replace('{%s}' % key, key.upper())",
    "x = 'a/'\nfor key in ['b']:\n    y = x.strip('/')\n    x = y",
    "x = 'a'\nfor key in ['b', 'c']:\n    x = x.replace(key, 'd').strip()",
]


@pytest.mark.parametrize("before", KNOWN)
def test_python_s_answer_is_among_the_alternatives(before: str) -> None:
    names: dict[str, str] = {}
    exec(before, names)
    said = said_of("x", before)
    assert names["x"] in said
    assert "?" not in said


@pytest.mark.parametrize(
    "before",
    [
        "x = 'aaaaaaaaab'\nwhile open():\n    x = x.removeprefix('a')",
        "x = 'a'\nwhile open():\n    x = x.join(['b', 'c'])",
        "x = open()\nwhile open():\n    x = x.removeprefix('/')",
        "x = '{a}'\nfor key, value in {'a': '1' if open() else '2'}.items():\n    x = x.replace('{a}', value)",
        "x = 'a'\nfor one in ['a']:\n    for other in ['b']:\n        x = x.replace(one, other if open() else one)",
    ],
)
def test_what_does_not_come_to_an_end_is_unknown(before: str) -> None:
    assert "?" in said_of("x", before)


def test_fields_that_a_loop_fills() -> None:
    source = """
        import requests
        def fill(template, fields):
            for key, value in fields.items():
                template = template.replace("{" + key + "}", str(value))
            return template
        def send(fields):
            requests.get("https://x/wiki" + fill("/rest/api/content/{id}/label", fields))
        def send_known(id):
            requests.get("https://x/wiki" + fill("/rest/api/space/{key}", {"key": id}))
    """
    assert found(source) == ["GET /wiki/rest/api/content/{}/label", "GET /wiki/rest/api/space/{}"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("x = 'a/b/'\nfor key in open():\n    x += '/' + key", ["a/b~"]),
        ("x = 'a'\nfor key in open():\n    if key:\n        x = x + '/' + key", ["a~"]),
        ("x = 'a'\nwhile open():\n    x = f'{x}/{open()}/'", ["a~"]),
        ("x = 'a'\nwhile open():\n    x = '/'.join((x, 'b', 'c'))", ["a~"]),
        ("x = 'a'\nwhile open():\n    for key in open():\n        x += key\n    x += 'b'", ["a~"]),
        ("x = 'a' if open() else 'c?d'\nwhile open():\n    x += 'b'", ["a~", "c?d"]),
        ("x = ''\nwhile open():\n    x += '/b'", ["~"]),
    ],
)
def test_a_path_that_is_lengthened_goes_on(before: str, expected: list[str]) -> None:
    assert said_of("x", before) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("x = 'a'\nfor key in open():\n    x += '?b=' + key", ["a"]),
        ("x = 'a?b'\nfor key in open():\n    x += key", ["a?b"]),
        ("x, y = 'a', '?'\nwhile open():\n    x = x + y + open()\n    y = '&'", ["a"]),
        ("import requests\nx = 'a'\nwhile x:\n    x = x + requests.get(x).json()['next']", ["a"]),
        ("x = 'a'\nwhile open():\n    x = open() + x", ["~~", "a"]),
        ("x = 'a'\nx += 'b'\nwhile open():\n    x = 'c'", ["c", "ab"]),
        ("x = 1\nwhile open():\n    x += 1", ["?", 1]),
    ],
)
def test_what_keeps_the_path_or_is_no_text(before: str, expected: list[object]) -> None:
    assert said_of("x", before) == expected
