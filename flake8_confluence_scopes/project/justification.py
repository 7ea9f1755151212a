"""What each scope of an app is for: the operations and events that need it, in plain words, and the rest that a security
review asks about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.project import events
from flake8_confluence_scopes.project.analysis import App
from flake8_confluence_scopes.project.operation_words import words_of
from flake8_confluence_scopes.project.report import Audit
from flake8_confluence_scopes.project.sites import Site, counted

CLOSED = ("CFS102", "CFS103", "CFS104", "CFS105", "CFS106")
"""The codes that tell of one call, and that no scope mends."""

_NO_CALL = ("unused", "not_proven", "kept")


class Operation(NamedTuple):
    """An operation, what it does, where the app calls it, and what is to be said of it. Of an event, its name."""

    name: str
    words: str
    sites: tuple[Site, ...]
    note: str = ""


class ScopeUse(NamedTuple):
    """A scope, what it lets the app do, the ``sentence`` on its use, and the operations and events that need it."""

    scope: str
    words: str
    is_declared: bool
    sentence: str
    operations: tuple[Operation, ...] = ()
    events: tuple[Operation, ...] = ()


class Justification(NamedTuple):
    """One app. ``events`` are all that it subscribes to, ``closed`` the calls that no scope opens, removed ones among them,
    ``undecided`` those of which it is not known what they need."""

    descriptor: str
    declared: tuple[str, ...]
    catalogs: tuple[str, ...]
    scopes: tuple[ScopeUse, ...]
    events: tuple[Operation, ...]
    closed: tuple[Operation, ...]
    undecided: tuple[Operation, ...]


def justified(app: App, audit: Audit) -> Justification:
    """What is to be said of one app, by its audit."""
    lacking = {site for kind in ("missing", "silenced") for entry in audit.of(kind) for site in entry.sites}
    # In a Forge manifest a Connect scope has another name. Without a descriptor nothing says what is declared.
    declared = scopes.granted(audit.declared) if audit.descriptor else None
    uses = [_use(entry.subject, entry.sites, declared, lacking) for entry in audit.of("required")]
    for name in _NO_CALL:
        for entry in audit.of(name):
            perhaps = "Perhaps needed: " if name == "not_proven" else ""
            uses.append(ScopeUse(entry.subject, scopes.words_of(entry.subject), True, _sentence(perhaps + entry.message)))
    problems = [entry for entry in audit.of("problems") if entry.code in CLOSED]
    return Justification(
        audit.descriptor or "No descriptor",
        audit.declared,
        audit.catalogs,
        tuple(uses),
        tuple(_subscribed(app)),
        _operations(((site, entry.message) for entry in problems for site in entry.sites)),
        _operations(((site, entry.subject) for entry in audit.of("undecided") for site in entry.sites)),
    )


def _use(scope: str, sites: Sequence[Site], declared: frozenset[str] | None, lacking: set[Site]) -> ScopeUse:
    operations = _operations((site, "") for site in sites if site.method)
    of_events = _operations((site, "") for site in sites if not site.method)
    counts = [counted(operations, "operation")] if operations else []
    counts += [counted(of_events, "event")] if of_events else []
    is_declared = declared is None or scope in declared
    sentence = f"For {' and '.join(counts)}."
    if not is_declared:
        sentence += " Not declared yet: `confluence-scopes fix` adds what is missing."
    elif declared is not None and lacking.intersection(sites):
        sentence += " Not all of these calls are open yet: see `confluence-scopes audit`."
    return ScopeUse(scope, scopes.words_of(scope), is_declared, sentence, operations, of_events)


def _operations(sites: Iterable[tuple[Site, str]]) -> tuple[Operation, ...]:
    """The sites by their operations, and by what is said of them."""
    groups: dict[tuple[str, str], list[Site]] = {}
    for site, note in sites:
        groups.setdefault((site.operation, note), []).append(site)
    return tuple(
        Operation(name, words_of(its[0].method, its[0].path) if its[0].method else "", tuple(its), note)
        for (name, note), its in groups.items()
    )


def _subscribed(app: App) -> Iterable[Operation]:
    """The events and webhooks, each with the scopes that it needs by itself."""
    for name, site, needs in events.subscribed(app.declaration):
        if needs is None:
            note = "no source tells which scopes it needs"
        else:
            required = ", ".join(needs.required) or "no scope"
            perhaps = f"; at present also {', '.join(needs.droppable)}" if needs.droppable else ""
            note = f"needs {required}{perhaps}"
        yield Operation(name, "", (site,), note)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."
