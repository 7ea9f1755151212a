"""Classes of the project that are a library's requests, and the methods that they say."""

from __future__ import annotations

import pytest

from tests.calls.snippets import found

HEAD = """
import httpx, requests, tornado.httpclient, urllib.request
try:
    import urllib2
except ImportError:
    import urllib.request as urllib2
ROOT = "https://example.com/rest/api/content/"
"""


@pytest.mark.parametrize(
    ("body", "call", "said"),
    [
        ("def get_method(self): return 'PUT'", "Own(ROOT + '1', b'')", "PUT /rest/api/content/1"),
        ("get_method = lambda self: 'delete'", "Own(url=ROOT + '1')", "DELETE /rest/api/content/1"),
        ("def get_method(self): return make()", "Own(ROOT + '1')", "? /rest/api/content/1: the method make(...) is not known"),
        ("method = 'PUT'", "Own(ROOT + '1')", "PUT /rest/api/content/1"),
        ("method = 'PUT'", "Own(ROOT + '1', method='DELETE')", "DELETE /rest/api/content/1"),
        ("def __init__(self, key): super().__init__(ROOT + key); self.method = 'PUT'", "Own('1')", "PUT /rest/api/content/1"),
        ("def __init__(self, x, key): super().__init__(ROOT + key); self.x = x", "Own('x', '1')", "GET /rest/api/content/1"),
        ("pass", "Own(ROOT + '1', data=b'x')", "POST /rest/api/content/1"),
        ("pass", "Own(ROOT + '1', method='PUT')", "PUT /rest/api/content/1"),
    ],
)
@pytest.mark.parametrize("base", ["urllib.request.Request", "urllib2.Request"])
def test_a_request_of_urllib(base: str, body: str, call: str, said: str) -> None:
    assert found(f"{HEAD}class Own({base}):\n    {body}\nurllib2.urlopen({call})") == [said]


def test_the_method_that_an_object_is_made_with() -> None:
    source = """
class Request(urllib.request.Request):
    def __init__(self, verb, key):
        urllib.request.Request.__init__(self, ROOT + key)
        self.verb = verb
    def get_method(self):
        return self.verb
class Put(Request):
    def __init__(self, key):
        super().__init__("PUT", key)
def send(key):
    urllib.request.urlopen(Request("DELETE", key))
    urllib.request.urlopen(Put(key))
"""
    assert found(HEAD + source) == ["DELETE /rest/api/content/{}", "PUT /rest/api/content/{}"]


@pytest.mark.parametrize(
    ("base", "call"),
    [
        ("requests.Request", "Own('PUT', ROOT + '1')"),
        ("httpx.Request", "Own('PUT', ROOT + '1')"),
        ("tornado.httpclient.HTTPRequest", "Own(ROOT + '1', 'PUT')"),
    ],
)
def test_requests_of_other_libraries_have_their_method_as_an_argument(base: str, call: str) -> None:
    body = "method = 'DELETE'\n    def get_method(self): return 'POST'"
    assert found(f"{HEAD}class Own({base}):\n    {body}\n{call}") == ["PUT /rest/api/content/1"]


@pytest.mark.parametrize("base", ["dict", "requests.Response", "somewhere.Request", "Other"])
def test_other_classes_are_no_requests(base: str) -> None:
    source = f"class Other: pass\nclass Own({base}):\n    def get_method(self): return 'PUT'\nOwn(ROOT + '1')"
    assert found(HEAD + source) == []
