"""From a linted file to its project's descriptor."""

from __future__ import annotations

import os
from collections.abc import Sequence

from flake8_confluence_scopes.descriptors import kinds
from flake8_confluence_scopes.descriptors.below import MOST_ENTRIES, search_below
from flake8_confluence_scopes.descriptors.declaration import Declaration, NoDescriptor, UnreadableDescriptor
from flake8_confluence_scopes.descriptors.reading import read
from flake8_confluence_scopes.project_root import way_of

_NAMED_AT_MOST = 3
_ADVICE = "set confluence-descriptor or confluence-scopes"


def find(filename: str, *, root: str | None = None, cwd: str | None = None) -> Declaration:
    """What the project of a linted file declares.

    For the arguments see ``project_root.way_of``. Never raises for anything that stands on the disk.
    """
    way = way_of(filename, root, cwd)
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
