"""What flake8 says of an app besides what a call needs: of its files, its descriptor, and of outdated operations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import belonging, checker, judging
from flake8_confluence_scopes.calls import Call
from flake8_confluence_scopes.grants import Project
from flake8_confluence_scopes.project import unread
from flake8_confluence_scopes.project.analysis import App, SourceFile
from flake8_confluence_scopes.project.declared_at import declared_at
from flake8_confluence_scopes.project.sites import Site, site_of
from flake8_confluence_scopes.rules import Finding
from flake8_confluence_scopes.scopes import Catalog
from flake8_confluence_scopes.settings import Settings
from flake8_confluence_scopes.silence import Decide, Silence


class Found(NamedTuple):
    """A finding with its site, and what silences it."""

    finding: Finding
    site: Site
    silence: Silence | None


def outdated(app: App, project: Project, settings: Settings, decide: Decide) -> Iterator[Found]:
    """The calls of deprecated operations, where flake8 reports them; a removed one is what its call needs."""
    if not project.reports("CFS106"):
        return
    for file in app.files:
        calls = belonging.confluence_calls(file.calls, settings.chosen_catalog())
        for need in judging.each_said_once(one for call in calls for one in judging.deprecated(call, project)):
            one = need.finding
            assert one is not None  # that is what such a need is for
            yield Found(one, site_of(file, need.call), decide(file.path, one.line, one.code))


def of_the_app(app: App, catalog: Catalog | None, decide: Decide) -> Iterator[Found]:
    """What is to be said of files and of the descriptor; of that once, and where flake8 shows it if it does anywhere."""
    of_descriptor: dict[str, Found] = {}
    calls = [belonging.confluence_calls(file.calls, catalog) for file in app.files]
    waiting = sum(map(checker.counted, calls))
    for file, its in zip(app.files, calls):
        for one, site in unread.unchecked(file):
            yield Found(one, site, decide(file.path, one.line, one.code))
        for one, site in _of_the_descriptor(app, file, its, waiting, catalog):
            known = of_descriptor.get(one.message)
            if known is None or known.silence:
                placed = Found(one, site, decide(file.path, one.line, one.code))
                if known is None or placed.silence is None:
                    of_descriptor[one.message] = placed
    yield from of_descriptor.values()


def _of_the_descriptor(
    app: App, file: SourceFile, calls: Sequence[Call], waiting: int, catalog: Catalog | None
) -> Iterator[tuple[Finding, Site]]:
    """What flake8 says at the first call of the file; of a scope, at its place in the descriptor, where that is a file."""
    if not calls:
        return
    first = min(calls, key=lambda call: call.argument[:2])
    project, found = checker.check_declaration(first, waiting, app.declaration, catalog)
    if project is None:
        yield from ((one, site_of(file, first)) for one in found)
        return
    places = declared_at(project.descriptor)
    for scope, one in checker.unknown_scopes(first, project).items():
        yield one, places.get(scope) or site_of(file, first)
