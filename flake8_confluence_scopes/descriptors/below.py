"""The descriptors below a directory."""

from __future__ import annotations

import collections
import functools
import itertools
import os
from typing import NamedTuple

from flake8_confluence_scopes import unsaved
from flake8_confluence_scopes.descriptors import files, kinds

# As many files and directories as a large project has; listing them takes about a fifth of a second.
MOST_ENTRIES = 50_000

NEVER_ENTERED = ("node_modules", "site-packages", "__pycache__")
ENVIRONMENT_MARKS = ("pyvenv.cfg", "conda-meta")


class Search(NamedTuple):
    """Absolute paths, those near the top first; ``complete`` is False where the search was given up."""

    paths: tuple[str, ...]
    complete: bool


class _Listing(NamedTuple):
    directories: tuple[str, ...]
    descriptors: tuple[str, ...]
    is_environment: bool
    entries: int


def search_below(top: str) -> Search:
    """The descriptors in ``top`` and below, without hidden and virtual environments' directories.

    Those that an editor holds count as well, in folders that are there. Follows no link to a directory, skips what cannot
    be listed, looks at ``MOST_ENTRIES`` entries.
    """
    paths: list[str] = []
    entries = 0
    queue = collections.deque([top])
    while queue:
        directory = queue.popleft()
        listing = _listing(directory)
        if listing is None or (listing.is_environment and directory != top):
            continue
        entries += listing.entries
        if entries > MOST_ENTRIES:
            return Search(tuple(paths), complete=False)
        held = [name for name in unsaved.names_in(directory) if name in kinds.FILE_NAMES]
        candidates = [os.path.join(directory, name) for name in dict.fromkeys((*listing.descriptors, *held))]
        paths += [path for path in candidates if kinds.kind_of(path).is_one(path)]
        queue += [os.path.join(directory, name) for name in listing.directories]
    return Search(tuple(paths), complete=True)


def _listing(directory: str) -> _Listing | None:
    # A directory's time changes with each name that comes or goes. So one stat for each directory
    # spares the listing, and an editor's process that lives for days still sees a new descriptor.
    try:
        mtime_ns = os.stat(directory).st_mtime_ns
        return (_listed if files.settled(mtime_ns) else _listed.__wrapped__)(directory, mtime_ns)
    except (OSError, ValueError):
        return None


@functools.lru_cache(maxsize=MOST_ENTRIES)
def _listed(directory: str, mtime_ns: int) -> _Listing:
    with os.scandir(directory) as found:
        entries = list(itertools.islice(found, MOST_ENTRIES + 1))
    names = {entry.name for entry in entries}
    return _Listing(
        tuple(sorted(entry.name for entry in entries if _is_entered(entry))),
        tuple(name for name in kinds.FILE_NAMES if name in names),
        not names.isdisjoint(ENVIRONMENT_MARKS),
        len(entries),
    )


def _is_entered(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(".") or entry.name in NEVER_ENTERED or entry.name in kinds.FILE_NAMES:
        return False
    return entry.is_dir(follow_symlinks=False)
