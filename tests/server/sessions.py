"""A session without a server around it, as its tests drive it."""

from __future__ import annotations

from pathlib import Path

from flake8_confluence_scopes.server.session import Session
from tests.server.editor import codes


def said(session: Session, file: Path) -> list[str]:
    """The codes of an open document."""
    document = session.documents.get(file.as_uri())
    assert document is not None
    return codes(session.diagnostics(document))


def opened(session: Session, file: Path, text: str) -> list[str]:
    """The same for one that is opened with a text."""
    session.open(file.as_uri(), "", 1, text)
    return said(session, file)


def looked(session: Session) -> None:
    """Looks at the whole project of each open descriptor."""
    while session.step() is not None:
        pass
