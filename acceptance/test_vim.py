"""Vim without a screen: ``:make`` lists our findings in the quickfix window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.blocks import block
from tests.support import FIXTURES

VIM = shutil.which("vim")
SCRIPT = """\
edit app.py
source {settings}
silent make %
copen
execute 'write! ' . '{list}'
qall!
"""


@pytest.mark.skipif(VIM is None, reason="vim is not installed; install it and run this again")
def test_make_fills_the_quickfix_window(tmp_path: Path) -> None:
    assert VIM is not None
    settings, script, listed = (tmp_path / name for name in ("settings.vim", "script.vim", "list.txt"))
    settings.write_text(block("docs/editors.md", "Vim", "vim"), encoding="utf-8")
    script.write_text(SCRIPT.format(settings=settings, list=listed), encoding="utf-8")
    bin_folder = Path(sys.executable).parent
    subprocess.run(
        [VIM, "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-S", script],
        cwd=FIXTURES / "quickstart",
        env=os.environ | {"PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", "SHELL": "/bin/sh"},
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,  # Vim counts messages that it could not show as errors.
    )
    assert listed.read_text(encoding="utf-8") == block("docs/editors.md", "Vim", "text")
