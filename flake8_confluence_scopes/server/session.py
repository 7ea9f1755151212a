"""All that the server knows, and its answers, as values: who asks need not be a server. One thread at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from flake8_confluence_scopes import descriptors, fresh
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.descriptors.unsaved_text import ScopePlace, scope_places
from flake8_confluence_scopes.server import (
    all_scopes,
    completion,
    descriptor_diagnostics,
    diagnostics,
    hover,
    quick_fixes,
    spared,
)
from flake8_confluence_scopes.server.descriptor_diagnostics import Said
from flake8_confluence_scopes.server.documents import Document, Documents
from flake8_confluence_scopes.server.folders import Folders
from flake8_confluence_scopes.server.judged import Judged, judge, project_of
from flake8_confluence_scopes.server.lines import Json
from flake8_confluence_scopes.server.looks import Looks
from flake8_confluence_scopes.server.options import Options
from flake8_confluence_scopes.server.project_look import Looked
from flake8_confluence_scopes.server.watched import Watched


class Progress(NamedTuple):
    """How far the look at a project has come, in files, both 0 at its end; ``path`` is that of the descriptor."""

    path: str
    done: int
    total: int


class Session:
    """Documents and folders, and what is known of them. ``generation`` counts what has changed."""

    def __init__(self) -> None:
        self.folders = Folders()
        self.documents = Documents(lambda path: bool(self.folders.naming(path)))
        self.generation = 0
        self._watched = Watched()
        self._spared = 0
        self._judged: dict[str, tuple[int, Judged]] = {}
        self.resolves = False
        """Whether the client asks for the edit of an action that it shows."""
        self._looks = Looks(self.folders)

    def open(self, uri: str, language: str, version: int | None, text: str) -> None:
        """A document is opened."""
        document = self.documents.open(uri, language, version, text)
        if document.path is not None:
            self._looks.want(document.path)
        self.changed()

    def change(self, uri: str, version: int | None, changes: Sequence[Mapping[str, Any]]) -> None:
        """A document is changed, as the protocol tells it."""
        if self.documents.change(uri, version, changes) is not None:
            self._changed()

    def close(self, uri: str) -> None:
        """A document is closed."""
        document = self.documents.close(uri)
        if document is not None:
            self._judged.pop(uri, None)
            if document.path is not None:
                self._looks.forget(document.path)
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
        """Whether something has changed below the folders since it was asked last. To be called once a second: what is not
        needed any more is given up, too."""
        if self.generation - self._spared >= spared.EVERY:
            self._spared = self.generation
            spared.give_up()
        folders = self.folders.paths or {self.folders.of(document.path) for document in self.documents}
        named = {path for folder in folders for path in self.folders.watched(folder)}
        if not self._watched.has_changed(folders, sorted(named)):
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
            judged = self.judged(document)
            found = list(quick_fixes.of_python(judged, where, given, self.documents))
            path = judged.project.descriptor.path if judged.project else None
            if path is not None and quick_fixes.lacks_at(judged, path, where, self.documents):
                known, looked = [action["edit"] for action in found], self._current_look(path)
                more = all_scopes.actions(judged, path, looked, self.resolves, self.folders, self.documents)
                found += [action for action in more if action.get("edit") not in known]
            return found
        if document is not None and document.is_descriptor and document.path is not None:
            # What was known of the project before its last change proves nothing.
            looked = self._current_look(document.path)
            said = [one for one in self._said(document) if one.code == "CFS203" or looked]
            own = quick_fixes.of_descriptor(document, said, where, given, self.documents)
            return [*own, *all_scopes.of_project(looked, document.path, self.documents)]
        return []

    def unseen_for(self, action: Mapping[str, Any]) -> str | None:
        """The descriptor whose project is to be looked at before an action can be ``resolved``."""
        path = all_scopes.descriptor_of(action)
        return path if path is not None and not self._looks.is_current(path, self.generation) else None

    def resolved(self, action: Mapping[str, Any]) -> Json:
        """An action with its edit, where there is something to do, and the project has been looked at."""
        path = all_scopes.descriptor_of(action)
        looked = self._current_look(path)
        found = all_scopes.of_project(looked, path or "", self.documents)
        return dict(action) | {"edit": one["edit"] for one in found}

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

    def unseen_at(self, uri: str, position: Mapping[str, int]) -> str | None:
        """The descriptor whose project is to be looked at before the references at a position are known."""
        document = self.documents.get(uri)
        if document is None or _scope_at(document, document.lines.offset(position)) is None:
            return None
        return document.path if self._is_to_be_looked_at(document) else None

    def references(self, uri: str, position: Mapping[str, int]) -> list[Json]:
        """Where the calls stand that may need the scope at a position, as far as the project has been looked at."""
        document = self.documents.get(uri)
        place = _scope_at(document, document.lines.offset(position)) if document else None
        looked = self._known_look(document) if document else None
        return looked.locations(place.scope, self.documents) if place and looked else []

    def completions(self, uri: str, position: Mapping[str, int]) -> list[Json]:
        """The scopes to choose from at a position of a descriptor."""
        document = self.documents.get(uri)
        if document is None or not document.is_descriptor:
            return []
        looked = self._known_look(document)
        return completion.items(document, document.lines.offset(position), looked.lacking if looked else ())

    def step(self) -> Progress | None:
        """Takes a step in looking at the project of an open descriptor; None where there is nothing left to look at."""
        for document in self.documents:
            if self._keeps_looking(document) and self._is_to_be_looked_at(document):
                return self.step_for(document.path or "")
        return None

    def step_for(self, path: str) -> Progress:
        """Takes a step in looking at the project of the descriptor at a path."""
        return Progress(path, *self._looks.take_step(path, self.generation))

    def wants_look(self, path: str, again: bool) -> bool:
        """Whether a look at the project of a descriptor is wanted; with ``again``, somebody has just asked for it."""
        if again:
            self._looks.want(path)
        return not self._looks.is_refused(path)

    def refuse_looks(self) -> None:
        """Nobody wants the looks that are under way: they are not taken up again until their descriptors are opened."""
        self._looks.refuse()

    def _keeps_looking(self, document: Document) -> bool:
        """Whether what is known of a descriptor's project is kept up with each change."""
        return self.folders.options.project and not self._looks.is_refused(document.path or "")

    def _is_to_be_looked_at(self, document: Document) -> bool:
        return document.is_descriptor and not self._looks.is_current(document.path or "", self.generation)

    def _known_look(self, document: Document) -> Looked | None:
        """What was seen at the last look, be it before the last change."""
        return self._looks.known(document.path) if document.path else None

    def _current_look(self, path: str | None) -> Looked | None:
        """What was seen at the last look, where nothing has changed since."""
        return self._looks.known(path) if path and self._looks.is_current(path, self.generation) else None

    def _said(self, document: Document) -> list[Said]:
        path = document.path
        declaration = descriptors.read(path) if path else None
        if path is None or not isinstance(declaration, Descriptor) or document.problem:
            return []
        _, settings, _ = self.folders.settings_of_descriptor(path)
        # What is old is soon known anew, or else tells of what was.
        looked = self._known_look(document) if self._keeps_looking(document) else self._current_look(path)
        # Of several folders that name it, one has been looked at: the others may need what that one does not.
        verdicts = looked.verdicts if looked and len(self.folders.naming(path)) < 2 else ()
        return descriptor_diagnostics.said(document, project_of(declaration, settings), verdicts)


def _scope_at(document: Document, offset: int) -> ScopePlace | None:
    """The declared scope of a descriptor at an offset."""
    if not document.is_descriptor or document.path is None:
        return None
    places = scope_places(document.path, document.text)
    return next((place for place in places if place.start <= offset <= place.end), None)
