"""The picture of check beside other tools."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.tools.test_terminal_picture import texts
from tools import render_comparison

pytestmark = pytest.mark.once


def test_the_picture_shows_what_check_prints_today() -> None:
    """What the others print is theirs."""
    shown = texts((ROOT / "docs" / "side-by-side.svg").read_text(encoding="utf-8"))
    assert [rows[0] for rows in shown] == ["$ confluence-scopes check", "$ ruff check", "$ zizmor ."]
    wanted = texts(render_comparison.render(()))
    assert shown[:1] == wanted, "run: python -m tools.render_comparison docs/side-by-side.svg"


def test_the_others_stand_beside_it(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!{sys.executable}\nimport os, sys\nprint(os.environ['FORCE_COLOR'], *sys.argv[1:], *os.listdir())\n")
    program.chmod(0o755)
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "tidy.py").touch()
    found = render_comparison.printed(f"{program} check --an-option .", tmp_path / "project")
    assert (found.command, found.output) == (f"{program} check .", "1 check --an-option . tidy.py\n")


def test_it_is_run_by_its_name(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.render_comparison", tmp_path / "no" / "picture.svg"],
        cwd=ROOT,
        env=os.environ | {"PATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "No such file or directory: 'ruff'" in done.stderr
