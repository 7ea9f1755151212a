"""The rules of the Connect tables, one by one."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.scopes import (
    Closed,
    Needs,
    Requirement,
    Undecided,
    UnlistedResource,
    UnlistedVersion,
)
from tests.scopes.paths import exactly, path

CONTENT = "/rest/api/content"
ALL = ("GET", "POST", "PUT", "DELETE")


@pytest.mark.parametrize(
    ("method", "text", "expected"),
    [
        ("GET", CONTENT, Needs(CONTENT, (("READ",),))),
        ("GET", "/rest/API/content/", Needs(CONTENT, (("READ",),))),
        ("GET", "/rest/api/Content", UnlistedResource()),
        ("GET", "/REST/api/content", UnlistedResource()),
        ("DELETE", f"{CONTENT}/1/child/page", Needs(CONTENT, (("DELETE",),))),
        ("PATCH", f"{CONTENT}/1", Closed(CONTENT, ALL)),
        ("GET", "/rest/api/contentbody/convert/view", Closed("/rest/api/contentbody", ("POST",))),
        ("GET", "/rest/api/contents", UnlistedResource()),
        ("GET", "/rest/api", UnlistedResource()),
        ("GET", "/rest/api/latest", UnlistedResource()),
        ("GET", "/rest", UnlistedResource()),
        ("GET", "/rest/api/1.0/content", UnlistedVersion(CONTENT, "1.0", ())),
        ("GET", "/rest/api/Latest/content/1", UnlistedVersion(CONTENT, "Latest", ())),
        ("GET", "/rest/api/2/issue", UnlistedResource()),
        ("GET", "/rest/api/1.0/projects", UnlistedResource()),
        ("GET", "/api/v2/pages", UnlistedResource()),
        (
            "GET",
            "/rest/mywork/1.0/task",
            UnlistedVersion("/rest/mywork/{version}/task", "1.0", ("1", "latest")),
        ),
        (
            "GET",
            "/rest/applinks/1.0/entitylink/primary/x",
            Needs("/rest/applinks/{version}/entitylink/primary", (("ADMIN",),)),
        ),
        (
            "GET",
            "/rest/applinks/9/entitylink/primary",
            UnlistedVersion("/rest/applinks/{version}/entitylink/primary", "9", ("1.0", "2.0", "latest")),
        ),
        ("GET", "/download/temp", UnlistedResource()),
        ("GET", "/download/temp/", Needs("/download/temp/.*", (("READ",),))),
        ("GET", "/download/Temp/x", UnlistedResource()),
        ("POST", "/download/temp/x", Closed("/download/temp/.*", ("GET",))),
        ("GET", "/download/thumbnails/1/x.png", UnlistedResource()),
    ],
)
def test_connect_2014(method: str, text: str, expected: Requirement) -> None:
    assert exactly(scopes.load("connect-2014").requirement(method, path(text))) == exactly(expected)


@pytest.mark.parametrize(
    ("method", "text", "expected"),
    [
        (
            "GET",
            "/rest/create-dialog/1.0/spaces/",
            Needs("/rest/create-dialog/{version}/spaces", (("READ",),)),
        ),
        ("GET", "/rest/create-dialog/1.0/spaces/x", UnlistedResource()),
        ("GET", "/rest/create-dialog/1.0/spaces/{}", UnlistedResource()),
        ("DELETE", "/rest/atlassian-connect/1/macro/app/", UnlistedResource()),
        (
            "DELETE",
            "/rest/atlassian-connect/1/macro/app/{}",
            Needs("/rest/atlassian-connect/{version}/macro/app/.+", (("WRITE",),)),
        ),
        ("GET", "/rest/ui/1/content", UnlistedResource()),
    ],
)
def test_connect_2016(method: str, text: str, expected: Requirement) -> None:
    assert exactly(scopes.load("connect-2016").requirement(method, path(text))) == exactly(expected)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("/rest/{}", "the segment after /rest is not known"),
        ("/rest/{}/content", "the segment after /rest is not known"),
        ("/rest/a{}/1/license", "what follows /rest/a is not known"),
        ("/rest/api/{}", "the segment after /rest/api is not known"),
        ("/rest/api/{}/content", "the segment after /rest/api is not known"),
        ("/rest/api/{}/1", "the segment after /rest/api is not known"),
        ("/rest/api/{}content", "the segment after /rest/api is not known"),
        ("/rest/api/1.{}/content", "what follows /rest/api/1. is not known"),
        ("/rest/api/l{}/content", "what follows /rest/api/l is not known"),
        ("/rest/api/content{}", "what follows /rest/api/content is not known"),
        ("/rest/api/content{}/child", "what follows /rest/api/content is not known"),
        ("/rest/api/cont{}ent", "what follows /rest/api/cont is not known"),
        ("/rest/mywork/{}", "the segment after /rest/mywork is not known"),
        ("/rest/mywork/{}/{}", "the segment after /rest/mywork/{} is not known"),
        ("/rest/mywork/1{}/task", "what follows /rest/mywork/1 is not known"),
        ("/rest/applinks/1.0/{}", "the segment after /rest/applinks/1.0 is not known"),
        ("/rest/applinks/1.0/{}/x", "the segment after /rest/applinks/1.0 is not known"),
        ("/rest/applinks/1.0/{}/entity", "the segment after /rest/applinks/1.0 is not known"),
        ("/rest/applinks/1.0/{}/{}", "the segment after /rest/applinks/1.0 is not known"),
        ("/rest/applinks/1.0/{}/ent{}", "the segment after /rest/applinks/1.0 is not known"),
        ("/download/{}/x", "the segment after /download is not known"),
        ("/download/temp{}", "what follows /download/temp is not known"),
    ],
)
def test_a_hole_that_decides_leaves_the_call_undecided(text: str, reason: str) -> None:
    assert scopes.load("connect-2014").requirement("GET", path(text)) == Undecided(reason)


def test_the_reason_is_ascii() -> None:
    given = scopes.load("connect-2014").requirement("GET", path("/rest/api/c\u00f6{}"))
    assert given == UnlistedResource()
    given = scopes.load("cloud").requirement("GET", path("/api/v2/pages/\u00f6/{}"))
    assert given == Undecided("the segment after /api/v2/pages/\\xf6 is not known")
    assert scopes.load("cloud").requirement("GET", PathTemplate("/" + HOLE)) == Undecided(
        "the segment after / is not known"
    )


@pytest.mark.parametrize(
    ("method", "text", "expected"),
    [
        ("GET", "/rest/{}/issue", UnlistedResource()),
        ("GET", "/rest/api/x{}/content", UnlistedResource()),
        ("GET", "/rest/api/{}/issue", Undecided("the segment after /rest/api is not known")),
        ("GET", "/rest/mywork/{}/issue", UnlistedResource()),
        ("GET", "/rest/mywork/x{}/task", UnlistedResource()),
        ("GET", "/rest/mywork/1/x{}", UnlistedResource()),
        ("GET", "/rest/x{}/content", UnlistedResource()),
        ("GET", "/rest/applinks/1.0/type/x{}/y", UnlistedResource()),
        ("GET", "/rest/mywork/{}/task", Needs("/rest/mywork/{version}/task", (("READ",),))),
        ("PUT", "/rest/api/space/{}", Closed("/rest/api/space", ("GET",))),
        (
            "GET",
            "/rest/applinks/1.0/entitylink/{}",
            Needs("/rest/applinks/{version}/entitylink", (("ADMIN",),)),
        ),
    ],
)
def test_other_holes_do_not_matter(method: str, text: str, expected: Requirement) -> None:
    assert exactly(scopes.load("connect-2014").requirement(method, path(text))) == exactly(expected)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("/rest/api/content", True),
        ("/rest/api/content/{}", True),
        ("/rest/api/content{}", True),
        ("/rest/api/1.0/content", True),
        ("/rest/mywork/{}/task", True),
        ("/rest/mywork/9/task", True),
        ("/download/attachments/1/x", True),
        ("/download/attachments{}", False),
        ("/rest/api/conten{}", False),
        ("/rest/api/{}", False),
        ("/rest/api/{}/content", False),
        ("/rest/api/2/issue", False),
        ("/rest/api/latest/search", False),
        ("/rest/api/1.0/projects", False),
        ("/rest/agile/1.0/board", False),
    ],
)
def test_knows_only_what_surely_is_a_resource(text: str, known: bool) -> None:
    assert scopes.load("connect-2014").knows(path(text)) is known
