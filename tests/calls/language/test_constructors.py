"""How an object was made: arguments on their way to each ``__init__``, and the fields of dataclasses."""

from __future__ import annotations

import pytest

from tests.calls.snippets import calls_in, found


def test_arguments_through_a_chain_of_constructors() -> None:
    source = """
        import requests
        class Base:
            def __init__(self, base_url, session=None):
                self.base_url = base_url.rstrip("/")
                self.session = session or requests.Session()
            def url(self, path):
                return f"{self.base_url}/{path}"
        class Middle(Base):
            def __init__(self, host, **kwargs):
                super().__init__(f"https://{host}/wiki/rest/api/", **kwargs)
        class Between(Middle):
            pass
        class Leaf(Between):
            def __init__(self):
                Middle.__init__(self, "x.atlassian.net")
            def page(self, key):
                return self.session.get(self.url("content/" + key))
        Leaf().session.delete(Leaf().url("space"))
        Middle("y", session=None).session.put(Middle(host="y").url("user"))
        Base("https://z/rest/experimental").session.post(Base(base_url="https://z/rest/experimental").url("group"))
    """
    assert found(source) == [
        "GET /wiki/rest/api/content/{}",
        "DELETE /wiki/rest/api/space",
        "PUT /wiki/rest/api/user",
        "POST /rest/experimental/group",
    ]


def test_a_class_without_a_constructor_before_one_that_changes_what_it_passes_on() -> None:
    source = """
        import requests
        class Base:
            def __init__(self, root):
                self.root = root
        class Middle(Base):
            def __init__(self, host):
                super().__init__(f"https://{host}/rest/api")
        class Leaf(Middle):
            pass
        requests.delete(Leaf("x").root + "/content/1")
    """
    assert found(source) == ["DELETE /rest/api/content/1"]


def test_defaults_of_a_constructor() -> None:
    source = """
        import requests
        class Api:
            def __init__(self, host, root="/rest/api", *, suffix="", method="GET"):
                self.root, self.suffix, self.method = host + root, suffix, method
            def send(self, path):
                return requests.request(self.method, self.root + path + self.suffix)
            def labels(self):
                return self.send("/content/0")
        Api("https://x").send("/content/1")
        Api("https://x", "/rest/experimental").send("/content/2")
        Api("https://x", suffix="/label", method="PUT").send("/content/3")
        Api(*SETTINGS).send("/content/4")
        Api("https://x", **{"root": "/rest/prototype/1"}).send("/content/5")
    """
    assert found(source) == [
        "? /rest/api/content/0{}: the method method is not known",
        "GET /rest/api/content/0{}",
        "GET /rest/api/content/1",
        "GET /rest/experimental/content/2",
        "PUT /rest/api/content/3/label",
        "? /rest/api/content/4{}: the method method is not known",
        "GET /rest/api/content/4{}",
        "GET /rest/prototype/1/content/5",
    ]


def test_a_constructor_that_passes_nothing_on() -> None:
    source = """
        import requests
        class Base:
            def __init__(self, root="/rest/api"):
                self.root = root
        class Silent(Base):
            def __init__(self, key):
                self.key = key
                print(key.__init__)
            def send(self):
                requests.get("https://x" + self.root + "/content")
        class Other(Base):
            def __init__(self, root):
                key = root.lower()
                Base.__init__(self, key)
            def send(self):
                requests.put("https://x" + self.root + "/content")
        Silent("A").send()
        Other("/rest/experimental").send()
    """
    assert found(source) == ["GET /rest/api/content", "PUT /rest/experimental/content"]


def test_several_bases() -> None:
    source = """
        import threading, requests
        class Logged:
            def __init__(self, name):
                self.name = name
        class Base:
            def __init__(self, root="/rest/api"):
                self.root = root
        class Explicit(threading.Thread, Logged, Base):
            def __init__(self, root):
                threading.Thread.__init__(self)
                Logged.__init__(self, "x")
                Base.__init__(self, root + "/rest/experimental")
                print.__init__("y")
            def send(self):
                requests.get(self.root + "/content")
        class Later(Base):
            pass
        class Skips(Explicit, Later):
            def __init__(self):
                Later.__init__(self, "https://x/rest/prototype/1")
            def put(self):
                requests.put(self.root + "/content")
        class Only(threading.Thread, Base):
            def __init__(self):
                threading.Thread.__init__(self)
            def post(self):
                requests.post(self.root + "/content")
        Explicit("https://x")
        Skips().put()
    """
    assert found(source) == [
        "GET /rest/experimental/content",
        "PUT /rest/prototype/1/content",
        "POST /rest/api/content",
    ]


def test_methods_without_a_first_parameter_set_nothing() -> None:
    source = """
        import requests
        class Api:
            def broken():
                self.root = "/rest/api"
            def __init__():
                self.root = "/rest/api"
            def send(self):
                requests.get("https://x" + self.root + "/rest/api/content")
    """
    assert found(source) == ["GET /rest/api/content"]


@pytest.mark.parametrize(
    "decorator", ["@dataclass", "@dataclasses.dataclass(frozen=True)", "@attr.s(auto_attribs=True)", "@define"]
)
def test_fields_of_dataclasses(decorator: str) -> None:
    source = f"""
import attr, dataclasses, requests
from attrs import define
from dataclasses import dataclass
{decorator}
class Base:
    host: str
    root: str = "/rest/api"
    KIND: ClassVar[str] = "/content"
    def url(self, path):
        return self.host + self.root + path
    def send(self):
        return requests.get(self.url(self.KIND))
{decorator}
class Api(Base):
    method: str = "GET"
    def call(self, path):
        return requests.request(self.method, self.url(path))
Api("https://x").call("/space")
Api("https://x", "/rest/experimental").call("/space")
Api("https://x", "/rest/api", "PUT").call("/space")
Api(host="https://x", method="DELETE").call("/space")
Base("https://x", "/rest/experimental").send()
Base(**settings).send()
"""
    assert found(source) == [
        "GET /rest/api/content",
        "GET /rest/api/space",
        "GET /rest/experimental/space",
        "PUT /rest/api/space",
        "DELETE /rest/api/space",
        "GET /rest/experimental/content",
    ]


@pytest.mark.parametrize("decorator", ["define", "frozen", "mutable", "attrs", "attributes(auto_attribs=True)", "s"])
def test_each_decorator_that_makes_a_constructor_of_fields(decorator: str) -> None:
    source = f"""
import attr, requests, typing
@attr.{decorator}
class Api:
    shared: typing.ClassVar[str] = "x"
    root: str
    _: typing.KW_ONLY
    path: str = "/space"
requests.get(Api("https://x/rest/api").root + Api("", path="/content").path)
"""
    assert found(source) == ["GET /rest/api/content"]


def test_sessions_as_fields() -> None:
    source = """
        import requests
        from dataclasses import dataclass, field
        from typing import Optional
        @dataclass
        class Api:
            session: requests.Session = field(default_factory=requests.Session)
            other: "requests.Session | None" = None
            third: Optional[requests.Session] = None
            data: dict = field(default_factory=dict)
            def send(self):
                self.session.get("https://x/rest/api/content")
                self.other.put("https://x/rest/api/content")
                self.third.post("https://x/rest/api/content")
                self.data.get("rest/api/content")
        Api().session.delete("https://x/rest/api/content")
    """
    assert [(call.client, call.method) for call in calls_in(source)] == [
        ("requests.Session.get", "GET"),
        ("requests.Session.put", "PUT"),
        ("requests.Session.post", "POST"),
        ("requests.Session.delete", "DELETE"),
    ]


@pytest.mark.parametrize("base", ["pydantic.BaseModel", "NamedTuple", "BaseSettings"])
def test_models(base: str) -> None:
    source = f"""
import pydantic, requests
from pydantic_settings import BaseSettings
from typing import NamedTuple
class Model({base}):
    root: str = pydantic.Field("/rest/api", description="the root")
    path: str = pydantic.Field(default="/content")
    def send(self):
        return requests.get("https://x" + self.root + self.path)
Model().send()
Model(path="/space").send()
"""
    assert found(source) == ["GET /rest/api/content", "GET /rest/api/space"]


def test_attributes_that_a_class_only_annotates() -> None:
    source = """
        import requests
        class Api:
            session: requests.Session
            root: str
            constant: str = "/rest/api"
            def send(self):
                self.session.get("https://x" + self.constant + "/content")
                self.session.put(self.root + "/rest/api/space")
        class Own:
            root: str
            def __init__(self, root):
                pass
            def send(self):
                requests.post(self.root + "/rest/api/user")
        Own("/rest/experimental")
    """
    assert [(call.client, str(call.path)) for call in calls_in(source)] == [
        ("requests.Session.get", "/rest/api/content"),
        ("requests.Session.put", "/rest/api/space"),
        ("requests.post", "/rest/api/user"),
    ]


def test_an_attribute_that_the_constructor_sets_hides_the_classes() -> None:
    source = """
        import requests
        class Api:
            path = "/rest/api/content"
            maybe = "/rest/api/space"
            def __init__(self, flag):
                self.path = "/rest/api/user"
                if flag:
                    self.maybe = "/rest/api/group"
            def send(self):
                requests.get("https://x" + self.path)
                requests.put("https://x" + self.maybe)
        class Late:
            path = "/rest/api/label"
            def change(self):
                self.path = "/rest/api/audit"
            def send(self):
                requests.get("https://x" + self.path)
    """
    assert found(source) == [
        "GET /rest/api/user",
        "PUT /rest/api/group",
        "PUT /rest/api/space",
        "GET /rest/api/audit",
        "GET /rest/api/label",
    ]


def test_an_attribute_that_a_branch_of_the_constructor_sets() -> None:
    source = """
        import requests
        class Base:
            url = "https://x/rest/api/space"
        class Api(Base):
            def __init__(self, url):
                self.other = "https://x/rest/api/group"
                if url:
                    self.url = "https://x/rest/api/content"
                for _ in url:
                    if url:
                        self.other = "https://x/rest/api/user"
            def get(self):
                requests.get(self.url)
                requests.get(self.other)
    """
    assert found(source) == [
        "GET /rest/api/content", "GET /rest/api/space", "GET /rest/api/group", "GET /rest/api/user"
    ]  # fmt: skip


def test_a_field_that_is_nothing_at_first_is_there_to_be_set() -> None:
    source = """
        from dataclasses import dataclass
        from typing import Optional
        import requests
        @dataclass
        class State:
            session: Optional[requests.Session] = None
            other: Optional[requests.Session] = requests.Session()
            name: str = None
        state = State()
        state.session.get("/rest/api/content")
        state.other.get("/rest/api/space")
        state.name.get("/rest/api/user")
    """
    assert [(call.client, str(call.path)) for call in calls_in(source)] == [
        ("requests.Session.get", "/rest/api/content"),
        ("requests.Session.get", "/rest/api/space"),
    ]


@pytest.mark.parametrize(
    ("sends", "made", "expected"),
    [
        ("self.base + '/' + '/'.join(self.parts)", "Path(base, 'rest', 'api', 'content', key)", ["GET /rest/api/content/{}"]),
        ("self.base + self.parts[1]", "Path(base, '', '/rest/api/space')", ["GET /rest/api/space"]),
        ("self.base + self.named['path']", "Path(base, other=key, path='/rest/api/space')", ["GET /rest/api/space"]),
        ("self.base + self.named.get('path', '/rest/api/space')", "Path(base, key)", ["GET /rest/api/space"]),
        ("self.base + '/rest/api/space'.join(self.parts)", "Path(base)", []),
        ("self.base + '/' + '/'.join(self.parts)", "Path(base, *key)", []),
    ],
)
def test_what_stars_of_a_constructor_take(sends: str, made: str, expected: list[str]) -> None:
    source = f"""
        import requests
        class Path:
            def __init__(self, base, *parts, **named):
                self.base = base
                self.parts = parts
                self.named = named
            def send(self):
                return requests.get({sends})
        def send(base, key):
            {made}.send()
    """
    assert found(source) == expected


def test_a_url_with_the_root_among_its_parts_on_an_object_s_client() -> None:
    source = """
        class Path:
            def __init__(self, site, *parts):
                self.site = site
                self.parts = parts
            def send(self):
                return self.site.session.get("/".join([self.site.base, "rest/api", *self.parts]))
        def send(site):
            Path(site, "content", "search").send()
    """
    assert found(source) == ["GET /rest/api/content/search"]
