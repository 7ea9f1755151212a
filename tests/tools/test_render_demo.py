"""The README's picture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT
from tools import render_demo

pytestmark = pytest.mark.once


def test_the_picture_shows_what_check_prints_today(tmp_path: Path) -> None:
    picture = tmp_path / "demo.svg"
    subprocess.run([sys.executable, "-m", "tools.render_demo", picture], cwd=ROOT, check=True)
    wanted = (ROOT / "docs" / "demo.svg").read_bytes()
    assert picture.read_bytes() == wanted, "run: python -m tools.render_demo docs/demo.svg"


def test_a_run_without_findings_is_no_demo(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no findings"):
        render_demo.checked(tmp_path)
