"""Operations that Confluence no longer has: flake8, audit, fix and migrate say the same of their calls."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flake8_confluence_scopes import cli
from flake8_confluence_scopes.project.audit import audited
from flake8_confluence_scopes.project.fix import change
from flake8_confluence_scopes.settings import Settings
from tests.project.projects import app, audit_of, connect, forge, said
from tests.support import run_flake8


@pytest.fixture(autouse=True)
def _no_other_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


PAGE, SPACES = "GET /wiki/rest/api/content/1", "GET /wiki/rest/api/space"
PAGES, CHILDREN = "GET /wiki/api/v2/pages", "GET /wiki/api/v2/pages/1/children"
SUMMARIES = ("read:confluence-content.summary", "read:confluence-space.summary")
REMOVED = "was removed (REST document of 2026-07-21)"
SUCCESSOR = "; use GET /wiki/api/v2/spaces"
SOURCE = """\
import requests

ROOT = "https://api.atlassian.com/ex/confluence/cloud-id/wiki"


def page(page_id, token):
    return requests.get(f"{ROOT}/rest/api/content/{page_id}", headers={"Authorization": token}).json()


def spaces(token):
    return requests.get(f"{ROOT}/rest/api/space", headers={"Authorization": token}).json()
"""
SAID = [
    (7, f"GET /wiki/rest/api/content/{{}} {REMOVED}"),
    (11, f"GET /wiki/rest/api/space {REMOVED}{SUCCESSOR}"),
]
MANIFEST = """\
app:
  id: ari:cloud:ecosystem::app/6f0f3a31-0000-4000-8000-000000000009
permissions:
  scopes:
    - {}
"""


def audit(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    cli.main(["audit", "--format=json", *options])
    (found,) = json.loads(capsys.readouterr().out)["apps"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("declared", [",".join(SUMMARIES), "read:page:confluence"])
def test_flake8_audit_and_fix_say_the_same_of_an_oauth_project(
    declared: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "app.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    option = f"--confluence-scopes={declared}"
    for select in ([], ["--select=CFS"], ["--ignore=E501"], ["--extend-select=CFS105"]):
        run = run_flake8("--isolated", *select, option, cwd=tmp_path)
        found = [(one.line, one.message) for one in run.findings() if one.code.startswith("CFS")]
        assert found == [(line, f"CFS105 {message}") for line, message in SAID]
        assert run.returncode == 1
    assert run_flake8("--isolated", "--extend-ignore=CFS105,E", option, cwd=tmp_path).findings() == []

    app = audit(capsys, option)
    assert app["missing"] == app["required"] == []
    assert [(one["code"], one["message"]) for one in app["problems"]] == [("CFS105", message) for _, message in SAID]
    assert [one["scope"] for one in app["not_proven"]] == (list(SUMMARIES) if "summary" in declared else [])

    assert cli.main(["fix", option]) == 0
    assert tuple(capsys.readouterr()) == (
        "--confluence-scopes: nothing to add\n"
        f"left to you: app.py:7:25: CFS105 {SAID[0][1]}\n"
        "  help: take the call out: it answers 410, whatever the scopes are\n"
        f"left to you: app.py:11:25: CFS105 {SAID[1][1]}\n"
        "  help: use GET /wiki/api/v2/spaces\n"
        "2 calls in 1 file\n",
        "",
    )


@pytest.mark.parametrize("comment", ["", "  # noqa: CFS106"])
def test_a_deprecated_operation_is_a_problem_where_flake8_reports_it(
    comment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    urls = [f"https://x.example{it[4:]}" for it in (CHILDREN, SPACES)]
    source = f'import requests\nrequests.get("{urls[0]}"){comment}\nrequests.get("{urls[1]}")  # noqa: CFS105\n'
    (tmp_path / "app.py").write_text(source, encoding="utf-8")
    options = ["--confluence-scopes=read:page:confluence"]
    before = audit(capsys, *options)
    assert ([], ["CFS105"]) == (before["problems"], [one["code"] for one in before["silenced"]])
    (tmp_path / "setup.cfg").write_text("[flake8]\nextend-select = CFS106\n", encoding="utf-8")
    found = run_flake8(*options, cwd=tmp_path).findings()
    app = audit(capsys, *options)
    assert [one.code for one in found] == [one["code"] for one in app["problems"]] == ([] if comment else ["CFS106"])
    assert [one["code"] for one in app["silenced"]] == ["CFS105", *["CFS106"] * bool(comment)]


def test_fix_neither_adds_nor_removes_the_scope_of_a_removed_operation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "app.py").write_text(SOURCE, encoding="utf-8")
    manifest = tmp_path / "manifest.yml"
    monkeypatch.chdir(tmp_path)
    for declared in ("read:page:confluence", *SUMMARIES):
        manifest.write_text(MANIFEST.format(declared), encoding="utf-8")
        assert cli.main(["fix", "--confluence-root=."]) == 0
        assert capsys.readouterr().out.startswith("manifest.yml: nothing to add\nleft to you: app.py:7:25: CFS105 ")
        assert manifest.read_text(encoding="utf-8") == MANIFEST.format(declared)
    assert cli.main(["fix", "--confluence-root=.", "--remove-unused"]) == 0
    assert manifest.read_text(encoding="utf-8") == MANIFEST.format(SUMMARIES[1])
    capsys.readouterr()
    manifest.write_text(MANIFEST.format("read:page:confluence"), encoding="utf-8")
    assert cli.main(["fix", "--confluence-root=.", "--remove-unused", "--diff"]) == 0
    output, errors = capsys.readouterr()
    assert output.startswith("--- a/manifest.yml\n")
    assert errors.startswith("manifest.yml: would remove read:page:confluence, which nothing needs\nleft to you: ")


@pytest.mark.parametrize(
    ("declared", "calls", "scopes_said", "problems"),
    [
        ([SUMMARIES[1]], [SPACES], {"not_proven": [SUMMARIES[1]]}, ["CFS105"]),
        (["read:content-details:confluence"], [SPACES], {"not_proven": ["read:content-details:confluence"]}, ["CFS105"]),
        # Another call needs it, too.
        (["read:content-details:confluence"], [SPACES, "GET /wiki/rest/api/content/search"], {}, ["CFS105"]),
        # The removed operation does not need this one.
        (["read:page:confluence"], [SPACES], {"unused": ["read:page:confluence"]}, ["CFS105"]),
        # Near misses: deprecated only, not decided, no removed operation.
        (["read:page:confluence"], [CHILDREN], {}, []),
        (["read:page:confluence"], ["? /wiki/rest/api/space", PAGES], {}, []),
        (["read:page:confluence"], [PAGES], {}, []),
    ],
)
def test_what_is_said_of_the_scopes(
    declared: list[str], calls: list[str], scopes_said: dict[str, list[str]], problems: list[str]
) -> None:
    found = audit_of(forge(*declared), *calls)
    assert said(found) == scopes_said
    assert [entry.code for entry in found.of("problems")] == problems
    assert found.of("missing") == []
    for entry in found.of("not_proven"):
        assert (entry.message, [site.operation for site in entry.sites]) == ("only removed operations need it", [SPACES])


def test_a_doubt_that_is_no_removed_operation_is_said_first() -> None:
    found = audit_of(forge(SUMMARIES[1]), SPACES, "? /wiki/rest/api/space")
    (entry,) = found.of("not_proven")
    assert entry.message == "a call that is not decided could need it"
    assert len(entry.sites) == 2


def test_for_a_connect_app_the_operation_is_open() -> None:
    found = audit_of(connect("READ"), PAGE, SPACES)
    assert (said(found), found.of("problems")) == ({}, [])
    assert [entry.subject for entry in audit_of(connect("NONE"), PAGE).of("missing")] == ["READ"]
    selected = Settings(extra_codes=frozenset({"CFS105"}))
    found = audited(app(connect("READ"), PAGE, SPACES), selected)
    assert [entry.code for entry in found.of("problems")] == ["CFS105", "CFS105"]
    assert said(found) == {"not_proven": ["READ"]}
    wanted = change(app(connect("NONE"), PAGE), selected)
    assert (wanted.add, [entry.code for entry in wanted.left]) == ((), ["CFS105"])
