"""The events that a descriptor subscribes to, which need scopes by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.descriptors import Declaration, Descriptor, Event
from flake8_confluence_scopes.one_line import in_one_line
from flake8_confluence_scopes.project.report import Entry
from flake8_confluence_scopes.project.scope_use import Doubt
from flake8_confluence_scopes.project.sites import Site, file_site, name_of
from flake8_confluence_scopes.rules import help_for

if TYPE_CHECKING:
    from flake8_confluence_scopes.scopes.events import EventScopes

_WEBHOOK = "webhook:"
_OURS = "avi:confluence:"
_LONGEST_NAME = 100
_MOST_NAMED = 3


class Needed(NamedTuple):
    """A scope that an event needs: a classic one, in whose place no other counts. ``site`` is the event's."""

    scope: str
    site: Site


def needed(declaration: Declaration) -> list[Needed]:
    """The scopes that the events of a Forge manifest need, as far as the source tells."""
    found = []
    for event, site in _events(declaration):
        needs = scopes.event_scopes(event.name)
        found += [Needed(scope, site) for scope in (needs.required if needs else ())]
    return found


def lacking(declaration: Declaration) -> list[Needed]:
    """Those that the manifest does not declare."""
    declared = declaration.scopes if isinstance(declaration, Descriptor) else ()
    return [one for one in needed(declaration) if one.scope not in declared]


def missing(declaration: Declaration) -> Iterator[Entry]:
    """What an audit says of those that are lacking."""
    groups: dict[str, list[Site]] = {}
    for scope, site in lacking(declaration):
        groups.setdefault(scope, []).append(site)
    label = getattr(declaration, "label", "")
    for scope, sites in groups.items():
        details = tuple(f"the event {site.path} needs scope {scope}; {label} lacks it" for site in sites)
        message = f"{'1 event needs' if len(sites) == 1 else f'{len(sites)} events need'} {scope}"
        helps = (help_for("CFS101", addition=scope, descriptor=label),) * len(sites)
        yield Entry("missing", scope, message, tuple(sites), ((scope,),), details=details, helps=helps)


def doubts(declaration: Declaration) -> Iterator[Doubt]:
    """What the events leave open: scopes that may not be needed one day, and events of which no source tells."""
    unknown: dict[str, list[Site]] = {}
    for event, site in _events(declaration):
        needs = scopes.event_scopes(event.name)
        if needs:
            for scope in needs.droppable:
                reason = f"{site.in_file} subscribes to {site.path}, which needs it, but perhaps not for good"
                yield Doubt(site, reason, frozenset((scope,)))
        elif not event.name:
            unknown.setdefault("an event whose name cannot be read", []).append(site)
        elif event.name.startswith(_WEBHOOK):
            unknown.setdefault("a webhook", []).append(site)
        elif event.name.startswith(_OURS):
            unknown.setdefault("", []).append(site)
    for kind, sites in unknown.items():
        names = _listed([site.path for site in sites])
        what = f"{kind} ({names})" if kind and names else kind or names
        reason = f"{sites[0].in_file} subscribes to {what}, and no source tells the scopes that it needs"
        yield from (Doubt(site, reason, None) for site in sites)


def subscribed(declaration: Declaration) -> Iterator[tuple[str, Site, EventScopes | None]]:
    """Each event and webhook, its site, and the scopes that it needs; None where no source tells."""
    for event, site in _events(declaration):
        kind = "webhook " if event.name.startswith(_WEBHOOK) else ""
        yield f"{kind}{site.path or 'whose name cannot be read'}", site, scopes.event_scopes(event.name)


def on_forge(declaration: Declaration) -> Iterator[tuple[Site, str]]:
    """What is to be said of a Connect app's webhooks when it moves to Forge, where an event has the same words."""
    for event, site in _events(declaration):
        if not event.name.startswith(_WEBHOOK):
            continue
        noun, _, verb = site.path.partition("_")
        name = f"{_OURS}{verb}:{noun}"
        needs = scopes.event_scopes(name)
        if needs is None:
            yield site, f"webhook {site.path}: look up its Forge event, and the scopes that the event needs"
        else:
            yield site, f"webhook {site.path}: the Forge event {name} needs {', '.join((*needs.required, *needs.droppable))}"


def _events(declaration: Declaration) -> Iterator[tuple[Event, Site]]:
    """The events, each with its site, whose path is the name as reports have it."""
    if isinstance(declaration, Descriptor):
        file = name_of(declaration)
        for event in declaration.events:
            name = in_one_line(event.name.removeprefix(_WEBHOOK)[:_LONGEST_NAME])
            yield event, file_site(file, event.line)._replace(client="event", path=name)


def _listed(names: Sequence[str]) -> str:
    shown: Iterable[str] = dict.fromkeys(name for name in names if name)
    first = list(shown)[:_MOST_NAMED]
    return ", ".join([*first, *(["..."] if len(list(shown)) > _MOST_NAMED else [])])
