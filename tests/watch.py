"""Looks at projects as flake8 and ``confluence-scopes`` do, and takes down all that only looking must not do.

``python -I -B tests/watch.py FOLDER ...`` prints one line for each such act: code that is run and is neither Python's, nor
of an installed package; a module that is imported from anywhere else; anything about sockets and other processes, but
git that lists files without hooks; any file or folder that is made, changed or removed.
``-B`` keeps Python itself from writing compiled modules.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import io
import os
import sys
import sysconfig
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from flake8.main import cli as flake8_cli

import flake8_confluence_scopes
from flake8_confluence_scopes import cli
from flake8_confluence_scopes.plugin import Plugin
from flake8_confluence_scopes.project import pool

ACTS = (
    "ctypes.", "fcntl.", "ftplib.", "gc.", "http.", "imaplib.", "mmap.", "msvcrt.", "nntplib.", "os.chflags", "os.chmod",
    "os.chown", "os.exec", "os.fork", "os.kill", "os.link", "os.lockf", "os.mkdir", "os.posix_spawn", "os.putenv",
    "os.remove", "os.removexattr", "os.rename", "os.rmdir", "os.setxattr", "os.spawn", "os.startfile", "os.symlink",
    "os.system", "os.truncate", "os.unsetenv", "os.utime", "pdb.", "poplib.", "pty.", "resource.", "shutil.", "signal.",
    "smtplib.", "socket.", "sqlite3.", "subprocess.", "sys.settrace", "syslog.", "telnetlib.", "tempfile.", "urllib.",
    "webbrowser.", "winreg.",
)  # fmt: skip
"""The beginnings of the audit events of such acts; https://docs.python.org/3/library/audit_events.html lists them all."""

MODULES = frozenset(
    """_yaml flake8 flake8_confluence_scopes flake8p importlib_resources libcst libcst_native mccabe pycodestyle pyflakes
    tomli typing_extensions yaml yaml_ft zipp""".split()
)
"""What is imported besides Python's own modules: ours, flake8 with its plugins, and what they need."""

LISTING = ("git", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
"""How git may be run, to list files or to say whether it ignores one."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_STANDARD = tuple(os.path.realpath(sysconfig.get_path(name)) + os.sep for name in ("stdlib", "platstdlib"))
_INSTALLED = tuple(os.path.realpath(sysconfig.get_path(name)) + os.sep for name in ("purelib", "platlib"))
_PACKAGE = os.path.realpath(Path(flake8_confluence_scopes.__file__).parent) + os.sep


def forbidden(event: str, arguments: tuple[Any, ...]) -> str | None:
    """What an audit event says of a forbidden act; None for all other events."""
    if event == "open":
        path, mode, flags = arguments
        writes = flags & _WRITES or set(mode or "") & set("wax+")
        return f"writes {path!r}" if writes and path != os.devnull else None
    if event == "subprocess.Popen" and tuple(arguments[1][:5]) == LISTING and arguments[1][5] in ("ls-files", "check-ignore"):
        return None
    if event == "exec":
        origin = getattr(arguments[0], "co_filename", "<code>")
        # What Python's own modules put together, as namedtuple does, has the name of no file.
        known = _asked_by_python() if origin.startswith("<") else _is_installed(origin)
        return None if known else f"runs {origin}"
    if event == "import":
        top = arguments[0].partition(".")[0]
        return None if top in sys.stdlib_module_names | MODULES else f"imports {arguments[0]}"
    return f"{event} {arguments!r}"[:300] if event.startswith(ACTS) else None


def acts(work: Callable[[], object]) -> list[str]:
    """The forbidden acts of a piece of work, each once."""
    found: dict[str, None] = {}
    _watching.append(found)
    try:
        work()
    finally:
        _watching.remove(found)
    return list(found)


def look_at(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """All that looks at a project, which is the working directory, each with a name."""
    yield "plugin", lambda: [list(_plugin(file).run()) for file in _files(folder)]
    few = len(list(_files(folder))) <= FEW
    if few:
        yield "flake8", lambda: flake8_cli.main(["--isolated", "--jobs=1", "--extend-select=CFS105,CFS301", "."])
    for command in COMMANDS if few else COMMANDS[:2]:
        # What lies beside the app in its repository is looked at by the first of them.
        root = [] if command in COMMANDS[:2] else ["--confluence-root", "."]
        yield command, functools.partial(cli.main, [*command.split(), *root, "."])
    yield "explain", lambda: cli.main(["explain", "GET", "/wiki/rest/api/content"])
    yield "catalog", lambda: cli.main(["catalog", "show", "cloud"])


COMMANDS = (
    "calls", "audit", "calls --format json", "audit --format json", "audit --format sarif", "audit --format markdown",
    "audit --format github", "audit --format gitlab", "fix --diff", "migrate", "justify",
)  # fmt: skip
FEW = 50
"""Files; with more, flake8's other plugins take most of the time, and the same calls are not looked for again and again."""


def main(folders: list[str]) -> int:
    """Looks at every folder, prints every forbidden act, and returns the exit status."""
    sys.addaudithook(_hook)
    # A process of its own would not be watched.
    pool.processes_for = lambda count: 1
    found = 0
    bytes_written = io.BytesIO()
    output = io.TextIOWrapper(bytes_written, encoding="utf-8", errors="replace", write_through=True)
    projects = [Path(folder).resolve() for folder in folders]
    for folder in projects:
        os.chdir(folder)
        for name, work in look_at(folder):
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
                seen = acts(work)
            found += len(seen)
            for act in seen:
                print(f"{folder.name}: {name}: {act}")
    files = sum(1 for folder in projects for _ in _files(folder))
    answers = bytes_written.getvalue().count(b"\n")
    print(f"{len(projects)} projects, {files} files, {answers} lines of answers, {found} forbidden acts")
    return 1 if found else 0


_watching: list[dict[str, None]] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    for found in _watching:
        act = forbidden(event, arguments)
        if act is not None:
            found[act] = None


# Otherwise Python traces nothing of it, and its lines look as if they never ran.
vars(_hook)["__cantrace__"] = True


def _files(folder: Path) -> Iterator[Path]:
    return folder.rglob("*.py")


def _plugin(file: Path) -> Plugin:
    with tokenize.open(file) as text:
        lines = list(text)
    return Plugin(ast.parse("".join(lines)), str(file), lines)


def _is_installed(path: str) -> bool:
    return os.path.realpath(path).startswith((*_STANDARD, *_INSTALLED, _PACKAGE))


def _asked_by_python() -> bool:
    """Whether it is a module of Python's that asks for the execution: behind this function, ``forbidden`` and the hook."""
    path = sys._getframe(3).f_code.co_filename
    inside = os.path.realpath(path).startswith(_STANDARD) and not os.path.realpath(path).startswith(_INSTALLED)
    return inside or path.startswith("<frozen importlib")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
