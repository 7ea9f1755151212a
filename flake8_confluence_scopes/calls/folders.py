"""Which files the imports of a file lead to, as its project's folders are now: what the test of the text asks, file after
file, a hundred times as often as a module is parsed.

``now`` counts the seconds: what was looked up holds for one of them.
"""

from __future__ import annotations

import os
import time
from functools import lru_cache

from flake8_confluence_scopes.calls.project_files import searched

FRESH = 1_000_000_000
"""Nanoseconds for which it is not looked up again where a module lies, and whether it has changed."""


def present() -> int:
    """The second that it is now."""
    return time.monotonic_ns() // FRESH


@lru_cache(maxsize=20_000)
def module_at(folder: str, name: str, level: int, root: str | None, now: int) -> str:
    """The first file that ``import name`` or ``from ..name import`` in a file of the folder may mean, empty where there
    is none; ``level`` counts the leading dots. The same files as ``project_files.locate`` gives, without a look at each."""
    if level:
        for _ in range(level - 1):
            folder = os.path.dirname(folder)
        return inside(folder, name, now) if name else package_at(folder, now)
    top = name.partition(".")[0]
    module = f"{top}.py"
    # Few imports have the name of a folder on the way up; the others are looked for in the same folders.
    same_name = top if f"{os.sep}{top}{os.sep}" in f"{folder}{os.sep}" else ""
    for place, entries in _searched(folder, same_name, root, now):
        if (module in entries or top in entries) and (found := inside(place, name, now)):
            return found
    return ""


def inside(folder: str, name: str, now: int) -> str:
    """The module or package of a dotted name in a folder; empty where there is none."""
    if "." in name:
        *packages, name = name.split(".")
        folder = os.path.join(folder, *packages)
    entries = _entries(folder, now)
    if (module := f"{name}.py") in entries:
        return os.path.join(folder, module)
    return package_at(os.path.join(folder, name), now) if name in entries else ""


def package_at(folder: str, now: int) -> str:
    """The file that makes a folder a package; empty where there is none."""
    return os.path.join(folder, "__init__.py") if "__init__.py" in _entries(folder, now) else ""


@lru_cache(maxsize=20_000)
def _searched(folder: str, top: str, root: str | None, now: int) -> tuple[tuple[str, frozenset[str]], ...]:
    """The folders in which an absolute import looks, with what is in them."""
    return tuple((place, _entries(place, now)) for place in searched(folder, top, root))


@lru_cache(maxsize=20_000)
def _entries(folder: str, _now: int) -> frozenset[str]:
    try:
        return _listed(folder, os.stat(folder).st_mtime_ns)
    except (OSError, ValueError):
        return frozenset()


@lru_cache(maxsize=20_000)
def _listed(folder: str, _mtime: int) -> frozenset[str]:
    """The modules in a folder, and what may be folders."""
    return frozenset(name for name in os.listdir(folder) if name.endswith(".py") or "." not in name)
