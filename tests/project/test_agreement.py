"""The audit and flake8 name the same missing scopes at the same places, with the same words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from tests.support import fixture_projects, run_flake8_here


@pytest.mark.parametrize("project", fixture_projects(), ids=lambda project: project.name)
def test_every_finding_of_flake8_is_one_of_the_audit(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = run_flake8_here("--select", "CFS", "--disable-noqa", cwd=project).findings()
    monkeypatch.chdir(project)
    code = cli.main(["audit", "--format", "json"])
    apps = json.loads(capsys.readouterr().out)["apps"]
    found = {
        (site["file"], site["line"], site["column"] - 1, entry.get("code", "CFS101"), site["message"])
        for app in apps
        for name in ("missing", "problems")
        for entry in app[name]
        for site in entry["sites"]
    }
    per_call = ("CFS101", "CFS102", "CFS103", "CFS104", "CFS901")
    reported = {(one.path, one.line, one.column, one.code, one.message[7:]) for one in shown}
    assert {one for one in found if one[3] in per_call} == {one for one in reported if one[3] in per_call}
    # What is about the descriptor, flake8 says once a file, and the audit once.
    per_app = ("CFS201", "CFS202", "CFS203")
    assert {one[3:] for one in found if one[3] in per_app} == {one[3:] for one in reported if one[3] in per_app}
    assert code == any(one[3] in ("CFS101", "CFS201", "CFS202", "CFS901") for one in reported)
