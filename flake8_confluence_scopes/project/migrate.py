"""From the scopes of a Connect app to those that the same calls need on Forge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import grants, judging, scopes
from flake8_confluence_scopes.calls import releases_of
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.project import events, unread
from flake8_confluence_scopes.project.analysis import App, reported
from flake8_confluence_scopes.project.needed import is_set_aside, of_family, sites_of
from flake8_confluence_scopes.project.scope_use import Doubt
from flake8_confluence_scopes.project.sites import Site, counted_needs, name_of, site_of
from flake8_confluence_scopes.rules import Finding
from flake8_confluence_scopes.scopes import Alternatives
from flake8_confluence_scopes.settings import Settings
from flake8_confluence_scopes.silence import Decide, nothing_silenced

_OUTDATED = ("CFS105", "CFS106")

_MANIFEST = Descriptor("manifest.yml", None, "forge", ())
"""Where nothing is declared, every call says what it needs."""


class Remark(NamedTuple):
    """What is to be said of one call, in flake8's words and under its code."""

    site: Site
    code: str
    message: str


class Migration(NamedTuple):
    """The scopes that the calls of an app need on Forge, each with its calls, and the calls that need a look."""

    app: str
    catalog: str
    impersonates: bool
    scopes: dict[str, tuple[Site, ...]]
    closed: tuple[Remark, ...]
    outdated: tuple[Remark, ...]
    undecided: tuple[Remark, ...]
    webhooks: tuple[Remark, ...]
    libraries: tuple[Remark, ...] = ()
    unread: tuple[str, ...] = ()


def migrated(
    app: App,
    settings: Settings,
    family: str = "classic",
    decide: Decide = nothing_silenced,
    beside: Iterable[Doubt] = (),
) -> Migration:
    """The scopes of the ``family``, and of the other one where an operation has none of it: API v2 has granular ones only.

    ``decide`` tells which undecided calls a comment says not to be Confluence's, ``beside`` what the files that are not read
    leave open.
    """
    chosen = settings.chosen_catalog()
    catalog = chosen if chosen is not None and chosen.family == "oauth" else None
    project = grants.project_of(_MANIFEST, catalog)
    needs: list[tuple[Site, Alternatives]] = []
    remarks: list[Remark] = []
    libraries: dict[tuple[str, str], Remark] = {}
    unread_parts = [doubt for file in app.files for doubt in unread.doubts(file)]
    for file in app.files:
        for call in reported(file, settings):
            site = site_of(file, call)
            need = judging.need_of_scopes(call, project)
            if need.finding is None or need.alternatives:
                needs.append((site, need.alternatives))
            elif not is_set_aside(file, need.finding, decide):
                remarks.append(_remark(site, need.finding))
            if found := judging.outdated(call, project):
                remarks.append(_remark(site, found))
            if call.named and (said := releases_of(call.client)):
                libraries.setdefault((site.place, call.client), Remark(site, "", said))
    declaration = app.declaration
    needs += ((site, ((scope,),)) for scope, site in events.needed(declaration))
    declared = declaration.scopes if isinstance(declaration, Descriptor) else ()
    return Migration(
        name_of(declaration) if isinstance(declaration, Descriptor) else "no descriptor",
        project.views[0].catalog.name,
        any(scopes.connect_scope(name) == "ACT_AS_USER" for name in declared),
        sites_of([(site, of_family(alternatives, family)) for site, alternatives in needs]),
        tuple(one for one in remarks if one.code not in (*_OUTDATED, "CFS301")),
        tuple(one for one in remarks if one.code in _OUTDATED),
        tuple(one for one in remarks if one.code == "CFS301"),
        tuple(Remark(site, "", message) for site, message in events.on_forge(declaration)),
        tuple(libraries.values()),
        tuple(dict.fromkeys(doubt.reason for doubt in [*unread_parts, *beside])),
    )


def _remark(site: Site, found: Finding) -> Remark:
    return Remark(site, found.code, found.text)


def render(migrations: Sequence[Migration]) -> str:
    """A block for the manifest, and what needs a look as comments before it: valid YAML as a whole."""
    return "\n".join("\n".join(_lines(migration)) + "\n" for migration in migrations)


def _lines(migration: Migration) -> Iterator[str]:
    calls = {site for sites in migration.scopes.values() for site in sites if site.method}
    yield f"# {migration.app}: what its calls need on Forge ({migration.catalog}), {len(calls)} of them with scopes"
    yield from _remarks("These calls have no equivalent on Forge:", migration.closed)
    yield from _remarks("These calls are on their way out:", migration.outdated)
    yield from _remarks("Releases of the library differ in what these calls send:", migration.libraries)
    yield from _remarks("These calls are not decided, their scopes are not in the list:", migration.undecided)
    if migration.unread:
        yield "#"
        yield "# These files may call, their scopes are not in the list:"
        yield from (f"#   {reason}" for reason in migration.unread)
    yield from _remarks("Events need scopes by themselves, which are not in the list:", migration.webhooks)
    if migration.impersonates:
        yield "#"
        yield "# ACT_AS_USER: add allowImpersonation: true to the scopes of the calls that are made for a user."
    yield "permissions:"
    yield "  scopes:" if migration.scopes else "  scopes: []"
    for scope, sites in migration.scopes.items():
        yield f"    - {scope} # {counted_needs(sites)}, {sites[0].place}"


def _remarks(title: str, remarks: Sequence[Remark]) -> Iterator[str]:
    if remarks:
        yield "#"
        yield f"# {title}"
        for site, _, message in remarks:
            yield f"#   {site.place}  {message}"
