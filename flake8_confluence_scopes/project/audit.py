"""An app's calls and declared scopes -> what is missing, unused, over-broad and undecided."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Hashable, Iterable, Iterator, Sequence, Sized
from typing import NamedTuple, TypeVar

from flake8_confluence_scopes import grants, judging, scopes
from flake8_confluence_scopes.grants import Project
from flake8_confluence_scopes.judging import Need
from flake8_confluence_scopes.descriptors import Descriptor, NoDescriptor
from flake8_confluence_scopes.project import beside, events, shared, unexplained, unread, unseen
from flake8_confluence_scopes.project.analysis import App, SourceFile, reported
from flake8_confluence_scopes.project.declared_at import declared_at
from flake8_confluence_scopes.project.findings import Found, of_the_app, outdated
from flake8_confluence_scopes.project.needed import needed
from flake8_confluence_scopes.project.possible import possible_scopes
from flake8_confluence_scopes.project.report import KINDS, Audit, Entry
from flake8_confluence_scopes.project.scope_use import NOT_PROVEN, OVER_BROAD, REMOVED, Doubt, Use, Verdict, scope_use
from flake8_confluence_scopes.project.sites import Site, counted, counted_needs, name_of, places, site_of
from flake8_confluence_scopes.rules import Finding
from flake8_confluence_scopes.settings import Settings
from flake8_confluence_scopes.silence import Decide, Silence, nothing_silenced

_Key = TypeVar("_Key", bound=Hashable)


class Placed(NamedTuple):
    """A call's need with its site, and what silences the need's finding."""

    site: Site
    need: Need
    silence: Silence | None = None

    @property
    def is_missing(self) -> bool:
        """Whether the call lacks a scope that it shall be given."""
        return bool(self.need.lacking) and self.need.finding is not None and self.silence is None


class Comparison(NamedTuple):
    """The calls of an app compared with what it declares."""

    project: Project
    placed: tuple[Placed, ...]
    use: Use
    audit: Audit


def compared(
    app: App, settings: Settings, decide: Decide = nothing_silenced, proves: bool = True
) -> Comparison:
    """The comparison. Where nothing ``proves`` that a scope is unused, the files beside the descriptor are not searched.

    Raises NoAnswers where there is nothing to compare with, see ``audited``.
    """
    steps = comparing(app, settings, decide, proves)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Comparison = end.value
            return found


def comparing(
    app: App, settings: Settings, decide: Decide = nothing_silenced, proves: bool = True
) -> Generator[None, None, Comparison]:
    """What ``compared`` does, one file in a step. Raises NoAnswers."""
    catalog = settings.chosen_catalog()
    if not isinstance(app.declaration, Descriptor):
        raise grants.NoAnswers(app.declaration.reason)
    project = grants.project_of(app.declaration, catalog, settings.extra_codes)
    placed: list[Placed] = []
    doubts: list[Doubt] = []
    for file in app.files:
        doubts += (*unread.doubts(file), *unseen.of_file(file, project, decide))
        known = reported(file, settings)
        placed += (_placed(file, judging.need(call, project), decide) for call in known)
        yield
    placed = list({(one.site, one.need.finding): one for one in placed}.values())
    for site, need, silence in placed:
        # Only a comment that names the code is about Confluence: many silence something else in their line.
        if _is_undecided(need) and not need.call.is_open and not (silence and silence.names_code):
            doubts.append(Doubt(site, _reason(need), possible_scopes(need.call, project)))
        elif need.removed:
            doubts.append(Doubt(site, REMOVED, frozenset(scope for one in need.alternatives for scope in one)))
    in_force = [one for one in placed if not one.need.removed]
    doubts += events.doubts(app.declaration)
    doubts.sort(key=lambda doubt: doubt.site.order)
    kept = dict(settings.keep_scopes)
    for_events = events.needed(app.declaration)
    unjudged = [*kept, *(scope for scope, _ in for_events)]
    needs = [one.need for one in in_force]
    use = scope_use(project, needs, doubts, unjudged)
    others_beside = beside.doubts(app, settings) if proves else []
    if proves and use.verdicts:
        more = [*others_beside, *shared.doubts(app, project, settings, decide), *unexplained.doubts(app, project)]
        use = scope_use(project, needs, [*doubts, *more], unjudged)
    others = [*outdated(app, project, settings, decide), *of_the_app(app, catalog, decide)]
    said = _each_said_once(placed)
    entries = [
        *_required(in_force, use, for_events),
        *_missing(said),
        *events.missing(app.declaration),
        *map(_judged, use.verdicts),
        *_undecided(said, settings),
        *_problems(said, others),
        *_silenced(said, others),
        *(Entry("kept", scope, reason) for scope, reason in kept.items() if scope in app.declaration.scopes),
    ]
    unread_files = len({doubt.site.file for doubt in others_beside})
    return Comparison(project, tuple(placed), use, _audit(app, entries, project)._replace(unread=unread_files))


def audited(app: App, settings: Settings, decide: Decide = nothing_silenced, proves: bool = True) -> Audit:
    """The audit of one app; ``decide`` says what flake8 silences. For ``proves`` see ``compared``."""
    with contextlib.suppress(grants.NoAnswers):
        return compared(app, settings, decide, proves).audit
    found = list(of_the_app(app, settings.chosen_catalog(), decide))
    entries = [*_problems((), found), *_silenced((), found)]
    if not isinstance(app.declaration, NoDescriptor):
        return _audit(app, entries, None)
    # Nothing can be compared; what the calls need is known all the same.
    answer = needed([app], settings, "classic", decide)
    entries += (Entry("required", scope, _needing(sites), sites) for scope, sites in answer.scopes.items())
    return _audit(app, entries, None)._replace(catalogs=(answer.catalog.name,))


def _placed(file: SourceFile, need: Need, decide: Decide) -> Placed:
    found = need.finding
    return Placed(site_of(file, need.call), need, decide(file.path, found.line, found.code) if found else None)


def _each_said_once(placed: Iterable[Placed]) -> list[Placed]:
    """What flake8 reports: of a named method that sends several requests not each."""
    by_file: dict[str, dict[Need, Placed]] = {}
    for one in placed:
        by_file.setdefault(one.site.file, {})[one.need] = one
    return [its[need] for its in by_file.values() for need in judging.each_said_once(its)]


def _is_undecided(need: Need) -> bool:
    return need.finding is not None and need.finding.code == "CFS301"


def _reason(need: Need) -> str:
    """Why the call is not decided, out of flake8's message."""
    return _said(need).partition(" is not checked: ")[2]


def _required(placed: Iterable[Placed], use: Use, for_events: Iterable[events.Needed]) -> Iterator[Entry]:
    granted = scopes.granted(use.needed)
    sites: dict[str, list[Site]] = {}
    for site, need, _ in placed:
        for scope in chosen(need, granted):
            sites.setdefault(scope, []).append(site)
    for scope, site in for_events:
        sites.setdefault(scope, []).append(site)
    for scope in sorted(sites, key=_rank):
        yield Entry("required", scope, _needing(sites[scope]), tuple(sites[scope]))


def _needing(sites: Sequence[Site]) -> str:
    return f"{counted_needs(sites)} {_verb(places(sites), 'need')} it"


def chosen(need: Need, granted: frozenset[str]) -> tuple[str, ...]:
    """The scopes by which a call is, or shall be, open: the granted alternative, or the first one that messages name."""
    opening = (one for one in need.alternatives if granted.issuperset(one))
    return next(opening, need.alternatives[0] if need.alternatives else ())


def _missing(placed: Iterable[Placed]) -> Iterator[Entry]:
    lacking = [one for one in placed if one.is_missing]
    for alternatives, its in _grouped(lacking, lambda one: one.need.lacking):
        subject = scopes.named(alternatives)
        calls = places(one.site for one in its)
        message = f"{counted(calls)} {_verb(calls, 'need')} {subject}"
        yield _entry("missing", subject, message, its)._replace(alternatives=alternatives, code="CFS101", is_reported=True)


def _judged(verdict: Verdict) -> Entry:
    kind, scope, reason, instead, doubts = verdict
    sites = tuple(doubt.site for doubt in doubts)
    others = dict.fromkeys(doubt.reason for doubt in doubts if not doubt.is_call)
    name = {NOT_PROVEN: "not_proven", OVER_BROAD: "over_broad"}.get(kind, "unused")
    return Entry(name, scope, "; ".join([*([reason] if reason else []), *others]), sites, instead=instead)


def _undecided(placed: Iterable[Placed], settings: Settings) -> Iterator[Entry]:
    """A call that only an option silences stays in the list: that flake8 does not show it says nothing of the call."""
    wanted = [one for one in placed if _is_undecided(one.need) and not _is_commented(one.silence)]
    is_on = "CFS301" in settings.extra_codes
    for (reason, is_shown), its in _grouped(wanted, lambda one: (_reason(one.need), one.silence is None)):
        calls = places(one.site for one in its)
        message = f"{counted(calls)} {_verb(calls, 'be')} not checked: {reason}"
        yield _entry("undecided", reason, message, its)._replace(code="CFS301", is_reported=is_on and is_shown)


def _is_commented(silence: Silence | None) -> bool:
    return silence is not None and silence.in_source


def _grouped(placed: Iterable[Placed], key: Callable[[Placed], _Key]) -> Iterator[tuple[_Key, list[Found]]]:
    """What flake8 says of the calls of each key."""
    groups: dict[_Key, list[Found]] = {}
    found = ((key(one), Found(one.need.finding, one.site, one.silence)) for one in placed if one.need.finding)
    for value, its in found:
        groups.setdefault(value, []).append(its)
    yield from groups.items()


def _entry(kind: str, subject: str, message: str, its: Sequence[Found]) -> Entry:
    """An entry with what flake8 says of each site."""
    sites, details = tuple(one.site for one in its), tuple(one.finding.text for one in its)
    return Entry(kind, subject, message, sites, details=details, helps=tuple(one.finding.help for one in its))


def _said(need: Need) -> str:
    return need.finding.text if need.finding else ""


def _problems(placed: Iterable[Placed], others: Iterable[Found]) -> Iterator[Entry]:
    """What flake8 reports besides missing scopes and undecided calls."""
    for site, need, silence in placed:
        if need.finding and need.finding.code not in ("CFS101", "CFS301") and silence is None:
            yield _problem(need.finding, site)
    for found, site, silence in others:
        if silence is None:
            yield _problem(found, site)


def _silenced(placed: Iterable[Placed], others: Iterable[Found]) -> Iterator[Entry]:
    """What is silenced, by code and by what silences it."""
    groups: dict[tuple[str, Silence], list[Found]] = {}
    for site, need, silence in placed:
        if need.finding and silence and (silence.in_source or not _is_undecided(need)):
            groups.setdefault((need.finding.code, silence), []).append(Found(need.finding, site, silence))
    for one in others:
        if one.silence:
            groups.setdefault((one.finding.code, one.silence), []).append(one)
    for (code, silence), its in sorted(groups.items()):
        message = f"{counted(its, 'finding')} {_verb(its, 'be')} silenced by {silence.by}"
        yield _entry("silenced", silence.by, message, its)._replace(code=code, silence=silence)


def _problem(found: Finding, site: Site) -> Entry:
    entry = _entry("problems", found.text, found.text, [Found(found, site, None)])
    return entry._replace(code=found.code, is_reported=True)


def _audit(app: App, entries: Iterable[Entry], project: Project | None) -> Audit:
    declaration = app.declaration
    order = list(KINDS)
    ordered = tuple(sorted(entries, key=lambda entry: order.index(entry.kind)))
    if not isinstance(declaration, Descriptor):
        return Audit("", False, "", (), (), {}, ordered)
    catalogs = tuple(dict.fromkeys(view.catalog.name for view in project.views)) if project else ()
    lines = {scope: site.line for scope, site in declared_at(declaration).items()}
    name, is_file = name_of(declaration), declaration.path is not None
    return Audit(name, is_file, declaration.kind, declaration.scopes, catalogs, lines, ordered)


def _rank(scope: str) -> tuple[int, str]:
    connect = scopes.connect_scope(scope)
    return (scopes.CONNECT_SCOPES.index(connect), "") if connect else (len(scopes.CONNECT_SCOPES), scope)


def _verb(sites: Sized, verb: str) -> str:
    forms = {"need": ("needs", "need"), "be": ("is", "are")}[verb]
    return forms[0] if len(sites) == 1 else forms[1]
