"""The audit as a page of Markdown, for a pull request's comment or a wiki."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from flake8_confluence_scopes.project.formats.text import heading
from flake8_confluence_scopes.project.report import KINDS, Audit, Entry
from flake8_confluence_scopes.project.sites import Site

_HELPED = ("missing", "problems")
"""The lists whose entries each have a next step of their own."""


def render(audits: Sequence[Audit]) -> str:
    """A section for each app, a table for each of its lists."""
    lines = ["# Confluence scopes"]
    for audit in audits:
        lines += _section(audit)
    return "\n".join(lines) + "\n"


def link(site: Site, prefix: str = "") -> str:
    """A relative link to the call's line; ``prefix`` leads from the page to the working directory."""
    return f"[{cell(site.in_file)}]({prefix}{quote(site.file)}#L{site.file_line or site.line})"


def cell(text: str) -> str:
    """Text that stays text in a table's cell."""
    escaped = "".join("\\" + char if char in "\\`*_[]<>|#" else char for char in text)
    return " ".join(escaped.split())


def code(text: str) -> str:
    """Text as code in a table's cell, where only the pipe ends it."""
    return "`" + text.replace("`", "'").replace("|", "\\|") + "`"


def _section(audit: Audit) -> Iterator[str]:
    yield ""
    yield f"## {cell(heading(audit))}"
    for name, kind in KINDS.items():
        entries = audit.of(name)
        if entries:
            yield ""
            yield f"### {kind.title}"
            yield ""
            yield kind.help
            yield ""
            yield "| what | calls |"
            yield "| --- | --- |"
            for entry in entries:
                calls = "<br>".join(f"{link(site)} {code(site.operation)}".removesuffix(" ``") for site in entry.sites)
                steps = "".join(f"<br>help: {cell(step)}" for step in dict.fromkeys(entry.helps)) if name in _HELPED else ""
                yield f"| {_what(entry)}{steps} | {calls} |"


def _what(entry: Entry) -> str:
    if entry.kind in ("problems", "undecided", "silenced"):
        return cell(f"{entry.code} {entry.subject}")
    if entry.kind == "missing":
        return " or ".join(code(", ".join(one)) for one in entry.alternatives)
    if entry.kind == "required":
        return code(entry.subject)
    instead = f" ({', '.join(map(code, entry.instead))})" if entry.instead else ""
    return f"{code(entry.subject)}: {cell(entry.message)}{instead}"
