"""A path that no found call sends keeps the scopes that it could need."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flake8_confluence_scopes.project.analysis import analysed
from flake8_confluence_scopes.project.audit import audited
from flake8_confluence_scopes.settings import Settings

DECLARED = ("read:page:confluence", "read:space:confluence")
HEAD = "import subprocess, requests\nsite = 'https://a.atlassian.net'\n"
CALL = "requests.get(site + '/wiki/api/v2/pages')\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said() -> list[str]:
    """What the audit says of scopes that may go."""
    settings = Settings(scopes=DECLARED)
    (app,) = analysed(["."], settings, lambda path, reason: None)
    audit = audited(app, settings)
    return [f"{entry.kind} {entry.subject}: {entry.message}" for entry in (*audit.of("unused"), *audit.of("not_proven"))]


UNUSED = ["unused read:space:confluence: no call needs it"]


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("subprocess.run(['http', f'{site}/wiki/api/v2/spaces'])\n", "/wiki/api/v2/spaces"),
        ("subprocess.run(f'http {site}/wiki/api/v2/spaces?limit=1 | jq .', shell=True)\n", "/wiki/api/v2/spaces"),
        ("exec(\"requests.get(site + '/wiki/api/v2/spaces')\")\n", "/wiki/api/v2/spaces"),
        ("curl.setopt(curl.URL, site + '/wiki/api/v2/spaces/%s' % key)\n", "/wiki/api/v2/spaces/{}"),
        ("agent.request(b'GET', b'https://a.atlassian.net/wiki/api/v2/spaces')\n", "/wiki/api/v2/spaces"),
    ],
)
def test_a_path_that_nobody_is_seen_to_send(project: Path, code: str, path: str) -> None:
    (project / "app.py").write_text(HEAD + CALL + code, encoding="utf-8")
    place = f"app.py:4 names {path}, and no call is found that sends it"
    assert said() == [f"not_proven read:space:confluence: {place}"]


@pytest.mark.parametrize(
    "code",
    [
        "# /wiki/api/v2/spaces\n",
        "def f():\n    '''GET /wiki/api/v2/spaces'''\n",
        "subprocess.run(['http', f'{site}/wiki/api/v2/pages/{key}'])\n" + CALL.replace("pages'", "pages/' + key"),
        "subprocess.run(['http', f'{site}/rest/api/2/issue'])\n",
        "subprocess.run(['http', f'{site}/wiki/api/v2/'])\n",
    ],
)
def test_what_needs_no_other_scope(project: Path, code: str) -> None:
    (project / "app.py").write_text(HEAD + CALL + code, encoding="utf-8")
    assert said() == UNUSED


def test_what_another_program_requests_is_not_known(project: Path) -> None:
    curl = "subprocess.run(['curl', '-X', method, f'{site}/wiki/api/v2/pages/{key}'])\n"
    (project / "app.py").write_text(HEAD + CALL + curl, encoding="utf-8")
    assert said() == ["not_proven read:space:confluence: app.py:4 runs curl, whose requests are not read"]


def test_a_call_elsewhere_explains_a_constant(project: Path) -> None:
    constants = "PAGES = '/wiki/api/v2/pages'\nCOMMENTS = '/wiki/api/v2/pages/{}/labels'\n"
    (project / "paths.py").write_text(constants, encoding="utf-8")
    (project / "app.py").write_text(f"{HEAD}import paths\nrequests.get(site + paths.PAGES + '/1/labels')\n", encoding="utf-8")
    assert said() == UNUSED


def test_an_open_end_of_a_call_may_be_any_path(project: Path) -> None:
    code = "def f(tail): requests.get(site + '/wiki/api/v2/' + tail)\nx = '/wiki/api/v2/spaces/1/labels'\n"
    (project / "app.py").write_text(HEAD + CALL + code, encoding="utf-8")
    assert [line.partition(":confluence")[0] for line in said()] == ["not_proven read:space"]
    assert "names" not in said()[0]


def test_several_paths_and_notebooks(project: Path) -> None:
    more = "subprocess.run(['http', '/wiki/api/v2/spaces/%d'])\n"
    (project / "app.py").write_text(HEAD + CALL, encoding="utf-8")
    cells = [{"cell_type": "code", "source": text, "metadata": {}, "outputs": []} for text in ("import os\n", HEAD + more + more)]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (project / "a.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (line,) = said()
    place = "a.ipynb:cell 2:3 names /wiki/api/v2/spaces/{} (and 1 more path like it)"
    assert line == f"not_proven read:space:confluence: {place}, and no call is found that sends it"
    (project / "a.ipynb").unlink()
    assert said() == UNUSED


def test_a_file_that_goes_meanwhile(project: Path) -> None:
    (project / "app.py").write_text(HEAD + CALL, encoding="utf-8")
    settings = Settings(scopes=DECLARED)
    (app,) = analysed(["."], settings, lambda path, reason: None)
    (project / "app.py").unlink()
    assert [entry.subject for entry in audited(app, settings).of("unused")] == ["read:space:confluence"]
