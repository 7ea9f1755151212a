"""The whole project around a descriptor, in steps between which the client is served."""

from __future__ import annotations

import os
from collections.abc import Generator
from functools import cached_property

from flake8_confluence_scopes import descriptors, sources, unsaved
from flake8_confluence_scopes.configuration import Decisions
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.grants import NoAnswers
from flake8_confluence_scopes.project import analysis, audit, fix
from flake8_confluence_scopes.project.analysis import App, SourceFile
from flake8_confluence_scopes.project.audit import Comparison, Placed
from flake8_confluence_scopes.project.fix import Change
from flake8_confluence_scopes.project.scope_use import Verdict
from flake8_confluence_scopes.server.documents import Documents
from flake8_confluence_scopes.server.folders import Folders
from flake8_confluence_scopes.server.lines import Json
from flake8_confluence_scopes.settings import Settings


class Looked:
    """What the calls of an app say of its descriptor; nothing where nothing can be compared."""

    def __init__(self, comparison: Comparison | None, app: App, settings: Settings, decide: Decisions) -> None:
        self.comparison = comparison
        self._of = app, settings, decide

    @cached_property
    def wanted(self) -> Change | None:
        """What ``fix`` would change in the descriptor; None where that is nothing."""
        return wanted(*self._of)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What is said of declared scopes."""
        return self.comparison.use.verdicts if self.comparison else ()

    def needing(self, scope: str) -> list[Placed]:
        """The calls that may need a scope, in the order of their places."""
        if self.comparison is None:
            return []
        found = [one for one in self.comparison.placed if any(scope in alternative for alternative in one.need.alternatives)]
        return sorted(found, key=lambda one: one.site.order)

    @property
    def lacking(self) -> list[str]:
        """The scopes that some call lacks."""
        placed = self.comparison.placed if self.comparison else ()
        return [scope for one in placed if one.is_missing for scope in one.need.lacking[0]]

    def locations(self, scope: str, documents: Documents) -> list[Json]:
        """Where the calls stand that may need a scope, in open documents and in files."""
        found = []
        for site in (one.site for one in self.needing(scope)):
            path = os.path.abspath(site.file)
            document = documents.read(path)
            if document is not None and not site.cell:
                start = document.lines.at(site.line, site.column - 1)
                end = document.lines.at(site.end_line, site.end_column - 1)
                found.append({"uri": document.uri, "range": document.lines.range(start, end)})
        return found


def wanted(app: App, settings: Settings, decide: Decisions) -> Change | None:
    """What ``fix`` would change in the descriptor of an app; None where that is nothing."""
    try:
        change = fix.change(app, settings, decide=decide)
    except fix.CannotFix:
        return None
    return None if change.is_empty else change


Steps = Generator[tuple[int, int], None, Looked]
"""How many files are read, and how many there are."""


def look(path: str, folders: Folders) -> Steps:
    """Looks at the project of the descriptor at a path, one file in a step: reads it, and compares it in the end."""
    configured, settings, root = folders.settings_of_descriptor(path)
    top = root or os.path.dirname(path)
    new = [path for path in unsaved.new_below(top) if path.endswith(sources.ENDINGS)]
    names = list(sources.python_files([top, *new], lambda path, reason: None, configured.excluded))
    files: dict[str, SourceFile] = {}
    for name in names:
        configured.decide.forget(name)
        files[name] = analysis.read_calls(name, settings)
        yield len(files), len(names)
    for name in analysis.callers_of_open(files):
        files[name] = analysis.read_calls(name, settings, by_name=True)
        yield len(files), len(names)
    apps = analysis.grouped(analysis.settled(files.values()), settings)
    its = [app for app in apps if isinstance(app.declaration, Descriptor) and app.declaration.path == path]
    app = its[0] if its else App(descriptors.read(path), ())
    comparing = audit.comparing(app, settings, configured.decide)
    while True:
        try:
            next(comparing)
        except StopIteration as end:
            return Looked(end.value, app, settings, configured.decide)
        except NoAnswers:
            return Looked(None, app, settings, configured.decide)
        yield len(names), len(names)
