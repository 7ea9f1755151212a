"""The first question to a file, asked of its text alone: can it hold a Confluence call?

Most files end here, and libcst is not imported for them.
"""

from __future__ import annotations

import ast
import os
import stat
from collections.abc import Iterable, Iterator

from flake8_confluence_scopes import fresh, unsaved
from flake8_confluence_scopes.calls.first_look.imports import imported, statements
from flake8_confluence_scopes.calls.first_look.named_methods import libraries_in, libraries_of, names_method
from flake8_confluence_scopes.calls.first_look.rest_roots import (
    NO_EVIDENCE,
    Belongs,
    Evidence,
    evidence_of,
    has_sign,
    names_product,
    names_resource,
    names_wiki,
)
from flake8_confluence_scopes.calls.model import LARGEST, UncheckedFile

_SIGN = "!"


def may_hold_calls(
    source: str,
    path: str = "",
    root: str | None = None,
    tree: ast.AST | None = None,
    belongs: Belongs | None = None,
) -> bool:
    """Whether the source shows a REST root, or imports a module of the project that does or that imports one:
    a wrapper there may add the root; or whether one of them imports a library of which the source names a method, or the
    source does, and one of them names the method.
    ``path`` is the file's absolute one, ``root`` the project's top folder, ``tree`` the source's ``ast`` where the caller
    has it.

    With ``belongs``, only what may become a path to report counts: a path that belongs, a root of one's own, and a
    root elsewhere where the source, or the module with the root, names the product, or where a string of the source
    may be the resource.

    Raises UncheckedFile.
    """
    shown = evidence_of(source, tree)
    if shown.roots or (shown.in_parts and names_wiki(source)):
        return True
    if shown.paths and (belongs is None or _any_belongs(shown, belongs, shown.named)):
        return True
    if "import" not in source:
        return False
    libraries = libraries_of(source)
    if names_method(source, libraries):
        return True
    if not path:
        return False
    if libraries and _leads_to_method(source, path, root, libraries):
        return True
    open_roots: set[str] = set()
    for found in _reached(source, path, root):
        if names_method(source, found.libraries):
            return True
        if found.in_parts and (found.named or names_wiki(source)):
            return True
        if belongs is None and (found.paths or found.roots):
            return True
        named = found.named or names_product(source)
        if belongs is not None and (_any_belongs(found, belongs, named) or (found.roots and named)):
            return True
        open_roots |= found.roots
    return belongs is not None and names_resource(source, frozenset(open_roots), belongs)


def libraries_near(source: str, path: str, root: str | None) -> frozenset[str]:
    """The libraries with named methods that the source imports, or a module of the project that it imports, or one that
    this does, by their top-level modules."""
    return libraries_of(source).union(*map(_libraries, _places_reached(source, path, root)))


def _any_belongs(shown: Evidence, belongs: Belongs, named: bool) -> bool:
    return any(belongs(path, named) for path in shown.paths)


def _reached(source: str, path: str, root: str | None) -> Iterator[Evidence]:
    """What the modules show that the source imports, and those that they import: a client's, and its constants'. In a
    large project nearly every module leads to every other one by more imports than two."""
    fresh.begin()
    for module in imported(statements(source), path, root or ""):
        yield from (shown for place, shown in _shown_from(module, root or "") if place != path)


def _leads_to_method(source: str, path: str, root: str | None, libraries: frozenset[str]) -> bool:
    """Whether a module that the source imports, or one that this imports, names a method of one of the libraries: it may
    be handed an object of the library without a word of that."""
    return any(_names_method(place, libraries) for place in _places_reached(source, path, root))


def _places_reached(source: str, path: str, root: str | None) -> Iterator[str]:
    """The modules that the source imports, and those that these import."""
    fresh.begin()
    for module in imported(statements(source), path, root or ""):
        yield from (place for place in _with_its_imports(module, root or "") if place != path)


@fresh.briefly
def _with_its_imports(module: str, root: str) -> tuple[str, ...]:
    """A module, and those that it imports, each once."""
    version = version_of(module)
    return tuple(dict.fromkeys((module, *(imports_of(version, root, module) if version else ()))))


@fresh.briefly
def _names_method(module: str, libraries: frozenset[str]) -> bool:
    return bool(version_of(module)) and names_method(text_of(module), libraries)


@fresh.briefly
def _libraries(module: str) -> frozenset[str]:
    version = version_of(module)
    return libraries_in(_summary(version, module)) if version else frozenset()


@fresh.briefly
def _shown_from(module: str, root: str) -> tuple[tuple[str, Evidence], ...]:
    """What a module shows, and those that it imports, if that is anything, each with its path."""
    return tuple((place, shown) for place in _with_its_imports(module, root) if (shown := _shown(place)))


@fresh.briefly
def _shown(module: str) -> Evidence:
    version = version_of(module)
    summary = _summary(version, module) if version else ()
    shown = _evidence(version, module) if summary[:1] == (_SIGN,) else NO_EVIDENCE
    return shown._replace(libraries=libraries_in(summary))


@fresh.briefly
def version_of(module: str) -> str:
    """What tells a module's present text from earlier ones; empty where there is none that can be read."""
    if held := unsaved.at(module):
        return f"unsaved {held.number}" if len(held.text) <= LARGEST else ""
    try:
        status = os.stat(module)
    except (OSError, ValueError):
        return ""
    readable = stat.S_ISREG(status.st_mode) and status.st_size <= LARGEST
    return f"{status.st_mtime_ns} {status.st_size}" if readable else ""


@fresh.newest_list
def _summary(version: str, path: str) -> tuple[str, ...]:
    """A module's import statements, behind ``_SIGN`` where anything in its text looks like a REST root."""
    source = text_of(path)
    return (*[_SIGN] * has_sign(source), *statements(source))


@fresh.newest_lasting_list
def imports_of(version: str, root: str, path: str) -> tuple[str, ...]:
    """The files of the project that a module imports."""
    return tuple(imported((line for line in _summary(version, path) if line != _SIGN), path, root))


def lead_to(modules: Iterable[str], wanted: str, root: str) -> bool:
    """Whether one of the modules is the one that is wanted, imports it, or imports one that does."""
    reached = dict.fromkeys(modules)
    for _ in range(2):
        if wanted in reached:
            return True
        reached = {found: None for module in reached for found in imports_of(version_of(module), root, module)}
    return wanted in reached


@fresh.newest
def _evidence(version: str, path: str) -> Evidence:
    try:
        return evidence_of(text_of(path))
    except UncheckedFile:
        return NO_EVIDENCE


def text_of(path: str) -> str:
    if held := unsaved.at(path):
        return held.text
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            return file.read()
    except OSError:
        return ""
