"""Folders that change, lead back to themselves, may not be read, or have names that are no text."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_confluence_scopes.plugin import Plugin
from flake8_confluence_scopes.settings import Settings
from tests.expectations import Reported
from tests.support import Run, run_flake8

NAME = "atlassian-connect.json"
SOURCE = 'import requests\nrequests.delete("/rest/api/content/1")\n'
DELETE = f"CFS101 DELETE /rest/api/content/1 needs scope DELETE; {NAME} lacks it"
CLIENT = "import requests\ndef remove(path): requests.delete('/rest/api/content' + path)\n"
USER = "import client\nclient.remove('/1')\n"


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that declares READ."""
    put(tmp_path / NAME, '{"scopes": ["READ"]}')
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_a_project_that_changes_while_it_is_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Plugin, "settings", Settings(root=str(project)))
    client, descriptor = project / "client.py", project / NAME
    contents = [CLIENT.encode(), CLIENT.encode() * 400, b"", b"\xff", CLIENT.encode()[:40], b"def\n"]
    enough = threading.Event()

    def change() -> None:
        while not enough.is_set():
            for content in contents:
                client.write_bytes(content)
                descriptor.write_bytes(b'{"scopes": ["READ"]}' if content else b"{")
                client.unlink()
                client.mkdir()
                client.rmdir()
                descriptor.unlink()

    thread = threading.Thread(target=change)
    thread.start()
    said = set()
    try:
        for number in range(150):
            own = SOURCE if number % 3 else ""
            tree = ast.parse(USER + own)
            plugin = Plugin(tree, str(project / "app.py"), (USER + own).splitlines(keepends=True))
            said |= {message[:6] for _, _, message, _ in plugin.run()}
    finally:
        enough.set()
        thread.join()
    # Which of them depends on the moment; there is always one.
    assert said
    assert said <= {"CFS101", "CFS201", "CFS202"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_that_lead_back(project: Path) -> None:
    (project / "again").symlink_to(".")
    (project / "sub").mkdir()
    (project / "sub" / "up").symlink_to("..")
    (project / "self.py").symlink_to("self.py")
    # Each link makes one more module of the same file.
    put(project / "client.py", "import again.client\nimport sub.up.client\n" + CLIENT)
    put(project / "app.py", "import self\nimport again.sub.up.client as client\nclient.remove('/1')\n")
    run = run_flake8("--isolated", "--select=CFS", "--jobs=1", ".", cwd=project)
    assert run.findings() == [Reported("app.py", 3, 14, "CFS101", DELETE)]
    done = subprocess.run(
        [sys.executable, "-I", "-m", "flake8_confluence_scopes", "calls", "app.py", "client.py", "sub"],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stdout == "app.py:3:1  DELETE  /rest/api/content/1\n"


UNPRIVILEGED = """\
import ctypes, os, sys
from flake8.main.cli import main
arguments = ["--isolated", "--jobs=1", "--select=CFS,E902"]
os.chdir(sys.argv[1])
assert main(arguments) == 1  # all that is needed is loaded: nobody may not read it
if os.getuid() == 0:
    version_3, no_capabilities = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(version_3, no_capabilities) == 0
os.chdir(sys.argv[2])
print("--", flush=True)
sys.exit(main([*arguments, *sys.argv[3:]]))
"""
"""flake8 as somebody whom permissions bind, in the second folder: root gives its capabilities up."""


@pytest.fixture
def open_folder(unmeasured: None) -> Iterator[Path]:
    """A project that everybody may read; pytest's own folders are for their user alone."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    (folder / ".git").mkdir()
    put(folder / NAME, '{"scopes": ["READ"]}')
    yield folder
    for inner in (folder, folder / "inner"):
        if inner.is_dir():
            inner.chmod(0o755)
    shutil.rmtree(folder)


def as_nobody(project: Path, warm: Path, *arguments: str, stdin: str = "") -> list[str]:
    put(warm / NAME, '{"scopes": ["READ"]}')
    put(warm / "warm.py", "import client\n" + SOURCE)
    put(warm / "client.py", CLIENT)
    done = subprocess.run(
        [sys.executable, "-I", "-c", UNPRIVILEGED, warm, project, *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, ""), done
    return done.stdout.partition("--\n")[2].splitlines()


needs_permissions = pytest.mark.skipif(
    sys.platform == "win32" or (sys.platform != "linux" and os.getuid() == 0), reason="needs permissions that bind us"
)


@needs_permissions
def test_files_that_may_not_be_read(open_folder: Path, tmp_path: Path) -> None:
    put(open_folder / "client.py", CLIENT).chmod(0)
    put(open_folder / "app.py", USER + SOURCE)
    put(open_folder / "closed" / "client.py", CLIENT)
    (open_folder / "closed").chmod(0)
    put(open_folder / "user.py", "import closed.client\nclosed.client.remove('/1')\n")
    found, refused = sorted(as_nobody(open_folder, tmp_path))
    (open_folder / "closed").chmod(0o755)
    assert found == f"./app.py:4:17: {DELETE}"
    assert refused.startswith("./client.py:0:1: E902 PermissionError")


@needs_permissions
def test_a_descriptor_that_may_not_be_read(open_folder: Path, tmp_path: Path) -> None:
    (open_folder / NAME).chmod(0)
    put(open_folder / "app.py", SOURCE)
    assert as_nobody(open_folder, tmp_path) == [
        f"./app.py:2:17: CFS202 1 call cannot be checked: {NAME} cannot be read: Permission denied"
    ]


@needs_permissions
@pytest.mark.parametrize(("mode", "code"), [(0, "CFS201"), (0o111, "CFS101"), (0o444, "CFS202")])
def test_a_project_s_root_without_permission(open_folder: Path, tmp_path: Path, mode: int, code: str) -> None:
    inner = open_folder / "inner"
    put(inner / NAME, '{"scopes": ["READ"]}')
    put(inner / ".git" / "HEAD", "")
    inner.chmod(mode)
    name = ("--confluence-root=inner", "--stdin-display-name=inner/app.py", "-")
    (found,) = as_nobody(open_folder, tmp_path, *name, stdin="import client\n" + SOURCE)
    assert found.startswith(f"inner/app.py:3:17: {code} ")


@needs_permissions
def test_a_folder_that_may_not_be_written_and_no_home(open_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    put(open_folder / "app.py", USER)
    put(open_folder / "client.py", CLIENT)
    open_folder.chmod(0o555)
    before = sorted(os.listdir(open_folder))
    assert as_nobody(open_folder, tmp_path) == [f"./app.py:2:15: {DELETE}"]
    assert sorted(os.listdir(open_folder)) == before


@pytest.fixture
def odd_name(project: Path) -> str:
    """A name that is not UTF-8, as Python has it."""
    name = os.fsdecode(b"d\xff")
    try:
        (project / name).mkdir()
    except OSError:  # pragma: no cover - macOS and Windows
        pytest.skip("this file system has no such names")
    return name


def test_names_that_are_not_utf_8(project: Path, odd_name: str) -> None:
    put(project / odd_name / "client.py", CLIENT)
    put(project / odd_name / "app.py", USER)
    put(project / odd_name / f"{odd_name}.json", '{"scopes": ["READ"]}')

    def flake8(*arguments: str) -> Run:
        return run_flake8("--isolated", "--select=CFS", "--jobs=1", *arguments, cwd=project / odd_name)

    assert flake8("app.py").findings() == [Reported("app.py", 2, 14, "CFS101", DELETE)]
    (found,) = flake8(f"--confluence-descriptor={odd_name}.json", "app.py").findings()
    assert found.message == DELETE.replace(NAME, "d\\udcff.json")
    # A line with such a path is more than flake8 can print, whoever reports it; one without findings passes.
    put(project / odd_name / "app.py", f"import {odd_name.encode('ascii', 'ignore').decode()}\nx = '/rest/api/content'\n")
    assert flake8(".").findings() == []


def test_the_command_line_prints_names_that_are_not_utf_8(project: Path, odd_name: str) -> None:
    put(project / odd_name / f"{odd_name}.py", SOURCE)
    done = subprocess.run(
        [sys.executable, "-I", "-m", "flake8_confluence_scopes", "calls", "."],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stdout == "./d\\udcff/d\\udcff.py:2:1  DELETE  /rest/api/content/1\n"
