"""The audit for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flake8_confluence_scopes.project.report import KINDS, Audit, Entry, level

_COLOURS = {"error": "31", "warning": "33", "note": "36", "none": "32"}
_KIND_NAMES = {"connect": "Connect", "forge": "Forge", "option": "option"}


def render(audits: Sequence[Audit], colour: bool = False) -> str:
    """Lists with aligned call sites, one block for each app."""
    blocks = ["\n".join(_lines(audit, colour)) for audit in audits]
    return "\n\n".join(blocks) + "\n"


def heading(audit: Audit) -> str:
    """Which descriptor declares what, and what the calls are compared with."""
    if not audit.kind:
        needed = f"; the classic scopes that the calls need, of {', '.join(audit.catalogs)}" if audit.catalogs else ""
        return f"no descriptor that can be read{needed}"
    declared = ", ".join(audit.declared) or "no scopes"
    catalogs = ", ".join(audit.catalogs) or "no catalog"
    return f"{audit.descriptor} ({_KIND_NAMES[audit.kind]}, compared with {catalogs}) declares {declared}"


def _lines(audit: Audit, colour: bool) -> Iterator[str]:
    yield _painted(heading(audit), "1", colour)
    sites = [site for entry in audit.entries for site in entry.sites]
    width = max((len(site.place) for site in sites), default=0)
    for name, kind in KINDS.items():
        entries = audit.of(name)
        if not entries:
            continue
        yield ""
        yield _painted(kind.title, "1", colour)
        for entry in entries:
            yield "  " + _painted(_title(entry), _COLOURS[level(entry)], colour)
            for site in entry.sites:
                operation = f"{site.method:<6}  {site.path}" if site.method else site.path
                yield f"    {site.place:<{width}}  {operation}".rstrip()


def _title(entry: Entry) -> str:
    if entry.kind == "problems":
        return f"{entry.code} {entry.message}"
    if entry.kind == "silenced":
        return f"{entry.code}  ({entry.subject})"
    if entry.kind in ("required", "missing", "undecided"):
        return entry.subject
    instead = f": {', '.join(entry.instead)}" if entry.instead else ""
    return f"{entry.subject}  ({entry.message}{instead})"


def _painted(line: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{line}\x1b[0m" if colour else line
