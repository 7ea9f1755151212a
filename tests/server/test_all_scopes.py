"""One action for all that a file, or the project, lacks: what ``fix`` would change."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes.project import analysis, fix
from flake8_confluence_scopes.server.lines import Json, Lines
from flake8_confluence_scopes.server.options import Options
from flake8_confluence_scopes.server.session import Session
from flake8_confluence_scopes.settings import Settings
from tests.server.editor import applied
from tests.server.sessions import looked, opened

CONNECT = "atlassian-connect.json"
ALL = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
NONE = '{"scopes": ["RAED"]}'
APP = 'import requests\nrequests.put("/rest/api/content/1")\nrequests.get("/rest/api/space")\n'
OTHER = 'import requests\nrequests.delete("/rest/api/content/1")\n'
MANIFEST = "app: {id: x}\npermissions:\n  scopes:\n    - read:confluence-props\n"
CLOUD = """import requests
requests.post('https://x.atlassian.net/wiki/rest/api/content/archive')
requests.get('https://x.atlassian.net/wiki/api/v2/spaces')
requests.get('https://x.atlassian.net/wiki/api/v2/pages')
"""


@pytest.fixture
def top(top: Path) -> Path:
    """A project of two modules, one of which is not open."""
    (top / CONNECT).write_text(NONE, encoding="utf-8")
    (top / "other.py").write_text(OTHER, encoding="utf-8")
    (top / "app.py").write_text(APP, encoding="utf-8")
    return top


def titles(session: Session, file: Path, where: Json = ALL) -> list[str]:
    """The titles of the actions that are for all calls."""
    found = [action["title"] for action in session.actions(file.as_uri(), where, [])]
    return [title for title in found if title.startswith("Add all scopes ")]


def made(session: Session, file: Path, title: str, text: str) -> str:
    """What an action makes of the descriptor's text."""
    (action,) = [action for action in session.actions(file.as_uri(), ALL, []) if action["title"] == title]
    (edit,) = action["edit"]["documentChanges"]
    return applied(text, edit["edits"])


def by_fix(top: Path, *names: str) -> str:
    """What ``fix`` makes of the descriptor, for some files or the whole project."""
    paths = [str(top / name) for name in names] or [str(top)]
    settings = Settings(root=str(top))
    (app,) = analysis.analysed(paths, settings, lambda path, reason: None)
    return fix.edited(app, fix.change(app, settings))[1].decode()


def test_of_a_file(session: Session, top: Path) -> None:
    assert opened(session, top / "app.py", APP) == ["CFS203", "CFS101", "CFS101"]
    (title,) = titles(session, top / "app.py")
    assert title == f"Add all scopes that this file lacks to {CONNECT}: WRITE"
    assert made(session, top / "app.py", title, NONE) == by_fix(top, "app.py")
    start = Lines(APP).range(0, 0)
    assert session.actions((top / "app.py").as_uri(), start, []) == []


def test_of_a_file_with_alternatives_and_many_scopes(session: Session, top: Path) -> None:
    (top / CONNECT).unlink()
    (top / "manifest.yml").write_text(MANIFEST, encoding="utf-8")
    (top / "cloud.py").write_text(CLOUD, encoding="utf-8")
    assert set(opened(session, top / "cloud.py", CLOUD)) == {"CFS101"}
    (title,) = titles(session, top / "cloud.py")
    assert made(session, top / "cloud.py", title, MANIFEST) == by_fix(top, "cloud.py")


def test_where_one_call_s_fix_does_as_much(session: Session, top: Path) -> None:
    assert opened(session, top / "other.py", OTHER) == ["CFS203", "CFS101"]
    assert titles(session, top / "other.py") == []


def test_of_the_project_as_soon_as_it_is_known(session: Session, top: Path) -> None:
    opened(session, top / "app.py", APP)
    opened(session, top / CONNECT, NONE)
    assert titles(session, top / CONNECT) == []
    looked(session)
    title = f"Add all scopes that the project lacks to {CONNECT}: DELETE"
    assert titles(session, top / "app.py") == [f"Add all scopes that this file lacks to {CONNECT}: WRITE", title]
    assert titles(session, top / CONNECT) == [title]
    assert made(session, top / CONNECT, title, NONE) == made(session, top / "app.py", title, NONE) == by_fix(top)
    session.change((top / "app.py").as_uri(), 2, [{"text": APP + "#"}])
    assert titles(session, top / CONNECT) == []


def test_what_says_the_same_is_offered_once(session: Session, top: Path) -> None:
    (top / "other.py").unlink()
    opened(session, top / "app.py", APP)
    opened(session, top / CONNECT, NONE)
    looked(session)
    assert titles(session, top / "app.py") == [f"Add all scopes that this file lacks to {CONNECT}: WRITE"]


def test_what_one_call_s_fix_does_is_not_offered_for_the_project(session: Session, top: Path) -> None:
    (top / "app.py").unlink()
    (top / CONNECT).write_text('{"scopes": ["READ"]}', encoding="utf-8")
    opened(session, top / "other.py", OTHER)
    opened(session, top / CONNECT, '{"scopes": ["READ"]}')
    looked(session)
    assert titles(session, top / "other.py") == []
    assert len(titles(session, top / CONNECT)) == 1


def test_nothing_is_added_twice(session: Session, top: Path) -> None:
    """The file has changed on the disk, and nobody has looked at that yet."""
    assert opened(session, top / "app.py", APP) == ["CFS203", "CFS101", "CFS101"]
    (top / CONNECT).write_text('{"scopes": ["READ", "WRITE"]}', encoding="utf-8")
    assert {one["title"] for one in session.actions((top / "app.py").as_uri(), ALL, [])} == {
        "Silence CFS101 in this line",
        "Silence CFS203 in this line",
    }


def test_the_project_is_looked_at_once_the_action_is_chosen(session: Session, top: Path) -> None:
    session.resolves = True
    opened(session, top / "other.py", OTHER)
    (action,) = [one for one in session.actions((top / "other.py").as_uri(), ALL, []) if "data" in one]
    assert action == {
        "title": f"Add all scopes that the project lacks to {CONNECT}",
        "kind": "quickfix",
        "data": {"descriptor": str(top / CONNECT)},
    }
    assert session.unseen_for(action) == str(top / CONNECT)
    assert session.resolved(action) == action
    while session.step_for(str(top / CONNECT)).total:
        pass
    assert session.unseen_for(action) is None
    (edit,) = session.resolved(action)["edit"]["documentChanges"]
    assert applied(NONE, edit["edits"]) == by_fix(top)


@pytest.mark.parametrize("data", [None, 1, {}, {"descriptor": 1}])
def test_data_that_is_none_of_ours(session: Session, data: object) -> None:
    action = {"title": "x", "data": data}
    assert (session.unseen_for(action), session.resolved(action)) == (None, action)


def test_where_nothing_can_be_added(session: Session, top: Path) -> None:
    session.set_options(Options(("--confluence-scopes=ACT_AS_USER",)))
    assert opened(session, top / "app.py", APP) == ["CFS101", "CFS101"]
    assert titles(session, top / "app.py") == []
    session.set_options(Options(("--confluence-catalog=connect-2014",)))
    opened(session, top / CONNECT, '{"scopes": ["READ"], "x": {{y}}}')
    looked(session)
    assert titles(session, top / "app.py") == titles(session, top / CONNECT) == []


def test_a_project_of_which_nothing_can_be_compared(session: Session, top: Path) -> None:
    (top / CONNECT).unlink()
    (top / "manifest.yml").write_text(MANIFEST, encoding="utf-8")
    session.set_options(Options(("--confluence-catalog=connect-2014",)))
    opened(session, top / "manifest.yml", MANIFEST)
    looked(session)
    assert titles(session, top / "manifest.yml") == []


def test_of_a_document_in_no_file(session: Session, top: Path) -> None:
    session.open("untitled:a", "python", 1, APP)
    found = [one["title"] for one in session.actions("untitled:a", ALL, [])]
    assert f"Add all scopes that this file lacks to {CONNECT}: WRITE" in found
