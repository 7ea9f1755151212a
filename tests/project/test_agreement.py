"""The audit, ``check`` and flake8 name the same missing scopes at the same places, with the same words, and all fail or none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.project.agreement import by_audit, by_check, by_flake8
from tests.support import FIXTURES, fixture_projects


@pytest.mark.parametrize("project", fixture_projects(), ids=lambda project: project.name)
def test_every_finding_of_flake8_is_one_of_the_audit_and_of_the_check(project: Path) -> None:
    assert by_audit(project) == by_check(project) == by_flake8(project)


@pytest.mark.parametrize("project", fixture_projects(), ids=lambda project: project.name)
def test_they_agree_where_no_comment_counts(project: Path) -> None:
    assert by_audit(project, "--disable-noqa") == by_flake8(project, "--disable-noqa")


@pytest.mark.parametrize(
    "settings",
    [
        "select = E,F",
        "select = CFS102",
        "ignore = CFS101",
        "extend-ignore = CFS1,CFS9",
        "extend-select = CFS301,CFS105",
        "ignore = X\nextend-select = CFS1",
        "disable-noqa = true",
        "per-file-ignores =\n    gardener.py: CFS\n    legacy.py,generated/*: CFS101",
        "select = CFS,E9\nextend-exclude = generated",
    ],
)
@pytest.mark.parametrize("project", ["silenced", "quickstart", "undecided-call", "unknown-scope", "removed-operations"])
def test_they_agree_under_every_setting(project: str, settings: str, tmp_path: Path) -> None:
    copy = tmp_path / project
    shutil.copytree(FIXTURES / project, copy)
    (copy / ".flake8").write_text(f"[flake8]\n{settings}\n")
    assert by_audit(copy) == by_check(copy) == by_flake8(copy)


@pytest.mark.parametrize(
    "options", ["--select=CFS102", "--ignore=CFS101", "--extend-select=CFS105,CFS106", "--extend-ignore=CFS1"]
)
@pytest.mark.parametrize("project", ["silenced", "quickstart", "removed-operations"])
def test_check_and_flake8_take_the_same_options(project: str, options: str) -> None:
    assert by_check(FIXTURES / project, options) == by_flake8(FIXTURES / project, options)


def test_they_agree_on_a_file_that_python_cannot_parse(tmp_path: Path) -> None:
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ"]}')
    (tmp_path / "app.py").write_text('import requests\nprint "old"\nrequests.get("/wiki/rest/api/content")\n')
    said = by_audit(tmp_path)
    assert said == by_check(tmp_path) == by_flake8(tmp_path)
    assert (sorted(said.unparsed), said.fails) == (["app.py"], True)
