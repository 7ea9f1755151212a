"""What is settled about a request, and what is up to a caller."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls.sending.request import Request
from flake8_confluence_scopes.calls.values.domain import Hole, Text
from flake8_confluence_scopes.path_template import HOLE


def text(template: str, *holes: str) -> Text:
    """A text with ``{}`` for holes; those named in capitals are open."""
    return Text(template.replace("{}", HOLE), tuple(Hole(name, name.isupper()) for name in holes))


GET = Text("GET")


@pytest.mark.parametrize(
    ("method", "url", "settled", "open_"),
    [
        (GET, text("/rest/api/content"), True, False),
        (GET, text("{}/rest/api/content", "HOST"), True, False),
        (GET, text("{}/rest/api/content/{}", "HOST", "KEY"), True, True),
        (GET, text("{}/rest/api/content/{}", "HOST", "key"), True, False),
        (GET, text("/rest/api/content?x={}", "QUERY"), True, False),
        (text("{}", "VERB"), text("/rest/api/content"), False, True),
        (text("{}", "verb"), text("/rest/api/content"), False, False),
        (GET, text("{}{}", "HOST", "path"), False, True),
        (GET, text("{}", "path"), False, False),
        (GET, text("/rest/api/{}", "KIND"), False, True),
        (GET, text("/rest/api/{}/label", "KIND"), False, True),
        (GET, text("/rest/api/{}/label", "self.api_version"), True, False),
        (GET, text("/rest/api/{}/label", "self.VERSION"), True, False),
        (GET, text("/api/v2/{}/labels", "KIND"), False, True),
        (GET, text("/download/attachments/{}", "KEY"), True, True),
        (GET, text("/rest/api/{version}/label"), True, False),
        (GET, text("/rest/prototype/{v}/content/{}", "KEY"), False, True),
        (GET, text("/rest/prototype/{{}}/content", "version"), True, False),
        (GET, text("/other"), False, False),
    ],
)
def test_settled_and_open(method: Text, url: Text, settled: bool, open_: bool) -> None:
    request = Request("client", method, url)
    assert (request.settled, request.open) == (settled, open_)


@pytest.mark.parametrize(
    ("url", "names"),
    [
        (text("{}/rest/api/{}/x{}{}?{}", "host", "a", "b", "c", "query"), ["a", "b", "c"]),
        (text("{}rest/api/content", "host"), []),
        (text("{}{}", "host", "path"), []),
        (text("/rest/api/{}#{}", "a", "b"), ["a"]),
    ],
)
def test_holes_of_the_path(url: Text, names: list[str]) -> None:
    assert [hole.name for hole in Request("client", GET, url).path_holes] == names


@pytest.mark.parametrize(
    ("other", "case"),
    [
        (Request("x", GET, text("/rest/api/content/{}", "KEY")), True),
        (Request("x", GET, text("{}/wiki/rest/api/content/{}", "HOST", "KEY")), True),
        (Request("x", GET, text("/rest/api/content/1")), True),
        (Request("x", Text("PUT"), text("/rest/api/content/{}", "KEY")), False),
        (Request("x", GET, text("/rest/api/content/{}/label", "KEY")), False),
        (Request("x", GET, text("{}", "PATH")), False),
    ],
)
def test_cases_of_another_request(other: Request, case: bool) -> None:
    assert Request("client", GET, text("/rest/api/content/1")).is_case_of(other) is case
    assert not Request("client", GET, text("{}", "path")).is_case_of(other)


@pytest.mark.parametrize(
    ("url", "case"),
    [("/rest/api/content/", True), ("/rest/api/content", False), ("/rest/api/content/1/", True), ("/rest/api/", False)],
)
def test_a_hole_may_be_filled_with_nothing(url: str, case: bool) -> None:
    other = Request("x", GET, text("/rest/api/content/{}", "KEY"))
    assert Request("client", GET, text(url)).is_case_of(other) is case


@pytest.mark.parametrize(
    ("url", "leaves_open"),
    [
        (text("/api/v2/pages/{}/{}", "ID", "PART"), True),
        (text("/rest/api/content/{}/{}/x", "ID", "PART"), True),
        (text("/api/v2/pages/{}/{}", "id", "part"), False),
        (text("/api/v2/pages/{}/child/{}", "ID", "KIND"), False),
        (text("/api/v2/pages/{}/x{}", "ID", "PART"), False),
        (text("/api/v2/pages/{}", "ID"), False),
        (text("/download/attachments/{}/{}", "ID", "NAME"), False),
        (text("{}", "URL"), False),
    ],
)
def test_a_part_of_a_resource_that_callers_name(url: Text, leaves_open: bool) -> None:
    assert Request("client", GET, url).leaves_part_open is leaves_open


@pytest.mark.parametrize(
    ("url", "names"),
    [
        (text("/api/v2/pages/{}/labels", "ID"), True),
        (text("/api/v2/pages/7/footer-comments"), True),
        (text("/api/v2/pages/7/8"), False),
        (text("/api/v2/pages/{}/KEY", "ID"), False),
        (text("/api/v2/pages/abc/{}", "PART"), False),
        (text("{}", "URL"), False),
    ],
)
def test_a_part_of_a_resource_is_named(url: Text, names: bool) -> None:
    wider = Request("client", GET, text("/api/v2/pages/{}/{}", "ID", "PART"))
    assert Request("client", GET, url).names_part(wider) is names
    assert not wider.names_part(Request("client", GET, url))
