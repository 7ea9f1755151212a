"""Which scopes a code needs, in each family."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes.descriptors import Declaration, Event, NoDescriptor
from flake8_confluence_scopes.project.analysis import App
from flake8_confluence_scopes.project.audit import audited
from flake8_confluence_scopes.project.justification import justified
from flake8_confluence_scopes.project.justify import page
from flake8_confluence_scopes.project.needed import FAMILIES, Needed, needed, operations
from flake8_confluence_scopes.settings import Settings
from flake8_confluence_scopes.silence import Silence
from tests.project.projects import app, connect, forge

PAGE, PAGES = "GET /wiki/api/v2/pages/1", "GET /wiki/api/v2/pages/2"
VERSION = "POST /wiki/rest/api/content/1/version"
SEARCH = "GET /wiki/rest/api/search"
ADDONS = "GET /rest/atlassian-connect/1/addons"
"""It needs no scope."""
NONE = NoDescriptor("none")


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def of(family: str, *called: str, declared: Declaration = NONE, settings: Settings = Settings()) -> Needed:
    return needed([app(declared, *called)], settings, family)


@pytest.mark.parametrize(
    ("family", "called", "expected"),
    [
        ("classic", [PAGE, SEARCH], ["read:page:confluence", "search:confluence"]),
        ("granular", [PAGE, SEARCH], ["read:content-details:confluence", "read:page:confluence"]),
        ("granular", [VERSION, SEARCH], ["read:content-details:confluence", "write:content:confluence"]),
        ("connect", [PAGE, SEARCH], ["READ"]),
        ("connect", [PAGE, VERSION], ["WRITE"]),
        ("connect", [ADDONS, PAGE], ["READ"]),
        ("connect", [ADDONS], []),
        ("classic", [], []),
    ],
)
def test_the_scopes_of_a_family(family: str, called: list[str], expected: list[str]) -> None:
    assert list(of(family, *called).scopes) == expected
    # What is declared makes no difference.
    assert list(of(family, *called, declared=connect("READ", "ADMIN")).scopes) == expected


def test_each_scope_has_the_calls_that_force_it() -> None:
    found = of("classic", PAGE, PAGES, SEARCH)
    assert {scope: [site.path for site in sites] for scope, sites in found.scopes.items()} == {
        "read:page:confluence": ["/wiki/api/v2/pages/1", "/wiki/api/v2/pages/2"],
        "search:confluence": ["/wiki/rest/api/search"],
    }
    assert [count for _, count in operations([*found.scopes["search:confluence"]] * 2)] == [2]


def test_a_higher_connect_scope_opens_what_a_lower_one_does() -> None:
    found = of("connect", PAGE, VERSION)
    assert [site.method for site in found.scopes["WRITE"]] == ["POST"]
    assert [site.path for site in found.lower] == ["/wiki/api/v2/pages/1"]


def test_what_no_scope_is_for() -> None:
    called = ["GET /wiki/rest/api/space", "GET /wiki/api/v2/admin-key", "? /wiki/api/v2/pages/1", "GET /wiki/api/v2/{hole}"]
    found = of("classic", *called)
    assert [(remark.list, remark.site.line) for remark in found.remarks] == [
        ("removed", 4),
        ("closed", 5),
        ("undecided", 6),
        ("undecided", 7),
    ]
    assert found.scopes == {}
    assert [one.message for one in found.of("closed")] == ["GET /wiki/api/v2/admin-key is closed to apps in cloud"]


def test_a_comment_says_what_is_not_confluence_s() -> None:
    undecided = app(NONE, "? /wiki/api/v2/pages/1", "GET /wiki/api/v2/admin-key")
    for names_code, lists in ((True, ["closed"]), (False, ["undecided", "closed"])):
        silence = Silence("# noqa", in_source=True, names_code=names_code)
        found = needed([undecided], Settings(), "granular", lambda path, line, code: silence)
        assert [remark.list for remark in found.remarks] == lists


def test_an_event_needs_its_scope_in_oauth_s_families() -> None:
    declared = forge()._replace(events=(Event("avi:confluence:created:page", 3),))
    for family, expected in zip(FAMILIES, (["read:confluence-content.summary"], ["read:confluence-content.summary"], [])):
        assert list(of(family, declared=declared).scopes) == expected


@pytest.mark.parametrize(
    ("family", "catalog", "asked"),
    [
        ("classic", "connect-2014", "cloud"),
        ("connect", "connect-2014", "connect-2014"),
        ("connect", "cloud", "cloud"),
        ("connect", None, "connect"),
        ("granular", "cloud", "cloud"),
    ],
)
def test_the_catalog_of_a_family(family: str, catalog: str | None, asked: str) -> None:
    assert of(family, PAGE, settings=Settings(catalog=catalog)).catalog.name == asked


def test_an_audit_without_a_descriptor_says_what_the_calls_need() -> None:
    alone: App = app(NONE, PAGE, SEARCH)
    audit = audited(alone, Settings())
    assert [(entry.subject, entry.message) for entry in audit.of("required")] == [
        ("read:page:confluence", "1 call needs it"),
        ("search:confluence", "1 call needs it"),
    ]
    assert audit.catalogs == ("cloud",)
    assert "### search:confluence" in page([justified(alone, audit)])
