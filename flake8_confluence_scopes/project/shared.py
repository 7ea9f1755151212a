"""What an app may need for files that are not its own: its code imports them, or they import its code.

Such a file is compared with the descriptor that is found from it, as flake8 does. Its calls run with the scopes of
whoever runs it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from flake8_confluence_scopes import judging
from flake8_confluence_scopes.calls import modules_imported, modules_reached
from flake8_confluence_scopes.descriptors import Declaration
from flake8_confluence_scopes.grants import Project
from flake8_confluence_scopes.project import unread, unseen
from flake8_confluence_scopes.project.analysis import App, SourceFile, reported
from flake8_confluence_scopes.project.needed import is_set_aside
from flake8_confluence_scopes.project.possible import possible_scopes
from flake8_confluence_scopes.project.scope_use import SHARED, Doubt
from flake8_confluence_scopes.project.sites import site_of
from flake8_confluence_scopes.project_root import project_root
from flake8_confluence_scopes.settings import Settings
from flake8_confluence_scopes.silence import Decide


class Related:
    """Which files an app's code leads to, and which lead to it."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._own = frozenset(os.path.abspath(file.path) for file in app.files)
        self._root = project_root(min(self._own), root=settings.root) if self._own else None
        self._reached = modules_reached(self._own, self._root)

    def holds(self, path: str, declaration: Declaration) -> bool:
        """Whether the file at ``path``, from which the ``declaration`` is found, may run for the app. For an app without
        files, those may whose descriptor is one of several."""
        if not self._own:
            return getattr(self._app.declaration, "path", None) in getattr(declaration, "choice", ())
        path = os.path.abspath(path)
        return path in self._reached or not self._own.isdisjoint(modules_imported(path, self._root))


def files(app: App, related: Related) -> list[SourceFile]:
    """The files of the app's neighbours that may run for it."""
    return [file for other in app.neighbours for file in other.files if related.holds(file.path, other.declaration)]


def doubts(app: App, project: Project, settings: Settings, decide: Decide) -> Iterator[Doubt]:
    """What the files of the app's neighbours leave open of its scopes."""
    for file in files(app, Related(app, settings)) if app.neighbours else ():
        yield from unread.doubts(file)
        yield from unseen.of_file(file, project, decide)
        for call in reported(file, settings):
            need = judging.need(call, project)
            if need.finding is not None and not need.alternatives:
                # What is closed needs nothing; what is open is among the unseen.
                if need.finding.code == "CFS301" and not call.is_open and not is_set_aside(file, need.finding, decide):
                    yield Doubt(site_of(file, call), need.finding.text, possible_scopes(call, project))
            else:
                yield Doubt(site_of(file, call), SHARED, frozenset(scope for one in need.alternatives for scope in one))
