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
