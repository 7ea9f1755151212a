"""Every row of the Connect tables, looked up by its own path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.scopes import (
    Catalog,
    Closed,
    Needs,
    Requirement,
    Undecided,
    UnlistedResource,
    UnlistedVersion,
)
from tests.scopes.paths import exactly, packaged, path, with_segment

TABLES = ("connect-2014", "connect-2016")
METHODS = ("GET", "POST", "PUT", "DELETE")
ADDONS = "/rest/atlassian-connect/{version}/addons"
EXAMPLE_VERSIONS = ("1", "1.0", "2.0", "latest", "1.0.0-m1", "LATEST")


def rows(table: str) -> list[dict[str, Any]]:
    """The rows but those that overlap in what they need."""
    return [row for row in packaged(table)["rows"] if not row["path"].startswith(ADDONS)]


def own_paths(row: dict[str, Any]) -> Iterator[str]:
    """Paths that the row covers, without its versions filled in."""
    stem = row["path"].removesuffix("/.*").removesuffix("/.+")
    if stem != row["path"]:
        yield from (f"{stem}/1", f"{stem}/1/", f"{stem}/a/b.png", f"{stem}/{{}}", f"{stem}/{{}}/x")
    elif row.get("exact"):
        yield from (stem, f"{stem}/")
    else:
        yield from (stem, f"{stem}/", f"{stem}/1", f"{stem}/1/child/page")
        yield from (f"{stem}/{{}}", f"{stem}/{{}}/x", f"{stem}/x{{}}")


def shouted(text: str) -> str:
    """The path with the segment after ``/rest`` in upper case."""
    parts = text.split("/")
    return "/".join([*parts[:2], parts[2].upper(), *parts[3:]]) if parts[1] == "rest" else text


def answer(row: dict[str, Any], method: str) -> Requirement:
    """What the table's cell says."""
    cells = row["scopes"]
    if cells.get(method, "N/A") == "N/A":
        return Closed(row["path"], tuple(name for name in METHODS if cells[name] != "N/A"))
    return Needs(row["path"], ((),) if cells[method] == "NONE" else ((cells[method],),))


def decides(requirement: Requirement) -> tuple[object, ...]:
    """The answer without the name of the row that gave it."""
    return (type(requirement), *requirement[1:])


@pytest.mark.parametrize("table", TABLES)
def test_every_row_method_and_version_gives_its_cell(table: str) -> None:
    catalog = scopes.load(table)
    looked_up = 0
    for row in rows(table):
        for version in (*row["versions"], "{}") if row["versions"] else ("",):
            for own in own_paths(row):
                filled = own.replace("{version}", version)
                for method in (*METHODS, "HEAD", "PATCH", "OPTIONS"):
                    for text in (filled, shouted(filled)):
                        given = catalog.requirement(method, path(text))
                        assert exactly(given) == exactly(answer(row, method)), (method, text)
                        looked_up += 1
                assert catalog.knows(path(filled))
    assert looked_up > 4000


@pytest.mark.parametrize("table", TABLES)
def test_no_row_takes_another_version(table: str) -> None:
    catalog = scopes.load(table)
    for row in rows(table):
        if not row["path"].startswith("/rest/"):
            continue
        for version in EXAMPLE_VERSIONS:
            if version in row["versions"]:
                continue
            for own in own_paths(row):
                head, name, *rest = own.strip("/").split("/")
                below = rest[1:] if row["versions"] else rest
                text = "/" + "/".join([head, name, version, *below])
                given = catalog.requirement("GET", path(text))
                assert isinstance(given, (UnlistedVersion, Undecided)), text
                if isinstance(given, UnlistedVersion):
                    assert given[1:] == (version, tuple(row["versions"]))
                    assert catalog.knows(path(text))


@pytest.mark.parametrize("table", TABLES)
def test_a_row_with_versions_needs_one(table: str) -> None:
    catalog = scopes.load(table)
    versioned = [row for row in rows(table) if row["versions"]]
    assert versioned
    for row in versioned:
        bare = path(row["path"].replace("/{version}", ""))
        assert catalog.requirement("GET", bare) == UnlistedResource()
        assert not catalog.knows(bare)


@pytest.mark.parametrize("table", TABLES)
def test_a_hole_for_one_literal_segment_is_never_another_row(table: str) -> None:
    catalog = scopes.load(table)
    undecided = 0
    for row in rows(table):
        for version in row["versions"] or ("",):
            parts = next(own_paths(row)).replace("{version}", version).split("/")
            for index in range(2, len(parts)):
                for hole in ("{}", parts[index] + "{}", "{}" + parts[index], parts[index][:2] + "{}"):
                    opened = path("/".join(with_segment(parts, index, hole)))
                    for method in METHODS:
                        given = catalog.requirement(method, opened)
                        if isinstance(given, Undecided):
                            undecided += 1
                        else:
                            assert decides(given) == decides(answer(row, method)), opened
    assert undecided > 500


def test_the_lowest_scope_of_overlapping_rows_decides() -> None:
    catalog = scopes.load("connect-2016")
    for text in (ADDONS, ADDONS + "/", ADDONS + "/my.app", ADDONS + "/{}/properties/{}"):
        for version in ("1", "latest", "{}"):
            filled = path(text.replace("{version}", version))
            for method in METHODS:
                assert catalog.requirement(method, filled) == Needs(ADDONS, ((),))
            row = ADDONS + "/.*" if len(filled.segments) > 4 else ADDONS
            assert catalog.requirement("HEAD", filled) == Closed(row, METHODS)


def test_the_tables_have_no_lifecycle_and_are_their_own_connect_view() -> None:
    catalog: Catalog = scopes.load("connect-2014")
    assert catalog.for_connect() is catalog
    assert catalog.lifecycle("GET", path("/rest/api/content")) == scopes.Lifecycle("", False)
