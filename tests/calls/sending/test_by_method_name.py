"""Named methods of what nothing resolves: by distinctive names near the library, or by what callers hand in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.calls.models import acme_in_force
from tests.calls.snippets import calls_in, found


@pytest.fixture(autouse=True)
def acme() -> Iterator[None]:
    with acme_in_force():
        yield


@pytest.mark.parametrize(
    "call",
    [
        "client.read_page(1)",
        "client.old_page_list()",
        "self.client.read_page(1)",
        "make().half_page_read()",
        "conn.api.read_page(1)",
        "submit(client.read_page, 1)",
    ],
)
def test_a_telling_name_near_the_library(call: str) -> None:
    inside = f"def f(self, client, make, conn):\n    {call}\n"
    before = "import asyncio, acme\nsubmit = asyncio.to_thread\n"
    assert found(before + inside) != []
    assert found("import asyncio, other\nsubmit = asyncio.to_thread\n" + inside) == []


@pytest.mark.parametrize(
    "call",
    [
        "client.login('x')",
        "client.quiet()",
        "notion.read_page(1)",
        "mock.read_page(1)",
        "mock_client.read_page(1)",
        "jira.half_page_read()",
        "requests.read_page(1)",
        "'x'.read_page(1)",
        "other.Library().read_page(1)",
        "Own().read_page(1)",
        "self.read_page(1)",
        "client(...)(1)",
        "'read_page'(1)",
    ],
)
def test_near_misses(call: str) -> None:
    source = f"import acme, requests, other\nclass Own:\n    x = 1\ndef f(client, notion, mock, jira, self):\n    {call}\n"
    assert found(source) == []


@pytest.mark.parametrize(
    "library, call, requests",
    [
        ("acme", "read_page(1)", ["GET /rest/api/content/1"]),
        ("atlassian", "read_page(1)", []),
        ("acme", "get_page_by_id(1)", []),
        ("atlassian", "get_page_by_id(1)", ["GET /rest/api/content/1"]),
        ("acme, atlassian", "get_page_by_id(1)", ["GET /rest/api/content/1"]),
    ],
)
def test_the_method_is_one_of_a_library_that_is_near(library: str, call: str, requests: list[str]) -> None:
    assert found(f"import {library}\ndef f(confluence):\n    confluence.{call}\n") == requests


def test_what_an_import_brings_that_is_not_there() -> None:
    assert found("import acme\nfrom elsewhere import client\nclient.read_page(1)") == ["GET /rest/api/content/1"]
    assert found("import acme\nfrom elsewhere import client\nclient.login(1)") == []


@pytest.mark.parametrize(
    "call, requests",
    [
        ("steps.read(acme.Wiki('u'))", ["GET /rest/api/content/1"]),
        ("steps.Reader(acme.Wiki('u')).read()", ["GET /rest/api/content/1"]),
        ("steps.read(other.Library())", []),
        ("steps.read(wiki)", []),
        ("near.read(wiki)", []),
        ("near.read(acme.Wiki('u'))", []),
    ],
)
def test_a_function_far_from_the_library_is_reported_at_its_callers(tmp_path: Path, call: str, requests: list[str]) -> None:
    read = "def read(wiki):\n    return wiki.read_page(1)\n"
    reader = "class Reader:\n    def __init__(self, wiki):\n        self.wiki = wiki\n"
    reader += "    def read(self):\n        return self.wiki.read_page(1)\n"
    files = {"steps.py": read + reader, "near.py": f"import acme\n{read}"}
    assert found(f"import acme, other, steps, near\n{call}\n", files, project=tmp_path) == requests


def test_a_method_of_this_name_in_the_project_is_that_one() -> None:
    source = "import acme\nclass Mine:\n    def read_page(self, number):\n        pass\ndef f(client):\n    client.read_page(1)\n"
    assert found(source) == []


@pytest.mark.parametrize("depth, requests", [(1, ["GET /rest/api/content/1"]), (2, ["GET /rest/api/content/1"]), (3, [])])
def test_modules_that_the_file_imports_bring_the_library_near(tmp_path: Path, depth: int, requests: list[str]) -> None:
    files = {f"m{number}.py": f"import m{number + 1}\n" for number in range(1, depth)}
    files[f"m{depth}.py"] = "import acme\n"
    assert found("import m1\ndef f(client):\n    client.read_page(1)\n", files, project=tmp_path) == requests


@pytest.mark.parametrize(
    "source",
    [
        "def enter(it):\n    it.login('x')\nenter(acme.Wiki('u'))",
        "def enter(it):\n    it.login('x')\ndef outer(it):\n    enter(it)\nouter(acme.Wiki('u'))",
        "def run(function, x):\n    function(x)\nrun(acme.Wiki('u').login, 'x')",
        "class Own:\n    def __init__(self, it):\n        self.it = it\n    def enter(self):\n        self.it.login('x')\n"
        "Own(acme.Wiki('u')).enter()",
    ],
)
def test_whoever_hands_in_an_object_settles_what_is_sent(source: str) -> None:
    (call,) = calls_in(f"import acme\n{source}\n")
    assert (call.client, str(call.path)) == ("acme.Wiki.login", "/rest/api/user/current")
    assert call.place.line == source.count("\n") + 2


def test_a_callee_may_be_told_by_its_callers_alone() -> None:
    source = "import acme\ndef enter(it):\n    it.login('x')\nenter(acme.Other('u'))\nenter(None)"
    assert found(source) == []
