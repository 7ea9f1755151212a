"""The documents that the client has open. Their texts count for the whole project, in the place of what is on the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from flake8_confluence_scopes import descriptors, fresh, sources, unsaved
from flake8_confluence_scopes.descriptors.unsaved_text import read_text, text_of
from flake8_confluence_scopes.server.addresses import path_of, uri_of
from flake8_confluence_scopes.server.lines import BOM, UTF16, Lines, changed

_PYTHON = (".py", ".pyi", ".pyw")


class Document:
    """One text. ``path`` is None where it is in no file, as a new document that has never been saved."""

    def __init__(self, uri: str, language: str, version: int | None, text: str, encoding: str = UTF16) -> None:
        self.uri = uri
        self.path = path_of(uri)
        self.language = language
        self.version = version
        self.text = text
        self.encoding = encoding
        self.problem = ""
        """Why the text of a descriptor cannot be read."""
        self.has_good_text = False
        """Whether an earlier text of it could be, which counts then."""
        self.is_named = False
        """Whether settings name it as the descriptor."""

    @cached_property
    def lines(self) -> Lines:
        """Its lines, as the client counts them."""
        return Lines(self.text, self.encoding)

    @cached_property
    def source(self) -> str:
        """The text as Python reads files: without a byte order mark, each line end a line feed."""
        return self.text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")

    @property
    def is_descriptor(self) -> bool:
        """Whether its name is one of a descriptor's, or settings name it as one."""
        return self.path is not None and (self.is_named or os.path.basename(self.path) in descriptors.FILE_NAMES)

    @property
    def is_python(self) -> bool:
        """Whether it is Python, by its name, or where it has none, by what the client says."""
        return self.language == "python" if self.path is None else self.path.endswith(_PYTHON)


class Documents:
    """Those that are open, by their addresses. ``is_named`` tells whether settings name the file at an absolute path as
    the descriptor."""

    def __init__(self, is_named: Callable[[str], bool]) -> None:
        self._is_named = is_named
        self.encoding = UTF16
        self.versioned = True
        """Whether the client takes edits that are bound to versions."""
        self._open: dict[str, Document] = {}
        self._readable: set[str] = set()
        """The open descriptors of which a text could be read."""

    def __iter__(self) -> Iterator[Document]:
        return iter(list(self._open.values()))

    def get(self, uri: str) -> Document | None:
        """What is open under an address."""
        return self._open.get(uri)

    def open(self, uri: str, language: str, version: int | None, text: str) -> Document:
        """A document is opened, or replaced."""
        return self._put(Document(uri, language, version, text, self.encoding))

    def change(self, uri: str, version: int | None, changes: Sequence[Mapping[str, Any]]) -> Document | None:
        """A document is changed; None where it is not open."""
        known = self._open.get(uri)
        if known is None:
            return None
        return self._put(
            Document(uri, known.language, version, changed(known.text, changes, self.encoding), self.encoding)
        )

    def close(self, uri: str) -> Document | None:
        """A document is closed: what is on the disk counts again."""
        known = self._open.pop(uri, None)
        if known is not None and known.path is not None:
            unsaved.release(known.path)
            self._readable.discard(known.path)
            fresh.forget()
        return known

    def look_again(self) -> None:
        """Other settings may count: other files may be descriptors."""
        for document in self:
            if self._names(document) != document.is_named:
                self._put(document)

    def at(self, path: str) -> Document | None:
        """What is open at an absolute path."""
        return next((document for document in self if document.path == path), None)

    def uri_of(self, path: str) -> str:
        """The address of an absolute path, as the client writes it where the file is open."""
        document = self.at(path)
        return document.uri if document else uri_of(path)

    def read(self, path: str) -> Document | None:
        """What is open at a path, or else what is on the disk; None for what is no text in its encoding."""
        document = self.at(path)
        if document is not None:
            return document
        try:
            text = sources.read(path) if path.endswith(_PYTHON) else text_of(path)
        except (descriptors.Unreadable, sources.UnreadableSource):
            return None
        return Document(uri_of(path), "", None, text.removeprefix(BOM), self.encoding)

    def _put(self, document: Document) -> Document:
        self._open[document.uri] = document
        path = document.path
        if path is not None:
            document.is_named = self._names(document)
            document.problem = ""
            if document.is_python:
                unsaved.hold(path, document.source)
            elif document.is_descriptor:
                self._hold_descriptor(path, document)
            else:
                unsaved.release(path)
            fresh.forget()
        return document

    def _names(self, document: Document) -> bool:
        return document.path is not None and not document.is_python and self._is_named(document.path)

    def _hold_descriptor(self, path: str, document: Document) -> None:
        """While a descriptor is typed, it is broken at times: the last text that could be read counts."""
        read = read_text(path, document.text).declaration
        if isinstance(read, descriptors.Descriptor):
            self._readable.add(path)
        elif document.is_named or read.reason != descriptors.OTHER:
            document.problem = read.reason
            document.has_good_text = path in self._readable
            if document.has_good_text:
                return
        unsaved.hold(path, document.text)
