"""The page for the Marketplace's security review, in Markdown."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from flake8_confluence_scopes.project.formats.markdown import cell, code, link
from flake8_confluence_scopes.project.justification import Justification, Operation, ScopeUse

TITLE = "Why this app needs its scopes"
_NONE = "no catalog"


def page(apps: Sequence[Justification], output: str | None = None) -> str:
    """The page; its links are relative to the folder of ``output``, or to the working directory."""
    folder = os.path.dirname(os.path.abspath(output)) if output else os.curdir
    way = os.path.relpath(os.curdir, folder).replace(os.sep, "/")
    lines = [f"# {TITLE}"]
    for app in apps:
        lines += _section(app, "" if way == "." else way + "/")
    return "\n".join(lines) + "\n"


def _section(app: Justification, prefix: str) -> Iterator[str]:
    yield ""
    yield f"## {cell(app.descriptor)}"
    yield ""
    declared = ", ".join(map(code, app.declared)) or "no scopes"
    yield f"Declared: {declared}. Compared with {', '.join(app.catalogs) or _NONE}."
    for use in app.scopes:
        yield from _scope(use, prefix)
    yield from _table("Events", "The app is told of these by itself.", "event", "scopes", app.events, prefix)
    yield from _table(
        "Calls that no scope opens", "They fail whatever the app declares.", "operation", "why", app.closed, prefix
    )
    yield from _table(
        "Calls that are not decided", "They may need more scopes.", "operation", "why", app.undecided, prefix
    )


def _scope(use: ScopeUse, prefix: str) -> Iterator[str]:
    yield from _heading(use.scope)
    lets = f"Lets the app {use.words}. " if use.words else ""
    # What people and the audit wrote of it is text; what stands in backquotes is ours.
    yield lets + (use.sentence if use.operations or use.events else cell(use.sentence))
    if use.operations:
        yield ""
        yield "| operation | what it does | where |"
        yield "| --- | --- | --- |"
        yield from (f"| {code(one.name)} | {one.words} | {_where(one, prefix)} |" for one in use.operations)
    if use.events:
        yield ""
        yield "| event | where |"
        yield "| --- | --- |"
        yield from (f"| {code(one.name)} | {_where(one, prefix)} |" for one in use.events)


def _table(
    title: str, sentence: str, first: str, second: str, operations: Sequence[Operation], prefix: str
) -> Iterator[str]:
    if operations:
        yield from _heading(title)
        yield sentence
        yield ""
        yield f"| {first} | {second} | where |"
        yield "| --- | --- | --- |"
        yield from (f"| {code(one.name)} | {cell(one.note)} | {_where(one, prefix)} |" for one in operations)


def _where(operation: Operation, prefix: str) -> str:
    return ", ".join(link(site, prefix) for site in operation.sites)


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield f"### {cell(title)}"
    yield ""
