"""The session without a server around it: what is said, for documents and folders of all kinds."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from flake8_confluence_scopes import file_findings
from flake8_confluence_scopes.descriptors.unsaved_text import scope_places
from flake8_confluence_scopes.server import watched
from flake8_confluence_scopes.server.addresses import path_of, uri_of
from flake8_confluence_scopes.server.options import Options
from flake8_confluence_scopes.server.session import Session
from tests.server.editor import codes
from tests.server.sessions import looked

CONNECT = "atlassian-connect.json"
CALL = 'import requests\nrequests.delete("/rest/api/content/1")\n'


def said(session: Session, file: Path | str, text: str | None = None) -> list[str]:
    """The codes of a document, which is opened with a text where one is given."""
    uri = file.as_uri() if isinstance(file, Path) else file
    for one in filter(None, [text]):
        session.open(uri, "python", 1, one)
    document = session.documents.get(uri)
    assert document is not None
    return codes(session.diagnostics(document))


@pytest.mark.parametrize(
    "uri", ["untitled:x", "http://a/b", "file:relative", "file:///a%00b", "file://[", "", "vscode-notebook-cell:/a#b"]
)
def test_addresses_of_no_file(uri: str) -> None:
    assert path_of(uri) is None


@pytest.mark.parametrize("name", ["a b.py", "\u00fc#?%.py", os.fsdecode(b"\xff.py")])
def test_addresses_of_files(name: str, tmp_path: Path) -> None:
    path = str(tmp_path / name)
    assert path_of(uri_of(path)) == path
    assert path_of(uri_of(str(tmp_path)) + "/x/../y") == str(tmp_path / "y")


def test_what_is_in_no_file_is_closed(session: Session) -> None:
    assert said(session, "untitled:a", CALL) == ["CFS101"]
    session.close("untitled:a")
    assert list(session.documents) == []


def test_what_is_not_open_is_neither_changed_nor_closed(session: Session) -> None:
    before = session.generation
    session.change("file:///x.py", 2, [{"text": ""}])
    session.close("file:///x.py")
    assert session.generation == before


def test_excluded_files_are_not_looked_at(session: Session, top: Path) -> None:
    assert said(session, top / "app.py", CALL) == ["CFS101"]
    session.set_options(Options(("--confluence-scopes=DELETE",)))
    assert said(session, top / "app.py") == []
    (top / ".flake8").write_text("[flake8]\nexclude = app.py\n", encoding="utf-8")
    session.set_options(Options())
    assert said(session, top / "app.py") == []


def test_a_folder_that_is_deleted(session: Session, tmp_path_factory: pytest.TempPathFactory) -> None:
    gone = tmp_path_factory.mktemp("gone")
    session.set_folders([str(gone)])
    shutil.rmtree(gone)
    assert said(session, gone / "app.py", CALL) == ["CFS201"]


def test_without_a_folder_the_working_directory_counts(
    session: Session, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.set_folders([])
    monkeypatch.chdir(top)
    assert said(session, "untitled:a", CALL) == ["CFS101"]


def test_a_catalog_that_is_a_file_counts_from_the_folder(session: Session, top: Path) -> None:
    data = file_findings.__file__.replace("file_findings.py", "scopes/data/connect-2014.json")
    shutil.copy(data, top / "mine.json")
    session.set_options(Options(("--confluence-catalog=mine.json",)))
    assert said(session, top / "app.py", CALL) == ["CFS101"]
    assert session.folders.configured(str(top)).settings.catalog == str(top / "mine.json")


def test_a_catalog_of_another_family_has_no_answers(session: Session, top: Path) -> None:
    session.set_options(Options(("--confluence-catalog=connect-2014", "--confluence-scopes=read:page:confluence")))
    assert said(session, top / "app.py", CALL) == ["CFS201"]


def test_hover_where_nothing_can_be_compared(session: Session, top: Path) -> None:
    (top / CONNECT).unlink()
    assert said(session, top / "app.py", CALL.replace(")\n", ")  # noqa: CFS201\n")) == []
    found = session.hover((top / "app.py").as_uri(), {"line": 1, "character": 20})
    assert found is not None
    assert "opens it" not in found["contents"]["value"] and "cloud, " in found["contents"]["value"]


def test_a_descriptor_whose_family_the_catalog_does_not_know(session: Session, top: Path) -> None:
    (top / CONNECT).unlink()
    session.set_options(Options(("--confluence-catalog=connect-2014",)))
    file, text = top / "manifest.yml", "app: {id: x}\npermissions:\n  scopes: [read:page:confluence]\n"
    assert said(session, file, text) == []
    found = session.hover(file.as_uri(), {"line": 2, "character": 12})
    assert found is not None
    assert "call" not in found["contents"]["value"]
    looked(session)
    assert session.references(file.as_uri(), {"line": 2, "character": 12}) == []
    found = session.hover(file.as_uri(), {"line": 2, "character": 12})
    assert found is not None
    assert "No known call needs it." in found["contents"]["value"]


def test_scopes_that_are_written_in_another_way_have_no_place() -> None:
    text = '{"scopes": ["\\u0052EAD", "WRITE"]}'
    assert [place.scope for place in scope_places(f"/{CONNECT}", text)] == ["WRITE"]


def test_open_urls_are_marked(session: Session, top: Path) -> None:
    session.set_options(Options(("--extend-select=CFS301",)))
    text = "import requests\ndef f(a, b):\n    requests.request(a, 'https://x.atlassian.net/wiki/rest/api/content/1')\n"
    assert said(session, top / "app.py", text) == ["CFS301"]


def test_a_failure_of_ours_is_said(session: Session, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(file_findings, "of_file", fail)
    assert said(session, top / "app.py", CALL) == ["CFS902"]


def test_the_disk_is_looked_at_again_and_again(session: Session, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [session.look_at_the_disk() for _ in range(3)] == [True, False, False]
    (top / ".venv").mkdir()
    (top / "node_modules").mkdir()
    (top / "venv").mkdir()
    (top / "venv" / "pyvenv.cfg").write_text("", encoding="utf-8")
    (top / "README").write_text("", encoding="utf-8")
    (top / "loop.py").symlink_to("loop.py")
    assert session.look_at_the_disk() is False
    (top / "web").mkdir()
    (top / "web" / "a.py").write_text("", encoding="utf-8")
    assert [session.look_at_the_disk() for _ in range(2)] == [True, False]
    (top / "web" / "a.py").write_text("x", encoding="utf-8")
    assert session.look_at_the_disk() is True
    shutil.rmtree(top / "web")
    assert session.look_at_the_disk() is True
    session.set_folders([str(top / "web")])
    assert [session.look_at_the_disk() for _ in range(2)] == [True, False]
    monkeypatch.setattr(watched, "_SHARE", 1e9)
    assert [session.look_at_the_disk() for _ in range(2)] == [False, False]


@pytest.mark.parametrize(("folder", "changes"), [(".github", True), (".tox", False), ("node_modules", False)])
def test_folders_in_which_authors_write_are_watched(session: Session, top: Path, folder: str, changes: bool) -> None:
    (top / folder).mkdir()
    (top / folder / "publish.py").write_text("", encoding="utf-8")
    assert session.look_at_the_disk()
    (top / folder / "publish.py").write_text("x", encoding="utf-8")
    assert session.look_at_the_disk() is changes


def test_without_folders_those_of_the_documents_are_watched(session: Session, top: Path) -> None:
    session.set_folders([])
    said(session, top / "app.py", CALL)
    assert session.look_at_the_disk() is True


def test_what_is_on_the_disk_is_read_where_it_is_not_open(session: Session, top: Path) -> None:
    found = session.documents.read(str(top / CONNECT))
    assert found is not None
    assert (found.text, found.version, found.uri) == ('{"scopes": ["READ"]}', None, (top / CONNECT).as_uri())
    assert session.documents.read(str(top / "missing.json")) is None


def test_a_descriptor_that_cannot_be_told_from_another_file(session: Session, top: Path) -> None:
    session.open((top / "manifest.yml").as_uri(), "yaml", 1, "kind: Deployment\n")
    assert said(session, top / "app.py", CALL) == ["CFS101"]
    assert said(session, top / "manifest.yml") == []


def test_calls_of_a_file_that_is_on_no_disk_yet_need_scopes(session: Session, top: Path) -> None:
    session.open((top / CONNECT).as_uri(), "json", 1, '{"scopes": ["DELETE"]}')
    said(session, top / "app.py", CALL)
    looked(session)
    assert said(session, top / CONNECT) == []
    session.close((top / "app.py").as_uri())
    looked(session)
    assert said(session, top / CONNECT) == ["unused-scope"]


def test_hover_on_a_named_method_tells_of_each_request(session: Session, top: Path) -> None:
    text = 'from atlassian import Confluence\n\nwiki = Confluence("https://x.atlassian.net/wiki")\n'
    text += 'wiki.update_page(page_id=1, title="a", body="b")\n'
    file = top / "app.py"
    assert said(session, file, text) == ["CFS101"]
    document = session.documents.get(file.as_uri())
    found = session.hover(file.as_uri(), {"line": 3, "character": 9})
    assert document is not None and found is not None
    requests = [f"**{call.method} `{call.path}`**" for call in session.judged(document).calls]
    value = found["contents"]["value"]
    assert [line for line in value.splitlines() if line.startswith("**")] == requests
    assert "**PUT `/rest/api/content/1`**" in requests and len(requests) > 1
    assert "PUT /rest/api/content/1 (sent by Confluence.update_page) needs scope WRITE; " in value
    assert found["range"] == {"start": {"line": 3, "character": 5}, "end": {"line": 3, "character": 16}}
    assert session.hover(file.as_uri(), {"line": 3, "character": 30}) is None


def test_a_wrapper_s_module_that_goes_away_is_related_no_more(session: Session, top: Path) -> None:
    (top / "api.py").write_bytes(b"# coding: latin-1\nimport requests\ndef f(path): '\xe9'; requests.delete(path)\n")
    source = "from api import f\nf('/rest/api/content/1')\nf('/rest/api/content/2')\n"
    assert said(session, top / "app.py", source) == ["CFS101"] * 2
    document = session.documents.get((top / "app.py").as_uri())
    assert document is not None
    found, other = session.diagnostics(document)
    assert found["relatedInformation"] == other["relatedInformation"]
    assert found["relatedInformation"][1]["location"]["range"]["start"] == {"line": 2, "character": 18}
    (top / "api.py").unlink()
    found, _ = session.diagnostics(document)
    assert [one["message"] for one in found["relatedInformation"]] == [f"{CONNECT} declares READ"]


def test_a_config_file_that_the_client_names_is_watched(
    session: Session, top: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    config = tmp_path_factory.mktemp("elsewhere") / "mine.ini"
    config.write_text("[flake8]\n", encoding="utf-8")
    session.set_options(Options((f"--config={config}",)))
    assert said(session, top / "app.py", CALL) == ["CFS101"]
    assert [session.look_at_the_disk() for _ in range(2)] == [True, False]
    config.write_text("[flake8]\nconfluence-scopes = DELETE\n", encoding="utf-8")
    assert session.look_at_the_disk()
    assert said(session, top / "app.py") == []
    config.unlink()
    assert session.look_at_the_disk()
    assert said(session, top / "app.py") == ["CFS101"]
    assert "mine.ini" in "".join(session.problems())
    config.write_text("[flake8]\nignore = CFS101\n", encoding="utf-8")
    assert session.look_at_the_disk()
    assert (said(session, top / "app.py"), session.problems()) == ([], [])


def test_a_catalog_that_changes(session: Session, top: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = Path(file_findings.__file__).parent / "scopes" / "data" / "connect-2014.json"
    catalog = tmp_path_factory.mktemp("elsewhere") / "mine.json"
    shutil.copy(data, catalog)
    session.set_options(Options((f"--confluence-catalog={catalog}",)))
    assert said(session, top / "app.py", CALL) == ["CFS101"]
    session.look_at_the_disk()
    catalog.write_text(data.read_text(encoding="utf-8").replace('"DELETE": "DELETE"', '"DELETE": "READ"'), encoding="utf-8")
    assert session.look_at_the_disk()
    assert said(session, top / "app.py") == []
    catalog.write_text("{", encoding="utf-8")
    assert session.look_at_the_disk()
    assert (said(session, top / "app.py"), len(session.problems())) == (["CFS101"], 1)


def test_client_models_count_from_the_folder_and_may_break(session: Session, top: Path) -> None:
    request = {"method": "DELETE", "path": "/rest/api/content/{key}"}
    model = {"schema": 1, "name": "acme", "package": "acme", "versions": {"from": "1.0", "to": "1.0"}, "date": "2026-11-28"}
    model |= {"source": "an example", "generator": "by hand", "classes": {"acme.Wiki": "wiki"}}
    model |= {"models": {"wiki": {"drop": {"parameters": ["key"], "requests": [request]}}}}
    (top / "acme.json").write_text(json.dumps(model), encoding="utf-8")
    session.set_options(Options(("--confluence-clients=acme.json",)))
    source = "import acme\nacme.Wiki('https://x.example').drop(1)\n"
    assert said(session, top / "app.py", source) == ["CFS101"]
    session.look_at_the_disk()
    (top / "acme.json").write_text("{", encoding="utf-8")
    assert session.look_at_the_disk()
    assert said(session, top / "app.py") == []
    assert "acme.json" in "".join(session.problems())


def test_of_two_roots_the_inner_one_counts(session: Session, top: Path) -> None:
    inner = top / "inner"
    inner.mkdir()
    (inner / ".flake8").write_text("[flake8]\nconfluence-scopes = DELETE\n", encoding="utf-8")
    session.set_folders([str(top), str(inner)])
    assert (said(session, top / "app.py", CALL), said(session, inner / "app.py", CALL)) == (["CFS101"], [])
    session.set_folders([str(top)])
    assert said(session, inner / "app.py") == ["CFS101"]
    session.set_folders([str(inner), str(top)])
    shutil.rmtree(inner)
    assert session.look_at_the_disk()
    assert said(session, inner / "app.py") == ["CFS101"]
