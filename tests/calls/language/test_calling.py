"""What the project's own functions give: factories, properties, generators, templates of their parameters."""

from __future__ import annotations

import pytest

from tests.calls.snippets import calls_in, found


def test_factories_of_clients() -> None:
    source = """
        import httpx, requests
        def session():
            made = requests.Session()
            made.headers["a"] = "b"
            return made
        def typed() -> requests.Session:
            return pool.take()
        def typed_late() -> "httpx.Client":
            raise NotImplementedError
        class Api:
            def _client(self):
                return httpx.Client(base_url="https://x/wiki/rest/api")
            def spaces(self):
                return self._client().get("space")
        session().get("https://x/rest/api/content")
        typed().put("https://x/rest/api/content")
        typed_late().post("https://x/rest/api/content")
    """
    assert [(call.client, call.method) for call in calls_in(source)] == [
        ("httpx.Client.get", "GET"),
        ("requests.Session.get", "GET"),
        ("requests.Session.put", "PUT"),
        ("httpx.Client.post", "POST"),
    ]


def test_url_builders() -> None:
    source = """
        import requests
        ROOT = "https://x/rest/api"
        def url(*parts):
            return "/".join((ROOT, *parts))
        def page(key, suffix=""):
            return url("content", str(key)) + suffix
        def named(**names):
            return "{root}/{kind}/{key}".format(root=ROOT, **names)
        def nothing():
            pass
        requests.get(url("content", "1"))
        requests.get(page(2, suffix="/label"))
        requests.get(page(3))
        requests.get(named(kind="space", key="A"))
        requests.get((lambda path: ROOT + path)("/user"))
        requests.get(f"{ROOT}/group/{nothing()}")
    """
    assert found(source) == [
        "GET /rest/api/content/1",
        "GET /rest/api/content/2/label",
        "GET /rest/api/content/3",
        "GET /rest/api/space/A",
        "GET /rest/api/user",
        "GET /rest/api/group/{}",
    ]


@pytest.mark.parametrize(
    "decorator",
    ["property", "functools.cached_property", "cached_property", "x.cachedproperty", "lazy_property", "reify", "computed_field"],
)
def test_properties(decorator: str) -> None:
    source = f"""
import functools, requests
from functools import cached_property
class Api:
    host = "https://x"
    @{decorator}
    def root(self):
        return self.host + "/rest/api"
    @{decorator}
    def session(self):
        return requests.Session()
    def send(self):
        self.session.get(self.root + "/content")
"""
    assert [(call.client, str(call.path)) for call in calls_in(source)] == [
        ("requests.Session.get", "/rest/api/content")
    ]


@pytest.mark.parametrize(
    "made",
    [
        "root = property(_root)",
        "root = property(_root, _set)",
        "root = property(fget=_root, fset=_set)",
        "root = functools.cached_property(_root)",
        "root = property(lambda self: self.host + '/rest/api')",
        "root = property(staticmethod_of_nobody)\n    root = property(_root)",
    ],
)
def test_properties_that_are_made_by_a_call(made: str) -> None:
    source = f"""
import functools, requests
class Api:
    host = "https://x"
    def _root(self):
        return self.host + "/rest/api"
    def _set(self, value):
        self.host = value
    {made}
    def send(self):
        requests.get(self.root + "/content")
"""
    assert found(source) == ["GET /rest/api/content"]
    assert found(source.replace("self.root", "Api.root")) == []
    assert found(source.replace(made, "root = property()")) == []


@pytest.mark.parametrize("decorators", ["@classmethod\n    @property", "@classproperty", "@x.class_property"])
def test_properties_of_the_class(decorators: str) -> None:
    source = f"""
import requests
class Api:
    host = "https://x"
    {decorators}
    def root(cls):
        return cls.host + "/rest/api"
    @classmethod
    def send(cls):
        requests.get(cls.root + "/content")
requests.put(Api.root + "/space")
"""
    assert found(source) == ["GET /rest/api/content", "PUT /rest/api/space"]


def test_context_managers() -> None:
    source = """
        import contextlib, httpx, requests
        from contextlib import asynccontextmanager, contextmanager
        @contextmanager
        def client():
            made = httpx.Client(base_url="https://x/wiki/rest/api")
            try:
                yield made
            finally:
                made.close()
        @asynccontextmanager
        async def later():
            async with httpx.AsyncClient(base_url="https://x/wiki/rest/api") as made:
                yield made
        class Api:
            def __enter__(self):
                self.session = requests.Session()
                return self
            def __exit__(self, *details):
                pass
        class Opener:
            def __enter__(self):
                return requests.Session()
            def __exit__(self, *details):
                pass
        class Odd:
            def __enter__(self):
                return something()
            def get(self, path):
                return requests.delete("https://x" + path)
        class Plain:
            def get(self, path):
                return requests.patch("https://x" + path)
        with client() as made:
            made.get("content/1")
        async def main():
            async with later() as made:
                await made.put("content/2")
        with Api() as api, Opener() as session, Odd() as odd, Plain() as plain:
            api.session.get("https://x/rest/api/content/3")
            session.post("https://x/rest/api/content/4")
            odd.get("/rest/api/content/5")
            plain.get("/rest/api/content/6")
        with contextlib.ExitStack() as stack, open("file") as file:
            stack.enter_context(client()).get("content/7")
            stack.callback("/rest/api/content")
            file.get("/rest/api/content")
    """
    assert found(source) == [
        "GET /wiki/rest/api/content/1",
        "PUT /wiki/rest/api/content/2",
        "GET /rest/api/content/3",
        "POST /rest/api/content/4",
        "DELETE /rest/api/content/5",
        "PATCH /rest/api/content/6",
        "GET /wiki/rest/api/content/7",
    ]


def test_asynchronous_context_managers() -> None:
    source = """
        import contextlib, httpx
        class Opener:
            async def __aenter__(self):
                return httpx.AsyncClient(base_url="https://x/wiki/rest/api")
            async def __aexit__(self, *details):
                pass
        async def main():
            async with Opener() as client, contextlib.AsyncExitStack() as stack:
                await client.put("content/1")
                await (await stack.enter_async_context(Opener())).delete("content/2")
    """
    assert found(source) == ["PUT /wiki/rest/api/content/1", "DELETE /wiki/rest/api/content/2"]


def test_results_of_partials_and_of_objects_that_are_called() -> None:
    source = """
        import functools, requests
        def url(root, kind, key=""):
            return f"https://x{root}/{kind}/{key}"
        class Builder:
            def __init__(self, root):
                self.root = root
            def __call__(self, kind):
                return url(self.root, kind)
            def plain(kind):
                return url("/rest/api", kind)
        class Silent:
            pass
        api = functools.partial(url, "/rest/api", key="1")
        requests.get(api("content"))
        requests.get(api("content", key="2"))
        requests.get(Builder("/rest/experimental")("space"))
        requests.get(Builder.plain("user"))
        requests.get(f"https://x/rest/api/group/{Silent()(1)}")
    """
    assert found(source) == [
        "GET /rest/api/content/1",
        "GET /rest/api/content/2",
        "GET /rest/experimental/space/",
        "GET /rest/api/user/",
        "GET /rest/api/group/{}",
    ]


def test_generators() -> None:
    source = """
        import requests
        def paths():
            yield "/rest/api/content"
            yield "/rest/api/space"
        for path in paths():
            requests.get("https://x" + path)
        def nothing():
            yield
    """
    assert found(source) == ["GET /rest/api/content", "GET /rest/api/space"]


def test_a_function_that_gives_its_own_result() -> None:
    source = """
        import requests
        def url(depth):
            return url(depth - 1) if depth else "https://x"
        def deep(path, depth):
            return deep(path + "/label", depth - 1) if depth else path
        requests.get(url(3) + "/rest/api/content")
        requests.put(deep("https://x/rest/api/space", 9))
    """
    calls = found(source)
    assert calls[0] == "GET /rest/api/content"
    assert set(calls[1:]) <= {"PUT /rest/api/space" + "/label" * times for times in range(10)}


def test_returns_behind_a_condition_that_the_arguments_decide() -> None:
    source = """
        import requests
        def url(path, version=1):
            if version == 2:
                return "https://x/api/v2" + path
            return "https://x/rest/api" + path
        requests.get(url("/content"))
        requests.get(url("/pages", 2))
        requests.get(url("/pages", version=2))
    """
    assert found(source) == ["GET /rest/api/content", "GET /api/v2/pages", "GET /api/v2/pages"]


def test_partial_methods() -> None:
    source = """
        import functools, requests
        class Api:
            def _call(self, method, path):
                return requests.request(method, "https://x/rest/api" + path)
            post = functools.partialmethod(_call, "POST")
            fetch = functools.partial(requests.get, timeout=3)
            def __init__(self):
                self.put = functools.partial(self._call, "PUT")
            def send(self):
                self.post("/content/1")
                self.put("/content/2")
                self.fetch("https://x/rest/api/content/3")
        Api.post(Api(), "/content/4")
    """
    assert found(source) == [
        "POST /rest/api/content/1",
        "PUT /rest/api/content/2",
        "GET /rest/api/content/3",
    ]


ABSTRACT = [
    "raise NotImplementedError",
    "raise NotImplementedError('later')",
    "...",
    "pass",
    "'''Sends.'''",
    "'''Sends.'''; raise NotImplementedError",
]


@pytest.mark.parametrize("body", ABSTRACT)
def test_what_an_abstract_method_gives_is_open(body: str) -> None:
    source = f"""
import requests
class Base:
    def path(self):
        {body}
    def send(self):
        return requests.get("https://x/rest/api/" + self.path())
class Content(Base):
    def path(self):
        return "content"
"""
    assert found(source) == ["GET /rest/api/content"]


@pytest.mark.parametrize("body", ABSTRACT)
def test_an_abstract_verb_counts_as_a_clients(body: str) -> None:
    source = f"""
class Http(Protocol):
    def get(self, path):
        {body}
    def request(self, method, path):
        {body}
    def spaces(self):
        return self.get("/rest/api/space")
class Cache(Protocol):
    def get(self, path):
        {body}
def send(http: Http, cache: Cache):
    http.request("PUT", "/rest/api/user")
    cache.get("/rest/api/group")
"""
    assert [(call.client, call.method, str(call.path)) for call in calls_in(source)] == [
        ("?", "GET", "/rest/api/space"),
        ("?", "PUT", "/rest/api/user"),
    ]


def test_an_abstract_verb_gives_way_to_an_heirs() -> None:
    source = """
        import requests
        class Base:
            def get(self, path):
                raise NotImplementedError
            def spaces(self):
                return self.get("/rest/api/space")
        class Wiki(Base):
            def get(self, path):
                return requests.get("https://x/wiki" + path)
    """
    assert found(source) == ["GET /wiki/rest/api/space"]


@pytest.mark.parametrize("body", ["return None", "if path:\n            pass", "print(path)"])
def test_a_verb_that_does_something_else_sends_nothing(body: str) -> None:
    source = f"""
class Store:
    def get(self, path):
        {body}
    def spaces(self):
        return self.get("/rest/api/space")
"""
    assert found(source) == []


def test_super_where_it_means_nothing() -> None:
    source = """
        import requests
        class Api(requests.Session):
            @staticmethod
            def static(path):
                return requests.get(super().url + "/rest/api/content")
            @staticmethod
            def empty():
                return requests.put(super().url + "/rest/api/content")
            def own(self):
                return requests.patch(super().url + "/rest/api/content")
        class Borrowing:
            of_another_class = Api.own
        requests.post(super().url + "/rest/api/content")
        Borrowing().of_another_class()
    """
    assert found(source) == [
        "GET /rest/api/content",
        "PUT /rest/api/content",
        "PATCH /rest/api/content",
        "POST /rest/api/content",
    ]


def test_callees_that_are_nothing_to_call() -> None:
    source = """
        import requests
        class Kind(Enum):
            A = 1
        "text"("/rest/api/content")
        3("/rest/api/content")
        [1]("/rest/api/content")
        requests.get(Kind("A") + "/rest/api/content")
        requests.put("text"() + "/rest/api/content")
        requests.get(Kind.A("https://x") + "/rest/api/content")
    """
    assert [call.partition(" ")[0] for call in found(source)] == ["GET", "PUT", "GET"]
