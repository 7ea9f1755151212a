"""``explain``: calls by whole URLs, scopes, codes, and what a status means."""

from __future__ import annotations

import json

import pytest

from flake8_confluence_scopes import cli, scopes
from flake8_confluence_scopes.commands import explain
from flake8_confluence_scopes.explaining.catalog_answers import Answer
from flake8_confluence_scopes.rules import RULES
from flake8_confluence_scopes.explaining.statuses import STATUSES, meaning


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["explain", *arguments]) == 0
    output, errors = capsys.readouterr()
    assert errors == ""
    return output


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://x.atlassian.net/wiki/rest/api/content/search?cql=type=page&limit=3#top", "/wiki/rest/api/content/search"),
        ("https://api.atlassian.com/ex/confluence/35273b54-3f06/wiki/api/v2/pages/5", "/wiki/api/v2/pages/5"),
        ("https://host:8090/confluence/rest/api/space/KEY", "/rest/api/space/KEY"),
        ("{base}/rest/api/content/{id}", "/rest/api/content/{}"),
    ],
)
def test_a_whole_url(url: str, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(capsys, "get", url).splitlines()[0] == f"GET {path}"


def test_sources_are_short_unless_they_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    call = ("GET", "/wiki/api/v2/pages/{id}", "--catalog=cloud")
    short = "  source: The Confluence Cloud REST API (swagger.v3.json), and 2 more"
    assert short in ask(capsys, *call).splitlines()
    output = ask(capsys, *call, "--verbose")
    assert "https://dac-static.atlassian.com/cloud/confluence/openapi-v2.v3.json" in output
    assert short not in output.splitlines()


def test_the_statuses_are_those_of_which_something_is_known() -> None:
    assert explain._STATUSES == STATUSES


@pytest.mark.parametrize(
    ("call", "status", "said"),
    [
        ("PUT /wiki/api/v2/pages/{id}", "401", "This call needs write:page:confluence: add what is missing"),
        ("PUT /wiki/api/v2/admin-key", "401", "No OAuth scope opens this call"),
        ("PUT /wiki/api/v2/pages/{id}", "403", "This call needs WRITE in atlassian-connect.json: declare it"),
        ("GET /wiki/rest/api/audit", "403", "This call is not open to Connect apps"),
        ("GET /rest/atlassian-connect/1/addons", "403", "This call needs no scope of a Connect app"),
        ("GET /wiki/rest/api/space", "410", "Call its successor /wiki/api/v2/spaces with the same method."),
        ("GET /wiki/rest/api/content/{id}/child", "410", "cloud no longer lists it, as of 2026-07-21"),
        ("GET /wiki/api/v2/pages/{id}/children", "410", "cloud calls it deprecated"),
        ("GET /wiki/api/v2/pages/{id}", "410", "no catalog knows that yet"),
    ],
)
def test_what_a_status_means(call: str, status: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    output = ask(capsys, *call.split(), "--status", status)
    assert said in output
    found = json.loads(ask(capsys, *call.split(), "--status", status, "--format=json"))["status"]
    assert found["code"] == int(status)
    assert [line for line in found["meaning"] if f"  {line}\n" not in output] == []


def test_a_call_that_needs_no_scope_of_a_token() -> None:
    cloud = scopes.load("cloud")
    answer = Answer(cloud, cloud, scopes.Needs("/wiki/rest/api/shelf", ((),)), scopes.Lifecycle())
    assert list(meaning("401", [answer]))[-1].startswith("This call needs no scope: ")


def test_a_granular_scope(capsys: pytest.CaptureFixture[str]) -> None:
    lines = ask(capsys, "write:page:confluence").splitlines()
    assert lines[0] == "write:page:confluence: a granular OAuth scope, lets an app create and change pages"
    assert lines[2] == "opens in cloud, 2026-07-21:"
    opened = [line.split(maxsplit=2) for line in lines[3:]]
    assert ["POST", "/wiki/api/v2/pages"] in opened
    assert [
        "POST",
        "/wiki/rest/api/content/{id}/copy",
        "with read:content-details:confluence; or by write:confluence-content",
    ] in opened


@pytest.mark.parametrize("scope", ["write", "write:connect-confluence"])
def test_a_connect_scope_and_what_it_implies(scope: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ask(capsys, scope).splitlines()
    assert lines[0].endswith(": a Connect scope, lets an app create and change content, spaces and other data")
    assert lines[1:3] == ["  implies READ, and opens what they open", "  implied by DELETE, SPACE_ADMIN, ADMIN"]
    assert "  PUT     /wiki/api/v2/pages/{id}" in [line.rstrip() for line in lines]
    assert any(line.endswith("removed 2026-07-21") for line in lines)


def test_a_scope_that_opens_no_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(capsys, "act_as_user").splitlines() == [
        "ACT_AS_USER: a Connect scope, lets an app send requests in the name of a user, with that user's permissions",
        "no operation of these catalogs needs it",
    ]
    assert ask(capsys, "read:graph:confluence").splitlines()[0] == "read:graph:confluence: a granular OAuth scope"


def test_a_classic_scope_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(ask(capsys, "search:confluence", "--format", "json"))
    assert (found["scope"], found["family"], found["words"]) == ("search:confluence", "classic", "search in Confluence")
    assert {(one["catalog"], one["method"], one["path"]) for one in found["openings"]} >= {
        ("cloud", "GET", "/wiki/rest/api/search")
    }
    lower = json.loads(ask(capsys, "WRITE", "--catalog=connect-2014", "--format", "json"))
    assert (lower["implies"], lower["implied_by"]) == (["READ"], ["DELETE", "SPACE_ADMIN", "ADMIN"])


def test_deprecated_operations_are_marked(capsys: pytest.CaptureFixture[str]) -> None:
    assert "/wiki/api/v2/pages/{id}/children" in "".join(
        line for line in ask(capsys, "read:page:confluence").splitlines() if line.endswith("deprecated")
    )


def test_a_method_of_a_library(capsys: pytest.CaptureFixture[str]) -> None:
    lines = ask(capsys, "Confluence.update_page").splitlines()
    assert lines[0] == "atlassian.Confluence.update_page of atlassian-python-api 4.0.7 sends to Confluence Cloud"
    place = lines.index("PUT /rest/api/content/{page_id} (depending on an answer)")
    assert lines[place + 1] == "  connect: needs WRITE; removed, as of 2026-07-21"
    assert lines[place + 2].startswith("  cloud: needs one of [write:confluence-content], [")
    assert any(line.startswith("GET /rest/api/content/{page_id} (with body") for line in lines)
    assert ask(capsys, "atlassian.Confluence.update_page").splitlines() == lines


def test_a_method_that_only_newer_releases_have_is_explained_by_the_newest(capsys: pytest.CaptureFixture[str]) -> None:
    lines = ask(capsys, "ConfluenceV2.get_pages", "--catalog=cloud").splitlines()
    assert lines[0] == "atlassian.ConfluenceV2.get_pages of atlassian-python-api 5.0.5 sends to Confluence Cloud"
    assert lines[2:] == ["GET /api/v2/pages", "  cloud: needs read:page:confluence", "  cloud: needs READ"]


def test_a_method_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = json.loads(ask(capsys, "Confluence.get_page_by_id", "--format=json"))
    (request,) = found["requests"]
    assert (found["package"], request["method"], request["path"]) == (
        "atlassian-python-api",
        "GET",
        "/rest/api/content/{page_id}",
    )
    assert [one["answer"] for one in request["answers"]] == ["needs", "needs"]


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_code(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    rule = RULES[code]
    output = ask(capsys, code.lower())
    assert output.startswith(f"{code} {rule.name}: {rule.reports}\n")
    assert [text for text in (*rule.messages, *rule.helps) if text not in output] == []
    assert json.loads(ask(capsys, code, "--format=json"))["name"] == rule.name


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["wrte"], "there is no scope wrte; did you mean WRITE?"),
        (["write:pages:confluence"], "there is no scope write:pages:confluence; did you mean write:page:confluence?"),
        (["PATCH"], "PATCH is an HTTP method; write the URL behind it, such as PATCH /rest/api/content/{id}"),
        (["/rest/api/content"], "/rest/api/content has no method before it; write GET, POST, PUT or DELETE, and then the URL"),
        (
            ["zebra"],
            "zebra is no scope and no code; write METHOD URL, a scope such as read:page:confluence, or a code such as CFS101",
        ),
        (["update_page"], "update_page is a method of a library; write its class before it, such as Confluence.update_page"),
        (["Confluence.updat_page"], "no client model knows a method Confluence.updat_page; did you mean Confluence.update_page?"),
        (
            ["foo.bar"],
            "no client model knows a method foo.bar; write the class before the method, such as Confluence.update_page",
        ),
        (["CFS110"], "there is no code CFS110; did you mean CFS106?"),
        (["E99"], "there is no code E99; the codes begin with CFS"),
        (["CFS101", "--status=401"], "--status is about a call; write its method and its URL"),
        (
            ["GET", "/rest/api/content", "x"],
            "GET /rest/api/content x is more than one subject; write a method and a URL in quotes, a scope, or a code",
        ),
        (
            ["READ", "--catalog=x"],
            "there is no catalog 'x'; write connect, connect-2014, connect-2016, cloud or a catalog file's path",
        ),
    ],
)
def test_what_cannot_be_explained(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", *arguments]) == 2
    assert capsys.readouterr() == ("", f"confluence-scopes: {sentence}\n")
