"""What can be done about a finding, as code actions."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from flake8_confluence_scopes import checker, judging
from flake8_confluence_scopes.calls import Call
from flake8_confluence_scopes.grants import Project
from flake8_confluence_scopes.path_template import PathTemplate
from flake8_confluence_scopes.server import edits, noqa
from flake8_confluence_scopes.server.descriptor_diagnostics import OVER_BROAD, UNUSED, Said
from flake8_confluence_scopes.server.diagnostics import range_of
from flake8_confluence_scopes.server.documents import Document, Documents
from flake8_confluence_scopes.server.judged import Judged, Shown
from flake8_confluence_scopes.server.lines import Json, Lines

QUICK_FIX = "quickfix"


def of_python(judged: Judged, where: Json, given: Sequence[Json], documents: Documents) -> Iterator[Json]:
    """The actions for the findings of a document of Python that touch a range; ``given`` are the diagnostics that the
    client has there."""
    lines = judged.document.lines
    seen: set[tuple[int, str]] = set()
    for shown in judged.shown:
        own = range_of(lines, shown)
        if not touch(lines, own, where):
            continue
        about = [one for one in given if one.get("code") == shown.finding.code and one["range"] == own]
        found = _fixes(shown, judged, documents)
        yield from (action(title, about, preferred, edit=edit) for title, edit, preferred in found if edit is not None)
        line = (shown.finding.line, shown.finding.code)
        silencing = None if line in seen else noqa.edit(lines, judged.document.source, *line)
        seen.add(line)
        if silencing is not None:
            edit = edits.of_document(judged.document, [silencing], documents.versioned)
            yield action(f"Silence {shown.finding.code} in this line", about, edit=edit)


def lacks_at(judged: Judged, path: str, where: Json, documents: Documents) -> bool:
    """Whether a call that touches a range lacks a scope that can be added to the descriptor at a path."""
    lines = judged.document.lines
    lacking = [
        shown.need.lacking[0]
        for shown in judged.shown
        if shown.finding.code == "CFS101" and shown.need and touch(lines, range_of(lines, shown), where)
    ]
    return bool(lacking) and edits.of_scopes(documents, path, add=lacking[0]) is not None


def of_descriptor(
    document: Document, said: Sequence[Said], where: Json, given: Sequence[Json], documents: Documents
) -> Iterator[Json]:
    """The actions for what is said of a descriptor's scopes at a range."""
    for one in said:
        if not touch(document.lines, one.where, where) or document.path is None:
            continue
        about = [other for other in given if other.get("code") == one.code and other["range"] == one.where]
        found = _scope_fixes(one, document.path, documents)
        yield from (action(title, about, preferred=True, edit=edit) for title, edit in found if edit is not None)


def _scope_fixes(one: Said, path: str, documents: Documents) -> Iterator[tuple[str, Json | None]]:
    if one.code == UNUSED:
        yield f"Remove {one.scope}", edits.of_scopes(documents, path, remove=[one.scope])
    elif one.instead and one.code == OVER_BROAD:
        edit = edits.of_scopes(documents, path, add=one.instead, remove=[one.scope])
        yield f"Declare {', '.join(one.instead)} in the place of {one.scope}", edit
    elif one.instead:
        edit = edits.of_scopes(documents, path, replace={one.scope: one.instead[0]})
        yield f"Replace {one.scope} by {one.instead[0]}", edit


def _fixes(shown: Shown, judged: Judged, documents: Documents) -> Iterator[tuple[str, Json | None, bool]]:
    project, code = judged.project, shown.finding.code
    if project is None or shown.call is None:
        return
    path, label = project.descriptor.path, project.descriptor.label
    if code == "CFS101" and shown.need is not None and path is not None:
        for number, lacking in enumerate(dict.fromkeys(shown.need.lacking)):
            yield f"Add {', '.join(lacking)} to {label}", edits.of_scopes(documents, path, add=lacking), number == 0
    elif code == "CFS203" and path is not None:
        for scope, nearest in _meant(shown.call, project, shown.finding.message):
            edit = edits.of_scopes(documents, path, replace={scope: nearest})
            yield f"Replace {scope} by {nearest} in {label}", edit, True
    elif code == "CFS105":
        successor = judging.lifecycle_of(shown.call, project)[0].successor
        found = _with_path(judged.document, shown.call, successor) if successor else None
        edit = edits.of_document(judged.document, [found], documents.versioned) if found else None
        yield f"Call {successor}", edit, True


def _meant(call: Call, project: Project, message: str) -> Iterator[tuple[str, str]]:
    """The misspelled scope that a message is about, and the one that is meant, if there is one."""
    for scope, found in checker.unknown_scopes(call, project).items():
        nearest = checker.nearest(scope, project)
        if found.message == message and nearest:
            yield scope, nearest


def _with_path(document: Document, call: Call, successor: str) -> Json | None:
    """The edit that writes a successor's path, where the argument is a literal text and nothing of the path is open: a
    parameter of the successor may mean another thing than the one in its place."""
    lines = document.lines
    line, column, end_line, end = call.argument
    start, stop = lines.at(line, column), lines.at(end_line, end)
    try:
        value = ast.literal_eval(lines.text[start:stop])
    except (ValueError, SyntaxError):
        return None
    if not isinstance(value, str) or "{" in successor or "?" in value or "#" in value:
        return None
    path = PathTemplate.of_url(value)
    written = str(call.path)
    if path is None or path.has_holes or not value.endswith(written) or lines.text.count(written, start, stop) != 1:
        return None
    # Where the context path stands outside of this text, it stays there.
    new = successor if path.wiki else successor.removeprefix("/wiki")
    place = lines.text.index(written, start, stop)
    return {"range": lines.range(place, place + len(written)), "newText": new}


def touch(lines: Lines, one: Json, other: Json) -> bool:
    """Whether two ranges have a place in common."""
    ours, theirs = ((lines.offset(where["start"]), lines.offset(where["end"])) for where in (one, other))
    return ours[0] <= theirs[1] and theirs[0] <= ours[1]


def action(title: str, about: Sequence[Json] = (), preferred: bool = False, **more: Json) -> Json:
    """A code action ``about`` some diagnostics; ``more`` is its edit, or the data from which that is made later."""
    made: Json = {"title": title, "kind": QUICK_FIX, **more}
    if about:
        made["diagnostics"] = list(about)
    return made | {"isPreferred": True} if preferred else made
