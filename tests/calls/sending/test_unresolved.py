"""Methods of the project that hand a URL to something unknown: what they are called, they may be."""

from __future__ import annotations

import pytest

from tests.calls.snippets import found

SOURCE = """
class Helper:
    def __init__(self, pool):
        self.pool = pool
    {method}
def page(helper: Helper, base):
    {call}
"""
HANDS_ON = """\
async def get(self, url):
        async with self.pool.acquire() as worker:
            return await worker.load(url)"""
CALL = 'helper.get(f"{base}/wiki/rest/api/content/1")'


def calls_of(method: str, call: str = CALL) -> list[str]:
    return found(SOURCE.replace("{method}", method).replace("{call}", call))


@pytest.mark.parametrize(
    ("method", "call", "expected"),
    [
        (HANDS_ON, CALL, "GET /wiki/rest/api/content/1"),
        ("def put(self, url, body):\n        self.pool.queue(body, address=url)", CALL.replace("get", "put"), "PUT"),
        ("def request(self, verb, url):\n        self.pool.queue(verb, url)", CALL.replace("get(", "request('POST', "), "POST"),
    ],
)
def test_a_method_that_hands_its_url_on(method: str, call: str, expected: str) -> None:
    assert [item.startswith(expected) for item in calls_of(method, call)] == [True]


@pytest.mark.parametrize(
    "method",
    [
        "def get(self, url):\n        return 1",
        "def get(self, url):\n        return self.pool.find('x')",
        "def get(self, url):\n        return url.split('/')[0]",
        "def get(self, url):\n        return print(url)",
        "@staticmethod\n    def get(url):\n        return pool.find(url)",
    ],
)
def test_a_method_that_does_not(method: str) -> None:
    assert calls_of(method) == []


def test_a_method_that_is_no_request_by_its_name() -> None:
    assert calls_of(HANDS_ON.replace("def get", "def load"), CALL.replace("get", "load")) == []
    assert calls_of(HANDS_ON.replace("def get", "def fetch"), CALL.replace("get", "fetch")) == []


def test_an_object_that_is_no_client_by_its_name() -> None:
    source = SOURCE.replace("{method}", HANDS_ON).replace("{call}", CALL)
    assert found(source.replace("Helper", "PageCache")) == []


def test_a_method_with_a_request_of_its_own_is_followed_instead() -> None:
    method = "def get(self, url):\n        self.pool.note(url)\n        return requests.get(url + '/child/page')"
    assert found("import requests\n" + SOURCE.replace("{method}", method).replace("{call}", CALL)) == [
        "GET /wiki/rest/api/content/1/child/page"
    ]


FRAMEWORK = """
from framework import *
class Client(BaseClient):
    def send(self, how, suffix):
        return self._http_request(method=how, url_suffix=suffix)
    def hand(self, *args, **kwargs):
        return self._http_request(*args, **kwargs)
    def page(self, key, **kwargs):
        return {call}
"""


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("self._http_request(method='PUT', url_suffix=f'/wiki/rest/api/content/{key}')", "PUT"),
        ("self._http_request('PUT', api_path=f'/wiki/rest/api/content/{key}', **kwargs)", "PUT"),
        ("self.send('PUT', f'/wiki/rest/api/content/{key}')", "PUT"),
        ("self.hand(method='GET', url_suffix=f'/wiki/rest/api/content/{key}')", "GET"),
    ],
)
def test_a_request_whose_arguments_say_what_they_are(call: str, expected: str) -> None:
    assert found(FRAMEWORK.replace("{call}", call)) == [f"{expected} /wiki/rest/api/content/{{}}"]


@pytest.mark.parametrize(
    "call", ["self.load(method='PUT', url_suffix='/wiki/rest/api/content')", "self._http_request(key, kwargs)"]
)
def test_what_is_no_request_by_its_name_or_its_arguments(call: str) -> None:
    assert found(FRAMEWORK.replace("{call}", call)) == []
