"""Atlassian's OpenAPI documents -> a catalog file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.scopes import CatalogError, Closed, Needs, Undecided
from flake8_confluence_scopes.scopes.scope_names import is_classic
from tests.scopes.paths import exactly, packaged, path

CONNECT, OAUTH = "x-atlassian-connect-scope", "x-atlassian-oauth2-scopes"
PAGE: dict[str, Any] = {CONNECT: "READ", OAUTH: [{"scheme": "o", "state": "Current", "scopes": ["read:x:confluence"]}]}

Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes a document with ``paths`` and returns the file's path."""

    def put(paths: object, name: str = "doc.json", **more: object) -> str:
        file = tmp_path / name
        info = {"title": "Confluence", "version": "2.0.0"}
        file.write_text(json.dumps({"openapi": "3.0.1", "info": info, "paths": paths, **more}), encoding="utf-8")
        return str(file)

    return put


def imported(*files: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(scopes.import_openapi(files, "ours", "2026-11-01", "the test"))
    return data


def loaded(folder: Path, *files: str) -> scopes.Catalog:
    target = folder / "ours.json"
    target.write_text(scopes.import_openapi(files, "ours", "2026-11-01", "the test"), encoding="utf-8")
    return scopes.load(str(target))


def test_the_packaged_catalog_comes_back(write: Write, tmp_path: Path) -> None:
    documents: list[dict[str, dict[str, Any]]] = [{}, {}]
    current = [operation for operation in packaged("cloud")["operations"] if "removed" not in operation]
    for operation in current:
        is_v2 = operation["path"].startswith("/wiki/api/v2/")
        entry: dict[str, Any] = {CONNECT: operation["connect"], "deprecated": operation.get("deprecated", False)}
        entry[OAUTH] = [{"scopes": names} for names in (*operation["classic"], *operation["granular"])]
        below = operation["path"].removeprefix("/wiki/api/v2") if is_v2 else operation["path"]
        documents[is_v2].setdefault(below, {"parameters": []})[operation["method"].lower()] = entry
    v1 = write(documents[0], "v1.json", servers=[{"url": "//your-domain.atlassian.net"}])
    v2 = write(documents[1], "v2.json", servers=[{"url": "https://{your-domain}/wiki/api/v2"}])
    ours, cloud = loaded(tmp_path, v1, v2), scopes.load("cloud")
    assert (ours.name, ours.date, ours.generator) == ("ours", "2026-11-01", "the test")
    assert ours.source == "Confluence, version 2.0.0; Confluence, version 2.0.0"
    assert len(list(ours.entries())) == len(current)
    for operation in current:
        own = operation["method"], path(operation["path"])
        for one, other in ((ours, cloud), (ours.for_connect(), cloud.for_connect())):
            assert exactly(one.requirement(*own)) == exactly(other.requirement(*own))
        assert ours.lifecycle(*own).deprecated == cloud.lifecycle(*own).deprecated


def test_classic_scopes_are_told_by_their_names() -> None:
    for operation in packaged("cloud")["operations"]:
        assert all(is_classic(name) for names in operation["classic"] for name in names)
        assert not any(is_classic(name) for names in operation["granular"] for name in names)


def test_what_an_operation_says(write: Write, tmp_path: Path) -> None:
    operations = {
        "/a": {"get": {OAUTH: [{"scopes": ["search:confluence"]}, {"scopes": ["search:confluence"]}, {"scopes": []}]}},
        "/b": {"get": {OAUTH: [], CONNECT: "INACCESSIBLE", "security": [{"o": ["read:x:confluence"]}]}},
        "/c": {"get": {"security": [{"basicAuth": []}, {"o": ["write:y"], "p": ["read:x:confluence"]}]}},
        "/d": {"get": {CONNECT: "NONE"}, "summary": "no method", "patch": {"deprecated": True}},
    }
    ours = loaded(tmp_path, write(operations, security=[{"o": ["read:d:confluence"]}], servers=[]))
    view = ours.for_connect()
    assert ours.requirement("GET", path("/a")) == Needs("/a", (("search:confluence",),))
    assert isinstance(view.requirement("GET", path("/a")), Undecided)
    assert exactly(ours.requirement("GET", path("/b"))) == exactly(Closed("/b", ()))
    assert exactly(view.requirement("GET", path("/b"))) == exactly(Closed("/b", ()))
    assert ours.requirement("GET", path("/c")) == Needs("/c", (("write:y", "read:x:confluence"),))
    assert ours.requirement("GET", path("/d")) == Needs("/d", (("read:d:confluence",),))
    assert view.requirement("GET", path("/d")) == Needs("/d", ((),))
    assert ours.lifecycle("PATCH", path("/d")).deprecated


@pytest.mark.parametrize(
    ("servers", "expected"),
    [
        (None, "/a"),
        ([{"url": "/"}], "/a"),
        ([{"url": "https://x.example"}], "/a"),
        ([{"url": "https://x.example/wiki/"}, {"url": "/other"}], "/wiki/a"),
        ([{"url": "wiki://{site}/{base}", "variables": {"base": {"default": "wiki"}, "site": 1}}], "/wiki/a"),
        ([{"url": "/wiki{rest}", "variables": {"rest": {"enum": ["", "/rest"]}}}], "/wiki/a"),
        ([{"url": "/{base}"}], "/{base}/a"),
        ([{}], "/a"),
    ],
)
def test_the_server_s_path_stands_first(write: Write, servers: object, expected: str) -> None:
    more = {} if servers is None else {"servers": servers}
    (operation,) = imported(write({"/a": {"get": PAGE}}, **more))["operations"]
    assert operation["path"] == expected


@pytest.mark.parametrize(
    ("paths", "more", "sentence"),
    [
        ([], {}, "paths must be an object"),
        ({}, {}, f"no operation in it has {CONNECT} or {OAUTH}"),
        ({"/a": {"get": {}}}, {}, f"no operation in it has {CONNECT} or {OAUTH}"),
        ({"a": {"get": PAGE}}, {}, "paths['a'] does not begin with a slash"),
        ({"/a": []}, {}, "paths['/a'] must be an object"),
        ({"/a": {"get": []}}, {}, "paths['/a'].get must be an object"),
        ({"/a": {"get": {OAUTH: {}}}}, {}, f"paths['/a'].get needs '{OAUTH}' with a list"),
        ({"/a": {"get": {OAUTH: [1]}}}, {}, f"paths['/a'].get.{OAUTH}[0] must be an object"),
        ({"/a": {"get": {OAUTH: [{}]}}}, {}, f"paths['/a'].get.{OAUTH}[0].scopes must be a list of texts"),
        ({"/a": {"get": {"security": {"o": []}}}}, {}, "paths['/a'].get needs 'security' with a list"),
        ({"/a": {"get": {"security": [{"o": 1}]}}}, {}, "paths['/a'].get.security[0]['o'] must be a list of texts"),
        ({"/a": {"get": {CONNECT: 1}}}, {}, f"paths['/a'].get needs '{CONNECT}' with a text"),
        ({"/a": {"get": {**PAGE, "deprecated": 1}}}, {}, "paths['/a'].get.deprecated must be true or false"),
        ({"/a": {"get": PAGE}}, {"info": 1}, "info must be an object"),
        ({"/a": {"get": PAGE}}, {"info": {"title": 1}}, "info needs 'title' with a text"),
        ({"/a": {"get": PAGE}}, {"info": {"version": 2}}, "info needs 'version' with a text"),
        ({"/a": {"get": {}}}, {"info": {}}, f"no operation in it has {CONNECT}"),
        ({"/a": {"get": PAGE}}, {"servers": "x"}, "its top level needs 'servers' with a list"),
        ({"/a": {"get": PAGE}}, {"servers": [1]}, "servers[0] must be an object"),
        ({"/a": {"get": PAGE}}, {"servers": [{"url": 1}]}, "servers[0] needs 'url' with a text"),
        ({"/a": {"get": PAGE}}, {"servers": [{"variables": []}]}, "servers[0].variables must be an object"),
    ],
)
def test_a_bad_document_is_one_sentence(
    write: Write, paths: object, more: dict[str, object], sentence: str
) -> None:
    file = write(paths, **more)
    with pytest.raises(CatalogError) as raised:
        imported(file)
    assert str(raised.value).startswith(f"{file} is no OpenAPI document of Atlassian's: {sentence}")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("paths", "sentence"),
    [
        ({"/a/{x}": {"get": PAGE}, "/a/{y}": {"get": PAGE}}, "operations[1] lists GET /a/{y} a second time"),
        ({"/a": {"get": {**PAGE, CONNECT: "EVERYTHING"}}}, "operations[0].connect is 'EVERYTHING'; write one of"),
        ({"/a/{x}.json": {"get": PAGE}}, "operations[0].path is '/a/{x}.json'; write whole segments"),
    ],
)
def test_a_document_that_makes_no_catalog_is_one_sentence(write: Write, paths: object, sentence: str) -> None:
    file = write(paths)
    with pytest.raises(CatalogError, match=re.escape(f"{file} is no catalog: {sentence}")):
        imported(file)


def test_documents_that_make_no_catalog_together_are_named_together(write: Write) -> None:
    one, other = write({"/a": {"get": PAGE}}, "one.json"), write({"/a": {"get": PAGE}}, "other.json")
    with pytest.raises(CatalogError, match=re.escape(f"{one} and {other} is no catalog: operations[1] lists GET /a")):
        imported(one, other)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", " is not JSON: "),
        (b"openapi: 3.0.1", " is not JSON: "),
        (b"[" * 200_000, " nests too deeply; name an OpenAPI document"),
        (b" " * 16_777_217, " is larger than 16 MB; name an OpenAPI document that is smaller"),
        (b"[]", " is no OpenAPI document of Atlassian's: its top level must be an object"),
    ],
)
def test_a_file_that_is_no_document(content: bytes, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "doc.json"
    file.write_bytes(content)
    with pytest.raises(CatalogError, match=re.escape(f"{file}{sentence}")):
        imported(str(file))


def test_what_cannot_be_read(tmp_path: Path) -> None:
    for name, sentence in (
        ("no.json", "no.json cannot be read: No such file or directory; name an OpenAPI document that can"),
        (str(tmp_path), " is no file; name an OpenAPI document"),
        ("a\0b", "'a\\x00b' is no path; name an OpenAPI document"),
    ):
        with pytest.raises(CatalogError, match=re.escape(sentence)):
            imported(name)
