"""The paths that strings name, in whatever sentence or list."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls import UncheckedFile
from flake8_confluence_scopes.calls.first_look.named_paths import named


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = '/rest/api/space'", ["1 /rest/api/space"]),
        ("x = f'{base}/wiki/api/v2/pages/{key}?limit={most}'", ["1 /wiki/api/v2/pages/{}"]),
        ("x = '%s/rest/api/space/%s' % y", ["1 /rest/api/space/{}"]),
        ("run('''\nif x; then\n http \"$SITE/rest/api/space?limit=1\" |\n jq .\n''')", ["1 /rest/api/space"]),
        ("\nrun([b'https://a.b/rest/api/space'])\nrun('/rest/api/user')", ["2 /rest/api/space", "3 /rest/api/user"]),
        ("run(['curl', '-X', x])\nx = '/rest/api/space'", ["1 curl", "2 /rest/api/space"]),
        ("run('/usr/bin/wget -q /rest/api/space')\nrun(f'curl.exe {x}')", ["1 /rest/api/space", "1 wget", "2 curl"]),
        ("x = {'User-Agent': 'curl/7.0'}, 'curling /rest/api/space'", ["1 /rest/api/space"]),
        ("run(['curl', x])", []),
        ("x = {f\"a{'/rest/api/space'}\": ['/rest/api/group/a']}", ["1 /rest/api/group/a", "1 /rest/api/space"]),
        ("'''Lists /rest/api/space.'''\ndef f():\n    'GET /rest/api/space'\n", []),
        ("# /rest/api/space\nx = '/rest/api/'", []),
        ("x = 1", []),
    ],
)
def test_the_paths_of_a_source(source: str, expected: list[str]) -> None:
    assert [f"{line} {path or program}" for line, path, program in named(source)] == expected


def test_what_python_cannot_parse() -> None:
    with pytest.raises(UncheckedFile):
        named("x = '/rest/api/space' y")
