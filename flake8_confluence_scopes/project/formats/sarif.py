"""The audit as SARIF 2.1.0.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; GitHub reads the part of it that
its page "SARIF support for code scanning" describes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from flake8_confluence_scopes import ISSUES, PAGES, __version__
from flake8_confluence_scopes.project.report import KINDS, Audit, unsilenced
from flake8_confluence_scopes.project.results import Result, results, said
from flake8_confluence_scopes.project.sites import Site
from flake8_confluence_scopes.rules import RULES

HOME = ISSUES.removesuffix("/issues")
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(audits: Sequence[Audit]) -> str:
    """A log with one run."""
    found = list(results(audits, silenced=True))
    used = sorted({result.rule for result in found})
    driver = {
        "name": "flake8-confluence-scopes",
        "informationUri": HOME,
        "semanticVersion": __version__,
        "rules": [_rule(rule, next(one for one in found if one.rule == rule)) for rule in used],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, used.index(result.rule)) for result in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule: str, example: Result) -> dict[str, object]:
    code = rule in RULES
    kind = unsilenced(example.entry).kind
    about = f"Reports {RULES[rule].reports}." if kind == "problems" else KINDS[kind].help
    name = RULES[rule].name if code else rule
    text = f"{name.replace('-', ' ').capitalize()}."
    page = f"{PAGES}/" + (f"rules.md#{rule.lower()}" if code else "audit.md")
    return {
        "id": rule,
        "name": "".join(part.capitalize() for part in name.split("-")),
        "shortDescription": {"text": text},
        "fullDescription": {"text": about},
        "help": {"text": f"{about} See {page}.", "markdown": f"{about} See [{name}]({page})."},
        "helpUri": page,
        "defaultConfiguration": {"level": example.level},
    }


def _result(result: Result, index: int) -> dict[str, object]:
    found: dict[str, object] = {
        "ruleId": result.rule,
        "ruleIndex": index,
        "level": result.level,
        "message": {"text": said(result)},
        "partialFingerprints": {"confluenceScopes/v1": result.fingerprint},
    }
    if silence := result.entry.silence:
        found["suppressions"] = [
            {"kind": "inSource" if silence.in_source else "external", "justification": silence.by}
        ]
    if result.site:
        found["locations"] = [{"physicalLocation": _location(result.site)}]
    return found


def _location(site: Site) -> dict[str, object]:
    region = {"startLine": site.file_line} if site.cell else {"startLine": site.line, "startColumn": site.column}
    if not site.cell and (site.end_line, site.end_column) > (site.line, site.column):
        region |= {"endLine": site.end_line, "endColumn": site.end_column}
    if site.file.startswith("/"):
        return {"artifactLocation": {"uri": "file://" + quote(site.file)}, "region": region}
    return {"artifactLocation": {"uri": quote(site.file), "uriBaseId": "%SRCROOT%"}, "region": region}
