"""The files of a project below a folder, whatever their language."""

from __future__ import annotations

import functools
import os
import subprocess
from collections.abc import Callable, Iterator
from typing import NamedTuple

from flake8_confluence_scopes import sources

_GIT_S = 60
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Where git runs a hook, these name the repository of the hook."""


def files_below(top: str, complain: Callable[[str, str], None]) -> Iterator[str]:
    """The files of a folder and of those below it, as paths from ``top`` with slashes.

    Left out is what git ignores, where ``top`` is in a repository; and what tools keep in hidden folders,
    ``node_modules`` and virtual environments. No link to a folder is followed. ``complain(path, reason)`` is told which
    folders cannot be listed.
    """
    listed = _by_git(top)
    if listed is None:
        yield from _walked(top, "", complain)
        return

    @functools.lru_cache(None)
    def is_entered(path: str) -> bool:
        return sources.may_hold_sources(os.path.join(top, path))

    for name in listed.names:
        # A repository within the repository is one entry.
        path = name.rstrip("/")
        if not all(is_entered(path[:place]) for place, char in enumerate(path) if char == "/"):
            continue
        full = os.path.join(top, path)
        if not os.path.isdir(full):
            yield path
        elif is_entered(path) and not os.path.islink(full):
            yield from _walked(top, path, complain)
    if listed.is_warned_of:
        _name_unlisted(top, complain)


class _Listed(NamedTuple):
    """Paths of files, and whether git also warned of something, such as a folder that it cannot list."""

    names: list[str]
    is_warned_of: bool


def _by_git(top: str) -> _Listed | None:
    """What git tracks below a folder, and what it does not ignore; None where it has nothing to say of the folder."""
    if not os.path.lexists(os.path.join(top, ".git")) and _is_ignored(top, "."):
        return None
    done = _git(top, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    return None if done is None else _Listed(sorted(set(os.fsdecode(done.stdout).split("\0")[:-1])), bool(done.stderr))


def _name_unlisted(top: str, complain: Callable[[str, str], None]) -> None:
    """Complains of the folders that cannot be listed and are not ignored, which git passes over."""

    def unless_ignored(path: str, reason: str) -> None:
        if not _is_ignored(top, os.path.relpath(path, top)):
            complain(path, reason)

    for _ in _walked(top, "", unless_ignored):
        pass


def _is_ignored(top: str, path: str) -> bool:
    return _git(top, "check-ignore", "--quiet", "--", path) is not None


def _git(top: str, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """What git has printed; None where it fails or is not there."""
    # Neither hooks nor a monitor of the file system, which a repository's config can name, shall run.
    command = ["git", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        return subprocess.run(
            command, cwd=top, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=_GIT_S
        )
    except (OSError, subprocess.SubprocessError):
        return None


def _walked(top: str, below: str, complain: Callable[[str, str], None]) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        complain(os.fsdecode(error.filename), f"cannot be listed: {error.strerror}")

    for folder, folders, names in os.walk(os.path.join(top, below), onerror=refuse):
        folders[:] = [name for name in sorted(folders) if sources.may_hold_sources(os.path.join(folder, name))]
        relative = os.path.relpath(folder, top).replace(os.sep, "/")
        prefix = "" if relative == os.curdir else relative + "/"
        yield from (prefix + name for name in sorted(names))
