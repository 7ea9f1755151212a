"""Conditions that nobody knows the truth of, asked more than once on the way to one request."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls.evaluation.frames import Frames
from flake8_confluence_scopes.calls.flow.blocks import Module
from flake8_confluence_scopes.calls.values.domain import Conditions, Items, Member, Text, is_conditional
from tests.calls.snippets import found

BOTH = ["GET /rest/api/content", "GET /wiki/api/v2/pages"]
CROSSED = [*BOTH[:1], "GET /rest/api/pages", "GET /wiki/api/v2/content", *BOTH[1:]]


def requested(first: str, second: str, setup: str = "pass") -> list[str]:
    """What a function requests that chooses the root by the one condition and the resource by the other."""
    return sorted(
        found(f"""
    import requests
    from .settings import CLOUD, DRAFT
    class Client:
        def __init__(self, cloud, config):
            self.cloud = cloud
            self.config = config
        @property
        def is_new(self):
            return bool(self.config["new"])
        def supports(self):
            return self.config["new"]
        def fetch(self, session, flag, other, kind):
            {setup}
            root = "/wiki/api/v2/" if {first} else "/rest/api/"
            if {second}:
                name = "pages"
            else:
                name = "content"
            return requests.get(self.host + root + name)
    """)
    )


@pytest.mark.parametrize(
    ("first", "second", "setup"),
    [
        ("self.cloud", "self.cloud", "pass"),
        ("flag", "flag", "pass"),
        ("CLOUD", "CLOUD", "pass"),
        ("not flag", "not flag", "pass"),
        ("flag", "not not flag", "pass"),
        ("self.is_new", "self.is_new", "pass"),
        ("self.supports()", "self.supports()", "pass"),
        ("self.config.cloud.on", "self.config.cloud.on", "pass"),
        ("flag == 'cloud'", "flag == 'cloud'", "pass"),
        ("flag == 'cloud'", "'cloud' == flag", "pass"),
        ("flag == 'cloud'", "not flag != 'cloud'", "pass"),
        ("flag is not None", "not flag is None", "pass"),
        ("flag is True", "flag is True", "pass"),
        ("flag == 2", "flag == 2", "pass"),
        ("'.net' in self.host", "'.net' in self.host", "pass"),
        ("'.net' in self.host", "not '.net' not in self.host", "pass"),
        ("new", "new", "new = flag.lookup(other)"),
        ("new", "flag", "new = flag"),
        ("new", "old", "new = old = self.cloud"),
        ("new", "flag == 'cloud'", "new = flag == 'cloud'"),
        ("session.new", "session.new", "session = flag.session()"),
        ("flag", "flag", "flag = self.config['x']"),
        ("DRAFT.x()", "DRAFT.x()", "pass"),
        ("kind.startswith('c')", "kind.startswith('c')", "pass"),
        ("self.host.endswith('.net')", "not not self.host.endswith('.net')", "pass"),
    ],
)
def test_one_condition_has_one_truth(first: str, second: str, setup: str) -> None:
    assert requested(first, second, setup) == BOTH


def test_a_negated_condition() -> None:
    assert requested("flag", "not flag") == requested("new", "flag", "new = not flag") == CROSSED[1:3]


def test_parts_of_a_condition() -> None:
    assert requested("flag", "flag and other") == CROSSED[:1] + CROSSED[2:]
    assert requested("flag", "flag or other") == CROSSED[:2] + CROSSED[3:]
    assert requested("flag and other", "flag") == CROSSED[:2] + CROSSED[3:]
    assert requested("flag or other", "other") == CROSSED[:1] + CROSSED[2:]
    assert requested("flag and other", "other and flag") == CROSSED


@pytest.mark.parametrize(
    ("first", "second", "setup"),
    [
        ("self.cloud", "self.config", "pass"),
        ("flag", "other", "pass"),
        ("flag", "CLOUD", "pass"),
        ("flag.a", "flag.b", "pass"),
        ("flag.a()", "flag.a", "pass"),
        ("flag.a(1)", "flag.a(1)", "pass"),
        ("flag['a']", "flag['a']", "pass"),
        ("flag == 'cloud'", "flag == 'server'", "pass"),
        ("flag == 'cloud'", "flag", "pass"),
        ("flag == other", "flag == other", "pass"),
        ("flag > 2", "flag > 2", "pass"),
        ("0 < flag == 2", "0 < flag == 2", "pass"),
        ("flag[0] == 2", "flag[0] == 2", "pass"),
        ("flag in 'ab'", "'ab' in flag", "pass"),
        ("(flag, other)[0]", "(flag, other)[0]", "pass"),
        ("kind.startswith('c')", "kind.startswith('d')", "pass"),
        ("kind.startswith('c')", "kind.endswith('c')", "pass"),
        ("kind.startswith(flag)", "kind.startswith(flag)", "pass"),
        ("kind.startswith('c', 1)", "kind.startswith('c', 1)", "pass"),
        ("kind.index('c')", "kind.index('c')", "pass"),
        ("startswith('c')", "startswith('c')", "pass"),
    ],
)
def test_conditions_that_nobody_can_tell_apart_or_that_differ(first: str, second: str, setup: str) -> None:
    assert requested(first, second, setup) == CROSSED


CLIENT = """
    import requests
    class Settings:
        def __init__(self, host, cloud):
            self.host = host
            self.cloud = cloud
        @property
        def root(self):
            if self.cloud:
                return self.host + "/wiki/api/v2"
            return self.host + "/rest/api"
    class Client:
        def __init__(self, settings: Settings, cloud, kind):
            self.settings = settings
            if cloud:
                self.root = "/wiki/api/v2"
                self.name = "pages"
            else:
                self.root = "/rest/api"
                self.name = "content"
        def get(self, path, session):
            return requests.get(f"{self.settings.root}/{path}")
        def send(self, path):
            if self.settings.cloud:
                return requests.get("https://x/wiki/api/v2/" + path)
            return requests.get("https://x/rest/api/" + path)
"""


@pytest.mark.parametrize(
    "body",
    [
        "return requests.get('https://x' + self.root + '/' + self.name)",
        "return self.get('pages' if self.settings.cloud else 'content', None)",
        """
            if self.settings.cloud:
                return self.get('pages', 1)
            return self.get('content', 2)
        """,
        """
            name = 'content'
            if self.settings.cloud:
                name = 'pages'
            return self.get(name, None)
        """,
        "return self.send('pages' if self.settings.cloud else 'content')",
        """
            if self.settings.cloud:
                self.send('pages')
            else:
                self.send('content')
        """,
        """
            for page in pages:
                name = 'pages' if self.settings.cloud else 'content'
                self.get(name, page)
        """,
        """
            name = 'pages' if self.settings.cloud else 'content'
            for page in pages:
                self.get(name, page)
        """,
        """
            name = 'pages'.strip() if self.settings.cloud else 'CONTENT'.lower()
            self.get('{}'.format('%s' % name.rstrip('/').removeprefix('/').removesuffix('/')[0:9]), None)
        """,
    ],
)
def test_one_condition_in_several_places(body: str) -> None:
    source = f"{CLIENT}        def fetch(self, pages):\n            {body.strip()}\n"
    assert sorted(found(source)) == BOTH


@pytest.mark.parametrize(
    "body",
    [
        "return requests.get('https://x' + self.root + '/' + ('pages' if other else 'content'))",
        "return self.get('pages' if self.cloud else 'content', None)",
        "return self.get('pages' if other.settings.cloud else 'content', None)",
        "return self.get([*('pages',)][0] if self.settings.cloud[0] else 'content', None)",
    ],
)
def test_conditions_of_others(body: str) -> None:
    assert sorted(found(f"{CLIENT}        def fetch(self, other):\n            {body}\n")) == CROSSED


def test_the_method_and_the_path_stand_under_one_condition() -> None:
    assert found("""
    import requests
    def save(page_id, draft):
        method = "PUT" if page_id else "POST"
        url = "https://x/rest/api/content"
        if page_id:
            url = f"{url}/{page_id}"
        requests.request(method, url)
    """) == ["POST /rest/api/content", "PUT /rest/api/content/{}"]


def test_an_earlier_round_is_another_time() -> None:
    source = """
    import requests
    def fetch(pages):
        {before}
        for page in pages:
            if page.new:
                requests.get("https://x/rest/api/" + name)
            if not page.new:
                name = "space"
    """
    assert found(source.format(before="name = 'content'")) == ["GET /rest/api/content", "GET /rest/api/space"]
    assert found(source.format(before="name = 'content' if pages else 'user'")) == [
        "GET /rest/api/content",
        "GET /rest/api/space",
        "GET /rest/api/user",
    ]


def test_a_name_that_more_than_one_way_leads_to() -> None:
    assert found("""
    import requests
    def fetch(a, b):
        name = "content"
        if a:
            name = "space"
        if b:
            name = "user"
        if a:
            requests.get("https://x/rest/api/" + name)
    """) == ["GET /rest/api/space", "GET /rest/api/user"]


def test_each_caller_answers_for_itself() -> None:
    assert found("""
    import requests
    def root(new):
        return "/wiki/api/v2/" if new else "/rest/api/"
    def name(new):
        return "pages" if new else "content"
    def fetch(host, old, new):
        requests.get(host + root(new) + name(new))
        requests.delete(host + root(old) + name(new))
    """) == [
        "GET /rest/api/content",
        "GET /wiki/api/v2/pages",
        "DELETE /rest/api/content",
        "DELETE /rest/api/pages",
        "DELETE /wiki/api/v2/content",
        "DELETE /wiki/api/v2/pages",
    ]


def test_what_both_sides_give_stands_under_no_condition() -> None:
    assert found("""
    import requests
    def fetch(host, new, key):
        name = "content" if new else key
        if not new:
            name = "content"
        send(host, name)
        if new:
            requests.put(host + "/rest/api/" + name)
        else:
            requests.post(host + "/rest/api/" + name)
    def send(host, name):
        requests.get(host + "/rest/api/" + name)
    """) == ["GET /rest/api/content", "PUT /rest/api/content", "POST /rest/api/content"]


def test_lists_stand_under_no_condition() -> None:
    assert sorted(found("""
    import requests
    def fetch(host, new):
        parts = ["content", "a" if new else "b"] if new else ["content", "a"]
        if not new:
            requests.put(host + "/rest/api/" + "/".join(parts))
        run(host, parts)
        run(host, ["content", "a"])
    def run(host, parts):
        requests.get(host + "/rest/api/" + "/".join(parts))
    """)) == [f"{call[:3]} /rest/api/content/{call[3:]}" for call in ("GETa", "GETa", "GETb", "PUTa", "PUTb")]


def test_arguments_under_different_conditions_are_different_ones() -> None:
    frames, module = Frames(), Module("m", None)
    yes, no = (Text("a", (), frozenset({("x", truth)})) for truth in (True, False))
    assert yes == no
    assert frames.get(module, None, {"p": (yes,)}) is not frames.get(module, None, {"p": (no,)})
    assert frames.get(module, None, {"p": (yes,)}) is frames.get(module, None, {"p": (yes,)})


def test_lists_as_arguments_lose_their_conditions() -> None:
    frames, module = Frames(), Module("m", None)
    when: Conditions = frozenset({("x", True)})
    for compound in (Items(((Text("a", (), when),),)), Member(Text("a", (), when), "format")):
        frame = frames.get(module, None, {"p": (compound,)})
        bound = frame.bindings["p"]
        assert isinstance(bound, tuple)
        assert bound == (compound,)
        assert not any(map(is_conditional, bound))
        assert frame is frames.get(module, None, {"p": bound})
