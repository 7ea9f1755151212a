"""The disk below the root folders: what no client tells of. The server looks itself."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator

from flake8_confluence_scopes.descriptors import FILE_NAMES
from flake8_confluence_scopes.descriptors.below import ENVIRONMENT_MARKS
from flake8_confluence_scopes.server.folders import CONFIG_FILES, states
from flake8_confluence_scopes.sources import is_entered

INTERVAL = 1.0
"""Seconds from one look to the next one, where a look takes no longer than a twentieth of that."""

_SHARE = 20
_MOST = 50_000
_MARKS = (".git", ".hg")
_NAMES = frozenset((*FILE_NAMES, *CONFIG_FILES))
_ENDINGS = (".py", ".ipynb", ".json", ".yml", ".yaml", ".txt", ".lock", ".toml", ".cfg")


class Watched:
    """What was there at the last look."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, int, int]] | None = None
        self._next = 0.0

    def has_changed(self, folders: Iterable[str], files: Iterable[str]) -> bool:
        """Whether anything in the folders, or one of the files, has come, gone or changed since the last look, or there was
        none. False where it is too early to look again: in a large project, looking takes long."""
        start = time.monotonic()
        if start < self._next:
            return False
        before, self._seen = self._seen, dict((*_below(folders), *states(files)))
        self._next = start + max(INTERVAL / 2, (time.monotonic() - start) * _SHARE)
        return before != self._seen


def _below(folders: Iterable[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    waiting = list(dict.fromkeys(folders))
    count = 0
    while waiting and count < _MOST:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = list(found)
        except OSError:
            continue
        names = {entry.name for entry in entries}
        if not names.isdisjoint(ENVIRONMENT_MARKS):
            continue
        count += len(entries)
        for entry in entries:
            name = entry.name
            if entry.is_dir(follow_symlinks=False) and is_entered(name):
                waiting.append(entry.path)
            elif name in _MARKS:
                yield entry.path, (0, 0, 0)
            elif name in _NAMES or name.endswith(_ENDINGS):
                yield from states([entry.path])
