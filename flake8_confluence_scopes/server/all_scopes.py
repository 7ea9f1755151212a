"""Everything that the calls of a file, or of the project, lack, in one action: what ``fix`` would change."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from flake8_confluence_scopes.project.analysis import App, SourceFile
from flake8_confluence_scopes.project.fix import Change
from flake8_confluence_scopes.server import edits
from flake8_confluence_scopes.server.documents import Documents
from flake8_confluence_scopes.server.folders import Folders
from flake8_confluence_scopes.server.judged import UNTITLED, Judged
from flake8_confluence_scopes.server.lines import Json
from flake8_confluence_scopes.server.project_look import Looked, wanted
from flake8_confluence_scopes.server.quick_fixes import action

_FILE, _PROJECT = "this file", "the project"
_MOST_NAMED = 3
"""Scopes that an action's title names."""


def actions(
    judged: Judged, path: str, looked: Looked | None, resolves: bool, folders: Folders, documents: Documents
) -> Iterator[Json]:
    """The actions for a document of Python one of whose calls lacks a scope of the descriptor at a path: for all of its
    calls, and for the project as it was ``looked`` at, None where that is to be done as soon as the client ``resolves``
    the action."""
    change = _of_file(judged, folders)
    if change is not None:
        yield from _action(change, _FILE, path, documents)
    if looked is not None and looked.wanted != change:
        yield from of_project(looked, path, documents)
    elif looked is None and resolves:
        yield action(_title(None, _PROJECT, path), data={"descriptor": path})


def of_project(looked: Looked | None, path: str, documents: Documents) -> Iterator[Json]:
    """The action for all that the project lacks of the descriptor at a path, where there is something."""
    if looked is not None and looked.wanted is not None:
        yield from _action(looked.wanted, _PROJECT, path, documents)


def descriptor_of(given: Mapping[str, Any]) -> str | None:
    """The path of the descriptor that an action is for whose edit the client asks for."""
    data = given.get("data")
    path = data.get("descriptor") if isinstance(data, Mapping) else None
    return path if isinstance(path, str) else None


def _of_file(judged: Judged, folders: Folders) -> Change | None:
    """What ``fix`` would change for one document; None where a single call's quick fix does as much."""
    lacking = {one.need.lacking for one in judged.shown if one.need and one.finding.code == "CFS101"}
    if judged.project is None or len(lacking) < 2:
        return None
    path = judged.document.path or os.path.join(folders.of(None), UNTITLED)
    configured, settings, _ = folders.settings_of(path)
    return wanted(App(judged.project.descriptor, (SourceFile(path, judged.calls),)), settings, configured.decide)


def _action(change: Change, whose: str, path: str, documents: Documents) -> Iterator[Json]:
    edit = edits.of_scopes(documents, path, change.added, change.removed, dict(change.replace))
    if change.added and edit is not None:
        yield action(_title(change, whose, path), edit=edit)


def _title(change: Change | None, whose: str, path: str) -> str:
    """What the action is called; of a change that nobody knows yet, without its scopes."""
    named = change.added if change else ()
    listed = f": {', '.join(named)}" if 0 < len(named) <= _MOST_NAMED else ""
    return f"Add all scopes that {whose} lacks to {os.path.basename(path)}{listed}"
