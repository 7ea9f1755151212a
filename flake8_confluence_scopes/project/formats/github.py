"""The audit as GitHub's workflow commands, which become annotations.

Source: GitHub's documentation, page "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from collections.abc import Sequence

from flake8_confluence_scopes.project.report import Audit
from flake8_confluence_scopes.project.results import Result, named, results, said

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(audits: Sequence[Audit]) -> str:
    """One line for each result."""
    return "".join(_line(result) + "\n" for result in results(audits))


def _line(result: Result) -> str:
    properties = {"title": named(result.rule)}
    if result.site:
        site = result.site
        properties |= {"file": site.file, "line": str(site.file_line or site.line)}
        if not site.cell:
            properties["col"] = str(site.column)
        if not site.cell and site.end_line == site.line and site.end_column > site.column:
            properties |= {"endLine": str(site.end_line), "endColumn": str(site.end_column)}
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[result.level]} {listed}::{_data(said(result))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
