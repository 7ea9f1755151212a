"""Running flake8."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import support
from tests.expectations import Reported
from tests.support import Run, fixture_projects, run_flake8, run_flake8_here

UNUSED = "F401 'os' imported but unused"


def test_findings_come_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("x = 1\nif x:\n    import os\n", encoding="utf-8")
    run = run_flake8("--isolated", "--select", "F", cwd=tmp_path)
    assert run.findings() == [Reported("app.py", 3, 4, "F401", UNUSED)]
    assert run == run_flake8_here("--isolated", "--select", "F", cwd=tmp_path)


def test_a_text_is_linted_from_standard_input(tmp_path: Path) -> None:
    arguments = ("--isolated", "--stdin-display-name", "web/app.py", "-")
    run = run_flake8(*arguments, cwd=tmp_path, stdin="import os\n")
    assert run.findings() == [Reported("web/app.py", 1, 0, "F401", UNUSED)]


def test_no_findings(tmp_path: Path) -> None:
    assert run_flake8("--isolated", "-", cwd=tmp_path).findings() == []


@pytest.mark.parametrize(
    "run",
    [
        Run(1, "", "There was a critical error"),
        Run(1, "Traceback\n", ""),
        Run(1, "", ""),
        Run(0, "app.py\t1\t1\tF401\tunused\n", ""),
    ],
)
def test_anything_but_findings_fails(run: Run) -> None:
    with pytest.raises(AssertionError):
        run.findings()


def test_an_empty_collection_of_fixtures_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(support, "FIXTURES", tmp_path)
    with pytest.raises(AssertionError, match="no fixture project"):
        fixture_projects()
