"""The catalog ``connect``: the newest table that opens a call says what it needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.scopes import (
    Catalog,
    Closed,
    Entry,
    Lifecycle,
    Needs,
    Requirement,
    Undecided,
    UnlistedResource,
    UnlistedVersion,
)
from flake8_confluence_scopes.scopes.succession import Succession
from tests.scopes import test_cloud_laws, test_table_laws
from tests.scopes.paths import exactly, packaged, path

CONNECT = scopes.load("connect")
TABLES = [scopes.load(name).for_connect() for name in ("cloud", "connect-2016", "connect-2014")]
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD")


def newest_that_opens(method: str, whole: PathTemplate) -> tuple[Requirement, str]:
    """The rule, for a path without holes, with the name of the table that decides."""
    answers = [(table.requirement(method, whole), table.name) for table in TABLES]
    for wanted in (Needs, (Closed, UnlistedVersion)):
        for answer, name in answers:
            if isinstance(answer, wanted):
                return answer, name
    return UnlistedResource(), "connect"


def own_paths(entry: Entry) -> list[PathTemplate]:
    """The entry's path, with each of its versions, and something for what it covers below."""
    text = re.sub(r"/\.[*+]$", "/17", re.sub("^/wiki", "", entry.resource))
    return [path(text.replace("{version}", version) if version else text) for version in entry.versions or ("",)]


def test_what_it_says_of_itself() -> None:
    assert (CONNECT.name, CONNECT.family, CONNECT.date) == ("connect", "connect", "2026-07-21")
    assert CONNECT.source == "cloud, connect-2016 and connect-2014, asked in this order"
    assert CONNECT.for_connect() is CONNECT
    assert CONNECT is scopes.load("connect")
    assert isinstance(CONNECT, Succession)
    assert list(CONNECT.tables()) == TABLES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_the_newest_table_that_opens_an_operation_says_what_it_needs(table: Catalog) -> None:
    asked = 0
    for entry in table.entries():
        for own in own_paths(entry):
            for method in METHODS:
                whole = PathTemplate(own.text.replace(HOLE, "12345"))
                answer, name = newest_that_opens(method, whole)
                assert exactly(CONNECT.requirement(method, whole)) == exactly(answer)
                assert CONNECT.table_for(method, whole).name == name
                asked += 1
    assert asked > 300


def test_no_cell_of_the_page_that_grants_a_scope_is_lost() -> None:
    oldest = TABLES[-1]
    granting = 0
    for row in packaged("connect-2014")["rows"]:
        for method, scope in row["scopes"].items():
            entry = Entry(method, row["path"], tuple(row["versions"]), None, None, Lifecycle())
            for own in own_paths(entry) if scope != "N/A" else ():
                for below in (own, PathTemplate(own.text + "/17"), PathTemplate(own.text + "/")):
                    granting += 1
                    assert isinstance(oldest.requirement(method, below), Needs), below
                    assert isinstance(CONNECT.requirement(method, below), Needs), (method, below)
    assert granting > 400


def test_nothing_that_a_newer_table_opens_is_closed() -> None:
    for table in TABLES:
        for entry in table.entries():
            for own in own_paths(entry):
                if entry.connect:
                    assert isinstance(CONNECT.requirement(entry.method, own), Needs), own


@st.composite
def templates(draw: st.DrawFn) -> PathTemplate:
    """A path like those of the documents and of the tables."""
    made: PathTemplate = draw(test_cloud_laws.templates() | test_table_laws.templates())
    return made


@given(whole=templates().map(lambda it: PathTemplate(it.text.replace(HOLE, "x"))), method=st.sampled_from(METHODS))
@settings(deadline=None)
def test_a_path_without_holes_is_always_decided_by_the_rule(whole: PathTemplate, method: str) -> None:
    answer, name = newest_that_opens(method, whole)
    assert exactly(CONNECT.requirement(method, whole)) == exactly(answer)
    assert CONNECT.table_for(method, whole).name == name
    assert CONNECT.knows(whole) is any(table.knows(whole) for table in TABLES)


@given(data=st.data())
@settings(deadline=None, max_examples=300)
def test_filling_the_holes_of_a_decided_path_changes_no_scope(data: st.DataObject) -> None:
    template, method = data.draw(templates()), data.draw(st.sampled_from(METHODS))
    assume(template.has_holes)
    answer = CONNECT.requirement(method, template)
    assume(not isinstance(answer, Undecided))
    values = test_cloud_laws.values
    versions = [version for version in ("1", "1.0", "latest") if template.segments[2:3] == (HOLE,)]
    parts = [
        data.draw(st.sampled_from(versions)) if index == 2 and versions else _filled(data, segment, values)
        for index, segment in enumerate(template.segments)
    ]
    other = PathTemplate("/" + "/".join(parts) + ("/" if template.trailing_slash else ""))
    filled = CONNECT.requirement(method, other)
    if isinstance(answer, Needs) and not versions:
        assert isinstance(filled, Needs), other
        assert filled.alternatives == answer.alternatives, other
    if not isinstance(answer, Needs):
        assert not isinstance(filled, Needs), other


def _filled(data: st.DataObject, segment: str, values: st.SearchStrategy[str]) -> str:
    return "".join(data.draw(values) if char == HOLE else char for char in segment)


@given(template=templates(), method=st.sampled_from(METHODS))
@example(template=path("/rest/api/content/{}/{}"), method="DELETE")
@settings(deadline=None)
def test_what_is_opened_is_among_what_may_be_needed(template: PathTemplate, method: str) -> None:
    answer = CONNECT.requirement(method, template)
    assert not isinstance(answer, Needs) or answer.alternatives in CONNECT.openings(method, template)


@pytest.mark.parametrize(
    ("method", "text", "table", "expected"),
    [
        ("GET", "/rest/api/user/current", "cloud", "READ"),
        ("DELETE", "/rest/api/content/{}/label/{}", "cloud", "WRITE"),
        ("POST", "/rest/api/space", "cloud", "WRITE"),
        ("PUT", "/rest/mywork/1/action", "connect-2014", "WRITE"),
        # The newest table may have a say, and would say the same.
        ("GET", "/rest/api/content/{}/{}", "connect-2016", "READ"),
        ("GET", "/rest/api/space/{}/{}", "connect-2016", "READ"),
        # Closed to Connect apps in the newest table, opened by an older one.
        ("POST", "/rest/api/space/{}/permission", "connect-2016", "WRITE"),
    ],
)
def test_who_decides(method: str, text: str, table: str, expected: str) -> None:
    answer = CONNECT.requirement(method, path(text))
    assert isinstance(answer, Needs)
    assert (answer.alternatives, CONNECT.table_for(method, path(text)).name) == (((expected,),), table)


@pytest.mark.parametrize(
    ("method", "text", "expected"),
    [
        # A label needs WRITE, a restriction DELETE; connect-2016 alone would say DELETE.
        ("DELETE", "/rest/api/content/{}/{}", Undecided("the segment after /rest/api/content/{} is not known")),
        ("GET", "/rest/api/{}", Undecided("the segment after /rest/api is not known")),
        ("GET", "/rest/ui/{}", Undecided("the segment after /rest/ui is not known")),
        # No table opens PATCH of any filling, and two list the resource.
        ("PATCH", "/rest/api/content/{}/y{}", Closed("/rest/api/content", ("GET", "POST", "PUT", "DELETE"))),
        ("GET", "/rest/api/latest/content", UnlistedVersion("/rest/api/content", "latest", ())),
        ("GET", "/rest/shelf/1/books", UnlistedResource()),
    ],
)
def test_what_is_not_opened(method: str, text: str, expected: Requirement) -> None:
    assert exactly(CONNECT.requirement(method, path(text))) == exactly(expected)


def test_a_newer_document_that_names_no_connect_scope_leaves_the_word_to_the_older_tables(tmp_path: Path) -> None:
    origin = {"schema": 1, "name": "ours", "family": "oauth", "source": "us", "date": "2027-01", "generator": "by hand"}
    operations = [
        {"method": method, "path": resource, "classic": [["read:x"]], "granular": []}
        for method, resource in (("GET", "/wiki/rest/api/content"), ("GET", "/wiki/rest/api/shelf"))
    ]
    file = tmp_path / "ours.json"
    file.write_text(json.dumps(origin | {"operations": operations}), encoding="utf-8")
    ours = Succession("all", (str(file), "connect-2014"), scopes.load)
    assert ours.requirement("GET", path("/rest/api/content")) == Needs("/rest/api/content", (("READ",),))
    assert ours.requirement("GET", path("/rest/api/shelf")) == Undecided("ours names no Connect scope for this operation")
    assert ours.date == "2027-01"
    assert [entry.connect for entry in ours.entries() if entry.table == "ours"] == [None]


def test_entries_are_what_each_table_adds() -> None:
    entries = list(CONNECT.entries())
    assert [sum(entry.table == table.name for entry in entries) for table in TABLES] == [396, 60, 22]
    assert {entry.oauth for entry in entries} == {None}
    seen: set[tuple[str, str, str]] = set()
    for entry in entries:
        for version in entry.versions or ("",):
            key = (entry.method, entry.resource, version)
            assert key not in seen
            seen.add(key)
        assert entry.connect or CONNECT.table_for(entry.method, own_paths(entry)[0]).name == entry.table
    removed = [entry for entry in entries if entry.lifecycle.removed]
    assert removed
    assert not CONNECT.mentions("read:page:confluence")


def test_the_life_of_an_operation_is_the_newest_table_s() -> None:
    spaces = path("/rest/api/space")
    assert CONNECT.lifecycle("GET", spaces) == TABLES[0].lifecycle("GET", spaces) != Lifecycle()
    assert CONNECT.lifecycle("GET", path("/rest/mywork/1/task")) == Lifecycle()


def test_an_older_table_is_loaded_when_a_call_needs_it() -> None:
    code = """
from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.path_template import PathTemplate
from flake8_confluence_scopes.scopes.library import _packaged
connect = scopes.load("connect")
connect.requirement("GET", PathTemplate("/rest/api/user/current"))
print(_packaged.cache_info().currsize)
connect.requirement("GET", PathTemplate("/rest/mywork/1/task"))
print(_packaged.cache_info().currsize)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "2"]
