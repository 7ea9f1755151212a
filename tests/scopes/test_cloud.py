"""The catalog of Confluence Cloud: every operation by its own path, and the rules one by one."""

from __future__ import annotations

from typing import Any

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.scopes import (
    Catalog,
    Closed,
    Lifecycle,
    Needs,
    Requirement,
    Undecided,
    UnlistedResource,
)
from tests.scopes.paths import exactly, packaged, path, with_segment

OPERATIONS: list[dict[str, Any]] = packaged("cloud")["operations"]
OWN_PATHS = {(operation["method"], path(operation["path"])) for operation in OPERATIONS}
REMOVED = "2026-07-21"
PROPERTIES = "/wiki/api/v2/spaces/{space-id}/properties"


def oauth_answer(operation: dict[str, Any]) -> Requirement:
    alternatives = tuple(tuple(scopes) for scopes in (*operation["classic"], *operation["granular"]))
    return Needs(operation["path"], alternatives) if alternatives else Closed(operation["path"], ())


def connect_answer(operation: dict[str, Any]) -> Requirement:
    scope = operation["connect"]
    if scope == "INACCESSIBLE":
        return Closed(operation["path"], ())
    return Needs(operation["path"], ((),) if scope == "NONE" else ((scope,),))


VIEWS = ((scopes.load("cloud"), oauth_answer), (scopes.load("cloud").for_connect(), connect_answer))


def test_every_operation_is_there() -> None:
    assert len(OPERATIONS) == 130 + 218 + 50
    assert sum(operation.get("removed") == REMOVED for operation in OPERATIONS) == 50


def test_every_successor_is_an_operation_of_v2_with_the_same_method() -> None:
    successors = {(operation["method"], operation["successor"]) for operation in OPERATIONS if "successor" in operation}
    current = {(operation["method"], operation["path"]) for operation in OPERATIONS if "removed" not in operation}
    assert successors == {
        ("GET", "/wiki/api/v2/spaces"),
        ("GET", "/wiki/api/v2/spaces/{id}"),
        *((method, PROPERTIES) for method in ("GET", "POST")),
        *((method, f"{PROPERTIES}/{{property-id}}") for method in ("GET", "PUT", "DELETE")),
    }
    assert successors <= current


def test_every_operation_resolves_to_itself() -> None:
    for operation in OPERATIONS:
        own = path(operation["path"])
        lifecycle = Lifecycle(
            operation.get("removed", ""), operation.get("deprecated", False), operation.get("successor", "")
        )
        for template in (own, PathTemplate(own.text + "/"), PathTemplate(own.text.replace(HOLE, "12345"))):
            for catalog, answer in VIEWS:
                given = catalog.requirement(operation["method"], template)
                assert exactly(given) == exactly(answer(operation))
                assert catalog.lifecycle(operation["method"], template) == lifecycle
                assert catalog.knows(template)


def test_a_hole_for_one_literal_segment_is_undecided_or_another_operations_own_path() -> None:
    undecided = 0
    for operation in OPERATIONS:
        parts = path(operation["path"]).text.split("/")
        for index in range(2, len(parts)):
            if parts[index] == HOLE:
                continue
            for hole in (HOLE, parts[index] + HOLE, HOLE + parts[index], parts[index][:2] + HOLE):
                template = PathTemplate("/".join(with_segment(parts, index, hole)))
                for catalog, _ in VIEWS:
                    given = catalog.requirement(operation["method"], template)
                    undecided += isinstance(given, Undecided)
                    own = (operation["method"], template) in OWN_PATHS
                    assert isinstance(given, Undecided) or own, (operation["method"], template)
    assert undecided > 5000


PAGE = "/wiki/api/v2/pages/{id}"
SPACE = "/wiki/rest/api/space/{spaceKey}"


@pytest.mark.parametrize(
    ("method", "text", "expected"),
    [
        (
            "GET",
            "/rest/api/content/search",
            Needs(
                "/wiki/rest/api/content/search",
                (("search:confluence",), ("read:content-details:confluence",)),
            ),
        ),
        (
            "GET",
            "/rest/api/content/{}",
            Needs(
                "/wiki/rest/api/content/{id}",
                (("read:confluence-content.summary",), ("read:content-details:confluence",)),
            ),
        ),
        ("GET", "/wiki/api/v2/pages/{}", Needs(PAGE, (("read:page:confluence",),))),
        ("GET", "/api/v2/pages/page-{}", Needs(PAGE, (("read:page:confluence",),))),
        ("GET", "/api/v2/pages/1/labels/2", UnlistedResource()),
        ("GET", "/api/v2/pages/{}/labels/{}", UnlistedResource()),
        ("GET", "/api/v2/Pages", UnlistedResource()),
        ("GET", "/rest/api/2/user", UnlistedResource()),
        ("GET", "/rest/api/2/search", UnlistedResource()),
        ("PATCH", "/api/v2/pages/1", Closed(PAGE, ("GET", "PUT", "DELETE"))),
        ("HEAD", "/api/v2/pages/{}", Closed(PAGE, ("GET", "PUT", "DELETE"))),
        ("GET", "/rest/api/space/_private", Closed("/wiki/rest/api/space/_private", ("POST",))),
        ("POST", "/rest/api/space/ds", Closed(SPACE, ("GET", "PUT", "DELETE"))),
        ("POST", "/rest/api/space/{}", Undecided("the segment after /rest/api/space is not known")),
        ("POST", "/api/v2/pages/{}", Undecided("the segment after /api/v2/pages is not known")),
        (
            "POST",
            "/rest/api/content/{}/child/{}",
            Undecided("the segment after /rest/api/content/{}/child is not known"),
        ),
        ("GET", "/api/v2/{}", Undecided("the segment after /api/v2 is not known")),
        ("GET", "/api/v2/{}/{}/labels", Undecided("the segment after /api/v2 is not known")),
        ("GET", "/api/v2/pages{}", Undecided("what follows /api/v2/pages is not known")),
        ("GET", "/api/v2/pages/{}/{}s", Undecided("the segment after /api/v2/pages/{} is not known")),
        ("GET", "/rest/api/content/s{}", Undecided("what follows /rest/api/content/s is not known")),
        ("GET", "/rest/api/content/{}s", Undecided("the segment after /rest/api/content is not known")),
        ("GET", "/api/v2/pages/{}s", Undecided("the segment after /api/v2/pages is not known")),
        ("DELETE", "/api/v2/labels/{}s", Undecided("the segment after /api/v2/labels is not known")),
        ("GET", "/api/v2/issues/{}", UnlistedResource()),
        ("GET", "/api/v2/{}/{}/{}/{}/{}/{}/{}", UnlistedResource()),
        ("GET", "/api/v2/admin-key", Closed("/wiki/api/v2/admin-key", ())),
    ],
)
def test_oauth(method: str, text: str, expected: Requirement) -> None:
    assert exactly(scopes.load("cloud").requirement(method, path(text))) == exactly(expected)


@pytest.mark.parametrize(
    ("method", "text", "expected"),
    [
        ("GET", "/api/v2/pages/{}", Needs(PAGE, (("READ",),))),
        ("GET", "/rest/api/audit", Closed("/wiki/rest/api/audit", ())),
        ("PUT", "/rest/api/audit", Closed("/wiki/rest/api/audit", ())),
        ("GET", "/rest/api/user/email", Needs("/wiki/rest/api/user/email", (("ACCESS_EMAIL_ADDRESSES",),))),
        (
            "POST",
            "/rest/atlassian-connect/1/app/module/dynamic",
            Needs("/wiki/rest/atlassian-connect/1/app/module/dynamic", ((),)),
        ),
    ],
)
def test_connect(method: str, text: str, expected: Requirement) -> None:
    view = scopes.load("cloud").for_connect()
    assert exactly(view.requirement(method, path(text))) == exactly(expected)


def test_the_connect_view_is_the_same_catalog_in_another_family() -> None:
    cloud = scopes.load("cloud")
    view = cloud.for_connect()
    assert (cloud.family, view.family) == ("oauth", "connect")
    assert (view.name, view.source, view.date, view.generator) == (
        cloud.name,
        cloud.source,
        cloud.date,
        cloud.generator,
    )
    assert cloud.for_connect() is view.for_connect() is view


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("/api/v2/pages/{}", True),
        ("/api/v2/pages{}", True),
        ("/api/v2/pages/{}/labels{}", True),
        ("/api/v2/{}", False),
        ("/api/v2/{}/{}/labels", False),
        ("/rest/api/{}", False),
        ("/rest/api/2/search", False),
        ("/rest/api/3/user", False),
    ],
)
def test_knows_only_what_surely_is_a_resource(text: str, known: bool) -> None:
    assert scopes.load("cloud").knows(path(text)) is known


def test_a_call_that_no_operation_decides_has_no_lifecycle() -> None:
    cloud: Catalog = scopes.load("cloud")
    assert cloud.lifecycle("GET", path("/api/v2/{}")) == Lifecycle()
    assert cloud.lifecycle("PATCH", path("/rest/api/content/{}")) == Lifecycle()
