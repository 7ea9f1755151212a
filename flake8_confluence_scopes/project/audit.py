"""An app's calls and declared scopes -> what is missing, unused, over-broad and undecided."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from flake8_confluence_scopes import checker, scopes
from flake8_confluence_scopes.checker import Need, Project
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.project import beside, events, unread, unseen
from flake8_confluence_scopes.project.analysis import App, SourceFile, reported
from flake8_confluence_scopes.project.possible import possible_scopes
from flake8_confluence_scopes.project.report import KINDS, Audit, Entry
from flake8_confluence_scopes.project.scope_use import NOT_PROVEN, OVER_BROAD, REMOVED, Doubt, Use, Verdict, scope_use
from flake8_confluence_scopes.project.sites import Site, counted, counted_needs, name_of, site_of
from flake8_confluence_scopes.rules import Finding
from flake8_confluence_scopes.scopes import Catalog
from flake8_confluence_scopes.settings import Settings

_Key = TypeVar("_Key", bound=Hashable)


class Placed(NamedTuple):
    """A call's need with its site."""

    site: Site
    need: Need


class Comparison(NamedTuple):
    """The calls of an app compared with what it declares."""

    project: Project
    placed: tuple[Placed, ...]
    use: Use
    audit: Audit


def compared(app: App, settings: Settings, proves: bool = True) -> Comparison | None:
    """The comparison; None where there is nothing to compare with, see ``audited``. Where nothing ``proves`` that a scope
    is unused, the files beside the descriptor are not searched."""
    catalog = settings.chosen_catalog()
    if not isinstance(app.declaration, Descriptor):
        return None
    try:
        project = checker.project_of(app.declaration, catalog, settings.extra_codes)
    except checker.NoAnswers:
        return None
    placed: list[Placed] = []
    doubts: list[Doubt] = []
    for file in app.files:
        doubts += (*unread.doubts(file), *unseen.of_file(file, project))
        known = reported(file, settings)
        placed += (Placed(site_of(file, call), checker.need(call, project)) for call in known)
    placed = list({(one.site, one.need.finding): one for one in placed}.values())
    for site, need in placed:
        if _is_undecided(need) and not need.call.is_open:
            doubts.append(Doubt(site, _reason(need), possible_scopes(need.call, project)))
        elif need.removed:
            doubts.append(Doubt(site, REMOVED, frozenset(scope for one in need.alternatives for scope in one)))
    in_force = [one for one in placed if not one.need.removed]
    doubts += events.doubts(app.declaration)
    doubts.sort(key=lambda doubt: doubt.site.order)
    kept = dict(settings.keep_scopes)
    for_events = events.needed(app.declaration)
    unjudged = [*kept, *(scope for scope, _ in for_events)]
    needs = [need for _, need in in_force]
    use = scope_use(project, needs, doubts, unjudged)
    if proves and use.verdicts:
        doubts += beside.doubts(app, settings)
        use = scope_use(project, needs, doubts, unjudged)
    entries = [
        *_required(in_force, use, for_events),
        *_missing(placed),
        *events.missing(app.declaration),
        *map(_judged, use.verdicts),
        *_undecided(placed),
        *_problems(app, catalog, placed),
        *(Entry("kept", scope, reason) for scope, reason in kept.items() if scope in app.declaration.scopes),
    ]
    return Comparison(project, tuple(placed), use, _audit(app, entries, project))


def audited(app: App, settings: Settings) -> Audit:
    """The audit of one app."""
    comparison = compared(app, settings)
    if comparison is not None:
        return comparison.audit
    return _audit(app, _problems(app, settings.chosen_catalog(), ()), None)


def _is_undecided(need: Need) -> bool:
    return need.finding is not None and need.finding.code == "CFS301"


def _reason(need: Need) -> str:
    """Why the call is not decided, out of flake8's message."""
    return _said(need).partition(" is not checked: ")[2]


def _required(placed: Iterable[Placed], use: Use, for_events: Iterable[events.Needed]) -> Iterator[Entry]:
    granted = scopes.granted(use.needed)
    sites: dict[str, list[Site]] = {}
    for site, need in placed:
        for scope in chosen(need, granted):
            sites.setdefault(scope, []).append(site)
    for scope, site in for_events:
        sites.setdefault(scope, []).append(site)
    for scope in sorted(sites, key=_rank):
        message = f"{counted_needs(sites[scope])} {_verb(sites[scope], 'need')} it"
        yield Entry("required", scope, message, tuple(sites[scope]))


def chosen(need: Need, granted: frozenset[str]) -> tuple[str, ...]:
    """The scopes by which a call is, or shall be, open: the granted alternative, or the first one that messages name."""
    opening = (one for one in need.alternatives if granted.issuperset(one))
    return next(opening, need.alternatives[0] if need.alternatives else ())


def _missing(placed: Iterable[Placed]) -> Iterator[Entry]:
    lacking = [one for one in placed if one.need.lacking and one.need.finding]
    for alternatives, sites, details in _grouped(lacking, lambda need: need.lacking):
        subject = checker.named(alternatives)
        message = f"{counted(sites)} {_verb(sites, 'need')} {subject}"
        yield Entry("missing", subject, message, sites, alternatives, code="CFS101", details=details)


def _judged(verdict: Verdict) -> Entry:
    kind, scope, reason, instead, doubts = verdict
    sites = tuple(doubt.site for doubt in doubts)
    others = dict.fromkeys(doubt.reason for doubt in doubts if not doubt.is_call)
    name = {NOT_PROVEN: "not_proven", OVER_BROAD: "over_broad"}.get(kind, "unused")
    return Entry(name, scope, "; ".join([*([reason] if reason else []), *others]), sites, instead=instead)


def _undecided(placed: Iterable[Placed]) -> Iterator[Entry]:
    for reason, sites, details in _grouped([one for one in placed if _is_undecided(one.need)], _reason):
        message = f"{counted(sites)} {_verb(sites, 'be')} not checked: {reason}"
        yield Entry("undecided", reason, message, sites, code="CFS301", details=details)


def _grouped(
    placed: Iterable[Placed], key: Callable[[Need], _Key]
) -> Iterator[tuple[_Key, tuple[Site, ...], tuple[str, ...]]]:
    """The calls of each key, with what flake8 says of each."""
    groups: dict[_Key, list[Placed]] = {}
    for one in placed:
        groups.setdefault(key(one.need), []).append(one)
    for value, its in groups.items():
        yield value, tuple(one.site for one in its), tuple(_said(one.need) for one in its)


def _said(need: Need) -> str:
    return need.finding.text if need.finding else ""


def _problems(app: App, catalog: Catalog | None, placed: Sequence[Placed]) -> Iterator[Entry]:
    """What flake8 reports besides missing scopes and undecided calls."""
    for site, need in placed:
        if need.finding and need.finding.code not in ("CFS101", "CFS301"):
            yield _problem(need.finding, site)
    seen = set()
    for file in app.files:
        for found, site in unread.unchecked(file):
            yield _problem(found, site)
        for found, site in _of_the_descriptor(app, file, catalog):
            if found.message not in seen:
                seen.add(found.message)
                yield _problem(found, site)


def _of_the_descriptor(app: App, file: SourceFile, catalog: Catalog | None) -> Iterator[tuple[Finding, Site]]:
    calls = checker.confluence_calls(file.calls, catalog)
    if calls:
        first = min(calls, key=lambda call: call.argument[:2])
        _, found = checker.check_declaration(first, app.declaration, catalog)
        yield from ((one, site_of(file, first)) for one in found)


def _problem(found: Finding, site: Site) -> Entry:
    return Entry("problems", found.text, found.text, (site,), code=found.code, details=(found.text,))


def _audit(app: App, entries: Iterable[Entry], project: Project | None) -> Audit:
    declaration = app.declaration
    order = list(KINDS)
    ordered = tuple(sorted(entries, key=lambda entry: order.index(entry.kind)))
    if not isinstance(declaration, Descriptor):
        return Audit("", False, "", (), (), {}, ordered)
    catalogs = tuple(dict.fromkeys(view.catalog.name for view in project.views)) if project else ()
    lines = _lines(declaration)
    name, is_file = name_of(declaration), declaration.path is not None
    return Audit(name, is_file, declaration.kind, declaration.scopes, catalogs, lines, ordered)


def _lines(descriptor: Descriptor) -> dict[str, int]:
    """The line of each declared scope, 1 where it does not stand as it is, escaped for example."""
    if descriptor.path is None:
        return {}
    try:
        with open(descriptor.path, encoding="utf-8-sig", errors="replace") as file:
            text = file.read()
    except OSError:
        return {}
    start = max(text.find("scopes"), 0)
    lines = {}
    for scope in descriptor.scopes:
        found = re.search(rf"(?<![\w:.-]){re.escape(scope)}(?![\w.-]|:\S)", text[start:], re.IGNORECASE)
        lines[scope] = text.count("\n", 0, start + found.start()) + 1 if found else 1
    return lines


def _rank(scope: str) -> tuple[int, str]:
    connect = scopes.connect_scope(scope)
    return (scopes.CONNECT_SCOPES.index(connect), "") if connect else (len(scopes.CONNECT_SCOPES), scope)


def _verb(sites: Sequence[Site], verb: str) -> str:
    forms = {"need": ("needs", "need"), "be": ("is", "are")}[verb]
    return forms[0] if len(sites) == 1 else forms[1]
