"""What the check of whole trees counts, and what it takes for a mistake of the project."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from flake8_confluence_scopes.calls.modules.python_tree import MOST_COMMAS
from tests.support import ROOT
from tools import check_everything
from tools.check_everything import Bounds, Outcome, Tree

pytestmark = [pytest.mark.once, pytest.mark.skipif(sys.platform == "win32", reason="needs the resource module")]

CALL = 'import requests\nrequests.delete("/wiki/rest/api/content/1")  # noqa\n'
BENCHMARK = "1.5e+02 seconds elapsed\n7 total physical lines processed\n2 total files processed\n"
QUIET = Bounds(60)


def tree(folder: Path, files: dict[str, str], calling: bool = False) -> Tree:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Tree(folder, calling)


def ran(stdout: str = BENCHMARK, stderr: str = "20480\n", status: int = 0) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess([], status, stdout, stderr)


def test_a_call_is_a_false_alarm_only_where_none_is_expected(tmp_path: Path) -> None:
    files = {"a.py": CALL, "b.py": "def\n", "c.py": CALL + f"x = '{',' * (MOST_COMMAS + 1)}'\n", "site-packages/d.py": CALL}
    found = check_everything.examine(tree(tmp_path / "foreign", files), QUIET)
    assert (found.files, found.lines, found.found) == (3, 6, Counter(CFS201=1))
    assert found.peak > 10
    assert [line.partition(" SyntaxError")[0] for line in found.unread] == ["./b.py: E999"]
    assert found.unchecked == [
        f"./c.py: the file's calls are not checked: it has more than {MOST_COMMAS} commas"
    ]
    assert [line.partition(" 1 call")[0] for line in found.problems] == ["./a.py:2: CFS201"]
    calling = check_everything.examine(tree(tmp_path / "calling", files, calling=True), QUIET)
    assert (calling.found, calling.problems) == (Counter(CFS105=1), [])


def test_no_file_ends_at_the_text_test(tmp_path: Path) -> None:
    folder = tree(tmp_path / "tree", {"a.py": "x = 1\n", "b.py": f"x = '{',' * (MOST_COMMAS + 1)}'\n"})
    assert check_everything.examine(folder, QUIET).unchecked == []
    (unchecked,) = check_everything.examine(folder, QUIET._replace(whole=True)).unchecked
    assert unchecked.startswith("./b.py: ")


@pytest.mark.usefixtures("unmeasured")
def test_a_run_that_takes_too_long(tmp_path: Path) -> None:
    found = check_everything.examine(tree(tmp_path / "tree", {"a.py": ""}), Bounds(0.01))
    assert found.problems == ["not done after 0.01 s", "flake8 ended with status -1"]


@pytest.mark.usefixtures("unmeasured")
def test_a_run_that_takes_too_much_memory(tmp_path: Path) -> None:
    found = check_everything.examine(tree(tmp_path / "tree", {"a.py": ""}), Bounds(60, 5))
    assert len(found.problems) > 1
    assert found.problems[-1].startswith("flake8 ended with status ")


def test_a_file_on_which_another_plugin_fails_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    excluded = []

    def run(tree: Tree, bounds: Bounds, failing: dict[str, str]) -> subprocess.CompletedProcess[str]:
        excluded.append(list(failing))
        failures = [f"./{name}.py" for name in "ab" if f"./{name}.py" not in failing]
        if not failures:
            return ran()
        said = f'{failures[0]}: "pyflakes[F]" failed during execution due to RecursionError(\'x\')'
        return ran(f"There was a critical error during execution of Flake8:\n{said}\n", "", 1)

    monkeypatch.setattr(check_everything, "_run", run)
    found = check_everything.examine(Tree(tmp_path), QUIET)
    assert excluded == [[], ["./a.py"], ["./a.py", "./b.py"]]
    assert found.unread == [f"./{name}.py: pyflakes[F] fails with RecursionError" for name in "ab"]
    assert (found.files, found.problems) == (2, [])


@pytest.mark.parametrize("failing", ["flake8-confluence-scopes[CFS]", "pyflakes[F]"])
def test_a_failure_of_the_plugin_or_one_that_comes_again_is_a_problem(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = f'./a.py: "{failing}" failed during execution due to KeyError(1)'
    monkeypatch.setattr(check_everything, "_run", lambda tree, bounds, failing: ran(f"{said}\n", "", 1))
    assert check_everything.examine(Tree(tmp_path), QUIET).problems == [said, "flake8 ended with status 1"]


@pytest.mark.parametrize("calling", [False, True])
def test_an_internal_error_is_always_a_problem(calling: bool) -> None:
    found = check_everything.outcome(Tree(Path(), calling), ran("./a.py\t1\tCFS902\tx\n" + BENCHMARK), [])
    assert found == Outcome(2, 7, 20, Counter(CFS902=1), [], [], ["./a.py:1: CFS902 x"])


def test_a_word_on_stderr_is_a_problem() -> None:
    assert check_everything.outcome(Tree(Path()), ran(stderr="panicked\n1024\n"), []).problems == ["panicked"]
    assert check_everything.outcome(Tree(Path()), ran(status=-11), []).problems == ["flake8 ended with status -11"]


def test_the_standard_library_of_each_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("TOX_DISCOVER", f"{broken},{sys.executable}")
    monkeypatch.setenv("PATH", str(tmp_path))
    (own,) = check_everything.stdlibs()
    assert own.folder.name == f"python3.{sys.version_info.minor}"
    assert (own.folder / "json").is_dir()


def test_small_folders_come_first(tmp_path: Path) -> None:
    for name, size in (("a", 9), ("b", 2), ("c", 2)):
        tree(tmp_path / name, {"m.py": " " * size, "n.txt": " " * 100})
    (tmp_path / "d.py").write_text("", encoding="utf-8")
    assert check_everything.folders_of(tmp_path, True) == [Tree(tmp_path / name, True) for name in "bca"]


def test_all_that_was_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def examine(tree: Tree, bounds: Bounds) -> Outcome:
        asked.append((tree.folder.name, tree.calling, bounds))
        return Outcome(1, 2, len(asked), Counter(CFS101=3), ["u"], ["e"], ["p"] if tree.folder.name == "alone" else [])

    monkeypatch.setattr(check_everything, "examine", examine)
    monkeypatch.setattr(check_everything, "stdlibs", lambda: [Tree(Path("python3.x"))])
    for name in ("packages/one", "projects/two", "alone"):
        (tmp_path / name).mkdir(parents=True)
    folders = ["--packages", str(tmp_path / "packages"), "--projects", str(tmp_path / "projects")]
    arguments = ["--stdlibs", *folders, "--seconds=9", "--mebibytes=8", "--whole", "--verbose"]
    assert check_everything.main(arguments) == 0
    bounds = Bounds(9, 8, True)
    assert asked == [("python3.x", False, bounds), ("one", False, bounds), ("two", True, bounds)]
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "python3.x: 1 files, 2 lines, 0 s, 1 MiB; 1 unread, 1 CFS901, 3 CFS101",
        "  CFS901 u",
        "  unread e",
    ]
    assert lines[-1] == "3 trees: 3 files, 6 lines, at most 3 MiB; 3 unread, 3 CFS901, 0 problems"
    assert check_everything.main([str(tmp_path / "alone")]) == 1
    assert "  PROBLEM p" in capsys.readouterr().out.splitlines()
    assert check_everything.main([]) == 1


def test_what_it_says_of_itself() -> None:
    command = [sys.executable, "-I", str(ROOT / "tools" / "check_everything.py"), "--help"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("usage: check_everything.py [-h]")
