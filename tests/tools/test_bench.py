"""The shape of the benchmark's table; what it measures is no test's business."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flake8_confluence_scopes.calls import find_calls
from tests.support import ROOT
from tools import bench
from tools.bench import Row

FAST = Row("a", 1.0, 1.3, "5 us a line")
SLOW = Row("b", 1.31, 1.3, "7 us a line")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "SIZES", (30, 60, 90))


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    """A folder with two projects; three of their files pass the text test, and two of these can be parsed."""
    for name, text in {
        "one/a.py": 'import requests\nrequests.get("/rest/api/space")\n',
        "one/b/c.py": "x = 1\n",
        "two/d.py": '"/rest/api" def\n',
        "two/e.py": 'PATH = "/rest/api"\n',
        "not_in_a_project.py": 'PATH = "/rest/api"\n',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_row() -> None:
    assert [row.fails for row in (FAST, SLOW)] == [False, True]
    assert str(SLOW) == "b                                 1.31, at most 1.3  (7 us a line)"


@pytest.mark.parametrize("lines", [0, 30, 300])
def test_generated_code_has_the_lines_and_a_call_in_each_method(lines: int) -> None:
    source = bench.generated(lines)
    methods = source.count("def page_")
    assert methods >= 1
    assert lines - 9 < source.count("\n") <= max(lines, 23)
    paths = {str(call.path) for call in find_calls(source, "generated.py")}
    assert paths == {"/wiki/rest/api/content/{}/child", "/wiki/rest/api/content/{}/child/label"}
    assert len(find_calls(source, "generated.py")) == 2 * methods


def test_the_median_is_what_counts() -> None:
    runs: list[None] = []
    assert bench.seconds(lambda: runs.append(None), 3) >= 0
    assert len(runs) == 3


def test_growth_is_measured_against_the_smallest() -> None:
    rows = bench.growth((30, 1_000), 1)
    assert [row.name for row in rows] == ["growth, 30 lines", "growth, 1,000 lines"]
    assert rows[0].ratio == 1
    assert all(row.limit == bench.MOST_SPREAD and row.detail.endswith(" us a line") for row in rows)


def test_the_corpus_is_measured_against_the_parser(projects: Path) -> None:
    (row,) = bench.corpus(projects)
    assert row.name == "corpus, against libcst's parser"
    assert row.limit == bench.MOST_CORPUS_RATIO
    assert row.detail.startswith("2 of 4 files, parsing alone ")


@pytest.mark.parametrize(("arguments", "sizes"), [([], 3), (["--short"], 2)])
def test_how_many_sizes(arguments: list[str], sizes: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main([*arguments, "--rounds", "1"]) in (0, 1)
    lines = capsys.readouterr().out.splitlines()
    assert [line.startswith("growth, ") for line in lines] == [True] * sizes


@pytest.mark.parametrize(("row", "status"), [(FAST, 0), (SLOW, 1)])
def test_a_broken_limit_is_a_failure(
    row: Row, status: int, projects: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "growth", lambda sizes, rounds: [])
    monkeypatch.setattr(bench, "corpus", lambda folder: [row])
    assert bench.main(["--corpus", str(projects)]) == status
    assert capsys.readouterr().out == f"{row}\n"


def test_a_folder_without_calls_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["--rounds", "1", "--corpus", str(tmp_path)])
    assert "can hold a call; name another folder" in capsys.readouterr().err


def test_what_it_says_of_itself() -> None:
    command = [sys.executable, "-I", str(ROOT / "tools" / "bench.py"), "--help"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("usage: bench.py [-h] [--corpus FOLDER] [--rounds ROUNDS] [--short]")
