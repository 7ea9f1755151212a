"""Request objects whose method is set after they were made."""

from __future__ import annotations

import pytest

from tests.calls.snippets import found

SOURCE = """
    import urllib.request, requests
    def send(base, method, data, draft):
        request = urllib.request.Request(base + "/rest/api/content", data)
        {body}
        urllib.request.urlopen(request)
"""


@pytest.mark.parametrize(
    ("body", "methods"),
    [
        ("request.method = 'DELETE'", ["DELETE"]),
        ("request.method = 'delete'", ["DELETE"]),
        ("request.get_method = lambda: 'PUT'", ["PUT"]),
        ("request.get_method = lambda: 'PUT' if draft else 'POST'", ["POST", "PUT"]),
        ("request.headers = {}", ["?"]),
        ("pass", ["?"]),
        ("draft.method = 'PUT'", ["?"]),
        ("request = request; request.method = 'PUT'", ["?"]),
        ("(request, draft).method = 'PUT'", ["?"]),
    ],
)
def test_the_method_that_is_set(body: str, methods: list[str]) -> None:
    said = found(SOURCE.format(body=body))
    assert sorted(call.split()[0] for call in said) == methods


def test_a_method_that_nobody_knows() -> None:
    reason = "the method get_method() is not known"
    assert found(SOURCE.format(body="request.get_method = draft.method")) == [f"? /rest/api/content: {reason}"]


def test_a_method_that_is_set_sometimes() -> None:
    assert sorted(found(SOURCE.format(body="if draft: request.method = 'PUT'").replace(", data)", ")"))) == [
        "GET /rest/api/content",
        "PUT /rest/api/content",
    ]
    assert found(SOURCE.format(body="if None: request.method = 'PUT'").replace(", data)", ")")) == [
        "GET /rest/api/content"
    ]


def test_a_method_that_is_set_where_the_request_is_made() -> None:
    assert found("""
    import requests
    def send(session, draft):
        if draft:
            request = requests.Request("GET", "https://x/rest/api/content")
            request.method = "DELETE"
            session.send(request)
    """) == ["DELETE /rest/api/content"]


def test_a_method_that_a_caller_sets() -> None:
    assert found("""
    import urllib.request
    class Client:
        def call(self, method, path, data=None):
            request = urllib.request.Request(self.base + path, data)
            request.get_method = lambda: method
            return urllib.request.urlopen(request)
        def save(self, page):
            self.call("PUT", f"/rest/api/content/{page}", "{}")
            self.call("DELETE", f"/rest/api/content/{page}")
    """) == ["PUT /rest/api/content/{}", "DELETE /rest/api/content/{}"]
