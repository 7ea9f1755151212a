"""What of the files that are analysed is not read: as findings, and as what could need any scope."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_confluence_scopes.project.analysis import SourceFile
from flake8_confluence_scopes.project.notebook import UnreadCell
from flake8_confluence_scopes.project.scope_use import Doubt
from flake8_confluence_scopes.project.sites import Site, file_site, shown
from flake8_confluence_scopes.rules import Finding, finding


def unchecked(file: SourceFile) -> Iterator[tuple[Finding, Site]]:
    """CFS901 for the file, or for each of its cells that is not read though it should be Python."""
    if file.unchecked:
        yield finding(1, 0, "CFS901", reason=file.unchecked), file_site(shown(file.path))
    for part in file.unread:
        if part.unchecked:
            site = _site(file, part)
            yield finding(site.line, 0, "CFS901", 1, reason=part.reason), site


def doubts(file: SourceFile) -> Iterator[Doubt]:
    """What the file leaves open beside its calls."""
    if file.unchecked:
        site = file_site(shown(file.path))
        yield Doubt(site, f"{site.file} is not checked: {file.unchecked}", None)
    for part in file.unread:
        site = _site(file, part)
        yield Doubt(site, f"{site.in_file} {'is not checked: ' if part.unchecked else ''}{part.reason}", None)


def _site(file: SourceFile, part: UnreadCell) -> Site:
    cell, line, file_line, _ = part.at
    return file_site(shown(file.path), line, cell, file_line)
