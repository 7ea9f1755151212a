"""What is to be said of a document -> diagnostics, as the client takes them."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_confluence_scopes import PAGES
from flake8_confluence_scopes.descriptors.unsaved_text import scope_places
from flake8_confluence_scopes.server.documents import Document, Documents
from flake8_confluence_scopes.server.judged import Judged, Shown
from flake8_confluence_scopes.server.lines import Json, Lines
from flake8_confluence_scopes.server.options import Options

SOURCE = "confluence-scopes"
SENT_HERE = "the request is sent here"

ERROR, WARNING, INFORMATION, HINT = 1, 2, 3, 4
UNNECESSARY, DEPRECATED = 1, 2

_SEVERITIES = {
    **dict.fromkeys(("CFS101", "CFS102", "CFS103", "CFS104", "CFS105"), ERROR),
    "CFS301": INFORMATION,
    "CFS106": HINT,
}
_TAGS = {"CFS105": [DEPRECATED], "CFS106": [DEPRECATED]}


def diagnostic(where: Json, code: str, message: str, options: Options, page: str = "") -> Json:
    """One diagnostic; ``page`` is the part of the documentation that explains it, by default the code's."""
    return {
        "range": where,
        "severity": options.severity(code, _SEVERITIES.get(code, WARNING)),
        "code": code,
        "codeDescription": {"href": f"{PAGES}/{page or f'rules.md#{code.lower()}'}"},
        "source": SOURCE,
        "message": message,
    }


def of_python(judged: Judged, options: Options, documents: Documents) -> list[Json]:
    """The diagnostics of a document of Python, in the order of its text."""
    declared = list(_of_descriptor(judged, documents))
    modules: dict[str, Document | None] = {}
    found = []
    for shown in judged.shown:
        said = f"{shown.finding.text}\nhelp: {shown.finding.help}"
        one = diagnostic(range_of(judged.document.lines, shown), shown.finding.code, said, options)
        if tags := _TAGS.get(shown.finding.code):
            one["tags"] = tags
        related = declared if shown.finding.code in ("CFS101", "CFS203") else []
        related = [*related, *_of_wrapper(shown, documents, modules)]
        if related:
            one["relatedInformation"] = related
        found.append(one)
    return found


def range_of(lines: Lines, shown: Shown) -> Json:
    """The whole argument; of what is about no call, the rest of the line."""
    if shown.call is None:
        return lines.rest_of_line(shown.finding.line, shown.finding.column)
    return lines.range_of(shown.call.argument)


def _of_wrapper(shown: Shown, documents: Documents, modules: dict[str, Document | None]) -> Iterator[Json]:
    """Where the project's wrapper sends the request of a call; ``modules`` keeps what has been read."""
    place = shown.call.sent_at if shown.call else None
    if place is None:
        return
    if place.file not in modules:
        modules[place.file] = documents.read(place.file)
    document = modules[place.file]
    if document is not None:
        yield {"location": {"uri": document.uri, "range": document.lines.range_of(place.place)}, "message": SENT_HERE}


def _of_descriptor(judged: Judged, documents: Documents) -> Iterator[Json]:
    """Where the scopes are declared, and that a text is being typed which cannot be read."""
    path = judged.project.descriptor.path if judged.project else None
    document = documents.read(path) if path else None
    if path is None or document is None or judged.project is None:
        return
    descriptor = judged.project.descriptor
    location = {"uri": documents.uri_of(path), "range": _range_of_scopes(document)}
    said = f"{descriptor.label} declares {', '.join(descriptor.scopes) or 'no scopes'}"
    if document.problem:
        said += f"; this is its last text that could be read, for the present one {document.problem}"
    yield {"location": location, "message": said}


def _range_of_scopes(document: Document) -> Json:
    """From the first declared scope to the last one; the beginning of the text where they cannot be told."""
    places = scope_places(document.path or "", document.text)
    if not places:
        return document.lines.range(0, 0)
    return document.lines.range(places[0].start, places[-1].end)
