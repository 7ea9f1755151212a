"""``catalog diff``: what a newer catalog adds, drops and moves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flake8_confluence_scopes import cli, scopes
from flake8_confluence_scopes.explaining import catalog_changes

READ: dict[str, object] = {
    "method": "GET",
    "path": "/wiki/rest/api/shelf/{id}",
    "connect": "READ",
    "classic": [["read:confluence-user"]],
}
OPERATIONS: dict[str, dict[str, object]] = {
    "kept": READ,
    "renamed": READ | {"path": "/wiki/rest/api/shelf/{shelfId}"},
    "moved": {"method": "GET", "path": "/wiki/rest/api/shelf/{id}", "connect": "WRITE", "classic": [["search:confluence"]]},
    "closed": {"method": "PUT", "path": "/wiki/rest/api/shelf", "connect": "INACCESSIBLE", "classic": []},
    "open": {"method": "PUT", "path": "/wiki/rest/api/shelf", "connect": "WRITE", "classic": [["write:confluence-props"]]},
    "deprecated": {
        "method": "PUT",
        "path": "/wiki/rest/api/shelf",
        "connect": "WRITE",
        "classic": [["write:confluence-props"]],
        "deprecated": True,
    },
    "removed": {
        "method": "PUT",
        "path": "/wiki/rest/api/shelf",
        "connect": "WRITE",
        "classic": [["write:confluence-props"]],
        "removed": "2026-11-01",
        "successor": "/wiki/api/v2/shelves",
    },
    "unsaid": {"method": "GET", "path": "/wiki/rest/api/shelf/{id}", "connect": None, "classic": [["read:confluence-user"]]},
}


def catalog(folder: Path, name: str, *operations: str) -> str:
    """A catalog file of these operations."""
    rows = [OPERATIONS[operation] | {"granular": []} for operation in operations]
    origin = {"source": "a test", "date": "2026-11-01", "generator": "a test"}
    file = folder / f"{name}.json"
    file.write_text(json.dumps({"schema": 1, "name": name, "family": "oauth", **origin, "operations": rows}), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("kept", "renamed", ["no operation and no scope is added, dropped or moved"]),
        ("removed", "", ["no operation and no scope is added, dropped or moved"]),
        (
            "",
            "open",
            ["operations added: 1", "  PUT  /wiki/rest/api/shelf  needs write:confluence-props"]
            + ["scopes added: 2", "  WRITE", "  write:confluence-props"],
        ),
        ("", "closed", ["operations added: 1", "  PUT  /wiki/rest/api/shelf  closed"]),
        (
            "open",
            "removed",
            ["operations dropped: 1", "  PUT  /wiki/rest/api/shelf  its successor is /wiki/api/v2/shelves"]
            + ["scopes dropped: 2", "  WRITE", "  write:confluence-props"],
        ),
        ("closed", "", ["operations dropped: 1", "  PUT  /wiki/rest/api/shelf"]),
        ("open", "deprecated", ["operations deprecated: 1", "  PUT  /wiki/rest/api/shelf"]),
        ("deprecated", "deprecated", ["no operation and no scope is added, dropped or moved"]),
        (
            "kept",
            "moved",
            [
                "operations with other scopes: 2",
                "  GET  /wiki/rest/api/shelf/{id}  Connect: needs READ -> needs WRITE",
                "  GET  /wiki/rest/api/shelf/{id}  OAuth: needs read:confluence-user -> needs search:confluence",
                "scopes added: 2",
                "  WRITE",
                "  search:confluence",
                "scopes dropped: 2",
                "  READ",
                "  read:confluence-user",
            ],
        ),
        (
            "unsaid",
            "kept",
            ["operations with other scopes: 1", "  GET  /wiki/rest/api/shelf/{id}  Connect: not known -> needs READ"]
            + ["scopes added: 1", "  READ"],
        ),
    ],
)
def test_the_changes(
    before: str, after: str, lines: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = catalog(tmp_path, "old", *before.split()), catalog(tmp_path, "new", *after.split())
    assert cli.main(["catalog", "diff", *files]) == 0
    first, *others = capsys.readouterr().out.splitlines()
    assert first == "from old, 2026-11-01, to new, 2026-11-01"
    assert [line for line in others if line] == lines


def test_a_connect_table_knows_nothing_of_oauth() -> None:
    found = catalog_changes.changes(scopes.load("connect-2016"), scopes.load("cloud"))
    assert {one.family for one in found.moved} <= {"Connect"}
    assert [scope for scope in found.scopes_added if ":" in scope] == []


@pytest.mark.parametrize("name", scopes.names())
def test_nothing_changes_from_a_catalog_to_itself(name: str) -> None:
    assert not catalog_changes.changes(scopes.load(name), scopes.load(name))


def test_there_and_back(tmp_path: Path) -> None:
    old, new = scopes.load("connect-2014"), scopes.load("connect-2016")
    there, back = catalog_changes.changes(old, new), catalog_changes.changes(new, old)
    assert (len(there.added), len(there.dropped)) == (len(back.dropped), len(back.added))
    assert there.scopes_added == back.scopes_dropped


def test_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = catalog(tmp_path, "old", "kept", "open"), catalog(tmp_path, "new", "moved", "removed")
    assert cli.main(["catalog", "diff", *files, "--format=json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["new"] == {"catalog": "new", "date": "2026-11-01"}
    assert found["dropped"] == [{"method": "PUT", "path": "/wiki/rest/api/shelf", "successor": "/wiki/api/v2/shelves"}]
    assert [(one["family"], one["before"], one["after"]) for one in found["moved"]] == [
        ("connect", [["READ"]], [["WRITE"]]),
        ("oauth", [["read:confluence-user"]], [["search:confluence"]]),
    ]
    assert (found["added"], found["deprecated"]) == ([], [])


def test_a_catalog_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["catalog", "diff", "cloud", "nonsense"]) == 2
    assert capsys.readouterr().err.startswith("confluence-scopes: there is no catalog 'nonsense'; write ")
