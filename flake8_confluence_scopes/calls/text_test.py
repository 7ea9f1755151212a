"""The first question to a file, asked of its text alone: can it hold a Confluence call?

Most files end here, and libcst is not imported for them.
"""

from __future__ import annotations

import ast
import os
import re
import stat
from collections.abc import Iterator
from functools import lru_cache

from flake8_confluence_scopes.calls.evidence import (
    NO_EVIDENCE,
    Belongs,
    Evidence,
    evidence_of,
    names_product,
    names_resource,
)
from flake8_confluence_scopes.calls.folders import inside, module_at, present
from flake8_confluence_scopes.calls.model import LARGEST, UncheckedFile

# The bracket closes within the statement that is looked at.
_NAMES = r"\([^)]*\)|(?:\\\r?\n|[^\n#;])*"
_IMPORT = re.compile(
    r"(?:^|[:;])[ \t]*(?:from[ \t]+(\.*)((?:\w[\w.]*)?)(?:[ \t]|\\\r?\n)*import\b[ \t]*"
    rf"({_NAMES})|import[ \t]+((?:\\\r?\n|[^\n#;])+))",
    re.MULTILINE,
)
_NAME = re.compile(r"([A-Za-z_][\w.]*)(?:\s+as\s+\w+)?")

FARTHEST = 2
"""Imports on the way to the module that shows a root: a client's, and its constants'. In a large project nearly every
module leads to every other one by more."""


def may_hold_calls(
    source: str,
    path: str = "",
    root: str | None = None,
    tree: ast.AST | None = None,
    belongs: Belongs | None = None,
) -> bool:
    """Whether the source shows a REST root, or imports a module of the project that does or that imports one:
    a wrapper there may add the root. ``path`` is the file's absolute one, ``root`` the project's top folder, ``tree`` the
    source's ``ast`` where the caller has it.

    With ``belongs``, only what may become a path to report counts: a path that belongs, a root of one's own, and a
    root elsewhere where the source, or the module with the root, names the product, or where a string of the source
    may be the resource.

    Raises UncheckedFile.
    """
    shown = evidence_of(source, tree)
    if shown.roots or (shown and (belongs is None or _any_belongs(shown, belongs, shown.named))):
        return True
    if not path or "import" not in source:
        return False
    open_roots: set[str] = set()
    for found in _reached(source, path, root):
        if belongs is None:
            return True
        named = found.named or names_product(source)
        if _any_belongs(found, belongs, named) or (found.roots and named):
            return True
        open_roots |= found.roots
    return belongs is not None and names_resource(source, frozenset(open_roots), belongs)


def _any_belongs(shown: Evidence, belongs: Belongs, named: bool) -> bool:
    return any(belongs(path, named) for path in shown.paths)


def _reached(source: str, path: str, root: str | None) -> Iterator[Evidence]:
    """What the modules show that the source imports, and those that they import, as far as ``FARTHEST``."""
    now = present()
    for module in _imported(source, path, root, now):
        yield from (shown for place, shown in _shown_from(module, root, FARTHEST, now) if place != path)


@lru_cache(maxsize=20_000)
def _shown_from(module: str, root: str | None, distance: int, now: int) -> tuple[tuple[str, Evidence], ...]:
    """What a module shows, and those that it imports, if that is anything, each with its path."""
    try:
        status = os.stat(module)
    except (OSError, ValueError):
        return ()
    if not stat.S_ISREG(status.st_mode):
        return ()
    shown, imports = _summary(module, root, status.st_mtime_ns, status.st_size)
    found = {module: shown} if shown else {}
    for item in imports if distance > 1 else ():
        found.update(_shown_from(item, root, distance - 1, now))
    return tuple(found.items())


@lru_cache(maxsize=20_000)
def _summary(path: str, root: str | None, _mtime: int, size: int) -> tuple[Evidence, tuple[str, ...]]:
    """What a module's text shows, and the modules of the project that it imports."""
    if size > LARGEST:
        return NO_EVIDENCE, ()
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            source = file.read()
        return evidence_of(source), tuple(_imported(source, path, root, present()))
    except (OSError, UncheckedFile):
        return NO_EVIDENCE, ()


def _imported(source: str, path: str, root: str | None, now: int) -> list[str]:
    """The files of the project that the text imports."""
    found: dict[str, None] = {}
    folder = os.path.dirname(path)
    for statement in _statements(source):
        found.update(dict.fromkeys(_meant(statement, folder, root, now)))
    return list(found)


@lru_cache(maxsize=20_000)
def _meant(statement: str, folder: str, root: str | None, now: int) -> tuple[str, ...]:
    """The files of the project that import statements in a folder may mean; files of one folder import the same again
    and again."""
    files: list[str] = []
    for dots, module, names, modules in _IMPORT.findall(statement):
        if modules:
            files += (module_at(folder, name, 0, root, now) for name in _NAME.findall(modules))
        elif dots or module:
            file = module_at(folder, module, len(dots), root, now)
            files.append(file)
            if not file:
                # A folder without an __init__.py may hold modules of these names.
                inner = (f"{module}.{name}" if module else name for name in _NAME.findall(names))
                files += (module_at(folder, name, len(dots), root, now) for name in inner)
            elif file.endswith("__init__.py"):
                package = os.path.dirname(file)
                files += (inside(package, name, now) for name in _NAME.findall(names))
    return tuple(filter(None, files))


def _statements(source: str) -> Iterator[str]:
    """The lines of a text that may hold import statements, each as far as its brackets and backslashes lead.

    An expression takes a hundred times as long to look through a text as looking for the word does.
    """
    last, end = source.rfind(")"), 0
    goes_on = "\\\n" in source or "\\\r\n" in source
    while (place := source.find("import", end)) >= 0:
        start = max(source.rfind("\n", end, place) + 1, end)
        while goes_on and start > end and source.endswith(("\\\n", "\\\r\n"), end, start):
            start = max(source.rfind("\n", end, start - 1) + 1, end)
        end = source.find("\n", place)
        while goes_on and end >= 0 and source.endswith(("\\", "\\\r"), place, end):
            end = source.find("\n", end + 1)
        end = end if end >= 0 else len(source)
        if place < last and "(" in source[place:end]:
            end = max(end, source.find(")", place) + 1)
        yield source[start:end]
