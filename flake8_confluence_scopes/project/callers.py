"""Whether the callers of a project's functions settle what these leave open in their requests.

Each file tells by itself which of its requests are open, and which ways lead to open ones; only all files together tell
who calls whom.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.called_names import is_special
from flake8_confluence_scopes.calls import COMMON_NAMES, FileCalls, FunctionAt, Link, OpenRequest, SiteAt


class Unsettled(NamedTuple):
    """An open request of the file at ``path`` that no caller settles, or not each of them."""

    path: str
    request: OpenRequest


class Files(NamedTuple):
    """What the files of a project send, by their paths."""

    found: dict[str, FileCalls]

    def unsettled(self) -> Iterator[Unsettled]:
        """The open requests that remain."""
        open_sites = self._open_sites()
        for path, found in self.found.items():
            yield from (Unsettled(path, request) for request in found.open if request.site in open_sites)

    def _open_sites(self) -> set[SiteAt]:
        reached: set[FunctionAt] = set()
        handed: set[FunctionAt] = set()
        unresolved: set[str] = set()
        links: set[Link] = set()
        for found in self.found.values():
            reached |= found.reached
            handed |= found.handed
            unresolved |= found.unresolved
            links |= found.links
        return {
            site
            for site, function in links
            if function is None
            or function not in reached
            or function in handed
            or function.name in unresolved
        }

    def not_looked_into(self) -> list[str]:
        """The files in which open URLs were not looked for."""
        return [path for path, found in self.found.items() if not found.complete]

    def waited_for(self) -> frozenset[FunctionAt]:
        """The functions whose callers could settle a request."""
        return frozenset(
            link.waits_for for found in self.found.values() for link in found.links if link.waits_for is not None
        )


def mentions(found: Iterable[FileCalls]) -> Mentions:
    """Who may call what leaves a request of these files to its callers."""
    files = Files({str(number): one for number, one in enumerate(found)})
    return Mentions(files.waited_for(), COMMON_NAMES)


class Mentions:
    """Whether a text may call one of some functions: it has the function's name and, where that is the name of many
    methods, the name of its class or module. A method that is called without its name is called where its class is named."""

    def __init__(self, functions: Iterable[FunctionAt], common: Sequence[str]) -> None:
        self._needed: dict[str, frozenset[str]] = {}
        for function in functions:
            around = frozenset((*_owners(function),)) if function.name in common else frozenset()
            name = next(_owners(function)) if is_special(function.name) else function.name
            known = self._needed.get(name)
            self._needed[name] = around if known is None else known | around
        names = "|".join(map(re.escape, sorted(self._needed)))
        self._names = re.compile(rf"\b(?:{names})\b") if names else None

    def are_in(self, text: str) -> bool:
        """Whether there is a mention."""
        if self._names is None:
            return False
        for name in set(self._names.findall(text)):
            owners = self._needed[name]
            if not owners or any(re.search(rf"\b{re.escape(owner)}\b", text) for owner in owners):
                return True
        return False


def _owners(function: FunctionAt) -> Iterator[str]:
    """The words by which others get at a function: its class, or its module."""
    *around, _ = function.qualname.split(".")
    if around:
        yield around[-1]
    folder, file = os.path.split(function.file)
    stem = os.path.splitext(file)[0]
    yield os.path.basename(folder) if stem == "__init__" else stem
