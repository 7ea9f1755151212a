"""All that the server knows, and its answers, as values: who asks need not be a server. One thread at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flake8_confluence_scopes import fresh
from flake8_confluence_scopes.server import diagnostics
from flake8_confluence_scopes.server.documents import Document, Documents
from flake8_confluence_scopes.server.folders import Folders
from flake8_confluence_scopes.server.judged import Judged, judge
from flake8_confluence_scopes.server.lines import Json
from flake8_confluence_scopes.server.options import Options
from flake8_confluence_scopes.server.watched import Watched


class Session:
    """Documents and folders, and what is known of them. ``generation`` counts what has changed."""

    def __init__(self) -> None:
        self.documents = Documents()
        self.folders = Folders()
        self.generation = 0
        self._watched = Watched()
        self._judged: dict[str, tuple[int, Judged]] = {}

    def open(self, uri: str, language: str, version: int | None, text: str) -> None:
        """A document is opened."""
        self.documents.open(uri, language, version, text)
        self.changed()

    def change(self, uri: str, version: int | None, changes: Sequence[Mapping[str, Any]]) -> None:
        """A document is changed, as the protocol tells it."""
        if self.documents.change(uri, version, changes) is not None:
            self.changed()

    def close(self, uri: str) -> None:
        """A document is closed."""
        if self.documents.close(uri) is not None:
            self._judged.pop(uri, None)
            self.changed()

    def set_folders(self, paths: Iterable[str]) -> None:
        """The root folders are these."""
        self.folders.paths = list(dict.fromkeys(paths))
        self.changed()

    def set_options(self, options: Options) -> None:
        """The client's settings are these."""
        self.folders.set_options(options)
        self.changed()

    def changed(self) -> None:
        """Whatever is known may be so no more."""
        self.generation += 1
        fresh.forget()

    def look_at_the_disk(self) -> bool:
        """Whether something has changed below the folders since it was asked last."""
        folders = self.folders.paths or {self.folders.of(document.path) for document in self.documents}
        if not self._watched.has_changed(folders):
            return False
        self.changed()
        return True

    def problems(self) -> list[str]:
        """What of the configuration of the open documents' folders cannot be read, each once."""
        folders = {self.folders.of(document.path): None for document in self.documents}
        return [problem for folder in folders if (problem := self.folders.configured(folder).problem)]

    def judged(self, document: Document) -> Judged:
        """What is to be said of a document of Python, worked out once."""
        known = self._judged.get(document.uri)
        if known is None or known[0] != self.generation:
            known = self._judged[document.uri] = (self.generation, judge(document, self.folders))
        return known[1]

    def diagnostics(self, document: Document) -> list[Json]:
        """The diagnostics of an open document; none of what is neither Python nor a descriptor."""
        if document.is_python:
            return diagnostics.of_python(self.judged(document), self.folders.options, self.documents)
        return []
