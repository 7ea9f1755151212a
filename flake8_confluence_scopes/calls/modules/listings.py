"""What stands in a project's folders, as they are now: asked a hundred times as often as a module is read."""

from __future__ import annotations

import os
from collections.abc import Container

from flake8_confluence_scopes import fresh, unsaved

_entries_of: dict[str, Container[str]] = fresh.emptied({})


def entries(folder: str) -> Container[str]:
    """The names of the modules in a folder, and of what may be folders; none where it cannot be read."""
    found = _entries_of.get(folder)
    if found is None:
        fresh.rests_on(folder)
        found = _entries_of[folder] = _listed(folder)
    return found


def _listed(folder: str) -> Container[str]:
    try:
        # A dict rather than a set: see fresh.py.
        names = os.listdir(folder)
    except (OSError, ValueError):
        names = []
    return dict.fromkeys(name for name in (*names, *unsaved.names_in(folder)) if name.endswith(".py") or "." not in name)
