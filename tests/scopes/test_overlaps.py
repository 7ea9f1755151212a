"""Rows that overlap, in tables of our own."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from flake8_confluence_scopes.scopes import Catalog, Closed, Needs, Requirement, Undecided, UnlistedVersion
from flake8_confluence_scopes.scopes.catalog_file import parse
from tests.scopes.paths import path

A, B, C = "/rest/x/a", "/rest/x/a/b", "/rest/x/{version}/a/b"
OPEN = Undecided("the segment after /rest/x/a is not known")


def table(rows: Mapping[str, Mapping[str, str]], versions: list[str] | None = None) -> Catalog:
    entries = [
        {"path": resource, "versions": versions or [] if "{version}" in resource else [], "scopes": cells}
        for resource, cells in rows.items()
    ]
    about = dict.fromkeys(("name", "source", "date", "generator"), "ours")
    return parse({"schema": 1, "family": "connect", **about, "rows": entries}, "ours")


@pytest.mark.parametrize(
    ("general", "special", "text", "expected"),
    [
        ({"GET": "READ"}, {"GET": "ADMIN"}, B, Needs(A, (("READ",),))),
        ({"GET": "ADMIN"}, {"GET": "READ"}, B, Needs(B, (("READ",),))),
        ({"GET": "READ"}, {"GET": "READ"}, B, Needs(B, (("READ",),))),
        ({"GET": "READ"}, {"POST": "WRITE"}, B, Needs(A, (("READ",),))),
        ({"PUT": "READ"}, {"GET": "WRITE"}, B, Needs(B, (("WRITE",),))),
        ({"PUT": "READ"}, {"POST": "WRITE"}, B, Closed(B, ("POST", "PUT"))),
        ({"GET": "READ"}, {"GET": "ADMIN"}, A + "/{}", Needs(A, (("READ",),))),
        ({"GET": "READ"}, {"POST": "ADMIN"}, A + "/{}", Needs(A, (("READ",),))),
        ({"GET": "ADMIN"}, {"GET": "READ"}, A + "/{}", OPEN),
        ({"GET": "ADMIN"}, {"GET": "NONE"}, A + "/{}", OPEN),
        ({"PUT": "READ"}, {"GET": "WRITE"}, A + "/{}", OPEN),
        ({"PUT": "READ"}, {"POST": "WRITE"}, A + "/{}", Closed(A, ("PUT",))),
        ({"PUT": "READ"}, {"GET": "WRITE"}, A + "/c", Closed(A, ("PUT",))),
    ],
)
def test_any_row_opens_the_call_and_the_most_specific_names_it(
    general: dict[str, str], special: dict[str, str], text: str, expected: Requirement
) -> None:
    for rows in ({A: general, B: special}, {B: special, A: general}):
        assert table(rows).requirement("GET", path(text)) == expected


def test_a_row_with_versions_beside_one_without() -> None:
    catalog = table({"/rest/x/a": {"GET": "READ"}, C: {"GET": "ADMIN"}}, ["1"])
    assert catalog.requirement("GET", path("/rest/x/1/a/b")) == Needs(C, (("ADMIN",),))
    assert catalog.requirement("GET", path("/rest/x/2/a/b")) == UnlistedVersion(C, "2", ("1",))
    assert catalog.requirement("GET", path("/rest/x/2/a/c")) == UnlistedVersion(A, "2", ())
    assert catalog.requirement("GET", path("/rest/x/a/b")) == Needs(A, (("READ",),))
