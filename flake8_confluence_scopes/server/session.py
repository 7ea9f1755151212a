"""All that the server knows, and its answers, as values: who asks need not be a server. One thread at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from flake8_confluence_scopes import descriptors, fresh
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.descriptors.unsaved_text import ScopePlace, scope_places
from flake8_confluence_scopes.server import completion, descriptor_diagnostics, diagnostics, hover, quick_fixes
from flake8_confluence_scopes.server.descriptor_diagnostics import Said
from flake8_confluence_scopes.server.documents import Document, Documents
from flake8_confluence_scopes.server.folders import Folders
from flake8_confluence_scopes.server.judged import Judged, judge, project_of
from flake8_confluence_scopes.server.lines import Json
from flake8_confluence_scopes.server.options import Options
from flake8_confluence_scopes.server.project_look import Looked, Steps, look
from flake8_confluence_scopes.server.watched import Watched


class Progress(NamedTuple):
    """How far a look at a project has come, in files, both 0 at its end; ``document`` is the descriptor that it is for."""

    document: Document
    done: int
    total: int


class Session:
    """Documents and folders, and what is known of them. ``generation`` counts what has changed."""

    def __init__(self) -> None:
        self.folders = Folders()
        self.documents = Documents(lambda path: bool(self.folders.naming(path)))
        self.generation = 0
        self._watched = Watched()
        self._judged: dict[str, tuple[int, Judged]] = {}
        self._steps: dict[str, tuple[int, Steps]] = {}
        self._looked: dict[str, tuple[int, Looked]] = {}

    def open(self, uri: str, language: str, version: int | None, text: str) -> None:
        """A document is opened."""
        self.documents.open(uri, language, version, text)
        self.changed()

    def change(self, uri: str, version: int | None, changes: Sequence[Mapping[str, Any]]) -> None:
        """A document is changed, as the protocol tells it."""
        if self.documents.change(uri, version, changes) is not None:
            self._changed()

    def close(self, uri: str) -> None:
        """A document is closed."""
        if self.documents.close(uri) is not None:
            for known in (self._judged, self._steps, self._looked):
                known.pop(uri, None)
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
        self.folders.try_again()
        self._changed()

    def _changed(self) -> None:
        self.generation += 1
        fresh.forget()
        self.documents.look_again()

    def look_at_the_disk(self) -> bool:
        """Whether something has changed below the folders since it was asked last."""
        folders = self.folders.paths or {self.folders.of(document.path) for document in self.documents}
        named = {self.folders.configured(folder).settings.descriptor for folder in folders}
        if not self._watched.has_changed(folders, filter(None, named)):
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
        if document.is_descriptor:
            return descriptor_diagnostics.of_descriptor(document, self._said(document), self.folders.options)
        return []

    def actions(self, uri: str, where: Json, given: Sequence[Json]) -> list[Json]:
        """What can be done about the findings at a range; ``given`` are the diagnostics that the client has there."""
        document = self.documents.get(uri)
        if document is not None and document.is_python:
            return list(quick_fixes.of_python(self.judged(document), where, given, self.documents))
        if document is not None and document.is_descriptor:
            # What was known of the project before its last change proves nothing.
            said = [one for one in self._said(document) if one.code == "CFS203" or not self._is_to_be_looked_at(document)]
            return list(quick_fixes.of_descriptor(document, said, where, given, self.documents))
        return []

    def hover(self, uri: str, position: Mapping[str, int]) -> Json | None:
        """What is known of what stands at a position."""
        document = self.documents.get(uri)
        if document is None:
            return None
        offset = document.lines.offset(position)
        if document.is_python:
            return hover.of_call(self.judged(document), offset)
        place = _scope_at(document, offset)
        if place is None:
            return None
        where = document.lines.range(place.start, place.end)
        return hover.of_scope(place.scope, where, self._said(document), self._known_look(document), self.documents)

    def references(self, uri: str, position: Mapping[str, int]) -> list[Json]:
        """Where the calls stand that may need the scope at a position. Looks at the project where that is not done yet."""
        document = self.documents.get(uri)
        place = _scope_at(document, document.lines.offset(position)) if document else None
        if document is None or place is None:
            return []
        while self._is_to_be_looked_at(document):
            self._take_step(document)
        looked = self._known_look(document)
        return looked.locations(place.scope, self.documents) if looked else []

    def completions(self, uri: str, position: Mapping[str, int]) -> list[Json]:
        """The scopes to choose from at a position of a descriptor."""
        document = self.documents.get(uri)
        if document is None or not document.is_descriptor:
            return []
        looked = self._known_look(document)
        return completion.items(document, document.lines.offset(position), looked.lacking if looked else ())

    def step(self) -> Progress | None:
        """Takes a step in looking at the project of an open descriptor; None where there is nothing left to look at."""
        if self.folders.options.project:
            for document in self.documents:
                if self._is_to_be_looked_at(document):
                    return self._take_step(document)
        return None

    def _take_step(self, document: Document) -> Progress:
        assert document.path is not None  # a descriptor has one
        known = self._steps.get(document.uri)
        if known is None or known[0] != self.generation:
            known = self._steps[document.uri] = (self.generation, look(document.path, self.folders))
        try:
            return Progress(document, *next(known[1]))
        except StopIteration as end:
            self._looked[document.uri] = (self.generation, end.value)
            del self._steps[document.uri]
            return Progress(document, 0, 0)

    def _is_to_be_looked_at(self, document: Document) -> bool:
        return document.is_descriptor and self._looked.get(document.uri, (-1,))[0] != self.generation

    def _known_look(self, document: Document) -> Looked | None:
        """What was seen at the last look, be it before the last change."""
        known = self._looked.get(document.uri)
        return known[1] if known else None

    def _said(self, document: Document) -> list[Said]:
        path = document.path
        declaration = descriptors.read(path) if path else None
        if path is None or not isinstance(declaration, Descriptor) or document.problem:
            return []
        _, settings, _ = self.folders.settings_of_descriptor(path)
        looked = self._known_look(document)
        # Of several folders that name it, one has been looked at: the others may need what that one does not.
        verdicts = looked.verdicts if looked and len(self.folders.naming(path)) < 2 else ()
        return descriptor_diagnostics.said(document, project_of(declaration, settings), verdicts)


def _scope_at(document: Document, offset: int) -> ScopePlace | None:
    """The declared scope of a descriptor at an offset."""
    if not document.is_descriptor or document.path is None:
        return None
    places = scope_places(document.path, document.text)
    return next((place for place in places if place.start <= offset <= place.end), None)
