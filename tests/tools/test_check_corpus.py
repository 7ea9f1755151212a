"""Reading scores and disputes, and the whole measurement of a small corpus."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT
from tools import check_corpus
from tools.check_corpus import Disagreement, Score

pytestmark = pytest.mark.once

SCRIPT = """\
import sys
from pathlib import Path

folder = Path(sys.argv[1])
if len(sys.argv) == 2:
    folder.mkdir()
    (folder / "app.py").write_text('import requests\\nrequests.get("/rest/api/space")\\n', encoding="utf-8")
else:
    listed = Path(sys.argv[2]).read_text(encoding="utf-8").count("/rest/api/space")
    print(f"target 20  found {20 - MISSED}  recall ?  mean over sources ?")
    print(f"reported {listed}  false alarms 0  wrong method or path 0  precision ?")
    print("\\n".join(["  needs: ", *["MISS app/a.py 7 5 GET /rest/api/space | a | note"] * MISSED]))
    assert sys.argv[3:] == ["--misses", "--wrong"]
"""
"""Stands in for both scripts; the first one has one argument."""

OUTPUT = """\
target 4  found 2  recall 0.500  mean over sources 0.500
reported 5  false alarms 2  wrong method or path 1  precision 0.400
  needs: the argument itself 2/4
MISS a-1.0/a/b.py 221 15 POST /rest/api/content | URL builder body | MISS x 3
MISS c+d/e.py 7 1 GET /rest/api/space | local variable |\x20
FALSE a-1.0/a/b.py {'file': '.corpus/a-1.0/a/b.py', 'line': 192, 'column': 15, 'end_line': 9} None
FALSE a-1.0/a/b.py {'file': ".corpus/a-1.0/a/b's.py", 'line': 209, 'column': 15} a note
WRONG a-1.0/a/b.py 33 ('GET', '/rest/api/content') ('GET', '/rest/api/space')
"""

MISS = Disagreement("MISS", "a-1.0/a/b.py", 221)
OTHER = Disagreement("MISS", "c+d/e.py", 7)
ALARMS = (Disagreement("FALSE", "a-1.0/a/b.py", 192), Disagreement("FALSE", "a-1.0/a/b.py", 209))
WRONG = Disagreement("WRONG", "a-1.0/a/b.py", 33)


def test_a_score_is_read() -> None:
    score = Score.read(OUTPUT)
    assert score == Score(4, 2, 5, 3, (MISS, OTHER, *ALARMS, WRONG))
    assert score.recall == 0.5
    assert score.precision == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("output", "complaint"),
    [("Traceback", "no totals"), (OUTPUT.replace("FALSE a", "FALSE  a"), "did not list all")],
)
def test_another_output_is_refused(output: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Score.read(output)


def test_disputed_labels_are_left_out() -> None:
    assert Score.read(OUTPUT).without([MISS, *ALARMS]) == Score(3, 2, 3, 1, (OTHER, WRONG))


def test_nothing_labelled_and_nothing_reported() -> None:
    score = Score(0, 0, 0, 0, ())
    assert (score.recall, score.precision) == (0, 1)


def test_disputes_are_read() -> None:
    assert check_corpus.disputed_labels(f"# why\n\nMISS {MISS.file} 221 two words\n") == [MISS]


@pytest.mark.parametrize("entry", ["MISS a.py 3", "MISS a.py 3 ", "OTHER a.py 3 why", "MISS a.py three why"])
def test_a_dispute_needs_a_kind_a_place_and_a_reason(entry: str) -> None:
    with pytest.raises(ValueError, match="is not of the form"):
        check_corpus.disputed_labels(entry)


def test_the_projects_disputes_can_be_read() -> None:
    assert check_corpus.disputed_labels(check_corpus.DISPUTED.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("score", "problems"),
    [
        (Score(100, 95, 100, 1, ()), []),
        (Score(100, 94, 100, 1, ()), ["recall 0.940 is below 0.95"]),
        (Score(100, 95, 100, 2, ()), ["precision 0.980 is below 0.99"]),
        (Score(101, 95, 101, 2, (MISS, WRONG)), []),
    ],
)
def test_the_promise(score: Score, problems: list[str]) -> None:
    assert check_corpus.verdict(score, score.disagreements) == problems


def test_a_dispute_that_is_none_any_more() -> None:
    problem = "disputed_labels.txt: WRONG a-1.0/a/b.py 33 is not in dispute any more"
    assert check_corpus.verdict(Score(1, 1, 1, 0, ()), [WRONG]) == [problem]


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with scripts that bring and score a corpus of one call; nothing is in dispute."""
    disputed = tmp_path / "disputed_labels.txt"
    disputed.write_text("# none\n", encoding="utf-8")
    monkeypatch.setattr(check_corpus, "DISPUTED", disputed)
    folder = tmp_path / "shared" / "corpus"
    folder.mkdir(parents=True)
    for name in ("materialise.py", "score.py"):
        (folder / name).write_text(SCRIPT.replace("MISSED", "1"), encoding="utf-8")
    return folder.parent


def test_a_kept_promise(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_corpus.main([str(tmp_path / "corpus"), str(shared)]) == 0
    *scored, labelled, agreed = capsys.readouterr().out.splitlines()
    assert scored[1] == "reported 1  false alarms 0  wrong method or path 0  precision ?"
    assert labelled == "as labelled: recall 0.950, precision 1.000"
    assert agreed == "without the disputed labels: recall 0.950, precision 1.000"


def test_a_broken_promise(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shared / "corpus" / "score.py").write_text(SCRIPT.replace("MISSED", "3"), encoding="utf-8")
    assert check_corpus.main([str(tmp_path / "corpus"), str(shared)]) == 1
    assert capsys.readouterr().out.endswith("\nrecall 0.850 is below 0.95\n")


def test_where_the_labels_are_not_at_hand(tmp_path: Path) -> None:
    command = [sys.executable, "-I", str(ROOT / "tools" / "check_corpus.py"), str(tmp_path), str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    where = tmp_path / "none" / "corpus"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"skipped: the labels are not here, there is no {where}\n"


@pytest.mark.skipif(
    not check_corpus.SHARED.is_dir(),
    reason=f"score.py is not in {check_corpus.SHARED.name}/corpus beside the repository",
)
def test_what_score_py_prints_can_be_read(tmp_path: Path) -> None:
    label = {"source": "pypi: A.b==1", "file": "m.py", "col": 0, "method": "GET", "path": "/rest/api/space"}
    label |= dict.fromkeys(("note", "needs", "shape", "library"), "")
    label |= {"confluence": True, "static": True, "kind": "rest"}
    call = {"file": str(tmp_path / "a-b-1" / "m.py"), "column": 1, "method": "GET", "path": "/rest/api/space"}
    labels = [label | {"line": line} for line in (1, 2, 3)]
    calls = [call | {"line": 1}, call | {"line": 2, "method": "PUT"}, call | {"line": 9}]
    for name, rows in (("labels.jsonl", labels), ("calls.jsonl", calls)):
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "files.txt").write_text("pypi: A.b==1\tm.py\n", encoding="utf-8")
    # The labels stand beside the script.
    script = shutil.copy(check_corpus.SHARED / "corpus" / "score.py", tmp_path)
    command = [sys.executable, "-I", str(script), str(tmp_path), str(tmp_path / "calls.jsonl"), "--misses", "--wrong"]
    score = Score.read(subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout)
    kinds = {"MISS": (2, 3), "FALSE": (9,), "WRONG": (2,)}
    places = tuple(Disagreement(kind, "a-b-1/m.py", line) for kind, lines in kinds.items() for line in lines)
    assert score == Score(3, 1, 3, 2, places)
