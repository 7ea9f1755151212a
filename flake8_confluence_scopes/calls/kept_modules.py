"""The modules that this process has parsed, kept for the next file that imports them, within a bound.

A linter in an editor, or one run over many files, meets the same modules again and again, as files to check and as
imports of others.
"""

from __future__ import annotations

import atexit
import gc
import os
import stat
import tokenize
from typing import TYPE_CHECKING, NamedTuple

from flake8_confluence_scopes.calls.blocks import Module
from flake8_confluence_scopes.calls.model import LARGEST, UncheckedFile
from flake8_confluence_scopes.calls.parse import parse

if TYPE_CHECKING:
    import ast

MOST_KEPT = 1_500_000
"""Characters of source; a tree takes about a hundred bytes for each."""


class _Kept(NamedTuple):
    """``version`` is the file's modification time and size, None for a text that came without a file."""

    version: tuple[int, int] | None
    text: str
    module: Module | None


_kept: dict[str, _Kept] = {}  # the one that was used last comes last

# Python looks for garbage once more when it ends. Walking through the trees for it takes as long as parsing them.
atexit.register(gc.freeze)


def of_text(path: str, text: str, tree: ast.AST | None = None) -> Module:
    """The module of a text that stands, or is to stand, at a path; ``tree`` is its ``ast`` where the caller has it.

    Raises UncheckedFile.
    """
    known = _kept.pop(path, None)
    if known is not None and known.text == text and known.module is not None:
        _keep(path, known)
        return known.module
    module = Module(path, None, tree=parse(text, tree), path=path, text=text)
    _keep(path, _Kept(None, text, module))
    return module


def of_file(path: str) -> Module | None:
    """The module at a path; None for a file that cannot be read or parsed. Parsed once for each content."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
        return None
    version = (status.st_mtime_ns, status.st_size)
    known = _kept.pop(path, None)
    if known is None or known.version != version:
        known = _read(path, version, known)
    _keep(path, known)
    return known.module


def _read(path: str, version: tuple[int, int], known: _Kept | None) -> _Kept:
    text = ""
    try:
        with tokenize.open(path) as file:
            text = file.read(LARGEST + 1)
        if known is not None and known.text == text:
            return known._replace(version=version)
        return _Kept(version, text, Module(path, None, tree=parse(text), path=path, text=text))
    except (OSError, SyntaxError, UnicodeError, UncheckedFile):
        return _Kept(version, text, None)


def _keep(path: str, item: _Kept) -> None:
    _kept[path] = item
    too_many = sum(len(other.text) for other in _kept.values()) - MOST_KEPT
    while too_many > 0 and len(_kept) > 1:
        too_many -= len(_kept.pop(next(iter(_kept))).text)
