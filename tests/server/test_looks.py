"""Looks at whole projects: which are wanted, and what is said of what they have found before a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes.server.options import Options
from flake8_confluence_scopes.server.session import Session
from tests.server.sessions import looked, said

CONNECT = "atlassian-connect.json"
OPEN = "import requests\ndef f(url): requests.put('https://x.atlassian.net/wiki' + url)\nf(input())\n"
WIDE = '{"scopes": ["READ", "DELETE"]}'
CALL = 'import requests\nrequests.delete("/rest/api/content/1")\n'
START = {"line": 0, "character": 13}


@pytest.fixture
def descriptor(session: Session, top: Path) -> Path:
    """A descriptor that is open, with a scope that nothing needs."""
    session.open((top / "app.py").as_uri(), "python", 1, "")
    session.open((top / CONNECT).as_uri(), "json", 1, '{"scopes": ["DELETE"]}')
    return top / CONNECT


def test_what_is_old_counts_until_it_is_known_anew(session: Session, top: Path, descriptor: Path) -> None:
    looked(session)
    assert said(session, descriptor) == ["unused-scope"]
    session.change((top / "app.py").as_uri(), 2, [{"text": CALL}])
    assert said(session, descriptor) == ["unused-scope"]
    looked(session)
    assert said(session, descriptor) == []


def test_what_is_old_counts_no_more_where_nobody_looks_again(session: Session, top: Path, descriptor: Path) -> None:
    session.set_options(Options(project=False))
    assert session.step() is None
    assert session.references(descriptor.as_uri(), START) == []
    assert session.unseen_at(descriptor.as_uri(), START) == str(descriptor)
    while session.step_for(str(descriptor)).total:
        pass
    assert session.unseen_at(descriptor.as_uri(), START) is None
    assert said(session, descriptor) == ["unused-scope"]
    session.change((top / "app.py").as_uri(), 2, [{"text": CALL}])
    assert said(session, descriptor) == []


def test_a_look_that_nobody_wants(session: Session, top: Path, descriptor: Path) -> None:
    looked(session)
    session.change((top / "app.py").as_uri(), 2, [{"text": CALL}])
    assert session.step() is not None
    session.refuse_looks()
    assert (session.step(), said(session, descriptor)) == (None, [])
    session.change((top / "app.py").as_uri(), 3, [{"text": ""}])
    assert (session.step(), said(session, descriptor)) == (None, [])
    assert not session.wants_look(str(descriptor), again=False)
    assert session.wants_look(str(descriptor), again=True)
    assert session.step() is not None
    session.refuse_looks()
    session.open(descriptor.as_uri(), "json", 1, WIDE)
    looked(session)
    assert said(session, descriptor) == ["unused-scope"] * 2


def test_what_was_known_is_forgotten_with_a_look_that_nobody_wants(session: Session, top: Path, descriptor: Path) -> None:
    session.change((top / "app.py").as_uri(), 2, [{"text": CALL}])
    looked(session)
    assert len(session.references(descriptor.as_uri(), START)) == 1
    session.change((top / "app.py").as_uri(), 3, [{"text": CALL + "\n"}])
    assert session.step() is not None
    assert len(session.references(descriptor.as_uri(), START)) == 1
    session.refuse_looks()
    assert session.references(descriptor.as_uri(), START) == []


def test_what_cannot_be_proven_is_not_said(session: Session, top: Path) -> None:
    session.open((top / "app.py").as_uri(), "python", 1, OPEN)
    session.open((top / CONNECT).as_uri(), "json", 1, '{"scopes": ["READ", "WRITE"]}')
    looked(session)
    assert said(session, top / CONNECT) == []
