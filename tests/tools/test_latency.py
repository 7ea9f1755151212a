"""What a keystroke costs, measured on a small project."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from flake8_confluence_scopes import fresh, unsaved
from tests.support import ROOT
from tools import latency
from tools.benchmarks import editor
from tools.benchmarks.rows import Row

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def fixture_nothing_is_held() -> Iterator[None]:
    yield
    unsaved._held.clear()
    fresh.forget()


def test_both_figures_are_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(editor, "LINES", 200)
    monkeypatch.setattr(latency, "MOST_MEDIAN", 1e9)
    monkeypatch.setattr(latency, "MOST_95TH", 1e9)
    assert latency.main(["--files", "3", "--keystrokes", "4"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.split(" | ")[0] for line in shown[2:]] == [
        "| a keystroke against one parse: median",
        "| a keystroke against one parse: 95th percentile",
    ]
    assert "4 keystrokes, 3 files, parsed in " in shown[2]


def test_a_missed_goal_is_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latency, "rows", lambda files, keystrokes: [Row("", 2.1, 2.0, "")])
    assert latency.main([]) == 1


def test_keys_are_typed_by_turns_into_a_path_and_a_comment() -> None:
    text = '"/child/0"\n# typed: \n'
    first, second, third = latency._typed(text, 3)
    assert (first["range"]["start"], second["range"]["start"]) == ({"line": 0, "character": 9}, {"line": 1, "character": 9})
    assert [first["text"], second["text"], third["text"]] == ["a", "b", "c"]
    assert third["range"] == first["range"]


def test_calls_that_are_not_reported_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latency, "_keystroke", lambda session, uri, change: 0)
    with pytest.raises(ValueError, match=r"\[0\] calls are reported instead of 20"):
        latency.rows(1, 2)


def test_what_it_says_of_itself() -> None:
    command = [sys.executable, str(ROOT / "tools" / "latency.py"), "--help"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "Prints the median and the 95th percentile over 200 keystrokes" in done.stdout
