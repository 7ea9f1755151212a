"""Depth and size to the full, each in a process of bounded time and memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.extremes import FORMS, FOUND, both_doors

SECONDS = 500
MEBIBYTES = 8192


@pytest.mark.parametrize("name", FORMS)
def test_a_form_at_its_largest(name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    file = tmp_path / f"{name}.py"
    file.write_text(form.source(form.largest), encoding="utf-8")
    code = f"import ast; ast.parse(open({str(file)!r}).read())"
    if subprocess.run([sys.executable, "-I", "-c", code], stderr=subprocess.DEVNULL, check=False).returncode < 0:
        pytest.skip("this Python's own parser ends the process, and flake8 with it before any plugin")
    plugin, command = both_doors(file, seconds=SECONDS, mebibytes=MEBIBYTES)[name]
    print(name, plugin, command)
    if plugin != FOUND:
        assert plugin.startswith(("CFS901 the file's calls are not checked: it ", "no tree: "))
        assert command.startswith((" it has more than", " Python cannot parse it "))
    else:
        assert command.endswith("DELETE  /rest/api/content")
