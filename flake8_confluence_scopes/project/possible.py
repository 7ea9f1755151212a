"""Which scopes a call could need that the code does not fix."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.calls import UNKNOWN_METHOD, Call
from flake8_confluence_scopes.grants import Project, View
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.scopes import Entry, Needs

_ANY_CONNECT = tuple((name,) for name in scopes.CONNECT_SCOPES if name != "NONE")


def possible_scopes(call: Call, project: Project) -> frozenset[str]:
    """The scopes of all operations that the call could be, in the descriptor's spelling.

    More than precise: whatever follows the first hole of the path may be anything.
    """
    return frozenset().union(*(_of_view(view, call.method, call.path.text) for view in project.views))


def scopes_below(path: PathTemplate, project: Project) -> frozenset[str]:
    """The scopes of all operations on a resource, and on what lies below it."""
    below = f"{path.text.rstrip('/')}/{HOLE}"
    return frozenset().union(*(_of_view(view, UNKNOWN_METHOD, below) for view in project.views))


@functools.lru_cache(4096)
def _of_view(view: View, method: str, path: str) -> frozenset[str]:
    known = _known_part(path)
    found: set[str] = set()
    for entry in view.catalog.entries():
        if method in (UNKNOWN_METHOD, entry.method) and _may_be(known, path, entry.resource):
            for alternative in view.alternatives(Needs(entry.resource, _alternatives(view, entry))):
                found.update(alternative)
    return frozenset(found)


def _alternatives(view: View, entry: Entry) -> scopes.Alternatives:
    if view.catalog.family == "connect":
        return _ANY_CONNECT if entry.connect is None else entry.connect
    return entry.oauth or ()


def _known_part(path: str) -> tuple[str, ...]:
    """The path's segments before the first hole."""
    whole, hole, _ = path.partition(HOLE)
    segments = PathTemplate(whole).segments
    return segments[:-1] if hole and not whole.endswith("/") else segments


def _may_be(known: tuple[str, ...], path: str, resource: str) -> bool:
    """Whether a path that begins with the ``known`` segments may be the resource, or lie below it."""
    named = list(_segments(resource))
    if HOLE not in path and len(known) < len(named):
        return False
    return all(not wanted or wanted == segment.lower() for segment, wanted in zip(known, named))


def _segments(resource: str) -> Iterator[str]:
    """A resource's segments in lower case, up to a wildcard, parameters as empty texts."""
    for segment in resource.removeprefix("/wiki").strip("/").split("/"):
        if "*" in segment or "+" in segment:
            return
        yield "" if "{" in segment else segment.lower()
