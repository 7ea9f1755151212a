"""The first question to a file, asked of its text alone: can it hold a Confluence call?

Most files end here, and libcst is not imported for them.
"""

from __future__ import annotations

import ast
import os
import re
import stat
import time
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
from flake8_confluence_scopes.calls.model import LARGEST, UncheckedFile
from flake8_confluence_scopes.calls.project_files import files_at, locate

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


FRESH = 1_000_000_000
"""Nanoseconds for which it is not looked up again where a module lies that a file imports, and whether it has changed.
What imported modules import is looked up once, until they change."""


def may_hold_calls(
    source: str,
    path: str = "",
    root: str | None = None,
    tree: ast.AST | None = None,
    belongs: Belongs | None = None,
) -> bool:
    """Whether the source shows a REST root, or imports a module of the project that does or that imports one:
    a wrapper there may add the root. ``path`` is the file's, ``root`` the project's top folder, ``tree`` the
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
    for found in _reached(source, os.path.abspath(path), root):
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
    now = time.monotonic_ns() // FRESH
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
        return evidence_of(source), tuple(_imported(source, path, root, time.monotonic_ns() // FRESH))
    except (OSError, UncheckedFile):
        return NO_EVIDENCE, ()


def _imported(source: str, path: str, root: str | None, now: int) -> list[str]:
    """The files of the project that the text imports."""
    found: dict[str, None] = {}
    folder = os.path.dirname(path)
    for dots, module, names, modules in _imports(source):
        if modules:
            for name in _NAME.findall(modules):
                found.update(dict.fromkeys(_located(folder, name, 0, root, now)))
            continue
        if not dots and not module:
            continue
        files = _located(folder, module, len(dots), root, now)
        if not files:
            # A folder without an __init__.py may hold modules of these names.
            for name in _NAME.findall(names):
                inside = f"{module}.{name}" if module else name
                found.update(dict.fromkeys(_located(folder, inside, len(dots), root, now)))
        for file in files:
            found[file] = None
            if os.path.basename(file) == "__init__.py":
                package = os.path.dirname(file)
                for name in _NAME.findall(names):
                    found.update((item, None) for item in files_at(os.path.join(package, name)) if _is_there(item, now))
    return list(found)


def _imports(source: str) -> Iterator[tuple[str, str, str, str]]:
    """The import statements of a text: dots, module and names behind ``from``, or the modules behind ``import``.

    An expression takes a hundred times as long to look through a text as looking for the word does.
    """
    last, end = source.rfind(")"), 0
    while (place := source.find("import", end)) >= 0:
        start = source.rfind("\n", end, place) + 1
        while start > end and source.endswith(("\\\n", "\\\r\n"), end, start):
            start = source.rfind("\n", end, start - 1) + 1
        start, end = max(start, end), _line_end(source, place)
        if place < last and "(" in source[place:end]:
            end = max(end, source.find(")", place) + 1)
        yield from _IMPORT.findall(source, start, end)


def _line_end(source: str, place: int) -> int:
    """Where the line ends in which a place lies, with the lines that go on behind a backslash."""
    end = source.find("\n", place)
    while end >= 0 and source.endswith(("\\", "\\\r"), place, end):
        end = source.find("\n", end + 1)
    return end if end >= 0 else len(source)


@lru_cache(maxsize=20_000)
def _located(folder: str, name: str, level: int, root: str | None, now: int) -> tuple[str, ...]:
    """The first file that an import in a folder may mean."""
    importer = os.path.join(folder, "_.py")
    return next(((file,) for file in locate(importer, name, level, root) if _is_there(file, now)), ())


def _is_there(file: str, now: int) -> bool:
    folder, _, name = file.rpartition(os.sep)
    return name in _python_files_now(folder, now)


@lru_cache(maxsize=20_000)
def _python_files_now(folder: str, _now: int) -> frozenset[str]:
    try:
        return _python_files(folder, os.stat(folder).st_mtime_ns)
    except (OSError, ValueError):
        return frozenset()


@lru_cache(maxsize=20_000)
def _python_files(folder: str, _mtime: int) -> frozenset[str]:
    return frozenset(name for name in os.listdir(folder) if name.endswith(".py"))
