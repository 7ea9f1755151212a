"""What a scope opens, by the catalogs, and what else opens the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.explaining.listing import columns
from flake8_confluence_scopes.scopes import CHAIN, Alternatives, Catalog, Entry

_OTHERS = "or by "


class Opening(NamedTuple):
    """A method of a resource that a scope opens: ``beside`` are the scopes that it needs beside this one, ``others`` the
    alternatives without it."""

    entry: Entry
    beside: tuple[str, ...]
    others: Alternatives


class Openings(NamedTuple):
    """What one catalog says of a scope."""

    catalog: Catalog
    openings: tuple[Opening, ...]


def openings(scope: str, catalogs: Iterable[Catalog]) -> list[Openings]:
    """What the scope opens in each catalog that mentions it. A Connect scope opens what the lower ones do as well: those
    are not repeated. ``scope`` as declared, Connect scopes in upper case or as Forge spells them."""
    connect = scopes.connect_scope(scope)
    name = connect or scope
    found = []
    for catalog in catalogs:
        rows = [(entry, entry.connect if connect else entry.oauth) for entry in catalog.entries()]
        opened = tuple(one for entry, alternatives in rows for one in _opening(name, entry, alternatives or ()))
        if opened:
            found.append(Openings(catalog, opened))
    return found


def _opening(scope: str, entry: Entry, alternatives: Alternatives) -> Iterator[Opening]:
    for alternative in alternatives:
        if scope in alternative:
            beside = tuple(other for other in alternative if other != scope)
            yield Opening(entry, beside, tuple(one for one in alternatives if scope not in one))
            return


def family_of(scope: str) -> str:
    """The kind of scope, as people call it."""
    if scopes.connect_scope(scope):
        return "a Connect scope"
    return "a classic OAuth scope" if scopes.is_classic(scope) else "a granular OAuth scope"


def implied_by(scope: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The Connect scopes that this one implies, and those that imply it; OAuth scopes imply nothing."""
    connect = scopes.connect_scope(scope)
    if connect not in CHAIN:
        return (), ()
    place = CHAIN.index(connect)
    return CHAIN[:place], CHAIN[place + 1 :]


def as_object(scope: str, found: Iterable[Openings]) -> dict[str, object]:
    """The answer as JSON has it."""
    lower, higher = implied_by(scope)
    return {
        "scope": scope,
        "family": family_of(scope).split()[1].lower(),
        "words": scopes.words_of(scope),
        "implies": lower,
        "implied_by": higher,
        "openings": [
            {
                "catalog": catalog.name,
                "date": catalog.date,
                "method": one.entry.method,
                "path": one.entry.resource,
                "beside": one.beside,
                "others": one.others,
                "removed": one.entry.lifecycle.removed,
                "deprecated": one.entry.lifecycle.deprecated,
            }
            for catalog, opened in found
            for one in opened
        ],
    }


def as_lines(scope: str, found: Iterable[Openings]) -> Iterator[str]:
    """The answer for people."""
    found = list(found)
    words = scopes.words_of(scope)
    yield f"{scope}: {family_of(scope)}{f', lets an app {words}' if words else ''}"
    lower, higher = implied_by(scope)
    if lower:
        yield f"  implies {', '.join(lower)}, and opens what they open"
    if higher:
        yield f"  implied by {', '.join(higher)}"
    for catalog, opened in found:
        yield ""
        yield f"opens in {catalog.name}, {catalog.date}:"
        yield from (f"  {line}" for line in columns([_row(one) for one in opened]))
    if not found:
        yield "no operation of these catalogs needs it"


def _row(one: Opening) -> tuple[str, str, str]:
    parts = [f"with {', '.join(one.beside)}"] if one.beside else []
    if one.others:
        parts.append(_OTHERS + " or by ".join(", ".join(other) or "no scope" for other in one.others))
    if one.entry.lifecycle.removed:
        parts.append(f"removed {one.entry.lifecycle.removed}")
    elif one.entry.lifecycle.deprecated:
        parts.append("deprecated")
    return one.entry.method, one.entry.resource, "; ".join(parts)
