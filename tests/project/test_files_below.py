"""Which files of a project there are, by git and without it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from flake8_confluence_scopes.project.files_below import files_below
from tests.project.test_analysis import put

OUTSIDE = ("node_modules/x/a.js", ".next/a.js", "env/a.js", "env/pyvenv.cfg")


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for name in ("a.js", "src/b.js", "dist/c.js", "dist.js/d.js", *OUTSIDE):
        put(tmp_path / name, "x")
    (tmp_path / "src" / "back").symlink_to("..")
    (tmp_path / "loop.js").symlink_to("loop.js")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def listed(top: Path) -> list[str]:
    said: list[tuple[str, str]] = []
    found = sorted(files_below(str(top), lambda *one: said.append(one)))
    assert said == []
    return found


def test_without_git_all_but_generated_folders(top: Path) -> None:
    put(top / ".gitignore", "dist\n")
    assert listed(top) == [".gitignore", "a.js", "dist.js/d.js", "dist/c.js", "loop.js", "src/b.js"]


def test_what_git_ignores_is_left_out_unless_it_is_tracked(top: Path) -> None:
    git(top, "init", "-q")
    put(top / ".gitignore", "dist/\n/a.js\n")
    git(top, "add", "-f", "a.js", "node_modules/x/a.js")
    assert listed(top) == [".gitignore", "a.js", "dist.js/d.js", "loop.js", "src/b.js"]
    assert listed(top / "src") == ["b.js"]
    # Git has nothing to say of what it ignores as a whole.
    assert listed(top / "dist") == ["c.js"]


def test_a_repository_in_the_repository_is_looked_through(top: Path) -> None:
    for folder in (top, top / "dist.js", top / "env"):
        git(folder, "init", "-q")
    assert listed(top) == ["a.js", "dist.js/d.js", "dist/c.js", "loop.js", "src/b.js"]


def test_a_hook_s_repository_is_another_one(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(top, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(top / "nowhere"))
    put(top / ".gitignore", "dist/\n")
    assert "dist/c.js" not in listed(top)


def test_git_may_be_missing(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(top, "init", "-q")
    monkeypatch.setenv("PATH", "")
    assert "src/b.js" in listed(top)


def test_nothing_of_the_repository_is_run(top: Path) -> None:
    git(top, "init", "-q")
    git(top, "config", "core.fsmonitor", f"touch {top / 'run'}")
    assert listed(top)
    assert not (top / "run").exists()


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders ``src`` and ``dist`` cannot be listed."""
    real = os.scandir

    def refuse(path: str) -> object:
        if path.endswith(("src", "dist")):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)


def complaints(top: Path) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    list(files_below(str(top), lambda *one: said.append(one)))
    return said


def refused(folder: Path) -> tuple[str, str]:
    return (str(folder), "cannot be listed: Permission denied")


def test_a_folder_that_cannot_be_listed_is_named(top: Path, closed: None) -> None:
    assert complaints(top) == [refused(top / "dist"), refused(top / "src")]


@pytest.mark.parametrize("ignored", [[], ["dist"], ["dist", "src"]])
def test_a_folder_that_git_cannot_list_is_named_too(
    top: Path, closed: None, monkeypatch: pytest.MonkeyPatch, ignored: list[str]
) -> None:
    git(top, "init", "-q")
    put(top / ".gitignore", "".join(f"{name}/\n" for name in ignored))
    assert complaints(top) == []
    real = subprocess.run

    def warning(command: list[str], **options: object) -> object:
        done: subprocess.CompletedProcess[bytes] = real(command, **options)  # type: ignore[call-overload]
        done.stderr = b"warning: could not open directory 'src/': Permission denied\n"
        return done

    monkeypatch.setattr(subprocess, "run", warning)
    assert complaints(top) == [refused(top / name) for name in ("dist", "src") if name not in ignored]
