"""Neovim, headless, with its own client: the language server, and python-lsp-server with this plugin."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.blocks import block
from tests.support import ROOT

pytestmark = pytest.mark.skipif(shutil.which("nvim") is None, reason="nvim is not installed")

CALL = 'import requests\n\nrequests.delete("/rest/api/content/1")\n'
MANIFEST = "app:\n  id: x\npermissions:\n  scopes:\n    - read:page:confluence # why\nmodules: {}\n"
ARCHIVE = 'import requests\n\nrequests.post("/wiki/rest/api/content/archive")\n'


def driven(folder: Path, descriptor: str, command: list[str], **environment: str) -> dict[str, Any]:
    """What Neovim met in a folder."""
    answer = folder / "answer"
    given = {
        "CFS_COMMAND": json.dumps(command),
        "CFS_FOLDER": str(folder),
        "CFS_DESCRIPTOR": descriptor,
        "CFS_ANSWER": str(answer),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "XDG_STATE_HOME": str(folder / "state"),
    }
    script = ROOT / "acceptance" / "neovim" / "session.lua"
    line = ["nvim", "--headless", "--clean", "-n", "-c", f"luafile {script}"]
    subprocess.run(line, cwd=folder, env=os.environ | given | environment, timeout=300, check=False, capture_output=True)
    found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    assert found["problem"] == ""
    return found


def fixed(folder: Path, descriptor: str) -> str:
    """What ``fix`` makes of the descriptor in a copy of the folder."""
    copy = folder.parent / "copy"
    shutil.copytree(folder, copy)
    subprocess.run([sys.executable, "-m", "flake8_confluence_scopes", "fix", "."], cwd=copy, check=True, capture_output=True)
    return (copy / descriptor).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("descriptor", "text", "source"),
    [("atlassian-connect.json", '{"scopes": ["READ"]}\n', CALL), ("manifest.yml", MANIFEST, ARCHIVE)],
)
def test_the_language_server(tmp_path: Path, descriptor: str, text: str, source: str) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / ".git").mkdir()
    (folder / descriptor).write_text(text, encoding="utf-8")
    (folder / "app.py").write_text(source, encoding="utf-8")
    expected = fixed(folder, descriptor)
    found = driven(folder, descriptor, [sys.executable, "-m", "flake8_confluence_scopes", "lsp"])
    column = source.splitlines()[2].index('"')
    assert found["diagnostic"] == {"line": 2, "column": column, "code": "CFS101", "source": "confluence-scopes"}
    assert (found["changed"], found["undone"]) == (expected, text)
    assert found["titles"][-2:] == ["Silence CFS101 in this line", f"Add all scopes that the project lacks to {descriptor}"]
    assert found["resolved"]


@pytest.mark.skipif(importlib.util.find_spec("pylsp") is None, reason="python-lsp-server is not installed")
def test_python_lsp_server(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / ".git").mkdir()
    (folder / "atlassian-connect.json").write_text('{"scopes": ["READ"]}\n', encoding="utf-8")
    (folder / "app.py").write_text(CALL, encoding="utf-8")
    expected = fixed(folder, "atlassian-connect.json")
    settings = block("docs/editors.md", "python-lsp-server", "json")
    command = [sys.executable, "-m", "pylsp"]
    found = driven(folder, "atlassian-connect.json", command, CFS_SETTINGS=settings, CFS_TOUCH="1")
    assert (found["diagnostic"]["code"], found["diagnostic"]["source"]) == ("CFS101", "flake8")
    assert (found["changed"], found["undone"]) == (expected, '{"scopes": ["READ"]}\n')
