"""One row of a Connect table, and how it fits a path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.path_template import HOLE, PathTemplate, is_version
from flake8_confluence_scopes.scopes.holes import could_become

ALL, SOMETHING, SLASH, NOTHING = "all", "something", "slash", "nothing"
"""What a row covers below its own segments: all; at least one segment; whatever follows a slash; nothing."""

NO, MAYBE, WRONG_VERSION, FITS = range(4)
"""How a row fits: not; under some fillings of the holes; but for the version; surely."""

_NO_FIT = (NO, 0)


class Row(NamedTuple):
    """A resource of a Connect table.

    ``name`` is the lower-case segment after ``/rest``, or empty for a row that is matched on the
    whole path. ``base`` are the literal segments after name and version, or all of them.
    ``scopes`` holds the methods that the row opens, each with the scope that it needs.
    """

    resource: str
    name: str
    versions: tuple[str, ...]
    base: tuple[str, ...]
    below: str
    scopes: Mapping[str, str]


def fit(row: Row, path: PathTemplate, segments: Sequence[str]) -> tuple[int, int]:
    """How the row fits, and for ``MAYBE`` the index of the first segment that leaves it open.

    A hole as a whole segment in the version's place stands for a listed version.
    """
    if not row.name:
        return _fit_from(row, path, segments, 0)
    if len(segments) < 2 or segments[0] != "rest":
        return _NO_FIT
    name = segments[1].lower()
    if name == HOLE and len(segments) > 2:
        kind, _ = fit(row, path, ("rest", row.name, *segments[2:]))
        return (MAYBE, 1) if kind != NO else _NO_FIT
    if HOLE in name:
        return (MAYBE, 1) if could_become(name, row.name) else _NO_FIT
    if name != row.name or len(segments) < 3:
        return _NO_FIT
    third = segments[2]
    if HOLE in third:
        return _fit_open_third(row, path, segments)
    versioned = is_version(third)
    if row.versions and not versioned:
        return _NO_FIT
    kind, index = _fit_from(row, path, segments, 3 if versioned else 2)
    listed = third in row.versions if versioned else not row.versions
    return (WRONG_VERSION if kind == FITS and not listed else kind, index)


def _fit_open_third(row: Row, path: PathTemplate, segments: Sequence[str]) -> tuple[int, int]:
    """How the row fits where a hole is in the segment after the name: a version, or the base's first one."""
    third = segments[2]
    as_version = _fit_from(row, path, segments, 3)
    if row.versions and third == HOLE:
        return as_version
    if third == HOLE:
        could = as_version[0] != NO
    else:
        head = third.partition(HOLE)[0].lower()
        could = not head or head[0].isdigit() or "latest".startswith(head)
    if could:
        return (MAYBE, 2)
    return _NO_FIT if row.versions else _fit_from(row, path, segments, 2)


def _fit_from(row: Row, path: PathTemplate, segments: Sequence[str], start: int) -> tuple[int, int]:
    """How base and tail of the row fit the segments from ``start`` on."""
    last = len(segments) - 1
    open_at = -1
    for index, literal in enumerate(row.base, start):
        if index > last:
            return (MAYBE, last) if HOLE in segments[last] else _NO_FIT
        segment = segments[index]
        if segment == literal:
            continue
        if HOLE not in segment:
            return _NO_FIT
        if open_at < 0:
            open_at = index
        if segment != HOLE:
            return (MAYBE, open_at) if could_become(segment, literal) else _NO_FIT
        if index == last:
            return (MAYBE, open_at)
    more = last + 1 - start - len(row.base)
    if not _covers_below(row, more, path.trailing_slash):
        return _NO_FIT
    return (FITS, 0) if open_at < 0 else (MAYBE, open_at)


def _covers_below(row: Row, more: int, slash: bool) -> bool:
    """Whether the row covers ``more`` segments below its own; ``slash``: one stands at the path's end."""
    if row.below == SOMETHING:
        return more > 0
    if row.below == SLASH:
        return more > 0 or slash
    if row.below == NOTHING:
        return more == 0 and (row.name != "" or not slash)
    return True
