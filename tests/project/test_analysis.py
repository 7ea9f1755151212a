"""Files -> calls, in one process or several, with a word on the way."""

from __future__ import annotations

import functools
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flake8_confluence_scopes import sources
from flake8_confluence_scopes.descriptors import Descriptor, NoDescriptor
from flake8_confluence_scopes.project import analysis, pool
from flake8_confluence_scopes.project.progress import Progress
from flake8_confluence_scopes.settings import Settings

SOURCE = 'import requests\nrequests.get("/wiki/rest/api/content")\n'


def put(path: Path, text: str = SOURCE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def analysed(*paths: str, settings: Settings = Settings()) -> list[analysis.App]:
    problems: list[tuple[str, str]] = []
    apps = analysis.analysed(paths or (".",), settings, lambda path, reason: problems.append((path, reason)))
    assert problems == []
    return apps


def test_each_app_has_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for app in ("one", "two"):
        put(tmp_path / app / "atlassian-connect.json", '{"scopes": ["READ"]}')
        put(tmp_path / app / "a.py")
    put(tmp_path / "two" / "b.py")
    apps = analysed()
    assert [[file.path for file in app.files] for app in apps] == [["./one/a.py"], ["./two/a.py", "./two/b.py"]]
    assert [len(file.calls) for app in apps for file in app.files] == [1, 1, 1]


def test_a_project_without_python_still_has_its_descriptor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "atlassian-connect.json", '{"scopes": ["READ"]}')
    ((declaration, files, _),) = analysed()
    assert isinstance(declaration, Descriptor)
    assert files == ()


def test_a_file_that_cannot_be_analysed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "a.py", SOURCE + "(\n")
    (tmp_path / "b.py").write_bytes(b"\xff")

    def fail(*arguments: object, **options: object) -> None:
        raise KeyError

    ((declaration, files, _),) = analysed()
    assert isinstance(declaration, NoDescriptor)
    assert [file.unchecked.partition(" ")[0] for file in files] == ["Python", "it"]
    monkeypatch.setattr(analysis, "look_into", fail)
    assert "failed with KeyError; please report it at https://" in analysis.read_calls("a.py").unchecked


def test_a_file_that_python_cannot_parse_is_named_whatever_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "a.py", "print 'no word of Confluence'\n")
    put(tmp_path / "b.py", "print('nor here')\n")
    (app,) = analysed()
    assert [file.unchecked for file in app.files] == ["Python cannot parse it (SyntaxError in line 1)", ""]


def test_several_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(20):
        put(tmp_path / f"m{number:02}.py")
    alone = analysed()
    monkeypatch.setattr(pool, "processes_for", lambda count: 2)
    assert analysed() == alone


@pytest.mark.parametrize(("files", "most"), [(0, 1), (64, 1), (65, 8), (10_000, 10_000)])
def test_few_files_are_no_work_for_many(files: int, most: int) -> None:
    assert 1 <= pool.processes_for(files) <= most


def test_the_number_of_processors_may_be_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert pool.processes_for(1000) == 1


def test_a_process_that_dies_is_an_error_and_no_endless_wait() -> None:
    with pytest.raises(pool.WorkerDied):
        list(pool.each(os._exit, [1, 2], 2))


def test_an_interrupt_is_left_to_the_parent() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        pool._leave_interrupts_to_the_parent()
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to send a signal to")
def test_ctrl_c_ends_without_a_traceback(tmp_path: Path) -> None:
    functions = "".join(f"def f{n}(x):\n    return requests.get(x + '/rest/api/content/{n}')\n" for n in range(150))
    for number in range(600):
        put(tmp_path / f"m{number}.py", SOURCE + functions)
    command = [sys.executable, "-I", "-m", "flake8_confluence_scopes", "audit", "."]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # What runs the tests in the background of a script makes them ignore it, and their children.
        preexec_fn=functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:
        time.sleep(2)
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    assert (process.returncode, output, errors) == (130, b"", b"")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_after_a_second_and_leaves_no_trace() -> None:
    stream, now = Terminal(), [0.0]
    progress = Progress(stream, lambda: now[0])
    for done, seconds in [(1, 0.9), (2, 1.0), (3, 1.05), (4, 1.2)]:
        now[0] = seconds
        progress.step(done, 10)
    assert stream.getvalue() == "\r2 of 10 files\r4 of 10 files"
    progress.end()
    assert stream.getvalue().endswith("\r             \r")


def test_progress_is_for_terminals() -> None:
    stream, now = io.StringIO(), [0.0]
    progress = Progress(stream, lambda: now[0])
    now[0] = 5.0
    progress.step(1, 2)
    progress.end()
    assert stream.getvalue() == ""


def test_what_flake8_excludes_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.py", "b/c.py", "d/e.py"):
        put(tmp_path / name)

    def files(*paths: str, excluded: str) -> list[str]:
        found = sources.python_files(paths, lambda path, reason: None, lambda path: path.endswith(excluded))
        return list(found)

    assert files(".", excluded="b") == ["./a.py", "./d/e.py"]
    assert files(".", excluded="e.py") == ["./a.py", "./b/c.py"]
    assert files("b", "d", excluded="b") == ["d/e.py"]


def test_what_may_not_be_looked_at_is_read_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.py", "closed.py"):
        put(tmp_path / name)
    Path("gone.py").symlink_to("nowhere.py")
    real = os.stat

    def refuse(path: str) -> os.stat_result:
        if path.endswith("closed.py"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "stat", refuse)
    assert list(sources.python_files(["."], lambda path, reason: None)) == ["./a.py", "./closed.py"]
