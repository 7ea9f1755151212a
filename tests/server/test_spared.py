"""What is kept of texts that are gone does not grow with the number of changes."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from flake8_confluence_scopes.server import spared
from flake8_confluence_scopes.server.session import Session

CHANGES = int(os.environ.get("CFS_TEST_EDITS", "30"))
EVERY = min(spared.EVERY, CHANGES // 3)
WRAPPER = "import requests\ndef fetch(path):\n    return requests.get('/rest/api/' + path)\n"


def sizes() -> dict[str, int]:
    """How many answers each cache keeps."""
    return {f"{one.__module__}.{one.__qualname__}": one.cache_info().currsize for one in spared.caches()}


def change(session: Session, top: Path, number: int) -> None:
    """The document has a path that it has never had before."""
    uri = (top / "app.py").as_uri()
    session.change(uri, number, [{"text": f"{WRAPPER}fetch('content/{number}')\nfetch(f'space/{{x}}/{number}')\n"}])
    for document in session.documents:
        session.diagnostics(document)
    session.look_at_the_disk()


def test_as_much_is_kept_after_many_changes_as_after_few(
    session: Session, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spared, "EVERY", EVERY)
    gc.unfreeze()  # what lints in this process have set aside is not listed
    session.open((top / "app.py").as_uri(), "python", 0, WRAPPER)
    session.look_at_the_disk()
    for number in range(EVERY):
        change(session, top, number)
    few = sizes()
    for number in range(EVERY, CHANGES):
        change(session, top, number)
    many = sizes()
    assert max(few.values()) > 0
    assert {name: size for name, size in many.items() if size > 2 * few[name]} == {}
