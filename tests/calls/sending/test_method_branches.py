"""Branches on the HTTP method: one method where they are decided, and an unknown one where they stay open."""

from __future__ import annotations

import pytest

from tests.calls.snippets import found

WRAPPER = """
import requests
from elsewhere import same
class Site:
    def __init__(self, base):
        self.root = base + "/wiki/rest/api"
    def call(self, verb, path, body=None):
{body}
    def again(self, verb, path):
        return self.call(verb, path)
    def __getitem__(self, path):
        return path
"""
OPEN = """\
        if same("GET", verb):
            return requests.get(self.root + path)
        if same("POST", verb):
            return requests.post(self.root + path, json=body)
        return requests.delete(self.root + path)
"""
WITH_ENUM = """\
        match same(verb):
            case HTTPMethod.GET:
                return requests.get(self.root + path)
            case _:
                return requests.put(self.root + path)
"""
PREDICATE = OPEN.replace("same(", "self.same(") + '''
    def same(self, left, right):
        """Whether both are the same."""
        return left.lower() == right.lower()
'''


def calls_through(body: str, *calls: str) -> list[str]:
    return found(WRAPPER.replace("{body}", body) + "\n".join(calls))


UNKNOWN = ": the method of call(...) is not known"


@pytest.mark.parametrize("body", [OPEN, WITH_ENUM])
def test_what_no_branch_decides_has_an_unknown_method(body: str) -> None:
    assert calls_through(body, 'Site(x).call("GET", "/content")') == [f"? /wiki/rest/api/content{UNKNOWN}"]
    assert calls_through(body, 'Site(x).again("GET", "/content")') == [
        "? /wiki/rest/api/content: the method of again(...) is not known".replace("again", "call")
    ]


def test_a_predicate_of_the_project_decides() -> None:
    assert calls_through(PREDICATE, 'Site(x).call("GET", "/content")') == ["GET /wiki/rest/api/content"]
    assert calls_through(PREDICATE, 'Site(x).again("POST", "/content")') == ["POST /wiki/rest/api/content"]
    assert calls_through(PREDICATE, 'Site(x).again("put", "/content")') == ["DELETE /wiki/rest/api/content"]


def test_a_decided_branch_keeps_its_method_beside_others() -> None:
    body = "        requests.head(self.root + path)\n" + PREDICATE
    assert calls_through(body, 'Site(x).call("GET", "/content")') == [
        "GET /wiki/rest/api/content", "HEAD /wiki/rest/api/content",
    ]  # fmt: skip


def test_who_calls_may_say_which_branch_is_taken() -> None:
    calls = ["def page(verb):", '    Site(x).call(verb, "/content")', 'page("POST")']
    undecided = f"? /wiki/rest/api/content{UNKNOWN}"
    assert calls_through(PREDICATE, *calls[:2]) == [undecided]
    assert calls_through(PREDICATE, *calls) == [undecided, "POST /wiki/rest/api/content"]


def test_a_condition_that_only_the_file_knows_is_for_no_caller() -> None:
    body = "        import os\n" + OPEN.replace("verb)", "os.environ['X'])")
    assert calls_through(body, "def page(path):", '    Site(x).call(None, "/content")') == [
        f"? /wiki/rest/api/content{UNKNOWN}"
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Only one branch sends anything.
        (
            "        if same('GET', verb):\n            return requests.get(self.root + path)\n        raise ValueError\n",
            ["GET /wiki/rest/api/content"],
        ),
        # The branches are on something else: both may run.
        (
            "        if body:\n            return requests.put(self.root + path)\n"
            "        return requests.get(self.root + path)\n",
            ["GET /wiki/rest/api/content", "PUT /wiki/rest/api/content"],
        ),
        # What is sent anyway stays what it is.
        (
            "        requests.head(self.root + path)\n" + OPEN,
            ["? /wiki/rest/api/content: the method of call(...) is not known", "HEAD /wiki/rest/api/content"],
        ),
    ],
)
def test_methods_that_stay(body: str, expected: list[str]) -> None:
    assert sorted(calls_through(body, 'Site(x).call("GET", "/content", flag())')) == sorted(expected)


def test_each_branch_with_a_path_of_its_own_is_a_call() -> None:
    body = OPEN.replace("self.root + path", "self.root + '/content'")
    assert calls_through(body, 'Site(x).call("GET", "")') == [
        "GET /wiki/rest/api/content", "POST /wiki/rest/api/content", "DELETE /wiki/rest/api/content",
    ]  # fmt: skip
