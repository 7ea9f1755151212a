"""The shape of the benchmark's table, and that each figure is of what it names; how large it is, is no test's business."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.blocks import block
from tests.support import ROOT, config
from tools import bench
from tools.benchmarks import catalogs, corpus, editor, growth, large, nothing, others
from tools.benchmarks.rows import Row, seconds, table

pytestmark = pytest.mark.once

FAST = Row("a", 1.0, 1.3, "5 us a line")
SLOW = Row("b", 1.31, 1.3, "7 us a line")


@pytest.mark.parametrize(
    ("row", "fails", "fails_grossly", "text"),
    [
        (FAST, False, False, "| a | 1 | at most 1.3 | 5 us a line |"),
        (SLOW, True, False, "| b | 1.31 | at most 1.3 | 7 us a line |"),
        (Row("c", 2.61, 1.3, ""), True, True, "| c | 2.61 | at most 1.3 |  |"),
        (Row("d", 1, 0, ""), True, True, "| d | 1 | at most 0 |  |"),
        (Row("e", 150_000.2, 200_000, "", least=True), True, False, "| e | 150,000 | at least 200,000 |  |"),
        (Row("f", 99_000, 200_000, "", least=True), True, True, "| f | 99,000 | at least 200,000 |  |"),
        (Row("g", 200_000, 200_000, "", least=True), False, False, "| g | 200,000 | at least 200,000 |  |"),
        (Row("h", 14.51, None, "x"), False, False, "| h | 14.5 |  | x |"),
    ],
)
def test_a_row(row: Row, fails: bool, fails_grossly: bool, text: str) -> None:
    assert row.fails() is fails
    assert row.fails(2.0) is fails_grossly
    assert str(row) == text
    assert table([row]).splitlines()[2:] == [text]


def test_the_median_is_what_counts() -> None:
    runs: list[None] = []
    assert seconds(lambda: runs.append(None), 3) >= 0
    assert len(runs) == 3


def test_the_page_shows_such_a_table() -> None:
    tox, option, environment = shlex.split(block("docs/performance.md", "What was measured", "sh"))
    assert (tox, option) == ("tox", "-e")
    assert "bench.py" in config("tox.ini")[f"testenv:{environment}"]["commands"]
    page = (ROOT / "docs/performance.md").read_text(encoding="utf-8")
    _, found, rest = page.partition(table([]))
    assert found
    shown = rest[: rest.index("\n\n")].strip().splitlines()
    assert shown
    goal = r"(at (most|least) [\d,.]+)?"
    assert [row for row in shown if not re.fullmatch(rf"\| [^|]+ \| [\d,.]+ \| {goal} \| [^|]* \|", row)] == []


@pytest.fixture(name="measured")
def fixture_measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been measured, with the rounds."""
    found: list[str] = []

    def note(name: str, rounds: int) -> list[Row]:
        found.append(f"{name} {rounds}")
        return [FAST]

    monkeypatch.setattr(nothing, "empty", lambda rounds: note("empty", rounds))
    monkeypatch.setattr(nothing, "standard_library", lambda rounds: note("stdlib", rounds))
    monkeypatch.setattr(nothing, "other_requests", lambda rounds, files: note(f"other {files}", rounds))
    monkeypatch.setattr(growth, "rows", lambda rounds, shown=None: note(f"growth {shown}", rounds))
    monkeypatch.setattr(catalogs, "rows", lambda rounds: note("catalogs", rounds))
    monkeypatch.setattr(editor, "rows", lambda rounds: note("editor", rounds))
    monkeypatch.setattr(large, "rows", lambda rounds: note("large", rounds))
    monkeypatch.setattr(corpus, "everything", lambda files, folder, rounds: note(f"all {len(files)}", rounds))
    monkeypatch.setattr(corpus, "with_calls", lambda files: [file.file for file in files])
    monkeypatch.setattr(corpus, "holding", lambda files, folder, rounds: note(f"holding {len(files)}", rounds))
    monkeypatch.setattr(others, "rows", lambda files, folder, rounds: note(f"others {len(files)}", rounds))
    return found


@pytest.fixture(name="projects")
def fixture_projects(tmp_path: Path) -> Path:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.py").write_text("x = 1\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--rounds=2"], ["empty 8", "stdlib 2", "other 1000 2", "growth None 2", "catalogs 2", "editor 8", "large 2"]),
        (["--short"], ["empty 5", "other 50 5", "growth 2 5", "catalogs 5", "editor 5"]),
    ],
)
def test_what_is_measured(
    arguments: list[str], parts: list[str], measured: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.main(arguments) == 0
    assert measured == parts
    assert capsys.readouterr().out.splitlines()[2:] == [str(FAST)] * len(parts)


def test_what_is_measured_of_projects(measured: list[str], projects: Path) -> None:
    assert bench.main(["--short", "--corpus", str(projects)]) == 0
    assert measured[0] == "all 1 1"
    assert not [name for name in measured if name.startswith(("holding", "others"))]
    measured.clear()
    assert bench.main(["--corpus", str(projects)]) == 0
    assert measured[:3] == ["all 1 5", "holding 1 5", "others 1 5"]


@pytest.mark.parametrize(("short", "status"), [([], 1), (["--short"], 0)])
def test_a_missed_goal_is_a_failure_in_the_long_form(
    short: list[str],
    status: int,
    measured: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(catalogs, "rows", lambda rounds: [SLOW])
    assert bench.main(short) == status
    assert capsys.readouterr().err == ("missed: b\n" if status else "")


def test_a_folder_without_calls_is_refused(projects: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["--corpus", str(projects)])
    assert "can hold a call; name another folder" in capsys.readouterr().err


def test_what_it_says_of_itself() -> None:
    command = [sys.executable, str(ROOT / "tools" / "bench.py"), "--help"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("usage: bench.py [-h] [--corpus FOLDER] [--rounds ROUNDS] [--short]")
