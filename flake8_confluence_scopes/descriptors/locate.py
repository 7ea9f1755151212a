"""From a linted file to its project's descriptor."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.descriptors import kinds
from flake8_confluence_scopes.descriptors.below import MOST_ENTRIES, search_below
from flake8_confluence_scopes.descriptors.declaration import Declaration, NoDescriptor, UnreadableDescriptor
from flake8_confluence_scopes.descriptors.reading import read

_REPOSITORY_MARKS = (".git", ".hg")
_NAMED_AT_MOST = 3
_ADVICE = "set confluence-descriptor or confluence-scopes"


class _Way(NamedTuple):
    """The directories from the file's upward; ``top`` is the project's root, None where there is none."""

    directories: list[str]
    top: str | None


def find(filename: str, *, root: str | None = None, cwd: str | None = None) -> Declaration:
    """What the project of a linted file declares.

    ``filename`` need not exist and counts from ``cwd``, the run's working directory. ``root`` names
    the project's root, which otherwise is the top of the nearest repository around the file; without
    one, ``cwd``; and for a file outside of that, its own directory. Never raises for anything that
    stands on the disk.
    """
    way = _way(filename, root, cwd)
    others = []
    for directory in way.directories:
        paths = [os.path.join(directory, name) for name in kinds.FILE_NAMES]
        paths = [path for path in paths if os.path.lexists(path)]
        found = [path for path in paths if kinds.kind_of(path).is_one(path)]
        if found:
            return read(found[0]) if len(found) == 1 else _several(found, directory)
        others += paths
    below = _only_one_below(way.top) if way.top is not None else None
    # Where there is no other, a file that is broken is the one that is meant.
    return below or next(filter(_is_broken, map(read, others)), None) or _none(way.top)


def project_root(filename: str, *, root: str | None = None, cwd: str | None = None) -> str | None:
    """The top folder of a file's project, or None where there is none; see ``find`` for the arguments."""
    return _way(filename, root, cwd).top


def _way(filename: str, root: str | None, cwd: str | None) -> _Way:
    here = os.path.abspath(cwd or os.curdir)
    start = os.path.normpath(os.path.dirname(os.path.join(here, filename)))
    return _way_to(os.path.normpath(os.path.join(here, root)), start) if root else _way_up(start, here)


def _way_to(root: str, start: str) -> _Way:
    directories = list(_upward(start))
    for count, directory in enumerate(directories, 1):
        if _is_same(directory, root):
            return _Way(directories[:count], root)
    return _Way([root], root)


def _way_up(start: str, here: str) -> _Way:
    directories = list(_upward(start))
    # A repository first: a run in one of its sub-folders is about the same project as a run at its top.
    for is_root in (_is_repository, functools.partial(_is_same, here)):
        # A whole disk, the last one, is no project, even if the run started there.
        for count, directory in enumerate(directories[:-1], 1):
            if is_root(directory):
                return _Way(directories[:count], directory)
    if directories[-1] in (here, start):
        return _Way(directories, None)
    return _Way([start], start)


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


def _only_one_below(top: str) -> Declaration | None:
    paths, complete = search_below(top)
    if len(paths) > 1:
        return _several(paths, top)
    if not complete:
        return NoDescriptor(f"the project has more than {MOST_ENTRIES} files to look through; {_ADVICE}")
    return read(paths[0]) if paths else None


def _none(top: str | None) -> NoDescriptor:
    where = "in the project" if top is not None else "beside the file or above it"
    return NoDescriptor(f"no {kinds.NAMED} {where}; {_ADVICE}")


def _is_broken(declaration: Declaration) -> bool:
    return isinstance(declaration, UnreadableDescriptor) and declaration.reason != kinds.OTHER


def _several(paths: Sequence[str], top: str) -> NoDescriptor:
    names = [os.path.relpath(path, top).replace(os.sep, "/") for path in paths]
    more = len(names) - _NAMED_AT_MOST
    listed = ", ".join(names[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
    return NoDescriptor(f"several descriptors, set confluence-descriptor to one of them: {listed}")
