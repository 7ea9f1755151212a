"""Names behind conditions that some of their alternatives cannot meet, compared with Python itself."""

from __future__ import annotations

import pytest

from tests.calls.evaluated import said_of
from tests.calls.snippets import found

SETTING = "import os\nSETTING = os.getenv('SETTING', 'latest')\n"


@pytest.mark.parametrize(
    "test",
    [
        "x == 'latest'",
        "x != 'latest'",
        "not x or x.lower() == 'latest'",
        "x in ('', 'latest')",
        "x.startswith('latest')",
        "x == 'latest' or not x",
        "not (x == 'latest')",
        "x == 'other'",
        "x and x.strip().upper() == 'LATEST'",
        "x == 'other' and x",
        "x not in {'latest', 'newest'}",
        "x",
    ],
)
def test_the_side_of_a_default_is_the_one_that_python_takes(test: str) -> None:
    taken = "yes-latest" if eval(test, {"x": "latest", "open": 7}) else "no-latest"
    other = "no-latest" if taken == "yes-latest" else "yes-latest"
    of_function = f"def f(x=SETTING):\n    if {test}:\n        return 'yes-' + x\n    return 'no-' + x\n"
    of_name = f"x = SETTING\nif {test}:\n    y = 'yes-' + x\nelse:\n    y = 'no-' + x\n"
    for expression, before in (("f()", of_function), ("y", of_name)):
        said = said_of(expression, SETTING + before)
        assert taken in said
        assert other not in said


@pytest.mark.parametrize(
    "test",
    [
        "x in 5",
        "x.strip(5)",
        "x.strip(chars='l')",
        "x == open()",
        "x in (open(), 'other')",
        "x < 'm'",
        "'a' < x < 'm'",
        "x.zfill(9) == 'latest'",
        "open(x)",
        "open and x == open",
        "not open(x)",
        "x == 'other' or open(x)",
        " or ".join(["x == open()"] * 20),
    ],
)
def test_a_condition_that_takes_more_than_the_text_excludes_nothing(test: str) -> None:
    before = f"def f(x=SETTING):\n    if {test}:\n        return 'yes-' + x\n    return 'no-' + x\n"
    assert {"yes-latest", "no-latest"} <= set(said_of("f()", SETTING + before))


def test_a_case_of_a_match_excludes_nothing() -> None:
    before = "match SETTING:\n    case 'other':\n        y = 'a' + SETTING\n    case _:\n        y = SETTING\n"
    assert "latest" in said_of("y", SETTING + before)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("x = open() or 'a'\nif open():\n    y = x\nelse:\n    y = x", ["?", "a"]),
        ("x = open() or 'a'\nif x == open():\n    y = x\nelse:\n    y = 'b'", ["?", "a", "b"]),
        ("x = open() and open()\nif x == 'a':\n    y = 'b'\nelse:\n    y = x", ["b", "?"]),
        ("x = {'k': 'a'}.get(open(), 'b')\nif x == 'b':\n    x = 'c'\ny = x", ["c", "?"]),
        ("x = ['a', 'b'][open()]\nif x == 'c':\n    y = x\nelse:\n    y = 'f'", ["?", "f"]),
    ],
)
def test_what_no_condition_tells_keeps_all_its_alternatives(before: str, said: list[object]) -> None:
    assert said_of("y", before) == said


def test_a_prefix_that_is_left_out_by_default() -> None:
    source = """
        import os, requests
        VERSION = os.getenv("VERSION", "latest")
        def path_of(path, version=VERSION):
            if not version or version.lower() == "latest":
                return f"/rest/api{path}"
            return f"/rest/api/{version}{path}"
        def send(path, **options):
            requests.get("https://x/wiki" + path)
        send(path_of("/content"))
        send(path_of("/space", "latest"))
        def inside(base, prefix=None):
            prefix = prefix or "none"
            if prefix == "none":
                url = base + "/rest/api/label"
            else:
                url = base + prefix + "/rest/api/label"
            requests.get(url)
    """
    assert found(source) == [
        "GET /wiki/rest/api/content",
        "GET /wiki/rest/api/{}/content",
        "GET /wiki/rest/api/space",
        "GET /rest/api/label",
    ]
