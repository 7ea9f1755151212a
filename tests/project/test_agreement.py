"""The audit and flake8 name the same missing scopes at the same places, with the same words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project.agreement import by_audit, by_flake8
from tests.support import fixture_projects


@pytest.mark.parametrize("project", fixture_projects(), ids=lambda project: project.name)
def test_every_finding_of_flake8_is_one_of_the_audit(project: Path) -> None:
    assert by_audit(project) == by_flake8(project)
