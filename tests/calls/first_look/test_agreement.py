"""The first look lets everything through in which the evaluation finds a call: roots and resources in any spelling."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.belonging import belongs
from flake8_confluence_scopes.calls import find_calls
from flake8_confluence_scopes.calls.first_look.may_hold import may_hold_calls
from tests.calls.snippets import NOWHERE

PATHS = {
    "wiki/rest/api/content/1": "GET /wiki/rest/api/content/1",
    "wiki/api/v2/pages/1": "GET /wiki/api/v2/pages/1",
    "wiki/download/attachments/1/x.png": "GET /wiki/download/attachments/1/x.png",
}


@st.composite
def spelled(draw: st.DrawFn) -> tuple[str, str]:
    """Code that gets a path, written in a random way: segments together or apart, as literals or by names of their own,
    joined in one of Python's ways. The second is the call."""
    path = draw(st.sampled_from(sorted(PATHS)))
    segments = path.split("/")
    parts: list[str] = []
    while segments:
        size = draw(st.integers(1, len(segments)))
        parts.append("/".join(segments[:size]))
        del segments[:size]
    lines = ["import requests", "HOST = 'https://example.atlassian.net'"]
    names: list[str] = []
    for number, part in enumerate(parts):
        line, name = draw(
            st.sampled_from(
                [
                    ("", repr(part)),
                    (f"NAME{number} = {part!r}", f"NAME{number}"),
                    (f"class Of{number}:\n    part = {part!r}", f"Of{number}.part"),
                    (f"def part{number}(part={part!r}):\n    return part", f"part{number}()"),
                ]
            )
        )
        lines.append(line)
        names.append(name)
    fields = (name[1:-1] if name.startswith("'") else "{" + name + "}" for name in names)
    url = draw(
        st.sampled_from(
            [
                "f'{HOST}/" + "/".join(fields) + "'",
                "HOST + '/' + " + " + '/' + ".join(names),
                "'%s" + "/%s" * len(names) + f"' % (HOST, {', '.join(names)})",
                "'{}" + "/{}" * len(names) + f"'.format(HOST, {', '.join(names)})",
                f"'/'.join([HOST, {', '.join(names)}])",
            ]
        )
    )
    return "\n".join((*lines, f"requests.get({url})", "")), PATHS[path]


@settings(deadline=None)
@given(spelled())
def test_what_the_evaluation_finds_the_first_look_lets_through(code: tuple[str, str]) -> None:
    source, call = code
    found = [f"{item.method} {item.path}" for item in find_calls(source, str(NOWHERE / "app.py"), root=str(NOWHERE))]
    assert found == [call]


@pytest.mark.parametrize(
    ("constants", "client"),
    [
        ("VERSION = 'v2'\n", "f'{HOST}/wiki/api/{constants.VERSION}/pages/1'"),
        ("API = 'api'\n", "f'{HOST}/rest/{constants.API}/content/1'"),
        ("ROOT = 'rest' + '/api'\n", "f'{HOST}/wiki/{constants.ROOT}/content/1'"),
    ],
)
def test_a_segment_may_stand_in_another_module(constants: str, client: str, tmp_path: Path) -> None:
    (tmp_path / "constants.py").write_text(constants, encoding="utf-8")
    source = f"import constants\nimport requests\nHOST = 'https://confluence.example.com'\nrequests.get({client})\n"
    place = str(tmp_path / "app.py")
    assert may_hold_calls(source, place, str(tmp_path), belongs=belongs)
    assert len(find_calls(source, place, root=str(tmp_path))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "x = '/api/' + version",
        "x = f'/api/{version}/users'\ny = 'v1'",
        "x = 'api'\ny = 'v2'",
        "x = 'rest'\ny = 'api'",
        "# confluence\nx = 'rest'",
        "# confluence\nx = 'v2'",
        "# confluence\nx = f'/api/{version}/users'",
    ],
)
def test_segments_that_are_no_root(source: str) -> None:
    assert not may_hold_calls(source)


@pytest.mark.parametrize(
    "source",
    [
        "x = f'/wiki/api/{version}/'",
        "# Confluence\nx = f'/api/{version}/users'\ny = 'v2'",
        "# atlassian\nx = 'rest'\ny = 'api'",
        "x = '/wiki'\ny = ['rest', a, 'api']",
    ],
)
def test_segments_that_may_be_one(source: str) -> None:
    assert may_hold_calls(source)
