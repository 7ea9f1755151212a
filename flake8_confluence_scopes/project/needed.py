"""Which scopes a code needs, whatever is declared: in each family of scopes the smallest set, and what forces each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import grants, judging, scopes
from flake8_confluence_scopes.grants import Project
from flake8_confluence_scopes.descriptors import Descriptor, NoDescriptor
from flake8_confluence_scopes.project import events
from flake8_confluence_scopes.project.analysis import App, SourceFile, reported
from flake8_confluence_scopes.project.sites import Site, name_of, site_of
from flake8_confluence_scopes.project.smallest import smallest
from flake8_confluence_scopes.rules import Finding
from flake8_confluence_scopes.scopes import Alternatives, Catalog
from flake8_confluence_scopes.settings import Settings
from flake8_confluence_scopes.silence import Decide, nothing_silenced

FAMILIES = ("classic", "granular", "connect")
"""The families of scopes: OAuth's two, and Connect's."""

_CONNECT = Descriptor("atlassian-connect.json", None, "connect", ())
_OAUTH = Descriptor("manifest.yml", None, "forge", ())
"""Where nothing is declared, every call says what it needs."""
_LISTS = {"CFS105": "removed", "CFS301": "undecided"}


class Remark(NamedTuple):
    """A call that no scope of the list is for; ``list`` is ``closed``, ``removed`` or ``undecided``, ``message`` and ``help``
    are flake8's."""

    list: str
    site: Site
    message: str
    help: str


class Needed(NamedTuple):
    """The scopes of one family that the code needs, each with what forces it, and the calls that are none of them.

    An operation that has no scope of the family counts with one of the others: API v2 has granular scopes only.
    """

    family: str
    catalog: Catalog
    scopes: dict[str, tuple[Site, ...]]
    remarks: tuple[Remark, ...]
    lower: tuple[Site, ...] = ()
    """The calls that a lower Connect scope would open, which one of those in the list implies."""
    app: str = ""
    """The descriptor of the app whose calls these are, where there are several apps; else empty."""

    def of(self, name: str) -> list[Remark]:
        """One list of the calls that the scopes are not for."""
        return [remark for remark in self.remarks if remark.list == name]


def each_needed(look: Sequence[App], settings: Settings, families: Sequence[str], decide: Decide) -> list[Needed]:
    """What each app needs of each family, those of an app beside one another: what one needs, another should not declare.
    Apps that need nothing are left out where there are others."""
    found = [[needed([app], settings, family, decide)._replace(app=_name(app)) for family in families] for app in look]
    found = [its for its in found if any(one.scopes or one.remarks for one in its)] or found[:1]
    if len(found) == 1:
        return [one._replace(app="") for one in found[0]]
    return [one for its in found for one in its]


def _name(app: App) -> str:
    declaration = app.declaration
    if isinstance(declaration, Descriptor):
        return name_of(declaration)
    return "files without a descriptor" if isinstance(declaration, NoDescriptor) else declaration.label


def needed(apps: Iterable[App], settings: Settings, family: str, decide: Decide = nothing_silenced) -> Needed:
    """What the calls and events of the apps need of a family. ``decide`` tells which undecided calls a comment says not to be
    Confluence's; what else is silenced needs its scope all the same."""
    apps = list(apps)
    project = _project(settings, family)
    needs: list[tuple[Site, Alternatives]] = []
    remarks: dict[Remark, None] = {}
    for file in (file for app in apps for file in app.files):
        for call in reported(file, settings):
            site, need = site_of(file, call), judging.need(call, project)
            if need.finding is None or need.lacking:
                needs.append((site, need.alternatives))
                continue
            if not is_set_aside(file, need.finding, decide):
                kind = _LISTS.get(need.finding.code, "closed")
                remarks[Remark(kind, site, need.finding.text, need.finding.help)] = None
    if family != "connect":
        needs += ((site, ((scope,),)) for app in apps for scope, site in events.needed(app.declaration))
    wanted = [(site, of_family(alternatives, family)) for site, alternatives in needs]
    forced = sites_of(wanted)
    # Of Connect's, a higher one opens what a lower one does.
    implied = {scope for scope in forced if any(scope in scopes.granted([one]) for one in forced if one != scope)}
    kept = {scope: its for scope, its in forced.items() if scope not in implied}
    lower = {site for scope in implied for site in forced[scope]}
    catalog = project.views[0].catalog
    return Needed(family, catalog, kept, tuple(remarks), tuple(sorted(lower, key=lambda site: site.order)))


def is_set_aside(file: SourceFile, found: Finding, decide: Decide) -> bool:
    """Whether a comment that names CFS301 says of an undecided call that it is not Confluence's."""
    silence = decide(file.path, found.line, found.code)
    return found.code == "CFS301" and silence is not None and silence.names_code


def _project(settings: Settings, family: str) -> Project:
    chosen = settings.chosen_catalog()
    catalog = chosen if family == "connect" or (chosen is not None and chosen.family == "oauth") else None
    return grants.project_of(_CONNECT if family == "connect" else _OAUTH, catalog)


def sites_of(needs: Sequence[tuple[Site, Alternatives]]) -> dict[str, tuple[Site, ...]]:
    """The fewest scopes for the needs, each with the sites that it is for."""
    found = smallest(alternatives for _, alternatives in needs)
    sites: dict[str, dict[Site, None]] = {scope: {} for scope in sorted(found)}
    for site, alternatives in sorted(needs, key=lambda one: one[0].order):
        for scope in next((one for one in alternatives if found.issuperset(one)), ()):
            sites[scope][site] = None
    return {scope: tuple(its) for scope, its in sites.items()}


def of_family(alternatives: Alternatives, family: str) -> Alternatives:
    """Those of the family, or all where there are none of it."""

    def is_of_it(alternative: tuple[str, ...]) -> bool:
        return all(scopes.is_classic(scope) == (family == "classic") for scope in alternative)

    return tuple(filter(is_of_it, alternatives)) or alternatives


def operations(sites: Iterable[Site]) -> Iterator[tuple[Site, int]]:
    """The first site of each operation, and how many it has."""
    groups: dict[str, list[Site]] = {}
    for site in sites:
        groups.setdefault(site.operation, []).append(site)
    return ((its[0], len(its)) for its in groups.values())
