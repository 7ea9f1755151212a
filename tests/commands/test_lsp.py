"""``lsp`` where its extra is not installed; ``tests/server`` has all else."""

from __future__ import annotations

import sys

import pytest

from flake8_confluence_scopes.cli import main


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delitem(sys.modules, "flake8_confluence_scopes.server.features", raising=False)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    assert main(["lsp", "--stdio"]) == 2
    assert capsys.readouterr().err == (
        "confluence-scopes: the language server needs lsprotocol, which is not installed here; "
        'install it with: pip install "flake8-confluence-scopes[lsp]"\n'
    )
