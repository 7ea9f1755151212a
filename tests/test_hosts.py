"""The same findings on every host: ways to start processes, Python's modes, environments, line ends, names of files."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

NAME = "atlassian-connect.json"
CLIENT = """\
import requests


def remove(path):
    # L\u00f6scht.
    requests.delete(f"https://x.example/wiki/rest/api{path}")
"""
USER = 'import client\n\nclient.remove("/content/1")\n'
SAID = "CFS101 DELETE /wiki/rest/api/content/1 needs scope DELETE; atlassian-connect.json lacks it"
FILES = [f"app{number}.py" for number in range(2)]
START_METHODS = multiprocessing.get_all_start_methods()

FLAKE8 = "from flake8.main.cli import main\nsys.exit(main(sys.argv[1:]))\n"
COMMAND = """\
from flake8_confluence_scopes.cli import main
from flake8_confluence_scopes.project import pool
pool.processes_for = lambda count: 2
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two modules that call a third one, and a descriptor that declares too little."""
    (tmp_path / ".git").mkdir()
    (tmp_path / NAME).write_text('{"scopes": ["READ"]}', encoding="utf-8")
    (tmp_path / "client.py").write_text(CLIENT, encoding="utf-8")
    for name in FILES:
        (tmp_path / name).write_text(USER, encoding="utf-8")
    return tmp_path


def run(
    project: Path, *command: str, environment: dict[str, str] | None = None, stdin: bytes = b""
) -> tuple[int, str, str]:
    """The exit status, stdout and stderr of a command of this Python."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=project,
        env=os.environ | environment if environment is not None else None,
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.decode().replace("\r\n", "\n"), done.stderr.decode()


def lines(*names: str) -> str:
    return "".join(f"./{name}:3:15: {SAID}\n" for name in names)


OPTIONS = ("--isolated", "--select=CFS")


@pytest.mark.parametrize("method", START_METHODS)
def test_flake8_s_processes(method: str, project: Path) -> None:
    code = f"import multiprocessing, sys\nmultiprocessing.set_start_method({method!r})\n{FLAKE8}"
    assert run(project, "-I", "-c", code, *OPTIONS, "--jobs=2", ".") == (1, lines(*FILES), "")


@pytest.mark.parametrize("method", START_METHODS)
def test_the_command_line_s_processes(method: str, project: Path) -> None:
    code = f"import multiprocessing, sys\nmultiprocessing.set_start_method({method!r})\n{COMMAND}"
    status, stdout, errors = run(project, "-I", "-c", code, "audit", ".")
    assert (status, errors) == (1, "")
    missing = stdout.partition("Missing scopes\n  DELETE\n")[2].splitlines()
    assert missing[:2] == [f"    {name}:3:15  DELETE  /wiki/rest/api/content/1" for name in FILES]


ENVIRONMENTS: dict[str, dict[str, str]] = {
    "development mode": {"PYTHONDEVMODE": "1", "PYTHONWARNINGS": "error"},
    "optimised": {"PYTHONOPTIMIZE": "2"},
    "a home that is not there": {"HOME": "/no/such/home", "XDG_CACHE_HOME": "/no/such/cache", "TMPDIR": "/no/such/folder"},
    "C locale": {"LC_ALL": "C"},
    "C locale without UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
    "nothing but PATH": {},
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_environments(name: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"PATH", "SYSTEMROOT", "COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"}
    for variable in os.environ.keys() - kept if name == "nothing but PATH" else ():
        monkeypatch.delenv(variable)
    # Without UTF-8, flake8 cannot print the name.
    odd = "app5.py" if name == "C locale without UTF-8" else "\u00e4pp.py"
    (project / odd).write_text(USER, encoding="utf-8")
    flake8 = ("-m", "flake8", *OPTIONS, "--jobs=1")
    assert run(project, *flake8, ".", environment=ENVIRONMENTS[name]) == (1, lines(*FILES, odd), "")
    command = ("-m", "flake8_confluence_scopes", "calls", odd)
    status, stdout, errors = run(project, *command, environment=ENVIRONMENTS[name])
    assert (status, stdout) == (0, f"{odd}:3:1  DELETE  /wiki/rest/api/content/1\n")
    assert errors == "1 call in 1 file\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts are made with Linux's unshare")
def test_a_read_only_file_system(project: Path) -> None:
    script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && cd "$1" && ! touch x && shift && exec "$@"'
    unshare = ("unshare", "--mount", "--map-root-user", "sh", "-c", script, "sh", str(project))
    if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:  # pragma: no cover - containers
        pytest.skip("this machine lets nobody mount a file system")
    command = (sys.executable, "-I", "-m", "flake8", *OPTIONS, "--jobs=1", ".")
    done = subprocess.run([*unshare, *command], capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert (done.returncode, done.stdout) == (1, lines(*FILES))
    (touched,) = done.stderr.splitlines()
    assert "Read-only file system" in touched


def test_line_ends_of_windows(project: Path) -> None:
    descriptor = '{\r\n  "scopes": [\r\n    "READ"\r\n  ]\r\n}\r\n'
    (project / NAME).write_bytes(descriptor.encode())
    for name in ("client.py", *FILES):
        text = (project / name).read_text(encoding="utf-8")
        (project / name).write_bytes(text.replace("\n", "\r\n").encode())
    assert run(project, "-I", "-m", "flake8", *OPTIONS, ".") == (1, lines(*FILES), "")
    (project / NAME).unlink()
    manifest = "app: {}\r\npermissions:\r\n  scopes:\r\n    - read:connect-confluence\r\n"
    (project / "manifest.yml").write_bytes(manifest.encode())
    status, stdout, errors = run(project, "-I", "-m", "flake8", *OPTIONS, ".")
    assert (status, stdout.count(" CFS101 "), errors) == (1, 2, "")
    changed = run(project, "-I", "-m", "flake8_confluence_scopes", "fix", ".")
    assert changed[::2] == (0, "")
    fixed = (project / "manifest.yml").read_bytes()
    assert fixed.startswith(manifest.encode())
    assert fixed.count(b"\n") == fixed.count(b"\r\n") == manifest.count("\n") + 1


@pytest.mark.parametrize(
    ("display", "end"), [(r"web\app.py", "\n"), (r"C:\work\web\app.py", "\r\n"), (r"\\server\web\app.py", "\r\n")]
)
def test_paths_of_windows(display: str, end: str, project: Path) -> None:
    """On Linux a backslash is a letter like any other: the buffer counts as a file of the working directory."""
    arguments = (*OPTIONS, "--confluence-root=.", f"--stdin-display-name={display}", "-")
    source = USER.replace("\n", end).encode()
    status, stdout, errors = run(project, "-I", "-m", "flake8", *arguments, stdin=source)
    assert (status, errors) == (1, "")
    assert stdout == f"{display}:3:15: {SAID}\n"
