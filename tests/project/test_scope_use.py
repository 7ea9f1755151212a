"""Which declared scopes the calls use."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes.project import failing
from flake8_confluence_scopes.project.analysis import App, SourceFile
from flake8_confluence_scopes.project.audit import audited
from flake8_confluence_scopes.settings import Settings
from flake8_confluence_scopes.silence import Silence
from tests.project.projects import app, audit_of, connect, forge, said


@pytest.fixture(autouse=True)
def _no_other_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


GET, PUT, DELETE = "GET /rest/api/content", "PUT /rest/api/content/1", "DELETE /rest/api/content/1"
ADMIN = "GET /rest/applinks/1.0/listApplicationLinks"
V2_PAGES = "GET /wiki/api/v2/pages"
VERSION = "POST /wiki/rest/api/content/1/version"
V1_CLASSIC, V1_GRANULAR = "write:confluence-content", ("read:content-details:confluence", "write:content:confluence")


@pytest.mark.parametrize(
    ("declared", "calls", "expected"),
    [
        (["READ"], [GET], {}),
        (["READ", "WRITE"], [PUT], {}),
        (["WRITE"], [PUT, GET], {}),
        (["READ"], [], {"unused": ["READ"]}),
        (["READ", "WRITE"], [], {"unused": ["READ", "WRITE"]}),
        (["READ", "ADMIN"], [GET], {"unused": ["ADMIN"]}),
        (["WRITE", "DELETE", "ADMIN"], [GET], {"unused": ["DELETE", "ADMIN"], "over_broad": ["WRITE -> READ"]}),
        (["ADMIN"], [GET], {"over_broad": ["ADMIN -> READ"]}),
        (["ADMIN"], [GET, DELETE], {"over_broad": ["ADMIN -> DELETE"]}),
        (["ADMIN"], [ADMIN], {}),
        (["READ", "WRITE"], [DELETE], {"unused": ["READ", "WRITE"]}),
        (["NONE"], [GET], {}),
        (["READ", "PROJECT_ADMIN", "wiki"], [GET], {}),
        (["ACT_AS_USER", "READ"], [GET], {"not_proven": ["ACT_AS_USER"]}),
        (["READ", "WRITE"], [GET, "? /rest/api/content/1"], {"not_proven": ["WRITE"]}),
        (["READ", "ADMIN"], ["? /rest/api/content/1"], {"not_proven": ["ADMIN"]}),
        (["ADMIN"], [GET, "? /rest/api/content/1"], {"not_proven": ["ADMIN"]}),
        (["READ", "WRITE"], [GET, "? /rest/mywork/1/task"], {"not_proven": ["WRITE"]}),
        (["READ", "SPACE_ADMIN"], [GET, "GET /wiki/rest/{hole}"], {"unused": ["SPACE_ADMIN"]}),
        (["READ", "ADMIN"], [GET, "GET /wiki/rest/{hole}"], {"not_proven": ["ADMIN"]}),
        (["READ", "WROTE"], [GET], {}),
    ],
)
def test_connect_scopes(declared: list[str], calls: list[str], expected: dict[str, list[str]]) -> None:
    assert said(audit_of(connect(*declared), *calls)) == expected


@pytest.mark.parametrize(
    ("declared", "calls", "expected"),
    [
        (["read:page:confluence"], [V2_PAGES], {}),
        (["read:page:confluence", "write:page:confluence"], [V2_PAGES], {"unused": ["write:page:confluence"]}),
        ([V1_CLASSIC, *V1_GRANULAR], [VERSION], {"over_broad": [f"{V1_CLASSIC} -> {', '.join(V1_GRANULAR)}"]}),
        ([V1_CLASSIC, V1_GRANULAR[0]], [VERSION], {"unused": [V1_GRANULAR[0]]}),
        ([V1_GRANULAR[0]], [VERSION], {}),
        (["storage:app", "read:jira-work", "offline_access"], [], {}),
        (["read:page:confluence"], ["? /wiki/api/v2/pages"], {"not_proven": ["read:page:confluence"]}),
        (["read:page:confluence"], ["? /wiki/api/v2/spaces"], {"unused": ["read:page:confluence"]}),
        (["admin:connect-confluence"], [V2_PAGES], {"over_broad": ["admin:connect-confluence -> read:connect-confluence"]}),
        (["moderate:confluence-content"], [], {"not_proven": ["moderate:confluence-content"]}),
    ],
)
def test_forge_scopes(declared: list[str], calls: list[str], expected: dict[str, list[str]]) -> None:
    assert said(audit_of(forge(*declared), *calls)) == expected


def test_a_kept_scope_is_shown_with_its_reason() -> None:
    settings = Settings(keep_scopes=(("ACT_AS_USER", "why"), ("ADMIN", "not declared")))
    audit = audit_of(connect("ACT_AS_USER", "READ"), GET, settings=settings)
    assert said(audit) == {}
    assert [(entry.subject, entry.message) for entry in audit.of("kept")] == [("ACT_AS_USER", "why")]


def test_with_a_file_that_is_not_analysed_nothing_is_proven() -> None:
    declaration, files, _ = app(connect("READ", "WRITE"), GET)
    audit = audited(App(declaration, (*files, SourceFile("b.py", (), "it is broken"))), Settings())
    (entry,) = audit.of("not_proven")
    assert entry.subject == "WRITE"
    assert entry.message == "b.py is not checked: it is broken"
    assert failing.fails([audit], ["unchecked"])


def test_every_call_that_no_scope_opens_is_no_use_of_a_scope() -> None:
    audit = audit_of(connect("READ"), "GET /rest/api/nonsense", "PATCH /rest/api/space")
    assert said(audit) == {"unused": ["READ"]}
    assert [entry.code for entry in audit.of("problems")] == ["CFS102"]


@pytest.mark.parametrize(
    ("silence", "kind"),
    [
        (None, "not_proven"),
        (Silence("# noqa: CFS301", in_source=True, names_code=True), "unused"),
        (Silence("# noqa", in_source=True), "not_proven"),
        (Silence("# flake8: noqa", in_source=True), "not_proven"),
        (Silence("ignore", in_source=False), "not_proven"),
    ],
)
def test_only_a_comment_that_names_the_code_says_that_a_call_is_not_confluence_s(
    silence: Silence | None, kind: str
) -> None:
    project = app(connect("READ", "WRITE"), GET, "? /rest/api/content/1")
    audit = audited(project, Settings(), lambda path, line, code: silence)
    assert said(audit) == {kind: ["WRITE"]}
    is_commented = silence is not None and silence.in_source
    assert (len(audit.of("silenced")), len(audit.of("undecided"))) == (is_commented, not is_commented)


def test_a_silenced_call_still_needs_its_scopes() -> None:
    partly = app(forge(V1_GRANULAR[0], "read:page:confluence"), VERSION)
    audit = audited(partly, Settings(), lambda path, line, code: Silence("# noqa: CFS101", True, True))
    assert said(audit) == {"unused": ["read:page:confluence"]}
    assert (audit.of("missing"), len(audit.of("silenced"))) == ([], 1)
    assert [entry.subject for entry in audit.of("required")] == list(V1_GRANULAR)
