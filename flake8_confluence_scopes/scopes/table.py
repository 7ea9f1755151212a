"""The Connect tables: a row covers its path and what is below, as Atlassian's server applied them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from flake8_confluence_scopes.path_template import HOLE, PathTemplate, is_version
from flake8_confluence_scopes.scopes.catalog import Catalog, Entry, Lifecycle, Origin
from flake8_confluence_scopes.scopes.holes import undecided_at
from flake8_confluence_scopes.scopes.requirement import (
    Alternatives,
    Closed,
    Needs,
    Requirement,
    UnlistedResource,
    UnlistedVersion,
    in_order,
)
from flake8_confluence_scopes.scopes.row import FITS, MAYBE, WRONG_VERSION, Row, fit
from flake8_confluence_scopes.scopes.scope_names import CONNECT_SCOPES, granted

_RANKS = {scope: 0 if scope == "NONE" else len(granted([scope])) for scope in CONNECT_SCOPES}
"""How much a scope grants; nothing needed ranks lowest."""


_Fitting: TypeAlias = "tuple[list[Row], list[tuple[int, Row]], list[Row]]"
"""The rows that fit surely; those that may, each with the index of the segment that leaves it open; and those that fit
but for the version."""


class Table(Catalog):
    """A catalog of rows in Connect scopes."""

    def __init__(self, origin: Origin, rows: Sequence[Row]) -> None:
        super().__init__(origin)
        self.rows = tuple(rows)
        self._by_name: dict[str, list[Row]] = {}
        self._by_first: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            self._by_name.setdefault(row.name, []).append(row)
            self._by_first.setdefault((row.name, row.base[0]), []).append(row)

    def _decide(self, method: str, path: PathTemplate) -> Requirement:
        segments = path.segments
        sure, maybe, misversioned = self._fitting(path, segments)
        if not sure:
            if maybe:
                return undecided_at(segments, min(index for index, _ in maybe))
            return _unlisted(misversioned, segments)
        # The server opens a call as soon as one row does, so the lowest scope decides.
        opening = [row for row in sure if method in row.scopes]
        chosen = opening[0] if len(opening) == 1 else _lowest(opening, method)
        if maybe:
            rank = _RANKS[chosen.scopes[method]] if chosen else len(_RANKS)
            at_stake = [i for i, row in maybe if method in row.scopes and _RANKS[row.scopes[method]] < rank]
            if at_stake:
                return undecided_at(segments, min(at_stake))
        if chosen is None:
            methods = frozenset(opened for row in sure for opened in row.scopes)
            return Closed(_most_specific(sure).resource, in_order(methods))
        return Needs(chosen.resource, _alternatives(chosen.scopes[method]))

    def openings(self, method: str, path: PathTemplate) -> frozenset[Alternatives | None]:
        sure, maybe, _ = self._fitting(path, path.segments)
        rows = (*sure, *(row for _, row in maybe))
        return frozenset(_alternatives(row.scopes[method]) for row in rows if method in row.scopes)

    def entries(self) -> Iterator[Entry]:
        for row in self.rows:
            for method, scope in row.scopes.items():
                yield Entry(method, row.resource, row.versions, _alternatives(scope), None, Lifecycle())

    def _lists(self, path: PathTemplate) -> bool:
        sure, _, misversioned = self._fitting(path, path.segments)
        return bool(sure or misversioned)

    def _fitting(self, path: PathTemplate, segments: Sequence[str]) -> _Fitting:
        fitting: _Fitting = ([], [], [])
        sure, maybe, misversioned = fitting
        for row in self._candidates(segments):
            kind, index = fit(row, path, segments)
            if kind == FITS:
                sure.append(row)
            elif kind == MAYBE:
                maybe.append((index, row))
            elif kind == WRONG_VERSION:
                misversioned.append(row)
        return fitting

    def _candidates(self, segments: Sequence[str]) -> Sequence[Row]:
        """The rows that could fit, found by the segments up to the first hole."""
        if segments[0] != "rest":
            return self._by_name.get("", ())
        if len(segments) < 2 or HOLE in segments[1]:
            return self.rows
        name = segments[1].lower()
        for segment in segments[2:4]:
            if HOLE in segment:
                break
            if not is_version(segment):
                return self._by_first.get((name, segment), ())
        return self._by_name.get(name, ())


def _lowest(rows: Sequence[Row], method: str) -> Row | None:
    return min(rows, key=lambda row: (_RANKS[row.scopes[method]], -len(row.base)), default=None)


def _alternatives(scope: str) -> Alternatives:
    return ((),) if scope == "NONE" else ((scope,),)


def _most_specific(rows: Sequence[Row]) -> Row:
    return max(rows, key=lambda row: len(row.base))


def _unlisted(rows: Sequence[Row], segments: Sequence[str]) -> Requirement:
    if not rows:
        return UnlistedResource()
    row = _most_specific(rows)
    return UnlistedVersion(row.resource, segments[2], row.versions)
