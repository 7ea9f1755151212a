"""What is to be said of a descriptor in its own text: that it cannot be read, and of each of its scopes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_confluence_scopes import checker
from flake8_confluence_scopes.calls import Call, Place
from flake8_confluence_scopes.grants import Project
from flake8_confluence_scopes.descriptors.unsaved_text import ScopePlace, scope_places
from flake8_confluence_scopes.path_template import PathTemplate
from flake8_confluence_scopes.project import scope_use
from flake8_confluence_scopes.project.scope_use import Verdict
from flake8_confluence_scopes.server.diagnostics import HINT, UNNECESSARY, diagnostic
from flake8_confluence_scopes.server.documents import Document
from flake8_confluence_scopes.server.lines import Json
from flake8_confluence_scopes.server.options import Options

UNUSED, OVER_BROAD = "unused-scope", "over-broad-scope"

_PLACE = re.compile(r"line (\d+)(?:, column (\d+))?")
_NOWHERE = Call("", "", PathTemplate("/"), Place(1, 0, 1, 0), Place(1, 0, 1, 0))
"""Findings about a descriptor stand at a call; here they stand at the scope."""


class Said(NamedTuple):
    """Something about one scope; ``instead`` is what to declare in its place."""

    where: Json
    code: str
    scope: str
    message: str
    instead: tuple[str, ...] = ()


def said(document: Document, project: Project | None, verdicts: tuple[Verdict, ...]) -> list[Said]:
    """What is to be said of the scopes of a descriptor, in the order of its text; ``verdicts`` are those about the whole
    project, none where it is not known."""
    if project is None or document.path is None:
        return []
    found: list[Said] = []
    unknown = checker.unknown_scopes(_NOWHERE, project)
    by_scope = {verdict.scope: verdict for verdict in verdicts}
    for place in scope_places(document.path, document.text):
        where = document.lines.range(place.start, place.end)
        if place.scope in unknown:
            nearest = checker.nearest(place.scope, project)
            text = f"{unknown[place.scope].text}\nhelp: {unknown[place.scope].help}"
            found.append(Said(where, "CFS203", place.scope, text, (nearest,) if nearest else ()))
        if place.scope in by_scope:
            found += _judged(by_scope[place.scope], where, place)
    return found


def _judged(verdict: Verdict, where: Json, place: ScopePlace) -> Iterator[Said]:
    if verdict.kind == scope_use.UNUSED:
        yield Said(where, UNUSED, place.scope, f"{place.scope} is unused: {verdict.reason}")
    elif verdict.kind == scope_use.OVER_BROAD:
        instead = ", ".join(verdict.instead)
        text = f"{place.scope} opens more than is needed: {verdict.reason} ({instead})"
        yield Said(where, OVER_BROAD, place.scope, text, verdict.instead)


def of_descriptor(document: Document, found: list[Said], options: Options) -> list[Json]:
    """The diagnostics of a descriptor that is open."""
    diagnostics = [_unreadable(document, options)] if document.problem else []
    for one in found:
        page = "" if one.code == "CFS203" else "audit.md"
        made = diagnostic(one.where, one.code, one.message, options, page)
        if one.code == UNUSED:
            made |= {"tags": [UNNECESSARY], "severity": options.severity(one.code, HINT)}
        diagnostics.append(made)
    return diagnostics


def _unreadable(document: Document, options: Options) -> Json:
    place = _PLACE.search(document.problem)
    line, column = (int(place[1]), int(place[2] or 1) - 1) if place else (1, 0)
    name = document.uri.rpartition("/")[2]
    counts = "; meanwhile its last text that could be read counts" if document.has_good_text else ""
    message = f"{name} {document.problem}{counts}"
    return diagnostic(document.lines.rest_of_line(line, column), "CFS202", message, options)
