"""The last line of a command about a project: how much was looked at, and what was not read."""

from __future__ import annotations

from collections.abc import Iterable

from flake8_confluence_scopes.project.analysis import SourceFile, reported
from flake8_confluence_scopes.project.sites import counted
from flake8_confluence_scopes.settings import Settings


def last_line(files: Iterable[SourceFile], settings: Settings, unread: int = 0) -> str:
    """Calls, files, what is not decided, and what was not read; ``unread`` is the number of files beside the descriptor
    that may call, in another language or not asked for."""
    files = list(files)
    # A call may send several requests, or one of several.
    requests = [(file.path, call) for file in files for call in reported(file, settings)]
    calls = {(path, call.place) for path, call in requests}
    undecided = {(path, call.place) for path, call in requests if not call.decided}
    others = [one for file in files for one in file.unsettled if (file.path, one.call.place) not in undecided]
    parts = [f"{counted(calls)} in {counted(files, 'file')}"]
    if undecided:
        parts.append(f"{len(undecided)} not decided")
    if others:
        parts.append(f"{counted(others, 'other request')} with an open URL")
    unchecked = [file for file in files if file.unchecked]
    cells = [cell for file in files for cell in file.unread]
    spent = [file for file in files if file.found.spent]
    missed = [counted(unchecked, "file"), counted(cells, "part") + " of notebooks", _beside(unread)]
    not_read = [text for text, count in zip(missed, (len(unchecked), len(cells), unread)) if count]
    if not_read:
        parts.append(f"not read: {', '.join(not_read)}")
    if spent:
        parts.append(f"given up in part: {counted(spent, 'file')}")
    return "; ".join(parts)


def _beside(unread: int) -> str:
    return f"{unread} other {'file' if unread == 1 else 'files'} that may call"
