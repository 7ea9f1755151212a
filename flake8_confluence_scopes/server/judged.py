"""One document's text -> what is to be said of it, each with the call that it is about."""

from __future__ import annotations

import os
from typing import NamedTuple

from flake8_confluence_scopes import ISSUES, file_findings, grants, judging
from flake8_confluence_scopes.calls import Call
from flake8_confluence_scopes.grants import Project
from flake8_confluence_scopes.judging import Need
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.failure import show_trace
from flake8_confluence_scopes.rules import Finding, finding
from flake8_confluence_scopes.server.documents import Document
from flake8_confluence_scopes.server.folders import Folders
from flake8_confluence_scopes.settings import Settings

UNTITLED = "untitled.py"
"""The name under which a document counts that is in no file yet."""


class Shown(NamedTuple):
    """A finding that flake8 would show, and the need of the call that it is about, None where it is about no call."""

    finding: Finding
    call: Call | None
    need: Need | None


class Judged(NamedTuple):
    """What is known of one document; ``calls`` are Confluence's, ``project`` is what they are compared with, None where
    they cannot be."""

    document: Document
    calls: tuple[Call, ...] = ()
    project: Project | None = None
    shown: tuple[Shown, ...] = ()


def judge(document: Document, folders: Folders) -> Judged:
    """Looks into a document of Python. Never raises for anything that its text can hold."""
    path = document.path or os.path.join(folders.of(None), UNTITLED)
    configured, settings, root = folders.settings_of(path)
    if document.path is not None and configured.excluded(path):
        return Judged(document)
    try:
        found = file_findings.of_file(document.source, path, settings, root, sent_at=True)
        project: Project | None = None
        if isinstance(found.declaration, Descriptor):
            project = project_of(found.declaration, settings)
    except Exception as error:
        show_trace(error)
        failed = finding(1, 0, "CFS902", error=type(error).__name__, url=ISSUES)
        return Judged(document, shown=(Shown(failed, None, None),))
    configured.decide.forget(path)
    shown = []
    needs = [judging.need(call, project) for call in found.calls] if project else []
    for one in found.findings:
        if one.line <= len(document.lines) and configured.decide(path, one.line, one.code) is None:
            shown.append(_shown(one, [*found.calls, *found.open_calls], needs))
    return Judged(document, found.calls, project, tuple(shown))


def project_of(declaration: Descriptor, settings: Settings) -> Project | None:
    """What calls are compared with; None where the chosen catalog has no answers in the descriptor's family."""
    try:
        return grants.project_of(declaration, settings.chosen_catalog(), settings.extra_codes)
    except grants.NoAnswers:
        return None


def _shown(one: Finding, calls: list[Call], needs: list[Need]) -> Shown:
    for need in needs:
        if need.finding == one:
            return Shown(one, need.call, need)
    there = [call for call in calls if call.argument[:2] == (one.line, one.column)]
    return Shown(one, there[0] if there else None, None)
