"""A linted file's project: the folder at its top, and the way from the file up to there.

A module of its own in the hall, since every linted file asks, and few need the room of descriptors.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from typing import NamedTuple

from flake8_confluence_scopes import fresh

_REPOSITORY_MARKS = (".git", ".hg")


class Way(NamedTuple):
    """The directories from the file's upward; ``top`` is the project's root, None where there is none."""

    directories: list[str]
    top: str | None


def project_root(filename: str, *, root: str | None = None, cwd: str | None = None) -> str | None:
    """The top folder of a file's project, or None where there is none; for the arguments see ``way_of``."""
    here = os.path.abspath(cwd) if cwd else os.getcwd()
    fresh.begin()
    return _top(os.path.dirname(os.path.join(here, filename)), root, here)


@fresh.briefly
def _top(folder: str, root: str | None, here: str) -> str | None:
    return way_of(os.path.join(folder, "_"), root, here).top


def way_of(filename: str, root: str | None = None, cwd: str | None = None) -> Way:
    """The way from a file up to the top of its project.

    ``filename`` need not exist and counts from ``cwd``, the run's working directory. ``root`` names
    the project's root, which otherwise is the top of the nearest repository around the file; without
    one, ``cwd``; and for a file outside of that, its own directory.
    """
    here = os.path.abspath(cwd or os.curdir)
    start = os.path.normpath(os.path.dirname(os.path.join(here, filename)))
    return _way_to(os.path.normpath(os.path.join(here, root)), start) if root else _way_up(start, here)


def _way_to(root: str, start: str) -> Way:
    directories = list(_upward(start))
    for count, directory in enumerate(directories, 1):
        if _is_same(directory, root):
            return Way(directories[:count], root)
    return Way([root], root)


def _way_up(start: str, here: str) -> Way:
    directories = list(_upward(start))
    # A repository first: a run in one of its sub-folders is about the same project as a run at its top.
    for is_root in (_is_repository, functools.partial(_is_same, here)):
        # A whole disk, the last one, is no project, even if the run started there.
        for count, directory in enumerate(directories[:-1], 1):
            if is_root(directory):
                return Way(directories[:count], directory)
    if directories[-1] in (here, start):
        return Way(directories, None)
    return Way([start], start)


def _upward(directory: str) -> Iterator[str]:
    yield directory
    while (parent := os.path.dirname(directory)) != directory:
        yield parent
        directory = parent


def _is_same(one: str, other: str) -> bool:
    # A link can lead to the working directory, as /tmp does on macOS.
    try:
        return one == other or os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def _is_repository(directory: str) -> bool:
    return any(os.path.lexists(os.path.join(directory, mark)) for mark in _REPOSITORY_MARKS)
