"""Two catalogs -> the operations and scopes that the newer one adds, drops and moves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.explaining.listing import columns
from flake8_confluence_scopes.scopes import Alternatives, Catalog, Entry, named

_PARAMETER = re.compile(r"\{[^{}]*\}")


class Moved(NamedTuple):
    """An operation that both have, whose requirement changed in one ``family`` of scopes; None is not known."""

    entry: Entry
    family: str
    before: Alternatives | None
    after: Alternatives | None


class Changes(NamedTuple):
    """What is other in the newer catalog. A removed operation that a catalog still tells of counts as dropped."""

    added: tuple[Entry, ...]
    dropped: tuple[Entry, ...]
    moved: tuple[Moved, ...]
    deprecated: tuple[Entry, ...]
    scopes_added: tuple[str, ...]
    scopes_dropped: tuple[str, ...]

    def __bool__(self) -> bool:
        return any(self)


def changes(old: Catalog, new: Catalog) -> Changes:
    """The changes from one catalog to another. Parameters are the same whatever their names, with or without ``/wiki``."""
    before, after = _operations(old), _operations(new)
    known = _all(new)
    moved: list[Moved] = []
    for key in before.keys() & after.keys():
        moved += _moved(before[key], after[key])
    deprecated = (key for key in before.keys() & after.keys() if after[key].lifecycle.deprecated)
    scopes_before, scopes_after = _scopes(old, new, before), _scopes(new, old, after)
    return Changes(
        _ordered(after[key] for key in after.keys() - before.keys()),
        # The newer catalog may tell of the successor.
        _ordered(known.get(key, before[key]) for key in before.keys() - after.keys()),
        tuple(sorted(moved, key=lambda one: (one.entry.resource, one.entry.method, one.family))),
        _ordered(after[key] for key in deprecated if not before[key].lifecycle.deprecated),
        tuple(sorted(scopes_after - scopes_before)),
        tuple(sorted(scopes_before - scopes_after)),
    )


def _all(catalog: Catalog) -> dict[tuple[str, str, tuple[str, ...]], Entry]:
    return {
        (entry.method, _PARAMETER.sub("{}", entry.resource).removeprefix("/wiki"), entry.versions): entry
        for entry in catalog.entries()
    }


def _operations(catalog: Catalog) -> dict[tuple[str, str, tuple[str, ...]], Entry]:
    return {key: entry for key, entry in _all(catalog).items() if not entry.lifecycle.removed}


def _moved(before: Entry, after: Entry) -> Iterator[Moved]:
    for family, old, new in (("Connect", before.connect, after.connect), ("OAuth", before.oauth, after.oauth)):
        # A Connect table knows nothing of OAuth: that is no change.
        if old != new and (family == "Connect" or None not in (old, new)):
            yield Moved(after, family, old, new)


def _scopes(
    catalog: Catalog, other: Catalog, operations: dict[tuple[str, str, tuple[str, ...]], Entry]
) -> frozenset[str]:
    """The scopes that the operations need, in the families that both catalogs know."""
    oauth = "connect" not in (catalog.family, other.family)
    answers = [entry.connect for entry in operations.values()]
    answers += [entry.oauth for entry in operations.values() if oauth]
    return frozenset(scope for alternatives in answers for one in alternatives or () for scope in one)


def _ordered(entries: Iterator[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.resource, entry.method)))


def as_object(old: Catalog, new: Catalog, found: Changes) -> dict[str, object]:
    """The changes as JSON has them."""

    def operation(entry: Entry) -> dict[str, object]:
        return {"method": entry.method, "path": entry.resource}

    return {
        "old": {"catalog": old.name, "date": old.date},
        "new": {"catalog": new.name, "date": new.date},
        "added": [operation(one) | {"connect": one.connect, "oauth": one.oauth} for one in found.added],
        "dropped": [operation(one) | {"successor": one.lifecycle.successor} for one in found.dropped],
        "moved": [
            operation(entry) | {"family": family.lower(), "before": before, "after": after}
            for entry, family, before, after in found.moved
        ],
        "deprecated": [operation(one) | {"successor": one.lifecycle.successor} for one in found.deprecated],
        "scopes_added": found.scopes_added,
        "scopes_dropped": found.scopes_dropped,
    }


def as_lines(old: Catalog, new: Catalog, found: Changes) -> Iterator[str]:
    """The changes for people."""
    yield f"from {old.name}, {old.date}, to {new.name}, {new.date}"
    if not found:
        yield "no operation and no scope is added, dropped or moved"
    needed = [one.connect if one.oauth is None else one.oauth for one in found.added]
    yield from _block("operations added", [(*_name(one), _said(needs)) for one, needs in zip(found.added, needed)])
    yield from _block("operations dropped", [(*_name(one), _successor(one)) for one in found.dropped])
    rows = [(*_name(one.entry), f"{one.family}: {_said(one.before)} -> {_said(one.after)}") for one in found.moved]
    yield from _block("operations with other scopes", rows)
    yield from _block("operations deprecated", [(*_name(one), _successor(one)) for one in found.deprecated])
    yield from _block("scopes added", [(scope,) for scope in found.scopes_added])
    yield from _block("scopes dropped", [(scope,) for scope in found.scopes_dropped])


def _block(title: str, rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield ""
        yield f"{title}: {len(rows)}"
        yield from (f"  {line}" for line in columns(rows))


def _name(entry: Entry) -> tuple[str, str]:
    return entry.method, entry.resource


def _successor(entry: Entry) -> str:
    return f"its successor is {entry.lifecycle.successor}" if entry.lifecycle.successor else ""


def _said(alternatives: Alternatives | None) -> str:
    if alternatives is None:
        return "not known"
    return f"needs {named(alternatives)}" if alternatives else "closed"
