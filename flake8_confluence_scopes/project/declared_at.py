"""Where the descriptor's file declares each scope."""

from __future__ import annotations

import re

from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.project.sites import Site, file_site, near


def declared_at(descriptor: Descriptor) -> dict[str, Site]:
    """The site of each declared scope: its name, or the file's first line where it does not stand as it is, escaped for
    example. Empty where no file declares them, or the file cannot be read any more."""
    if descriptor.path is None:
        return {}
    try:
        with open(descriptor.path, encoding="utf-8-sig", errors="replace") as file:
            text = file.read()
    except OSError:
        return {}
    start, name = max(text.find("scopes"), 0), near(descriptor.path)
    return {scope: _place(name, text, scope, start) for scope in descriptor.scopes}


def _place(name: str, text: str, scope: str, start: int) -> Site:
    found = re.compile(rf"(?<![\w:.-]){re.escape(scope)}(?![\w.-]|:\S)", re.IGNORECASE).search(text, start)
    if found is None:
        return file_site(name)
    line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
    return file_site(name, line)._replace(column=column, end_column=column + len(found[0]))
