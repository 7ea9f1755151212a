"""Which arguments may bring a REST root to a wrapper that has none of its own."""

from __future__ import annotations

import pytest

from tests.calls.snippets import found

WRAPPERS = """
    import functools, requests, httpx
    from enum import Enum
    from urllib.parse import urljoin
    from requests_toolbelt import sessions
    class Path(Enum):
        SPACE = "/rest/api/space"
    class Api:
        base = "https://x"
        def __init__(self, prefix="", session=None):
            self.prefix = prefix
            self.session = session or requests.Session()
        def get(self, path):
            return self.session.get(self.base + self.prefix + path)
    class Sender:
        def __init__(self, session):
            self.session = session
        def get(self, path):
            return self.session.get(path)
    class Joining:
        def __init__(self, url):
            self.session = sessions.BaseUrlSession(base_url=url)
            self.url = url
        def get(self, path):
            return self.session.request("GET", path)
        def joined(self, path):
            return requests.get(urljoin(self.url, path))
        def fetch(self, path):
            return self.joined(path)
    class JoiningRooted(Joining):
        def __init__(self, host):
            super().__init__(host + "/rest/api/")
    class Rooted(Api):
        base = "https://x/rest/api"
    def fetch(url):
        return requests.get(url)
    def first(urls):
        return requests.get(urls[0])
    def named(table):
        return requests.get(table["url"])
    def valued(path):
        return requests.get("https://x" + path.value)
    def through(api, path):
        return api.get(path)
    def built(build):
        return requests.get(build("space"))
    def url_of(name):
        return "https://x/rest/api/" + name
"""


@pytest.mark.parametrize(
    "call",
    [
        "fetch('https://x/rest/api/space')",
        "first(['https://x/rest/api/space'])",
        "named({'url': 'https://x/rest/api/space'})",
        "named({'other': 1, 'url': 'https://x/rest/api/space'})",
        "valued(Path.SPACE)",
        "Api('/rest/api').get('/space')",
        "Api().get('/rest/api/space')",
        "Joining('https://x/rest/api/').get('space')",
        "Joining('https://x/rest/api/').joined('space')",
        "Joining('https://x/rest/api/').fetch('space')",
        "JoiningRooted('https://x').get('space')",
        "JoiningRooted('https://x').joined('space')",
        "JoiningRooted('https://x').fetch('space')",
        "Rooted().get('/space')",
        "Rooted('/space').get('')",
        "through(Rooted(), '/space')",
        "through(Api('/rest/api'), '/space')",
        "through(httpx.Client(base_url='https://x/rest/api'), 'space')",
        "Sender(httpx.Client(base_url='https://x/rest/api')).get('space')",
        "built(url_of)",
        "built(lambda name: url_of(name))",
        "built(functools.partial(url_of))",
    ],
)
def test_what_brings_a_root(call: str) -> None:
    assert found(WRAPPERS + f"    {call}\n") == ["GET /rest/api/space"]


@pytest.mark.parametrize(
    "call",
    [
        "fetch('https://x/space')",
        "fetch(None)",
        "first([1, 'https://x/space'])",
        "named({'url': None})",
        "Api('/wiki').get('/space')",
        "Joining('https://x/wiki/').fetch('space')",
        "JoiningRooted('https://x').fetch('https://y/space')",
        "Api(session=requests.Session()).get('/space')",
        "through(requests.Session(), '/space')",
        "through(Api, '/space')",
        "built(str)",
        "fetch(requests.Session().get)",
    ],
)
def test_what_brings_none(call: str) -> None:
    assert found(WRAPPERS + f"    {call}\n") == []
