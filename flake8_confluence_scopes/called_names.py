"""By which names a project calls its functions, whoever they belong to: where nobody calls a function, nobody fills its
parameters.

Found by looking at texts, not by parsing them: a name in front of a bracket counts, be it in a comment.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache

from flake8_confluence_scopes import fresh, sources, unsaved

MOST_FILES = 20_000
MOST_BYTES = 100_000_000
"""Of the project's files that are looked through; beyond, every name counts as one that is called."""

_CALL = re.compile(r"(?<!\bdef )(?<!\bclass )\b([A-Za-z_]\w*)\s*\(")
_RENAMED = re.compile(r"\b([A-Za-z_]\w*)[ \t]+as[ \t]+([A-Za-z_]\w*)")
"""Of an import: the name that counts, and the one that the file calls it by."""


class Called:
    """The names that the files below ``root`` call, and ``source``, which may not be on disk yet; without a root, those
    of the source alone."""

    def __init__(self, root: str | None, source: str = "") -> None:
        self._root = root
        self._own = _called_in(source)

    def calls(self, name: str) -> bool:
        """Whether something of this name is called."""
        if name in self._own or is_special(name):
            return True
        if self._root is None:
            return False
        names = _names_below(self._root)
        return names is None or name in names


def is_special(name: str) -> bool:
    """Whether it is the name of a method that is called without it: ``__call__`` by ``wiki(...)``."""
    return name.startswith("__") and name.endswith("__")


@fresh.briefly
def _names_below(root: str) -> frozenset[str] | None:
    names: set[str] = set()
    size = 0

    def is_hidden(path: str) -> bool:
        # Hidden folders may hold whole other projects, which call functions of any name.
        return path != root and os.path.basename(path).startswith(".")

    for count, path in enumerate(sources.python_files([root], lambda path, reason: None, is_hidden)):
        if held := unsaved.at(os.path.abspath(path)):
            names |= _called_in(held.text)
            continue
        try:
            status = os.stat(path)
        except OSError:
            continue
        size += status.st_size
        if count >= MOST_FILES or size > MOST_BYTES:
            return None
        names |= _names_in(path, status.st_mtime_ns, status.st_size)
    return frozenset(names)


@lru_cache(MOST_FILES)
def _names_in(path: str, mtime_ns: int, size: int) -> frozenset[str]:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return _called_in(file.read())
    except OSError:
        return frozenset()


def _called_in(text: str) -> frozenset[str]:
    names = frozenset(_CALL.findall(text))
    return names.union(name for name, alias in _RENAMED.findall(text) if alias in names)
