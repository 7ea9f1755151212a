"""What is known of a call, and of a declared scope, as a text for people."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.calls import Call
from flake8_confluence_scopes.explaining import catalog_answers
from flake8_confluence_scopes.scopes import Catalog
from flake8_confluence_scopes.server.descriptor_diagnostics import Said
from flake8_confluence_scopes.server.documents import Documents
from flake8_confluence_scopes.server.judged import Judged
from flake8_confluence_scopes.server.lines import Json, Lines
from flake8_confluence_scopes.server.project_look import Looked

SHOWN = 10
"""Calls, and operations, that a text lists."""


def of_call(judged: Judged, offset: int) -> Json | None:
    """What the catalogs say of the calls whose path is at an offset; of a named method, whose name is."""
    lines = judged.document.lines
    there = [call for call in judged.calls if _span(lines, call)[0] <= offset <= _span(lines, call)[1]]
    if not there:
        return None
    start, end = _span(lines, there[0])
    text = "\n\n---\n\n".join(_about(call, judged) for call in there)
    return {"contents": _markdown(text), "range": lines.range(start, end)}


def _span(lines: Lines, call: Call) -> tuple[int, int]:
    line, column, end_line, end = call.argument
    return lines.at(line, column), lines.at(end_line, end)


def _about(call: Call, judged: Judged) -> str:
    parts = [f"**{call.method} {_code(str(call.path))}**"]
    if not call.decided:
        return f"{parts[0]}\n\nnot decided: {call.reason}"
    said = [one.finding for one in judged.shown if one.call == call]
    parts += [f"{one.code}: {one.text}\n\n*{one.help}*" for one in said]
    if judged.project is not None and not said:
        parts.append(f"{judged.project.descriptor.label} opens it.")
    for answer in catalog_answers.answers(call.method, call.path, _catalogs(judged)):
        parts.append("\n".join(("```text", *catalog_answers.as_lines(answer), "```")))
    return "\n\n".join(parts)


def _catalogs(judged: Judged) -> list[Catalog]:
    """Those that the call is compared with, and then the newest one, in both families."""
    views = judged.project.views if judged.project else ()
    own = [view.catalog.name for view in views if view.catalog.name in scopes.names()]
    return [scopes.load(name) for name in dict.fromkeys((*own, "cloud", "connect"))]


def of_scope(scope: str, where: Json, said: Iterable[Said], looked: Looked | None, documents: Documents) -> Json:
    """Which calls need a declared scope, and what it opens."""
    parts = [f"**{_code(scope)}**"]
    parts += [one.message.replace("\n", "\n\n") for one in said if one.scope == scope]
    if looked is not None:
        parts.append(_needing(scope, looked, documents))
    parts.append(_opens(scope))
    return {"contents": _markdown("\n\n".join(parts)), "range": where}


def _needing(scope: str, looked: Looked, documents: Documents) -> str:
    found = looked.needing(scope)
    if not found:
        return "No known call needs it."
    listed = [
        f"- {_code(one.operation)} [{one.in_file}]({documents.uri_of(os.path.abspath(one.file))}#L{one.line})"
        for one in (placed.site for placed in found[:SHOWN])
    ]
    more = [f"- and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    return "\n".join([f"{len(found)} call{'' if len(found) == 1 else 's'} may need it:", "", *listed, *more])


def opened(scope: str) -> list[str]:
    """The operations that need a scope, by the newest table of its family, as method and path."""
    connect = scopes.connect_scope(scope)
    catalog = scopes.load("connect" if connect else "cloud")
    found: Iterator[str] = (
        f"{entry.method} {entry.resource}"
        for entry in catalog.entries()
        if any((connect or scope) in alternative for alternative in ((entry.connect if connect else entry.oauth) or ()))
    )
    return list(dict.fromkeys(found))


def _opens(scope: str) -> str:
    operations = opened(scope)
    if not operations:
        return "No operation of the catalog needs it."
    listed = [f"- {_code(operation)}" for operation in operations[:SHOWN]]
    more = [f"- and {len(operations) - SHOWN} more"] if len(operations) > SHOWN else []
    word = "operation of the catalog needs" if len(operations) == 1 else "operations of the catalog need"
    return "\n".join([f"{len(operations)} {word} it:", "", *listed, *more])


def _code(text: str) -> str:
    return f"`{text.replace('`', '')}`"


def _markdown(text: str) -> Json:
    return {"kind": "markdown", "value": text}
