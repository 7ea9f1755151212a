"""The audit as JSON; docs/audit.md describes it, and ``report.VERSION`` counts its incompatible changes."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence

from flake8_confluence_scopes import __version__
from flake8_confluence_scopes.project.report import KINDS, VERSION, Audit, Entry


def render(audits: Sequence[Audit]) -> str:
    """One object."""
    report = {
        "version": VERSION,
        "tool": {"name": "flake8-confluence-scopes", "version": __version__},
        "apps": [_app(audit) for audit in audits],
    }
    return json.dumps(report, indent=1) + "\n"


def _app(audit: Audit) -> dict[str, object]:
    return {
        "descriptor": audit.descriptor or None,
        "kind": audit.kind or None,
        "catalogs": list(audit.catalogs),
        "declared": list(audit.declared),
        "passed_over": audit.passed_over,
        **{name: [_entry(entry) for entry in audit.of(name)] for name in KINDS},
    }


def _entry(entry: Entry) -> dict[str, object]:
    sites = []
    for site, detail, step in itertools.zip_longest(entry.sites, entry.details, entry.helps):
        sites.append(site.as_object() | ({"message": detail, "help": step} if detail else {}))
    if entry.kind == "missing":
        return {"any_of": [list(one) for one in entry.alternatives], "message": entry.message, "sites": sites}
    if entry.kind == "undecided":
        return {"reason": entry.subject, "sites": sites}
    if entry.kind == "problems":
        return {"code": entry.code, "message": entry.message, "sites": sites}
    if entry.kind == "silenced":
        return {"code": entry.code, "by": entry.subject, "message": entry.message, "sites": sites}
    if entry.kind == "required":
        return {"scope": entry.subject, "sites": sites}
    found: dict[str, object] = {"scope": entry.subject, "reason": entry.message}
    if entry.kind == "over_broad":
        found["instead"] = list(entry.instead)
    return found if entry.kind in ("unused", "kept") else found | {"sites": sites}
