"""A page for the Marketplace's security review: each scope, and the calls for which it is declared."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from flake8_confluence_scopes.project.formats.markdown import cell, code, link
from flake8_confluence_scopes.project.report import Audit
from flake8_confluence_scopes.project.sites import Site, counted

_NO_CALL = ("unused", "not_proven", "kept")


def page(audits: Sequence[Audit], output: str | None = None) -> str:
    """The page in Markdown; its links are relative to the folder of ``output``, or to the working directory."""
    folder = os.path.dirname(os.path.abspath(output)) if output else os.curdir
    way = os.path.relpath(os.curdir, folder).replace(os.sep, "/")
    lines = ["# Why this app needs its scopes"]
    for audit in audits:
        lines += _section(audit, "" if way == "." else way + "/")
    return "\n".join(lines) + "\n"


def _section(audit: Audit, prefix: str) -> Iterator[str]:
    yield ""
    yield f"## {cell(audit.descriptor or 'No descriptor')}"
    yield ""
    declared = ", ".join(map(code, audit.declared)) or "no scopes"
    yield f"Declared: {declared}. Compared with {', '.join(audit.catalogs) or 'no catalog'}."
    lacking = {site for kind in ("missing", "silenced") for entry in audit.of(kind) for site in entry.sites}
    for entry in audit.of("required"):
        operations: dict[str, list[Site]] = {}
        for site in entry.sites:
            operations.setdefault(site.operation, []).append(site)
        note = " Not all of these calls are open yet: see `confluence-scopes audit`." if lacking & set(entry.sites) else ""
        events = {site.operation for site in entry.sites if not site.method}
        counts = [counted(operations.keys() - events, "operation")] if operations.keys() - events else []
        counts += [counted(events, "event")] if events else []
        yield from _heading(entry.subject, f"For {' and '.join(counts)}.{note}")
        yield ""
        yield "| operation | where |"
        yield "| --- | --- |"
        for operation, sites in operations.items():
            yield f"| {code(operation)} | {', '.join(link(site, prefix) for site in sites)} |"
    for name in _NO_CALL:
        for entry in audit.of(name):
            # A reason may begin with a file's name.
            perhaps = "Perhaps needed: " if name == "not_proven" else ""
            yield from _heading(entry.subject, f"{perhaps}{cell(entry.message)}.")


def _heading(scope: str, sentence: str) -> Iterator[str]:
    yield ""
    yield f"### {cell(scope)}"
    yield ""
    yield sentence[0].upper() + sentence[1:]
