"""Hostile and broken manifests and catalogs: one sentence each, in bounded time and memory."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from flake8_confluence_scopes.settings import SettingsError, validated
from tests.support import run_flake8

SOURCE = 'import requests\nrequests.get("https://x.example/wiki/api/v2/pages")\n'
LAUGHS = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
SCOPES = "app:\npermissions:\n  scopes:\n"

TOO_DEEP = "is nested too deeply, in more than 200 levels; set confluence-scopes instead"
BAD_MANIFESTS = {
    "": "is empty",
    "# nothing\n": "is empty",
    "- app\n- permissions\n": "holds a list instead of a mapping",
    "app: [\npermissions:\n": "is not YAML: ",
    f"{LAUGHS}app:\npermissions: {{scopes: *a29}}\n": (
        'has a list among its scopes; write a list such as ["read:page:confluence"]'
    ),
    f"app:\npermissions:\n  scopes: {'[' * 100_000}\n": TOO_DEEP,
    "app:\npermissions:\n\tscopes: []\n": "is not YAML: ",
    "app:\npermissions: {scopes: []}\npermissions: {scopes: [read:page:confluence]}\n": (
        'has the key "permissions" more than once; keep one of them'
    ),
    f"{SCOPES}    - ${{SCOPE}}\n": (
        'has a "${...}" variable among its scopes, which only a deployment fills in; set confluence-scopes instead'
    ),
    f"{SCOPES}    - read:page:confluence\n---\n{SCOPES}": "holds more than one YAML document",
    "app:\npermissions:\n  scopes: read:page:confluence\n": (
        'has a text as "scopes"; write a list such as ["read:page:confluence"]'
    ),
    f"{SCOPES}    - 1\n": 'has a number among its scopes; write a list such as ["read:page:confluence"]',
}


def test_bad_manifests(tmp_path: Path) -> None:
    reasons = [*BAD_MANIFESTS.values(), "is larger than 1 MiB; set confluence-scopes instead"]
    projects = [tmp_path / f"p{number:02}" for number in range(len(reasons))]
    for project in projects:
        (project / ".git").mkdir(parents=True)
        (project / "app.py").write_text(SOURCE, encoding="utf-8")
    for project, text in zip(projects, BAD_MANIFESTS):
        (project / "manifest.yml").write_text(text, encoding="utf-8")
    (projects[-1] / "manifest.yml").write_text(SCOPES, encoding="utf-8")
    os.truncate(projects[-1] / "manifest.yml", 50_000_000)
    found = run_flake8("--select=CFS", "--jobs=1", cwd=tmp_path).findings()
    assert [one[:4] for one in found] == [(f"{project.name}/app.py", 2, 13, "CFS202") for project in projects]
    for one, reason in zip(found, reasons):
        said = one.message.removeprefix("CFS202 1 call cannot be checked: manifest.yml ")
        # What stands behind are the parser's own words.
        assert said == reason or (reason == "is not YAML: " and said.startswith(reason))
    assert "tab" in found[6].message


def test_what_a_manifest_holds_besides_is_ignored(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "app.py").write_text(SOURCE, encoding="utf-8")
    text = f"{LAUGHS}{SCOPES}    - read:page:confluence\n  other: 1\nunknown: ${{X}}\nunknown: 2\n"
    (tmp_path / "manifest.yml").write_text(text, encoding="utf-8")
    assert run_flake8("--select=CFS", cwd=tmp_path).findings() == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs the resource module")
def test_a_billion_laughs_take_little_memory() -> None:
    import resource

    from flake8_confluence_scopes.descriptors import forge

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    text = f"{LAUGHS}{SCOPES}    - read:page:confluence\n"
    assert forge.scopes(text.encode()) == ("read:page:confluence",)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


ORIGIN = dict.fromkeys(("name", "source", "date", "generator"), "ours")
ROW = {"path": "/rest/x/a", "versions": [], "scopes": {"GET": "READ"}}
OPERATION = {"method": "GET", "path": "/wiki/rest/x/{id}", "classic": [], "granular": []}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"schema": 2}, "its schema is 2; write it in schema 1, the only one that this version reads"),
        ({"rows": [ROW, ROW]}, "rows[1] lists /rest/x/a a second time; keep one of them"),
        (
            {"operations": [OPERATION, {**OPERATION, "path": "/wiki/rest/x/{key}"}]},
            "operations[1] lists GET /wiki/rest/x/{key} a second time; keep one of them",
        ),
        ({"rows": [{**ROW, "scopes": {"FETCH": "READ"}}]}, "rows[0].scopes names method 'FETCH'; write GET, "),
        ({"operations": [{**OPERATION, "method": "get"}]}, "operations[0].method is 'get'; write one of GET, "),
        ({"rows": [{**ROW, "path": "rest/x/a"}]}, "rows[0].path is 'rest/x/a'; begin it with a slash"),
        ({"operations": [{**OPERATION, "path": "x"}]}, "operations[0].path is 'x'; begin it with a slash"),
        ([], "its top level must be an object"),
    ],
)
def test_bad_catalogs(tmp_path: Path, data: object, sentence: str) -> None:
    file = tmp_path / "my.json"
    if isinstance(data, dict):
        data = {"schema": 1, "family": "oauth" if "operations" in data else "connect", **ORIGIN, **data}
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        validated(catalog=str(file))
    assert str(raised.value).startswith(f"--confluence-catalog: {file} is no catalog: {sentence}")
    assert len(str(raised.value).splitlines()) == 1
