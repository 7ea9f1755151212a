"""What docs/editors.md shows for the language server."""

from __future__ import annotations

import json
import re
import shlex

import pytest

from flake8_confluence_scopes.server import options
from tests.blocks import block
from tests.support import ROOT, config

pytestmark = pytest.mark.once

PAGE = "docs/editors.md"


def test_the_extra_that_is_installed_is_there() -> None:
    (line,) = block("docs/editors.md", "The language server", "sh").splitlines()
    extra = re.search(r"\[(\w+)\]$", shlex.split(line)[-1])
    assert extra is not None
    assert config("setup.cfg")["options.extras_require"][extra[1]].split() == ["pygls>=2.0"]


def test_every_setting_is_listed() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", page, re.MULTILINE)
    listed = {name for row in rows for name in re.findall(r"\w+", row)}
    assert listed == {*options._TEXTS, *options._LISTS, "severity", "delay", "project"}
    assert f"{options.DELAY} by default" in page


def test_every_editor_starts_the_server() -> None:
    sublime = block("docs/editors.md", "Editors with the language server", "json")
    assert json.loads(sublime)["clients"]["confluence-scopes"]["command"] == ["confluence-scopes", "lsp"]
    neovim = block("docs/editors.md", "Editors with the language server", "lua")
    assert "cmd = { 'confluence-scopes', 'lsp' }" in neovim
    helix = block("docs/editors.md", "Editors with the language server", "toml")
    assert 'command = "confluence-scopes"\nargs = ["lsp"]\n' in helix
    assert '("confluence-scopes" "lsp")' in block("docs/editors.md", "Editors with the language server", "elisp")
