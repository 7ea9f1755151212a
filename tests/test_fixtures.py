"""Every fixture project through the real flake8: precisely the findings that its comments name."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes.rules import OFF, RULES
from tests.expectations import mismatches, read_expectations
from tests.support import FIXTURES, fixture_projects, run_flake8_here


@pytest.mark.parametrize("project", fixture_projects(), ids=lambda project: project.name)
def test_flake8_reports_precisely_what_the_comments_say(project: Path) -> None:
    run = run_flake8_here("--select", "CFS", cwd=project)
    assert mismatches(read_expectations(project), run.findings()) == []


def test_the_quickstart_shows_every_way_in_which_a_call_can_be_closed() -> None:
    shown = {expected.code for expected in read_expectations(FIXTURES / "quickstart").findings}
    assert shown >= {"CFS101", "CFS102", "CFS103", "CFS104"}


def test_every_code_that_is_on_by_default_has_a_fixture_project() -> None:
    projects = [read_expectations(project) for project in fixture_projects()]
    shown = {expected.code for project in projects for expected in project.findings}
    # CFS902 reports a mistake in the plugin itself, which no project can provoke on purpose.
    assert shown >= {code for code, rule in RULES.items() if rule.default != OFF} - {"CFS902"}
