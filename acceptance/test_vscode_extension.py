"""The extension for VS Code: its code, its package, and its client half against the server, in Node."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support import ROOT

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or shutil.which("npm") is None, reason="node and npm are not installed"
)

SOURCE = ROOT / "editors" / "vscode"


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the extension with what it needs."""
    copy = tmp_path_factory.mktemp("extension") / "vscode"
    shutil.copytree(SOURCE, copy)
    run("npm", "install", "--omit=dev", "--no-audit", "--no-fund", cwd=copy)
    return copy


@pytest.mark.parametrize("name", ["extension.js", "server.js"])
def test_the_code_is_right_as_it_stands(name: str) -> None:
    run("node", "--check", name, cwd=SOURCE)


def test_the_package(extension: Path) -> None:
    run("npx", "--yes", "@vscode/vsce", "package", "--out", "made.vsix", cwd=extension)
    with zipfile.ZipFile(extension / "made.vsix") as package:
        names = package.namelist()
    assert {"extension/extension.js", "extension/server.js", "extension/package.json"} <= set(names)
    assert any(name.startswith("extension/node_modules/vscode-languageclient/") for name in names)


def test_its_client_half_and_the_server(extension: Path, tmp_path: Path) -> None:
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ", "WRIET"]}', encoding="utf-8")
    source = 'import requests\nrequests.delete("/rest/api/content/1")\nrequests.get("/rest/api/content/1")\n'
    (tmp_path / "app.py").write_text(source, encoding="utf-8")
    forge = tmp_path / "forge"
    forge.mkdir()
    manifest = "app:\n  id: x\npermissions:\n  scopes:\n    - read:page:confluence\n    - read:pgae:confluence\n"
    (forge / "manifest.yml").write_text(manifest, encoding="utf-8")
    source = 'import requests\nrequests.get("https://x.atlassian.net/wiki/api/v2/pages")\n'
    (forge / "app.py").write_text(source, encoding="utf-8")
    script = ROOT / "acceptance" / "vscode" / "session.js"
    answer = json.loads(run("node", script, extension, tmp_path, sys.executable, cwd=tmp_path))
    assert answer["python"]["codes"] == ["CFS203", "CFS101"]
    assert answer["python"]["titles"] == [
        "Replace WRIET by WRITE in atlassian-connect.json",
        "Silence CFS203 in this line",
        "Add DELETE to atlassian-connect.json",
        "Silence CFS101 in this line",
    ]
    assert answer["json"] == {
        "codes": ["CFS203"],
        "titles": ["Replace WRIET by WRITE"],
        "hover": "**`READ`**",
        "references": ["app.py"],
        "completes": True,
    }
    assert json.loads(answer["fixed"]) == {"scopes": ["READ", "WRIET", "DELETE"]}
    assert answer["yaml"] == {
        "codes": ["CFS203"],
        "titles": ["Replace read:pgae:confluence by read:page:confluence"],
        "hover": "**`read:page:confluence`**",
        "references": ["forge/app.py"],
        "completes": True,
    }
    assert answer["code"] == 0
