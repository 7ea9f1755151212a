"""A descriptor that an option names, whatever its file is called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flake8_confluence_scopes.server.lines import Json, Lines
from flake8_confluence_scopes.server.options import Options
from flake8_confluence_scopes.server.session import Session
from tests.server.editor import applied
from tests.server.sessions import looked, opened, said

CALL = 'import requests\nrequests.delete("/rest/api/content/1")\n'
FORGE = "app:\n  id: x\npermissions:\n  scopes:\n    - read:pgae:confluence\n"
PAGES = "import requests\nrequests.get('https://x.atlassian.net/wiki/api/v2/pages')\n"


@pytest.fixture
def top(top: Path) -> Path:
    """A project whose config file names a descriptor."""
    (top / "atlassian-connect.json").unlink()
    (top / ".flake8").write_text("[flake8]\nconfluence-descriptor = ./deploy/scopes.json\n", encoding="utf-8")
    (top / "deploy").mkdir()
    (top / "deploy" / "scopes.json").write_text('{"scopes": ["READ"]}', encoding="utf-8")
    return top


def at(file: Path, text: str, word: str) -> tuple[str, Json]:
    return file.as_uri(), Lines(text).position(text.index(word))


def test_its_unsaved_text_counts(session: Session, top: Path) -> None:
    named = top / "deploy" / "scopes.json"
    assert opened(session, top / "app.py", CALL) == ["CFS101"]
    assert opened(session, named, '{"scopes": ["DELETE"]}') == []
    assert said(session, top / "app.py") == []
    session.change(named.as_uri(), 2, [{"text": '{"scopes": ["DELETE"'}])
    assert (said(session, named), said(session, top / "app.py")) == (["CFS202"], [])
    session.close(named.as_uri())
    assert said(session, top / "app.py") == ["CFS101"]


def test_what_is_said_of_its_scopes(session: Session, top: Path) -> None:
    named, text = top / "deploy" / "scopes.json", '{"scopes": ["RAED", "DELETE"]}'
    opened(session, top / "app.py", CALL)
    assert opened(session, named, text) == ["CFS203"]
    looked(session)
    assert said(session, named) == ["CFS203"]
    uri, place = at(named, text, "RAED")
    (action,) = session.actions(uri, {"start": place, "end": place}, [])
    (edit,) = action["edit"]["documentChanges"]
    assert applied(text, edit["edits"]) == text.replace("RAED", "READ")
    uri, place = at(named, text, "DELETE")
    (found,) = session.references(uri, place)
    assert found["uri"] == (top / "app.py").as_uri()
    hover = session.hover(uri, place)
    assert hover is not None
    assert "1 call may need it" in hover["contents"]["value"]


def test_a_quick_fix_for_a_call_changes_it(session: Session, top: Path) -> None:
    opened(session, top / "app.py", CALL)
    uri, place = at(top / "app.py", CALL, "/rest")
    action, _ = session.actions(uri, {"start": place, "end": place}, [])
    assert action["title"] == "Add DELETE to scopes.json"
    (edit,) = action["edit"]["documentChanges"]
    assert edit["textDocument"] == {"uri": (top / "deploy" / "scopes.json").as_uri(), "version": None}


def test_scopes_are_completed_in_its_own_syntax(session: Session, top: Path) -> None:
    for name in ("app.txt", "app.yaml"):
        (top / "deploy" / name).write_text("", encoding="utf-8")
    session.set_options(Options(("--confluence-descriptor=deploy/app.txt",)))
    uri, place = at(top / "deploy" / "app.txt", '{"scopes": ["|"]}', "|")
    session.open(uri, "", 1, '{"scopes": [""]}')
    assert "READ" in [one["label"] for one in session.completions(uri, place)]
    session.set_options(Options(("--confluence-descriptor=deploy/app.yaml",)))
    assert session.completions(uri, place) == []
    uri, place = at(top / "deploy" / "app.yaml", FORGE, "pgae")
    session.open(uri, "", 1, FORGE)
    assert "read:page:confluence" in [one["label"] for one in session.completions(uri, place)]


def test_it_is_one_as_soon_as_settings_name_it_and_as_long(session: Session, top: Path) -> None:
    other = top / "deploy" / "other.yml"
    other.write_text("", encoding="utf-8")
    opened(session, top / "app.py", PAGES)
    assert opened(session, other, FORGE.replace("pgae", "page")) == []
    session.set_options(Options(("--confluence-descriptor=deploy/other.yml",)))
    assert (said(session, other), said(session, top / "app.py")) == ([], [])
    session.change(other.as_uri(), 2, [{"text": FORGE}])
    assert (said(session, other), said(session, top / "app.py")) == (["CFS203"], ["CFS203", "CFS101"])
    session.change(other.as_uri(), 3, [{"text": "kind: Deployment\n"}])
    assert said(session, other) == ["CFS202"]
    session.set_options(Options())
    assert (said(session, other), said(session, top / "app.py")) == ([], [])


def test_a_file_of_a_descriptor_s_name_has_to_be_one_where_it_is_named(session: Session, top: Path) -> None:
    manifest = top / "manifest.yml"
    manifest.write_text("kind: Deployment\n", encoding="utf-8")
    assert opened(session, manifest, "kind: Deployment\n") == []
    (top / ".flake8").write_text("[flake8]\nconfluence-descriptor = ./manifest.yml\n", encoding="utf-8")
    assert session.look_at_the_disk()
    assert said(session, manifest) == ["CFS202"]


def test_its_changes_on_the_disk_are_seen_wherever_it_is(
    session: Session, top: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "app.yml"
    elsewhere.write_text(FORGE, encoding="utf-8")
    session.set_options(Options((f"--confluence-descriptor={elsewhere}",)))
    opened(session, top / "app.py", PAGES)
    assert [session.look_at_the_disk() for _ in range(2)] == [True, False]
    elsewhere.write_text(FORGE.replace("pgae", "page"), encoding="utf-8")
    assert session.look_at_the_disk()
    assert said(session, top / "app.py") == []
    assert opened(session, elsewhere, f"{FORGE.replace('pgae', 'page')}    - write:page:confluence\n") == []
    looked(session)
    assert said(session, elsewhere) == ["unused-scope"]


def test_of_a_descriptor_that_two_folders_name_nothing_is_called_unused(
    session: Session, top: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other, named = tmp_path_factory.mktemp("other"), top / "deploy" / "scopes.json"
    relative = os.path.relpath(named, other)
    (other / ".flake8").write_text(f"[flake8]\nconfluence-descriptor = {relative}\n", encoding="utf-8")
    (other / "app.py").write_text(CALL, encoding="utf-8")
    opened(session, named, '{"scopes": ["DELETE"]}')
    looked(session)
    assert said(session, named) == ["unused-scope"]
    session.set_folders([str(top), str(other)])
    looked(session)
    assert said(session, named) == []


def test_a_named_file_that_is_missing_counts_as_soon_as_it_is_there(session: Session, top: Path) -> None:
    (top / "deploy" / "scopes.json").unlink()
    opened(session, top / "app.py", CALL)
    assert "there is no file" in "".join(session.problems())
    (top / "deploy" / "scopes.json").write_text('{"scopes": ["DELETE"]}', encoding="utf-8")
    session.changed()
    assert (session.problems(), said(session, top / "app.py")) == ([], [])


def test_an_unsaved_descriptor_below_the_root_counts(session: Session, top: Path) -> None:
    (top / ".flake8").unlink()
    (top / "app").mkdir()
    assert opened(session, top / "app.py", CALL) == ["CFS201"]
    assert opened(session, top / "app" / "atlassian-connect.json", '{"scopes": ["DELETE"]}') == []
    assert said(session, top / "app.py") == []
    session.close((top / "app" / "atlassian-connect.json").as_uri())
    assert said(session, top / "app.py") == ["CFS201"]
