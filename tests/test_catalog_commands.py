"""``confluence-scopes catalog``: list, show and import."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from flake8_confluence_scopes import __version__, scopes
from flake8_confluence_scopes.cli import main

DOCUMENT = {
    "info": {"title": "Shelves"},
    "servers": [{"url": "https://x.example/wiki"}],
    "paths": {
        "/rest/api/shelf/{id}": {
            "get": {"x-atlassian-connect-scope": "READ", "security": [{"o": ["read:shelf:confluence"]}]},
            "delete": {"x-atlassian-connect-scope": "INACCESSIBLE", "deprecated": True},
        }
    },
}


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An OpenAPI document of 1 November 2026 in the working directory."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "shelves.v3.json"
    file.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    os.utime(file, (1_793_534_400, 1_793_534_400))
    return file


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["catalog", *arguments])
    return code, *capsys.readouterr()


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    code, output, errors = ask(capsys, "list")
    assert (code, errors) == (0, "")
    assert [line.split()[:2] for line in output.splitlines()] == [
        [name, scopes.load(name).date] for name in scopes.names()
    ]
    assert "  398 entries  The Confluence Cloud REST API" in output


def test_list_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    listed: list[dict[str, Any]] = json.loads(ask(capsys, "list", "--format", "json")[1])
    assert [catalog["catalog"] for catalog in listed] == list(scopes.names())
    assert listed[3]["entries"] == 398
    assert list(listed[0]) == ["catalog", "family", "date", "source", "generator", "entries"]


def test_show_a_connect_table(capsys: pytest.CaptureFixture[str]) -> None:
    code, output, errors = ask(capsys, "show", "connect-2016")
    assert (code, errors) == (0, "")
    lines = output.splitlines()
    assert lines[0] == "connect-2016, 2016-03-02"
    assert lines[1].startswith("source: Atlassian Connect plugin")
    rows = [line.split(maxsplit=2) for line in lines[3:]]
    assert ["DELETE", "/rest/api/space", "DELETE"] in rows
    assert ["POST", "/rest/mywork/{version}/action", "WRITE (version 1, latest)"] in rows
    assert ["GET", "/rest/atlassian-connect/{version}/addons", "no scope (version 1, latest)"] in rows


def test_show_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [line.split(maxsplit=2) for line in ask(capsys, "show", "cloud")[1].splitlines()[3:]]
    assert len(rows) == 398
    for row in (
        ["GET", "/wiki/api/v2/admin-key", "closed; Connect: closed"],
        ["GET", "/wiki/api/v2/pages/{id}/children", "read:page:confluence; Connect: READ; deprecated"],
        [
            "GET",
            "/wiki/rest/api/space",
            "one of [read:confluence-space.summary], [read:content-details:confluence]; Connect: READ; removed 2026-07-21",
        ],
    ):
        assert row in rows


def test_show_what_asks_several_tables(capsys: pytest.CaptureFixture[str]) -> None:
    lines = ask(capsys, "show", "connect")[1].splitlines()
    assert lines[:2] == ["connect, 2026-07-21", "source: cloud, connect-2016 and connect-2014, asked in this order"]
    rows = [line.split(maxsplit=2) for line in lines[3:]]
    assert ["GET", "/wiki/rest/api/space", "READ; removed 2026-07-21; cloud"] in rows
    assert ["PUT", "/rest/mywork/{version}/action", "WRITE (version 1, latest); connect-2014"] in rows
    shown = json.loads(ask(capsys, "show", "connect", "--format=json")[1])
    assert shown["entries"][0]["table"] == "cloud"
    assert len(rows) == len(shown["entries"])


def test_show_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    shown: dict[str, Any] = json.loads(ask(capsys, "show", "cloud", "--format=json")[1])
    assert (shown["catalog"], len(shown["entries"])) == ("cloud", 398)
    assert {
        "method": "GET",
        "resource": "/wiki/rest/api/space/{spaceKey}",
        "versions": [],
        "connect": [["READ"]],
        "oauth": [["read:confluence-space.summary"], ["read:content-details:confluence"]],
        "removed": "2026-07-21",
        "deprecated": True,
        "successor": "/wiki/api/v2/spaces/{id}",
    } in shown["entries"]


def test_import_and_use(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(capsys, "import", document.name, "-o", "my.json") == (0, "", "")
    mine = scopes.load("my.json")
    assert (mine.name, mine.date, mine.source) == ("my", "2026-11-01", "Shelves")
    assert mine.generator == f"confluence-scopes {__version__} catalog import"
    code, output, errors = ask(capsys, "show", "my.json")
    assert (code, errors) == (0, "")
    assert [line.split(maxsplit=2) for line in output.splitlines()[3:]] == [
        ["GET", "/wiki/rest/api/shelf/{id}", "read:shelf:confluence; Connect: READ"],
        ["DELETE", "/wiki/rest/api/shelf/{id}", "closed; Connect: closed; deprecated"],
    ]


def test_import_to_the_output(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, output, errors = ask(capsys, "import", document.name)
    assert (code, errors) == (0, "")
    assert json.loads(output)["name"] == "shelves.v3"
    assert ask(capsys, "import", document.name)[1] == output


def test_a_catalog_without_connect_scopes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    origin = dict.fromkeys(("name", "source", "date", "generator"), "ours")
    operation = {"method": "GET", "path": "/rest/x", "classic": [], "granular": []}
    file = tmp_path / "ours.json"
    file.write_text(json.dumps({"schema": 1, "family": "oauth", **origin, "operations": [operation]}))
    assert ask(capsys, "show", str(file))[1].splitlines()[3:] == ["GET  /rest/x  closed; Connect: not known"]
    file.write_text(json.dumps({"schema": 1, "family": "oauth", **origin, "operations": []}))
    assert ask(capsys, "show", str(file))[1].splitlines()[3:] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["show", "nonsense"], "there is no catalog 'nonsense'; write connect, connect-2014, connect-2016, cloud or a"),
        (["show", "shelves.v3.json"], "shelves.v3.json is no catalog: its schema is None; write it in schema 1"),
        (["import", "no.json"], "no.json cannot be read: No such file or directory; name an OpenAPI document"),
        (["import", "."], ". is no file; name an OpenAPI document"),
        (["import", "shelves.v3.json", "-o", "no/my.json"], "no/my.json cannot be written: No such file or"),
        ([], "the following arguments are required: ACTION; see confluence-scopes catalog --help"),
        (["import"], "the following arguments are required: OPENAPI.json; see confluence-scopes catalog import"),
    ],
)
def test_a_wrong_question_is_one_sentence(
    document: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    code, output, errors = ask(capsys, *arguments)
    assert (code, output) == (2, "")
    assert errors.startswith(f"confluence-scopes: {sentence}")
    assert len(errors.splitlines()) == 1
