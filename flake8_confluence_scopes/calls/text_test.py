"""The first question to a file, asked of its text alone: can it hold a Confluence call?

Most files end here, and libcst is not imported for them.
"""

from __future__ import annotations

import ast
import os
import re
from functools import lru_cache

from flake8_confluence_scopes.calls import literals
from flake8_confluence_scopes.calls.model import LARGEST, UncheckedFile
from flake8_confluence_scopes.calls.standard import standard_tree
from flake8_confluence_scopes.calls.project_files import files_at, locate

_HINTS = ("rest/", "/rest", "rest'", 'rest"', "api/v2", "v2'", 'v2"', "download/")
# Behind %s, between two holes, and with each segment in quotes of its own, too.
_SIGN = re.compile(
    r"""["'/}s]rest/|/rest["'{%]|["']rest["'],\s*["']api["']|api/v2|["']api["'],\s*["']v2["']"""
    r"""|download/(?:attachments|temp)"""
)
_FROM = r"from[ \t]+(\.*)((?:\w[\w.]*)?)(?:[ \t]|\\\r?\n)*import\b[ \t]*"
_ONE_LINE = r"(?:\\\r?\n|[^\n#;])"
_IMPORT, _IMPORT_ON_ONE_LINE = (
    re.compile(rf"(?:^|[:;])[ \t]*(?:{_FROM}({names})|import[ \t]+({_ONE_LINE}+))", re.MULTILINE)
    for names in (rf"\([^)]*\)|{_ONE_LINE}*", f"{_ONE_LINE}*")
)
_NAME = re.compile(r"([A-Za-z_][\w.]*)(?:\s+as\s+\w+)?")

FARTHEST = 2
"""Imports on the way to the module that shows a root: a client's, and its constants'. In a large project nearly every
module leads to every other one by more."""


def has_sign(source: str) -> bool:
    """Whether anything in the text looks like a REST root, be it in a comment."""
    return any(hint in source for hint in _HINTS) and _SIGN.search(source) is not None


def shows_root(source: str, tree: ast.AST | None = None) -> bool:
    """Whether a string in the source has anything of a REST root; ``tree`` is its ``ast``.

    Raises UncheckedFile.
    """
    if not has_sign(source):
        return False
    places = (match.start() for match in _SIGN.finditer(source))
    return literals.any_in_url(tree or standard_tree(source), source, places)


def may_hold_calls(source: str, path: str = "", root: str | None = None, tree: ast.AST | None = None) -> bool:
    """Whether the source shows a REST root, or imports a module of the project that does or that imports one:
    a wrapper there may add the root. ``path`` is the file's, ``root`` the project's top folder, ``tree`` the
    source's ``ast`` where the caller has it.

    Raises UncheckedFile.
    """
    if shows_root(source, tree):
        return True
    return bool(path) and "import" in source and _reaches(source, os.path.abspath(path), root)


def _reaches(source: str, path: str, root: str | None) -> bool:
    seen = {path}
    waiting = [(module, 1) for module in _imported(source, path, root)]
    while waiting:
        module, distance = waiting.pop(0)
        if module in seen:
            continue
        seen.add(module)
        try:
            status = os.stat(module)
        except (OSError, ValueError):
            continue
        shows, imports = _summary(module, root, status.st_mtime_ns, status.st_size)
        if shows:
            return True
        if distance < FARTHEST:
            waiting.extend((item, distance + 1) for item in imports)
    return False


@lru_cache(maxsize=20_000)
def _summary(path: str, root: str | None, _mtime: int, size: int) -> tuple[bool, tuple[str, ...]]:
    """Whether a module's text shows a REST root, and the modules of the project that it imports."""
    if size > LARGEST:
        return False, ()
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            source = file.read()
    except OSError:
        return False, ()
    try:
        shows = shows_root(source)
    except UncheckedFile:
        return False, ()
    return shows, tuple(_imported(source, path, root))


def _imported(source: str, path: str, root: str | None) -> list[str]:
    """The files of the project that the text imports."""
    found: dict[str, None] = {}
    # Behind the last bracket, each one that opens would be looked for to the end.
    end = source.rfind(")") + 1
    for dots, module, names, modules in (*_IMPORT.findall(source, 0, end), *_IMPORT_ON_ONE_LINE.findall(source, end)):
        if modules:
            for name in _NAME.findall(modules):
                found.update(dict.fromkeys(_existing(path, name, 0, root)))
            continue
        if not dots and not module:
            continue
        files = _existing(path, module, len(dots), root)
        if not files:
            # A folder without an __init__.py may hold modules of these names.
            for name in _NAME.findall(names):
                inside = f"{module}.{name}" if module else name
                found.update(dict.fromkeys(_existing(path, inside, len(dots), root)))
        for file in files:
            found[file] = None
            if os.path.basename(file) == "__init__.py":
                folder = os.path.dirname(file)
                for name in _NAME.findall(names):
                    found.update(
                        (item, None) for item in files_at(os.path.join(folder, name)) if os.path.isfile(item)
                    )
    return list(found)


def _existing(path: str, name: str, level: int, root: str | None) -> tuple[str, ...]:
    return _located(os.path.dirname(path), name, level, root)


@lru_cache(maxsize=20_000)
def _located(folder: str, name: str, level: int, root: str | None) -> tuple[str, ...]:
    """The first file that an import may mean. Kept for the process: a module that appears later is missed until
    the next one."""
    importer = os.path.join(folder, "_.py")
    return next(((file,) for file in locate(importer, name, level, root) if os.path.isfile(file)), ())
