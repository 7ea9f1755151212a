"""Derived models beside those that were found by running."""

from __future__ import annotations

import re
import runpy
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from tests.blocks import block
from tests.calls.models import acme_in_force
from tests.support import ROOT
from tools.client_models.libraries import ATLASSIAN
from tools.compare_client_models import main

SOURCE = """
import requests
class Wiki:
    def __init__(self, base): self.base = base
    def _send(self, method, path): return requests.request(method, f"{self.base}/rest/api/{path}")
    def read_page(self, page_id): return self._send("GET", f"content/{page_id}")
    def read_part(self, part, page_id): return self._send("GET", f"content/{page_id}/child/{part}")
    def write_page(self, title): return self._send("POST", "content")
    def find_spaces(self): return requests.get(self.base + "/space")
    def login(self, name): return self._send("PUT", "user")
    def quiet(self, **kwargs): return 1
"""
LIBRARY: dict[str, Any] = {"acme": {"package": "flake8", "derived": [("acme_source.Wiki", "wiki", "server")], "linked": ["late"]}}


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "acme_source.py").write_text(SOURCE, encoding="utf-8")
    return str(tmp_path)


def test_what_agrees_and_what_does_not(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    with acme_in_force():
        assert main(["--folder", folder, "--version", "3.0.0", "--all"], LIBRARY) == 1
    first, *others = capsys.readouterr().out.splitlines()
    assert first == (
        "acme_source.Wiki 3.0.0: 4 requests agree, 2 are of methods that are listed, 7 are missed, 1 are derived only"
    )
    assert others == [
        "  missed: write_page: PUT /rest/api/content/{}",
        "  missed: write_page: GET /rest/api/content/{}/history",
        "  missed: write_page: GET /rest/api/space",
        "  missed: write_page: DELETE /rest/api/space/A",
        "  missed: write_page: POST /pages/doit.action",
        "  missed: half_page_read: GET /rest/api/content/1",
        "  missed: login: GET /rest/api/user/current",
        "  derived only: login: PUT /rest/api/user",
        "  listed: find_spaces: GET /rest/api/space",
        "  listed: late: GET /rest/api/space",
    ]


def test_what_is_missed_is_always_said(
    folder: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setattr(metadata, "version", lambda name: "1.0.0")
    with acme_in_force():
        assert main([], LIBRARY) == 1
        said = capsys.readouterr().out
        assert main(["--folder", folder, "--version", "3.0.0"], {}) == 0
    monkeypatch.undo()
    # Whose source is not compared need not be installed.
    assert main([], {"acme": {**LIBRARY["acme"], "package": "no-such-package", "derived": []}}) == 0
    assert "acme_source.Wiki 1.0.0: " in said and "missed: login" in said and "derived only:" not in said


def test_what_the_page_says_is_what_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["compare_client_models.py", "--help"])
    with pytest.raises(SystemExit):
        runpy.run_path(str(ROOT / "tools" / "compare_client_models.py"), run_name="__main__")
    assert "--folder" in capsys.readouterr().out
    line = r"(atlassian\.[\w.]+) [\d.]+: \d+ requests agree, \d+ are of methods that are listed, 0 are missed, \d+ are "
    line += "derived only"
    said = block("docs/clients.md", "Beside what running finds", "text").splitlines()
    assert [match[1] for match in map(re.compile(line).fullmatch, said) if match] == [name for name, *_ in ATLASSIAN["derived"]]
