"""The modules that this process has parsed, kept for the next file that imports them, within a bound.

A linter in an editor, or one run over many files, meets the same modules again and again, as files to check and as
imports of others.
"""

from __future__ import annotations

import os
import stat
import tokenize
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from flake8_confluence_scopes import unsaved
from flake8_confluence_scopes.calls.flow.blocks import Block, ClassBlock, Module
from flake8_confluence_scopes.calls.model import LARGEST, UncheckedFile
from flake8_confluence_scopes.calls.modules.python_tree import parse

if TYPE_CHECKING:
    import ast

MOST_KEPT = 900_000
"""Characters of source; a tree with its flow takes about 70 bytes for each."""

MOST_KEPT_FOR_MANY = 4_000_000
"""The same in a process that looks into many files at once, and ends with that. In a project of 44,000,000 characters in which
a file leads to 700,000 of them, with the other bound nearly all of those are parsed again for each file."""


class _Entry(NamedTuple):
    """``version`` is the file's modification time and size, None for a text that came without a file."""

    version: tuple[int, int] | None
    text: str
    module: Module | None


class _Store:
    """What is kept, by path; what was used last is let go last."""

    def __init__(self) -> None:
        self.for_many = False
        self._items: dict[str, _Entry] = {}
        self._size = 0
        self._users = 0
        self._outdated: list[Module] = []

    def take(self, path: str) -> _Entry | None:
        """What is kept for a path; it is taken out."""
        item = self._items.pop(path, None)
        self._size -= len(item.text) if item is not None else 0
        return item

    def drop(self, item: _Entry | None) -> None:
        """Let go of what has been taken out, once nobody uses a module."""
        if item is not None and item.module is not None:
            self._outdated.append(item.module)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """While somebody uses modules, all that they know stays as it is."""
        self._users += 1
        try:
            yield
        finally:
            self._users -= 1
            while self._outdated and not self._users:
                _take_apart(self._outdated.pop())

    def put(self, path: str, item: _Entry) -> None:
        """Keep something for a path of which nothing is kept."""
        self._items[path] = item
        self._size += len(item.text)
        most = MOST_KEPT_FOR_MANY if self.for_many else MOST_KEPT
        while self._size > most and len(self._items) > 1:
            self.drop(self.take(next(iter(self._items))))


def _take_apart(module: Module) -> None:
    """Cut the circles between a module's blocks and what flows through them, so that its trees go without a search for
    garbage: in an editor, each key brings a new one."""
    waiting: list[Block] = [module]
    while waiting:
        block = waiting.pop()
        if block.flow is not None:
            waiting.extend(block.flow.inner.values())
            for phi in block.flow.phis:
                phi.operands.clear()
            block.flow = None
        if isinstance(block, ClassBlock):
            block.methods = None
            block.assigned = {}
            block.setters = None


_store = _Store()


def keep_more() -> None:
    """From here on, the process keeps what one needs that looks into many files."""
    _store.for_many = True


def in_use() -> AbstractContextManager[None]:
    """The time in which modules are used: none that is let go meanwhile is taken apart."""
    return _store.in_use()


def of_text(path: str, text: str, tree: ast.AST | None = None) -> Module:
    """The module of a text that stands, or is to stand, at a path; ``tree`` is its ``ast`` where the caller has it.

    Raises UncheckedFile.
    """
    known = _store.take(path)
    if known is not None and known.text == text and known.module is not None:
        _store.put(path, known)
        return known.module
    module = _next(path, text, known, tree)
    _store.put(path, _Entry(None, text, module))
    return module


def of_file(path: str) -> Module | None:
    """The module at a path; None for a file that cannot be read or parsed. Parsed once for each content."""
    if held := unsaved.at(path):
        try:
            return of_text(path, held.text)
        except UncheckedFile:
            return None
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
        return None
    version = (status.st_mtime_ns, status.st_size)
    known = _store.take(path)
    if known is None or known.version != version:
        known = _read(path, version, known)
    _store.put(path, known)
    return known.module


def _read(path: str, version: tuple[int, int], known: _Entry | None) -> _Entry:
    text = ""
    try:
        with tokenize.open(path) as file:
            text = file.read(LARGEST + 1)
        if known is not None and known.text == text:
            return known._replace(version=version)
        return _Entry(version, text, _next(path, text, known))
    except (OSError, SyntaxError, UnicodeError, UncheckedFile):
        return _Entry(version, text, None)


def _next(path: str, text: str, known: _Entry | None, tree: ast.AST | None = None) -> Module:
    """The module of a text that takes the place of what was kept for its path.

    Raises UncheckedFile.
    """
    _store.drop(known)
    return Module(path, None, tree=parse(text, tree), path=path, text=text)
