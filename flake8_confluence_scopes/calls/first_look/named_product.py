"""Does a file name the product, or a module that it leads to by imports, however far? Comments and docstrings do not count.

Asked where a file's calls are not followed to their ends, so that nobody else has read all of these modules.
"""

from __future__ import annotations

from flake8_confluence_scopes import fresh
from flake8_confluence_scopes.calls.first_look.imports import imported, statements
from flake8_confluence_scopes.calls.first_look.may_hold import text_of, version_of
from flake8_confluence_scopes.calls.first_look.reached import following
from flake8_confluence_scopes.calls.libraries.products import NAMES
from flake8_confluence_scopes.calls.model import UncheckedFile
from flake8_confluence_scopes.calls.modules.code_words import has_word
from flake8_confluence_scopes.calls.modules.python_tree import parse

MOST_MODULES = 1_000
"""Modules that are looked through. Links that lead back make ever more of them out of one file."""


def is_named_from(source: str, path: str, root: str | None) -> bool:
    """Whether a source at this absolute path names the product, or leads to a module of the project that does, or to more
    modules than are looked through; ``root`` is the project's top folder."""
    if _is_named_in(source):
        return True
    fresh.begin()
    modules = following(imported(statements(source), path, root or ""), root, apart=(path,))
    return any(number > MOST_MODULES or _names_it(module) for number, module in enumerate(modules, 2))


def _is_named_in(source: str) -> bool:
    lower = source.lower()
    if not any(name in lower for name in NAMES):
        return False
    try:
        return has_word(parse(source), NAMES)
    except UncheckedFile:
        return True  # nobody knows whether code has the word


@fresh.briefly
def _names_it(module: str) -> bool:
    version = version_of(module)
    return bool(version) and _names(version, module)


@fresh.newest
def _names(version: str, module: str) -> bool:
    return _is_named_in(text_of(module))
