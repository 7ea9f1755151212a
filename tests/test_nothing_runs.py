"""Looking at a project runs nothing of it, opens no connection, starts no process but git and writes no file."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_confluence_scopes.project import pool
from tests import watch
from tests.blocks import block
from tests.support import ROOT, fixture_projects

pytestmark = pytest.mark.once

WATCH = [sys.executable, "-I", "-B", str(ROOT / "tests" / "watch.py")]

TRAP = "open({!r}, 'w').close()\n"
SHADOWS = ("yaml", "libcst", "requests", "typing_extensions", "importlib_resources", "sitecustomize", "json", "client", "flake8p")
APP = """\
import requests, client, helpers.urls, yaml
from helpers import *
requests.get(helpers.urls.root() + '/rest/api/content')
requests.put('/rest/api/content/%s' % __import__('client').number, data=open('written', 'w'))
class Made(requests.Session, metaclass=client.Meta): url = eval("client.url") + '/rest/api/space'
exec("requests.get('/rest/api/user')")
"""


def seen(*folders: Path) -> list[str]:
    """The lines that the watch prints."""
    done = subprocess.run([*WATCH, *folders], capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert not done.stderr, done.stderr
    lines = done.stdout.splitlines()
    assert done.returncode == (len(lines) > 1)
    return lines


def test_looking_at_all_fixtures() -> None:
    *acts, summary = seen(*fixture_projects())
    assert acts == []
    projects, files, lines = (int(part.split()[0]) for part in summary.split(", ")[:3])
    assert projects == len(fixture_projects())
    assert files > 30
    assert lines > 20_000


def test_looking_at_a_project_that_waits_to_be_run(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "helpers").mkdir(parents=True)
    (project / ".git").mkdir()
    ran = tmp_path / "ran"
    trap = TRAP.format(str(ran))
    for name in (*SHADOWS, "conftest", "setup", "helpers/__init__", "flake8_confluence_scopes", "__init__", "__main__"):
        (project / f"{name}.py").write_text(f"{trap}url = '/rest/api'\nnumber = 1\n", encoding="utf-8")
    (project / "helpers" / "urls.py").write_text(f"{trap}def root():\n    {trap}    return '/wiki'\n", encoding="utf-8")
    (project / "app.py").write_text(APP, encoding="utf-8")
    (project / "atlassian-connect.json").write_text('{"scopes": ["READ"]}', encoding="utf-8")
    local = "[flake8:local-plugins]\nextension =\n    X1 = client:Plugin\npaths =\n    .\n"
    (project / "tox.ini").write_text(local, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    assert seen(project)[:-1] == []
    assert sorted(tmp_path.rglob("*")) == before
    assert not ran.exists()


def test_the_command_of_the_page() -> None:
    program, *arguments = shlex.split(block("docs/reliability.md", "Nothing runs", "sh"))
    assert program == "python"
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("1 projects, 2 files, ")
    assert done.stdout.endswith(" lines of answers, 0 forbidden acts\n")


SEES = """\
import os, socket, subprocess, sys, tempfile
sys.path.append({root!r})
from flake8_confluence_scopes.project import pool
from tests import watch
from tests.blocks import block
sys.addaudithook(watch._hook)
folder = tempfile.mkdtemp()
file = os.path.join(folder, "shadow.py")
open(file, "w").close()
acts = (
    lambda: open(os.path.join(folder, "new"), "a").close(),
    lambda: os.close(os.open(file, os.O_RDWR)),
    lambda: os.rename(file, file),
    lambda: os.mkdir(os.path.join(folder, "made")),
    lambda: socket.socket().close(),
    lambda: socket.getaddrinfo("127.0.0.1", 80),
    lambda: subprocess.run([sys.executable, "--version"], capture_output=True),
    lambda: os.system(":"),
    lambda: eval("1 + 1"),
    lambda: exec(compile("x = 1", file, "exec")),
    lambda: (sys.path.insert(0, folder), __import__("shadow")),
    lambda: open(file).close(),
    lambda: __import__("colorsys"),
    lambda: subprocess.run([*watch.LISTING, "ls-files"], cwd=folder, capture_output=True),
    lambda: subprocess.run([*watch.LISTING, "gc"], cwd=folder, capture_output=True),
)
for act in acts:
    print(*(one.replace(folder, "FOLDER") for one in watch.acts(act)), sep=" | ")
"""


def test_the_watch_sees_every_kind_of_act() -> None:
    code = SEES.format(root=str(ROOT))
    done = subprocess.run([sys.executable, "-I", "-B", "-c", code], capture_output=True, encoding="utf-8", check=True)
    lines = done.stdout.splitlines()
    begins = [
        "writes 'FOLDER/new'", "writes 'FOLDER/shadow.py'", "os.rename ", "os.mkdir ", "socket.__new__ ", "socket.getaddrinfo ",
        "subprocess.Popen ", "os.system ", "runs <string>", "runs FOLDER/shadow.py", "imports shadow",
    ]  # fmt: skip
    assert [line[: len(begin)] for line, begin in zip(lines, begins)] == begins
    assert "runs FOLDER/shadow.py" in lines[10]
    # Reading, Python's own modules, and a list of git's are no matter.
    assert lines[11:14] == ["", "", ""]
    assert [line.startswith("subprocess.Popen ") for line in lines[14:]] == [True]


def test_the_watch_tells_what_it_has_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "addaudithook", lambda hook: None)
    monkeypatch.setattr(watch, "look_at", lambda folder: [("name", lambda: watch._hook("socket.connect", (1, 2)))])
    monkeypatch.setattr(pool, "processes_for", pool.processes_for)
    monkeypatch.chdir(tmp_path)
    assert watch.main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{tmp_path.name}: name: socket.connect (1, 2)",
        "1 projects, 0 files, 0 lines of answers, 1 forbidden acts",
    ]


def test_a_large_project_is_looked_at_less_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [name for name, _ in watch.look_at(tmp_path)][:4] == ["plugin", "flake8", "calls", "audit"]
    monkeypatch.setattr(watch, "FEW", -1)
    assert [name for name, _ in watch.look_at(tmp_path)] == ["plugin", "calls", "audit", "explain", "catalog"]
