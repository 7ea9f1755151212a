"""What each module of the benchmark measures."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.calls import find_calls
from flake8_confluence_scopes.plugin import Plugin
from flake8_confluence_scopes.settings import Settings
from tests.support import ROOT
from tools.benchmarks import alone, catalogs, clients, corpus, editor, growth, large, nothing, others, processes
from tools.benchmarks.processes import OURS, Usage
from tools.benchmarks.rows import Row

pytestmark = [pytest.mark.once, pytest.mark.skipif(sys.platform == "win32", reason="needs os.wait4")]

CALL = 'import requests\nrequests.get("/rest/api/space")\n'


@pytest.fixture(autouse=True)
def fixture_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Plugin, "settings", Settings())


@pytest.fixture(name="projects")
def fixture_projects(tmp_path: Path) -> Path:
    """A folder with two projects; Python can parse four of their files, of which three pass the text test, and one holds
    a call."""
    for name, text in {
        "one/a.py": CALL,
        "one/b/c.py": "x = 1\n",
        "two/d.py": '"/rest/api" def\n',
        "two/e.py": 'PATH = "/rest/api"\n',
        "two/f.py": 'PATH = "/rest/api"; (x): int = 1\n',
        "not_in_a_project.py": 'PATH = "/rest/api"\n',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_flake8_has_the_plugins_that_are_asked_for(projects: Path) -> None:
    missing = ("--confluence-scopes=NONE", "--select=CFS", "one/a.py")
    done = subprocess.run(processes.flake8((OURS,), *missing), cwd=projects, capture_output=True, encoding="utf-8")
    assert "CFS101" in done.stdout
    assert done.stderr == "libcst"
    done = subprocess.run(processes.flake8((), "two/d.py"), cwd=projects, capture_output=True, encoding="utf-8")
    assert "E999" in done.stdout
    assert done.stderr == "-"
    done = subprocess.run(processes.flake8((), *missing), cwd=projects, capture_output=True, encoding="utf-8")
    assert "unrecognized arguments: --confluence-scopes" in done.stderr


def test_what_a_process_takes(tmp_path: Path) -> None:
    busy = [sys.executable, "-c", "import sys; sum(range(10**6)); print('-', file=sys.stderr)"]
    found = processes.usage(busy, tmp_path)
    assert found.cpu > 0
    assert found.said == "-\n"
    with pytest.raises(ChildProcessError, match="ended by signal 9"):
        processes.usage([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], tmp_path)


def test_commands_take_turns(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    order: list[str] = []

    def usage(command: list[str], folder: Path) -> Usage:
        order.append(command[0])
        return Usage(len(order), str(len(order)))

    monkeypatch.setattr(processes, "usage", usage)
    found = processes.medians({"x": ["a"], "y": ["b"]}, tmp_path, 3)
    assert order == ["a", "b"] * 3
    assert found == {"x": Usage(3, "5"), "y": Usage(4, "6")}


@pytest.mark.parametrize("cores", [{1}, None], ids=["one core", "nobody knows"])
def test_two_commands_are_measured_in_pairs(
    cores: set[int] | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    order: list[str] = []

    def usage(command: list[str], folder: Path) -> Usage:
        order.append(command[0])
        pair = (len(order) + 1) // 2
        return Usage(10.0**pair * (2 if command[0] == "b" else 1), str(len(order)))

    monkeypatch.setattr(processes, "usage", usage)
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    if cores:
        monkeypatch.setattr(os, "sched_getaffinity", lambda process: cores, raising=False)
    found = processes.pairs(["a"], ["b"], tmp_path, 3)
    assert order == ["a", "b", "b", "a"] * 3
    assert (found.first.cpu, found.second.cpu) == (5_500, 11_000)
    assert found.ratio == pytest.approx(2)


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="needs two cores to choose from"
)
def test_pairs_run_at_the_same_time_each_on_its_core(tmp_path: Path) -> None:
    waits = "import os, pathlib, time, sys\npathlib.Path(sys.argv[1]).touch()\n"
    waits += "while not pathlib.Path(sys.argv[2]).exists(): time.sleep(0.01)\n"
    waits += "print(os.sched_getaffinity(0), file=sys.stderr)"
    one, other = ([sys.executable, "-c", waits, *names] for names in (("a", "b"), ("b", "a")))
    found = processes.pairs(one, other, tmp_path, 1)
    assert found.ratio > 0
    assert sorted((found.first.said, found.second.said)) == [f"{{{core}}}\n" for core in sorted(os.sched_getaffinity(0))[:2]]


def test_where_there_is_nothing_to_check(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    for rows, name, files in (
        (nothing.empty(1), "an empty file", 1),
        (nothing.standard_library(1, tmp_path), "the standard library", 1),
        (nothing.other_requests(1, 2), "a project with other requests", 4),
    ):
        ratio, imports = rows
        assert ratio.name == f"{name}: flake8 with us against without"
        assert ratio.detail.endswith(f", {files} files")
        assert imports.name == f"{name}: imports of libcst"
        assert imports.figure == 0
        assert imports.fails(2.0) is False


@pytest.mark.parametrize("source", [CALL, '"\\d"\n' + CALL], ids=["alone", "behind a warning"])
def test_an_import_of_libcst_is_seen(source: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(source)
    assert nothing.standard_library(1, tmp_path)[1].fails(2.0) is True


def test_a_run_that_fails_is_no_good_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nothing, "flake8", lambda plugins, *files: [sys.executable, "-c", "raise ValueError('-')"])
    assert nothing.standard_library(1, tmp_path)[1].fails(2.0) is True


@pytest.mark.parametrize("lines", [0, 30, 300])
def test_generated_code_has_the_lines_and_a_call_in_each_method(lines: int) -> None:
    source = growth.lines(lines)
    methods = source.count("def page_")
    assert methods >= 1
    assert lines - 9 < source.count("\n") <= max(lines, 23)
    paths = {str(call.path) for call in find_calls(source, "generated.py")}
    assert paths == {"/wiki/rest/api/content/{}/child", "/wiki/rest/api/content/{}/child/label"}


def test_growth_is_measured_against_the_cheapest(monkeypatch: pytest.MonkeyPatch) -> None:
    small = tuple(item._replace(sizes=(2, 3, 4)) for item in growth.DIRECTIONS)
    monkeypatch.setattr(growth, "DIRECTIONS", (small[0]._replace(sizes=(30, 60, 90)), *small[1:]))
    assert len(growth.rows(1, shown=2)) == 10
    times = iter([4.0, 6.0, 3.0])
    monkeypatch.setattr(growth, "DIRECTIONS", small[1:2])
    monkeypatch.setattr(growth, "seconds", lambda run, rounds: run() or next(times))
    rows = growth.rows(1)
    assert [(row.name, row.figure) for row in rows] == [
        ("growth, call: 2", 1.0),
        ("growth, call: 3", 1.0),
        ("growth, call: 4", 0.375),
    ]
    assert rows[0].detail == "2,000,000 us a call"


def test_growth_without_all_calls_is_no_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = growth.DIRECTIONS[1]._replace(sizes=(2,), calls=lambda count: count + 1)
    monkeypatch.setattr(growth, "DIRECTIONS", (wrong,))
    with pytest.raises(ValueError, match=r"call, 2: \[2\] calls are found instead of 3"):
        growth.rows(1)


def test_no_two_questions_to_a_catalog_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogs, "_DIFFERENT", 20)
    rows = catalogs.rows(1)
    assert [row.name for row in rows[:3]] == [
        "catalog connect: a look-up against splitting a URL",
        "catalog connect-2014: a look-up against splitting a URL",
        "catalog connect-2014: loading against reading its JSON",
    ]
    assert len(rows) == len(scopes.names()) + len(scopes.tables())
    for name in scopes.names():
        asked = catalogs.questions(scopes.load(name), 2_000)
        assert len(set(asked)) == len(asked) > 1_800


def test_an_editor_lints_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 980 <= editor.source().count("\n") <= 1_000
    monkeypatch.setattr(editor, "LINES", 60)
    same, changed, unseen = editor.rows(2)
    assert ", 20 calls, parsed in " in same.detail
    assert changed.figure > 0
    assert unseen.figure == 0
    assert unseen.detail == "20 before"


def test_large_trees_are_measured_in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    (client,) = large.one_client(1, 6, 4, 200)
    assert client.name == "one client of 200 lines: the calls of a tree against its parse"
    assert " MiB; 6 files, 4 import it; " in client.detail
    assert client.figure > 1
    small, larger = large.trees(1, (2, 21))
    assert [row.name for row in (small, larger)] == [
        "the calls of a tree of 2 files, in seconds",
        "the calls of a tree of 21 files, in seconds",
    ]
    assert small.most is None and small.figure > 0
    (cold,) = large.cold(1)
    assert cold.figure > 10
    assert cold.detail.endswith(" lines, 20 calls")
    for owner, name in ((large, "one_client"), (large, "trees"), (large, "cold"), (clients, "rows")):
        monkeypatch.setattr(owner, name, lambda *given: [Row(str(given), 1, None, "")])
    assert [row.name for row in large.rows(3)] == [
        "(3, 2500, 120, 20000)",
        "(1,)",
        "(1, (2000, 5000, 10000))",
        "(3,)",
    ]


def test_clients_that_lead_to_each_other_are_measured() -> None:
    whole, slowest = clients.rows(1, 10, 60)
    assert whole.name == "24 clients of up to 60 lines: the calls of a tree, in seconds"
    assert re.search(r"MiB; 2 of 10 files use them, which have \d{3} lines together$", whole.detail)
    assert 0 < slowest.figure < whole.figure


def test_the_users_of_clients_have_calls(tmp_path: Path) -> None:
    clients.write(tmp_path, 10, 60)
    calls = {name: find_calls((tmp_path / name).read_text(), str(tmp_path / name)) for name in ("part_0.py", "part_5.py")}
    # The first client knows the root and the resource, so the calls are reported there.
    assert [len(found) for found in calls.values()] == [0, 2]
    assert find_calls((tmp_path / "client_0.py").read_text(), str(tmp_path / "client_0.py"))


def test_projects_are_measured_against_the_parser(projects: Path) -> None:
    files = corpus.sources(projects)
    (row,) = corpus.everything(files, projects, 1)
    assert row.most == corpus.MOST_OF_ALL
    assert row.figure > 0
    assert row.detail.startswith("3 of 4 files pass the text test, ")
    assert corpus.with_calls(files) == [projects / "one" / "a.py"]
    assert corpus.everything(files[1:2], projects, 1) == []


def test_files_with_calls_are_measured_in_processes(projects: Path) -> None:
    rows = corpus.holding([projects / "one" / "a.py"], projects, 1)
    assert [row.most for row in rows] == [corpus.MOST_WITH_CALLS, corpus.MOST_MEMORY, corpus.MOST_FLAKE8]
    assert all(f"{part} " in rows[0].detail for part in alone.PARTS)


def test_the_parts_are_the_whole(projects: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "tools.benchmarks.alone"]
    names = str(projects / "one" / "a.py")
    for what, keys in (("parse", {"parse"}), ("find", {"find"}), ("parts", set(alone.PARTS))):
        done = subprocess.run(
            [*command, what, str(projects)], input=names, capture_output=True, cwd=ROOT, encoding="utf-8", check=True
        )
        said = json.loads(done.stdout)
        assert said.keys() == keys | {"memory"}
        assert all(figure >= 0 for figure in said.values())
        assert what != "parts" or min(said["evaluation"], said["visit"]) > 0


def test_memory_where_the_system_does_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, encoding: str) -> str:
        raise OSError

    monkeypatch.setattr(Path, "read_text", refuse)
    assert alone.peak_memory() == 0


def test_other_tools_that_are_there(projects: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: dict[str, list[str]] = {}

    def medians(given: dict[str, list[str]], folder: Path, rounds: int) -> dict[str, Usage]:
        commands.update(given)
        return {name: Usage(2.0 if name == "flake8" else 3.0, "") for name in given}

    monkeypatch.setattr(others, "medians", medians)
    monkeypatch.setattr(others, "find_spec", lambda name: name == "bugbear")
    monkeypatch.setattr(shutil, "which", lambda name, path: None)
    rows = others.rows([projects / "one" / "a.py"], projects, 1)
    assert [row.name for row in rows] == [
        f"{OURS} against flake8 without a plugin",
        "flake8-bugbear against flake8 without a plugin",
    ]
    assert {row.figure for row in rows} == {1.5}
    monkeypatch.setattr(shutil, "which", lambda name, path: "/semgrep")
    assert "semgrep against flake8 without a plugin" in [row.name for row in others.rows([], projects, 1)]
    assert f"--config={others.RULE}" in commands["semgrep"]
    assert others.RULE.read_text(encoding="utf-8")
