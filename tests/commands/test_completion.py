"""What completes the command line in a shell."""

from __future__ import annotations

import sys

import pytest

from flake8_confluence_scopes import cli

shtab = pytest.importorskip("shtab")


@pytest.mark.parametrize("shell", shtab.SUPPORTED_SHELLS)
def test_every_command_is_completed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--print-completion", shell])
    assert ended.value.code == 0
    output = capsys.readouterr().out
    assert [word for word in ("audit", "explain", "remove-unused", "jsonl") if word not in output] == []


def test_another_shell(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--print-completion", "sh"]) == 2
    assert capsys.readouterr().err.startswith("confluence-scopes: sh is no shell that can be completed; write bash, ")


def test_without_what_it_needs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert cli.main(["--print-completion", "bash"]) == 2
    assert capsys.readouterr().err == (
        "confluence-scopes: shell completion needs shtab, which is not installed here; "
        'install it with: pip install "flake8-confluence-scopes[completion]"\n'
    )
