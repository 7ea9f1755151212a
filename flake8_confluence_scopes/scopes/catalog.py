"""What every catalog offers, whatever the form of its rows."""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import NamedTuple

from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.scopes.requirement import Alternatives, Requirement

_REMEMBERED = 4096
"""Answers kept for each catalog: more than a large project has calls, less than a megabyte."""


class CatalogError(ValueError):
    """A catalog that cannot be used, as one sentence that says what to do."""


class Origin(NamedTuple):
    """Where a catalog comes from.

    ``family`` is the kind of scope names that its answers hold: ``connect`` or ``oauth``. ``date``
    is the source's, as ``YYYY-MM`` or ``YYYY-MM-DD``. ``generator`` is the tool that wrote the file.
    """

    name: str
    family: str
    source: str
    date: str
    generator: str


class Lifecycle(NamedTuple):
    """Whether the vendor still offers an operation.

    ``removed`` is the date of the first document that no longer has it, or empty. ``successor`` is the path of
    the operation with the same method that took its place, where that is sure, or empty.
    """

    removed: str = ""
    deprecated: bool = False
    successor: str = ""


class Entry(NamedTuple):
    """One method of one resource.

    ``connect`` and ``oauth`` are what it needs in each family of scopes, as in ``Needs.alternatives``; empty
    where it is closed to such apps, None where the catalog does not say. ``table`` is the catalog that lists it, where
    one asks several, or empty.
    """

    method: str
    resource: str
    versions: tuple[str, ...]
    connect: Alternatives | None
    oauth: Alternatives | None
    lifecycle: Lifecycle
    table: str = ""


class Catalog(ABC):
    """One dated scope table. Its attributes are those of ``Origin``."""

    def __init__(self, origin: Origin) -> None:
        self.name, self.family, self.source, self.date, self.generator = origin
        self._decided = functools.lru_cache(_REMEMBERED)(self._decide)
        self._known = functools.lru_cache(_REMEMBERED)(self._knows)

    def requirement(self, method: str, path: PathTemplate) -> Requirement:
        """What the call needs; ``method`` in upper case."""
        return self._decided(method, path)

    def knows(self, path: PathTemplate) -> bool:
        """Whether the path surely is a resource of this catalog, with whatever method or version.

        False where it could be one only through a hole in the place of a literal segment. A hole
        right behind the last literal, as in ``/rest/api/content{}``, mostly is a query or what
        comes below, and does not hide the resource.
        """
        return self._known(path)

    def lifecycle(self, method: str, path: PathTemplate) -> Lifecycle:
        """Whether the operation that decides the call is deprecated or removed."""
        return Lifecycle()

    def table_for(self, method: str, path: PathTemplate) -> Catalog:
        """The table whose word the answer is: this one, unless it asks others."""
        return self

    def mentions(self, scope: str) -> bool:
        """Whether some operation needs the scope."""
        alternatives = (alternative for entry in self.entries() for alternative in (entry.oauth or ()))
        return any(scope in alternative for alternative in alternatives)

    def for_connect(self) -> Catalog:
        """The same catalog, answering in Connect scopes."""
        return self

    def _knows(self, path: PathTemplate) -> bool:
        text = path.text
        if text.endswith(HOLE) and not text.endswith("/" + HOLE):
            path = PathTemplate(text[:-1])
        return self._lists(path)

    @abstractmethod
    def openings(self, method: str, path: PathTemplate) -> frozenset[Alternatives | None]:
        """What the call may need under some filling of the path's holes, as in ``Needs.alternatives``; None where the
        catalog does not say. Empty where no filling makes it a call that the catalog opens."""

    @abstractmethod
    def entries(self) -> Iterator[Entry]:
        """All that the catalog lists, in its order; of a Connect table, the methods that it opens."""

    @abstractmethod
    def _decide(self, method: str, path: PathTemplate) -> Requirement:
        """The answer to ``requirement``, worked out."""

    @abstractmethod
    def _lists(self, path: PathTemplate) -> bool:
        """Whether the path is a resource under every filling of its holes by parameters."""
