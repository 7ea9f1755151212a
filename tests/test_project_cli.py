"""The commands about a whole project, as they are asked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from flake8_confluence_scopes.commands import audit
from flake8_confluence_scopes.project import formats, pool

SOURCE = 'import requests\nrequests.get("/wiki/rest/api/content")\n'


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").write_text(SOURCE)
    return tmp_path


def test_the_formats_that_can_be_asked_for() -> None:
    assert tuple(formats.FORMATS) == audit.FORMATS


def test_options_take_the_place_of_flake8_s(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "--confluence-scopes", "WRITE"]) == 0
    assert "over-broad" in capsys.readouterr().out.lower()
    assert cli.main(["audit", "--confluence-scopes=ACT_AS_USER"]) == 1


def test_a_wrong_setting_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "--confluence-catalog", "x"]) == 2
    assert capsys.readouterr().err.startswith("confluence-scopes: --confluence-catalog: there is no catalog 'x'")


def test_a_path_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "no"]) == 2
    assert "there is no file or directory no" in capsys.readouterr().err


def test_a_worker_that_dies_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def die(*arguments: object) -> None:
        raise pool.WorkerDied("a process died")

    monkeypatch.setattr(pool, "each", die)
    assert cli.main(["audit"]) == 2
    assert capsys.readouterr().err == "confluence-scopes: a process died\n"


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colours_are_for_terminals(
    environment: dict[str, str],
    coloured: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    cli.main(["audit", "--confluence-scopes=READ"])
    assert ("\x1b[" in capsys.readouterr().out) == coloured
