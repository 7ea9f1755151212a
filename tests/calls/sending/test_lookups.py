"""Wrappers that are called with a key: the REST root is in what they look up."""

from __future__ import annotations

import pytest

from tests.calls.snippets import found

WRAPPERS = """
    import requests
    from enum import Enum
    PATHS = {"page": "/rest/api/content/{0}", "space": "/rest/api/space"}
    CALLS = {"page": ("GET", "/rest/api/content/{id}"), "gone": ("DELETE", "/rest/api/content/{id}")}
    OTHERS = {"page": "/pages", "space": "/spaces"}
    class Path(Enum):
        PAGE = "/rest/api/content"
    class Api:
        paths = {"space": "/rest/api/space"}
        page_url = "/rest/api/content"
        def __init__(self, host):
            self.host = host
        def url(self, name, *ids):
            return self.host + self.path(name).format(*ids)
        def path(self, name):
            return PATHS[name]
        def send(self, method, name, *ids):
            return requests.request(method, self.url(name, *ids))
        def own(self, name):
            return requests.get(self.host + self.paths.get(name))
        def named(self, name):
            return requests.get(self.host + getattr(self, name + "_url"))
        def other(self, name):
            return requests.get(self.host + OTHERS[name])
        def looped(self, name):
            return requests.get(self.round(name))
        def round(self, name):
            return self.again(name) if name else OTHERS[name]
        def again(self, name):
            return self.round(name)
    def by_enum(verb, key):
        return requests.request(verb, "https://x" + Path[key].value)
    def by_pair(name, **ids):
        method, path = CALLS[name]
        return requests.request(method, path.format(**ids))
"""


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("Api('https://x').send('PUT', 'page', 7)", "PUT /rest/api/content/7"),
        ("Api('https://x').own('space')", "GET /rest/api/space"),
        ("Api('https://x').named('page')", "GET /rest/api/content"),
        ("by_enum('DELETE', 'PAGE')", "DELETE /rest/api/content"),
        ("by_pair('gone', id=3)", "DELETE /rest/api/content/3"),
    ],
)
def test_a_key_brings_a_root(call: str, said: str) -> None:
    assert found(f"{WRAPPERS}    {call}\n")[-1:] == [said]


@pytest.mark.parametrize("call", ["Api('https://x').other('page')", "Api('https://x').looped('page')"])
def test_a_key_brings_none(call: str) -> None:
    assert found(f"{WRAPPERS}    {call}\n") == found(WRAPPERS)


def test_only_so_many_functions_are_looked_through() -> None:
    head = 'import requests\nPATHS = {"page": "/rest/api/content"}\ndef f0(key): return PATHS[key]\n'
    links = "".join(f"def f{n}(key): return f{n - 1}(key)\n" for n in range(1, 12))
    last = "def send(key): requests.get(f%d(key))\nsend('page')\n"
    assert found(head + links + last % 6) == ["GET /rest/api/content"]
    assert found(head + links + last % 7) == []
