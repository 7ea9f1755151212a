"""Small apps written down in a test, and what an audit says of them."""

from __future__ import annotations

from flake8_confluence_scopes.calls import look_into
from flake8_confluence_scopes.descriptors import Declaration, Descriptor, declared_by_option
from flake8_confluence_scopes.project.analysis import App, SourceFile
from flake8_confluence_scopes.project.audit import audited
from flake8_confluence_scopes.project.report import Audit, Entry
from flake8_confluence_scopes.settings import Settings


def call(operation: str) -> str:
    """The source of one call: ``GET /path``, with ``?`` for a method that is not known."""
    method, _, path = operation.partition(" ")
    return f"requests.request({'verb' if method == '?' else repr(method)}, f'https://x{path}')\n"


def app(declaration: Declaration, *operations: str) -> App:
    """An app of one file."""
    source = "import requests\nverb = input()\nhole = input()\n" + "".join(map(call, operations))
    found = look_into(source, "app.py")
    return App(declaration, (SourceFile("app.py", found.calls, found=found),))


def connect(*scopes: str) -> Descriptor:
    """What an option declares; names with a colon are OAuth scopes."""
    return declared_by_option(scopes)


def forge(*scopes: str) -> Descriptor:
    """What a manifest without a file declares."""
    return Descriptor("manifest.yml", None, "forge", scopes)


def audit_of(declaration: Declaration, *operations: str, settings: Settings = Settings()) -> Audit:
    """The audit of an app of one file."""
    return audited(app(declaration, *operations), settings)


def said(audit: Audit) -> dict[str, list[str]]:
    """What is said of the declared scopes."""
    kinds = ("unused", "over_broad", "not_proven")
    found = {kind: [_with_instead(entry) for entry in audit.of(kind)] for kind in kinds}
    return {kind: subjects for kind, subjects in found.items() if subjects}


def _with_instead(entry: Entry) -> str:
    return f"{entry.subject} -> {', '.join(entry.instead)}" if entry.instead else entry.subject
