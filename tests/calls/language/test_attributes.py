"""Attributes of objects and classes, and names of other modules."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.calls.evaluated import said_of
from tests.calls.snippets import calls_in, found


def test_attributes_set_in_other_methods_and_in_base_classes() -> None:
    source = """
        import requests
        class Base:
            def connect(self):
                self.session = requests.Session()
                self.base = "https://x/wiki/rest/api"
            def space(self):
                return self.session.get(self.base + "/space")
        class Pages(Base):
            def page(self, key):
                return self.session.put(f"{self.base}/content/{key}")
    """
    assert found(source) == ["GET /wiki/rest/api/space", "PUT /wiki/rest/api/content/{}"]


def test_attributes_of_the_class() -> None:
    source = """
        import requests
        class Api:
            session = None
            root = "/rest/api"
            @classmethod
            def connect(cls, host):
                cls.session = requests.Session()
                cls.base = f"https://{host}{cls.root}"
            @classmethod
            def spaces(cls):
                return cls.session.get(cls.base + "/space")
            def users(self):
                return self.session.get(self.base + "/user")
        Api.session.post(Api.base + "/content")
        Api().root.get("/rest/api/content")
    """
    assert found(source) == ["GET /rest/api/space", "GET /rest/api/user", "POST /rest/api/content"]


def test_an_attribute_that_starts_as_nothing() -> None:
    source = """
        import requests
        class Api:
            def __init__(self):
                self._session = None
            @property
            def session(self):
                if self._session is None:
                    self._session = requests.Session()
                return self._session
            def get(self, path):
                return self.session.get("https://x" + path)
        Api().get("/rest/api/content")
    """
    assert found(source) == ["GET /rest/api/content"]


def test_nearer_classes_come_first() -> None:
    source = """
        import requests
        class A:
            path = "/rest/api/content"
        class B(A):
            pass
        class C(A):
            path = "/rest/api/space"
        class D(B, C):
            def send(self):
                requests.get("https://x" + self.path)
        class E(A):
            def __init__(self):
                self.path = "/rest/api/user"
            def send(self):
                requests.put("https://x" + self.path)
    """
    assert found(source) == [
        "GET /rest/api/space",
        "PUT /rest/api/user",
    ]


def test_super() -> None:
    source = """
        import requests
        class Base:
            root = "/rest/api"
            def url(self, path):
                return "https://x" + self.root + path
            @classmethod
            def kind(cls):
                return "/content"
        class Api(Base):
            def url(self, path):
                return super().url(path) + "/label"
            def send(self):
                requests.get(self.url("/content/1"))
                requests.put(super(Api, self).url("/content/2"))
                requests.post(super().url(super().kind()))
                super().missing("/rest/api/content")
            @classmethod
            def of_class(cls):
                requests.delete("https://x/rest/api" + super().kind())
        def alone():
            return super().url("/rest/api/content")
    """
    assert found(source) == [
        "GET /rest/api/content/1/label",
        "PUT /rest/api/content/2",
        "POST /rest/api/content",
        "DELETE /rest/api/content",
    ]


def test_a_subclass_of_a_client_is_a_client() -> None:
    source = """
        import httpx, requests
        class Session(requests.Session):
            pass
        class Wiki(httpx.Client):
            def __init__(self, token):
                super().__init__(base_url="https://x/wiki/rest/api", headers={"a": token})
            def page(self, key):
                return self.get(f"content/{key}")
        Session().get("https://x/rest/api/user")
        Wiki("t").post("/content")
    """
    assert found(source) == ["GET /wiki/rest/api/content/{}", "GET /rest/api/user", "POST /wiki/rest/api/content"]


def test_a_clients_verbs_go_through_its_own_request() -> None:
    source = """
        import requests
        from urllib.parse import urljoin
        class Session(requests.Session):
            def __init__(self, base):
                super().__init__()
                self.base = base
            def request(self, method, url, *args, **kwargs):
                return super().request(method, urljoin(self.base, url), *args, **kwargs)
        session = Session("https://x/wiki/rest/api/")
        session.get("content/1")
        session.request("POST", "content/2")
        class Other(Session):
            def get(self, path, **kwargs):
                return super().get("space/" + path, **kwargs)
        Other("https://x/wiki/rest/api/").get("A")
    """
    assert found(source) == [
        "GET /wiki/rest/api/content/1",
        "POST /wiki/rest/api/content/2",
        "GET /wiki/rest/api/space/A",
    ]


def test_verbs_of_a_subclass_that_calls_the_clients_own() -> None:
    source = """
        import requests
        class Session(requests.Session):
            def get(self, path, **kwargs):
                return super().get("https://x/rest/api" + path, **kwargs)
        Session().get("/content")
        Session().put("/content")
    """
    assert found(source) == ["GET /rest/api/content"]


@pytest.mark.parametrize(
    "body",
    [
        "    base_url = 'https://x/wiki/'",
        "    def __init__(self):\n        super().__init__()\n        self.base_url = 'https://x/wiki/'",
        "    def __init__(self):\n        super().__init__(base_url='https://x/wiki/')",
    ],
)
def test_the_base_url_of_a_subclass(body: str) -> None:
    source = f"""
from requests_toolbelt.sessions import BaseUrlSession
class Session(BaseUrlSession):
{body}
    def spaces(self):
        return self.get("rest/api/space")
Session().put("rest/api/user")
Session().get(Session().base_url + "rest/api/group")
"""
    assert found(source) == ["GET /wiki/rest/api/space", "PUT /wiki/rest/api/user", "GET /wiki/rest/api/group"]


def test_methods_that_nothing_resolves() -> None:
    source = """
        class Mixin:
            def spaces(self):
                return self.get("/rest/api/space")
        class Routes(dict):
            def spaces(self):
                return self.get("/rest/api/space")
        Routes().get("/rest/api/space")
        Mixin.get("/rest/api/space")
        Routes.get("/rest/api/space")
    """
    assert [(call.place.line, str(call.path)) for call in calls_in(source)] == [(4, "/rest/api/space")]


def test_names_that_are_defined_by_themselves() -> None:
    source = """
        import requests
        class Loop:
            url = url
            def __init__(self):
                self.path = self.path
            def send(self):
                requests.get(self.path + "/rest/api/content")
                requests.get(self.url + "/rest/api/space")
    """
    assert found(source) == ["GET /rest/api/content", "GET /rest/api/space"]


API = """
    import requests
    BASE = "https://x/rest/api/"
    def get(path):
        return requests.get(BASE + path)
    def _hidden(path):
        return requests.put(BASE + path)
    class Api:
        def get(self, path):
            return get(path)
"""


@pytest.mark.parametrize(
    ("name", "statements", "files"),
    [
        ("app.py", "import api\napi.get('space')", ["api.py"]),
        ("app.py", "import api as other\nother.get('space')", ["api.py"]),
        ("app.py", "from api import get as fetch\nfetch('space')", ["api.py"]),
        ("app.py", "from api import Api\nApi().get('space')", ["api.py"]),
        ("app.py", "from api import *\nget('space')", ["api.py"]),
        ("app.py", "def lazy():\n    from api import get\n    get('space')", ["api.py"]),
        ("app.py", "try:\n    from .api import get\nexcept ImportError:\n    from api import get\nget('space')", ["api.py"]),
        ("app.py", "import pkg.api\npkg.api.get('space')", ["pkg/__init__.py", "pkg/api.py"]),
        ("app.py", "import pkg.api as a\na.get('space')", ["pkg/__init__.py", "pkg/api.py"]),
        ("app.py", "from pkg import api\napi.get('space')", ["pkg/__init__.py", "pkg/api.py"]),
        ("app.py", "import space.api\nspace.api.get('space')", ["space/api.py"]),
        ("app.py", "import space.deep.api\nspace.deep.api.get('space')", ["space/deep/api.py"]),
        ("app.py", "import pkg.deep.api\npkg.deep.api.get('space')", ["pkg/__init__.py", "pkg/deep/api.py"]),
        ("app.py", "from space import api\napi.get('space')", ["space/api.py"]),
        ("app.py", "from space.deep import api\napi.get('space')", ["space/deep/api.py"]),
        ("pkg/app.py", "from . import api\napi.get('space')", ["pkg/__init__.py", "pkg/api.py"]),
        ("pkg/app.py", "from . import api\napi.get('space')", ["pkg/api.py"]),
        ("pkg/app.py", "from .api import get\nget('space')", ["pkg/__init__.py", "pkg/api.py"]),
        ("pkg/sub/app.py", "from ..api import get\nget('space')", ["pkg/__init__.py", "pkg/sub/__init__.py", "pkg/api.py"]),
        ("pkg/sub/app.py", "from pkg.api import get\nget('space')", ["pkg/__init__.py", "pkg/sub/__init__.py", "pkg/api.py"]),
        ("src/pkg/app.py", "from pkg.api import get\nget('space')", ["src/pkg/__init__.py", "src/pkg/api.py"]),
        ("tools/app.py", "from pkg.api import get\nget('space')", ["src/pkg/__init__.py", "src/pkg/api.py"]),
    ],
)
def test_other_modules(name: str, statements: str, files: list[str], tmp_path: Path) -> None:
    texts = {file: API if file.endswith("api.py") else "" for file in files}
    assert found(statements, texts, project=tmp_path, name=name) == ["GET /rest/api/space"]


@pytest.mark.parametrize("statement", ["from ..api import get", "from ..api import *"])
def test_the_dots_of_an_import_are_counted(statement: str, tmp_path: Path) -> None:
    files = {name: "" for name in ("pkg/__init__.py", "pkg/sub/__init__.py")}
    files |= {"api.py": "def get(path): ...", "pkg/api.py": API, "pkg/sub/api.py": "def get(path): ..."}
    assert found(f"{statement}\nget('space')", files, project=tmp_path, name="pkg/sub/app.py") == ["GET /rest/api/space"]


def test_names_handed_on(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "from .impl import get as fetch\nfrom .impl import *\nfrom .deep import *",
        "pkg/impl.py": "__all__ = ['Api']\n" + API.replace("\n    ", "\n"),
        "pkg/deep/__init__.py": "from .consts import *",
        "pkg/deep/consts.py": "ROOT = 'https://x/rest/experimental'\n_HIDDEN = 'https://x/rest/api'",
    }
    source = """
        import requests
        from pkg import *
        from pkg import fetch
        fetch("content/1")
        Api().get("content/2")
        get("content/3")
        requests.get(ROOT + "/content/4")
        requests.get(_HIDDEN + "/content/5")
    """
    assert found(source, files, project=tmp_path) == [
        "GET /rest/api/content/1",
        "GET /rest/api/content/2",
        "GET /rest/experimental/content/4",
    ]


def test_modules_that_import_each_other(tmp_path: Path) -> None:
    files = {
        "a.py": "from b import send, LOOP\nBASE = 'https://x/rest/api/'\ndef go(path):\n    return send(path)",
        "b.py": "import requests\nimport a\nfrom a import LOOP\ndef send(path):\n    return requests.get(a.BASE + path)",
    }
    source = """
        import requests
        from a import go, LOOP
        go("content/1")
        requests.get(LOOP + "/rest/api/content/2")
    """
    assert found(source, files, project=tmp_path) == ["GET /rest/api/content/1", "GET /rest/api/content/2"]


def test_imports_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "requests").mkdir()
    source = """
        import requests
        from . import missing
        from .other import thing
        from api import nothing
        import api
        requests.get(missing.URL + "/rest/api/content/1")
        requests.get(thing + "/rest/api/content/2")
        requests.get(nothing + "/rest/api/content/3")
        requests.get(api.nothing + "/rest/api/content/4")
        nothing("/rest/api/content/5")
    """
    assert found(source, {"api.py": API}, project=tmp_path) == [f"GET /rest/api/content/{n}" for n in range(1, 5)]


def test_objects_of_other_modules(tmp_path: Path) -> None:
    files = {
        "shared.py": """
            import httpx
            client = httpx.Client(base_url="https://x/wiki/rest/api")
            class Settings:
                ROOT = "https://x/rest/api"
            settings = Settings()
        """
    }
    source = """
        import requests
        from shared import client, settings
        client.get("content/1")
        requests.get(settings.ROOT + "/content/2")
        requests.get(settings.other + "/rest/api/content/3")
    """
    assert found(source, files, project=tmp_path) == [
        "GET /wiki/rest/api/content/1",
        "GET /rest/api/content/2",
        "GET /rest/api/content/3",
    ]


def test_a_base_class_of_another_module(tmp_path: Path) -> None:
    files = {
        "base.py": """
            import requests
            class Base:
                root = ""
                def __init__(self, host):
                    self.host = host
                    self.session = requests.Session()
                def url(self, path):
                    return f"{self.host}{self.root}/{path}"
                def _get(self, path):
                    return self.session.get(self.url(path))
        """
    }
    source = """
        from base import Base
        class Api(Base):
            root = "/wiki/rest/api"
            def space(self):
                return self._get("space")
            def page(self, key):
                return self.session.put(self.url(f"content/{key}"))
    """
    assert found(source, files, project=tmp_path) == ["GET /wiki/rest/api/space", "PUT /wiki/rest/api/content/{}"]


def test_an_attribute_that_only_some_arguments_set() -> None:
    source = """
        import requests
        class Api:
            url = "https://x/rest/api/space"
            def __init__(self, url=None):
                if url is not None:
                    self.url = url
        class Named(Api):
            url = "https://x/rest/api/group"
            def __init__(self, name, url=None):
                super().__init__(url)
        class Lazy:
            url = "https://x/rest/api/label"
            def __init__(self, url):
                if not self.url:
                    self.url = url
        requests.get(Api().url)
        requests.get(Api("https://x/rest/api/user").url)
        requests.get(Named("a").url)
        requests.get(Named("a", "https://x/rest/api/user").url)
        requests.get(Lazy("https://x/rest/api/user").url)
        def put(api: Api):
            requests.put(api.url)
    """
    assert found(source) == [
        f"GET /rest/api/{name}" for name in ("space", "user", "group", "user", "label")
    ] + ["PUT /rest/api/space"]


def test_what_instances_set_is_no_attribute_of_their_class() -> None:
    setup = dedent(
        """
        class Base:
            root, other, third = "/rest/api/a", None, None
            def __init__(self, root=None):
                if root is not None:
                    self.root = root
                self.other = "/rest/api/c"
            @classmethod
            def make(cls):
                cls.other = "/rest/api/b"
            def __new__(cls):
                cls.third = "/rest/api/d"
                return object.__new__(cls)
        """
    )
    assert said_of("Base.root", setup) == ["/rest/api/a"]
    assert said_of("Base.other", setup) == ["/rest/api/b"]
    assert said_of("Base.third", setup) == ["/rest/api/d"]
    assert said_of("Base('/rest/api/e').root", setup) == ["/rest/api/e"]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ('self.url = f"{self.site}/rest/api/content"', ["GET /rest/api/content"]),
        ("self.other = 1", []),
        (
            'super().set_up()\n                self.url = self.url + "/a"',
            ["GET /rest/api/space/a"],
        ),
        ('Server.set_up(self)\n                self.key = "a"', ["GET /rest/api/space"]),
    ],
)
def test_a_method_that_a_heir_replaces_sets_nothing(own: str, said: list[str]) -> None:
    source = f"""
        import requests
        class Server:
            def __init__(self, site):
                self.site = site
                self.set_up()
            def set_up(self):
                self.url = f"{{self.site}}/rest/api/space"
        class Wiki(Server):
            def set_up(self):
                {own}
            def all(self):
                return requests.get(self.url)
    """
    assert [call for call in found(source)] == said


PROXY = """
import functools
import requests
class Proxy:
    def __init__(self, client):
        self._inner = client
    def __getattr__(self, name):
        {body}
    def walk(self, path):
        return self.get(path)
def limited(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner
def of_verb(name):
    return lambda path: requests.request(name.upper(), path)
proxy = Proxy(requests.Session())
proxy.post("https://x/wiki/rest/api/content")
proxy.walk("https://x/wiki/rest/api/space")
"""


@pytest.mark.parametrize(
    "body",
    [
        "return getattr(self._inner, name)",
        "return limited(getattr(self._inner, name))",
        "value = getattr(self._inner, name)\n        return limited(value) if callable(value) else value",
        "if name.startswith('_'):\n            raise AttributeError(name)\n        return getattr(self._inner, name)",
        "return getattr(object.__getattribute__(self, '_inner'), name)",
        "return self._inner.__getattribute__(name)",
        "return getattr(self.__dict__['_inner'], name)",
        "return getattr(vars(self)['_inner'], name)",
        "return of_verb(name)",
    ],
)
def test_names_that_an_object_hands_on(body: str) -> None:
    assert found(PROXY.replace("{body}", body)) == ["POST /wiki/rest/api/content", "GET /wiki/rest/api/space"]


@pytest.mark.parametrize("body", ["return getattr(self._other, name)", "raise AttributeError(name)", "return self[name]"])
def test_names_that_an_object_hands_to_nothing_are_those_of_any_object(body: str) -> None:
    source = PROXY.replace("{body}", body)
    assert found(source) == found(source.replace("__getattr__", "other"))


def test_a_wrapper_that_is_handed_on_knows_the_object_behind_it() -> None:
    source = """
import requests
def limited(function):
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner
class Api:
    def __init__(self, root="/rest/api/content"):
        self.root = root
    def change(self, key):
        return requests.put(f"{self.root}/{key}/label")
class Limited:
    def __init__(self, inner):
        self._inner = inner
    def __getattr__(self, name):
        value = getattr(self._inner, name)
        return limited(value) if callable(value) else value
Limited(Api("/rest/api/space")).change("A")
requests.get(Limited(Api("/rest/api/space")).root)
"""
    assert found(source) == ["PUT /rest/api/content/{}/label", "PUT /rest/api/space/A/label", "GET /rest/api/space"]


@pytest.mark.parametrize("name", ["a(", "[", "a b", ""])
def test_names_that_are_no_identifiers(name: str) -> None:
    source = f"import requests\nclass A:\n    def f(self): requests.get(getattr(self, {name!r}) + '/rest/api/content')"
    assert found(source) == ["GET /rest/api/content"]


def test_own_names_come_before_those_that_are_handed_on() -> None:
    source = PROXY.replace("{body}", "return getattr(self._inner, name)\n    def post(self, path):\n        return path")
    assert found(source) == ["GET /wiki/rest/api/space"]


@pytest.mark.parametrize(
    "statement",
    [
        "setattr(self, 'root', root)", "object.__setattr__(self, 'root', root)", "super().__setattr__('root', root)",
        "self.__setattr__('root', root)", "self.__dict__['root'] = root", "vars(self)['root'] = root",
    ],
)  # fmt: skip
def test_attributes_that_are_set_by_name(statement: str) -> None:
    source = f"class A:\n    def __init__(self, root):\n        {statement}\n"
    assert said_of("A('a').root", source) == ["a"]
    assert said_of("A('a').__dict__['root']", source) == ["a"]


@pytest.mark.parametrize("owner", ["made().it", "made()", "other.it", "holders[0]"])
def test_attributes_of_others_that_are_set_by_name(owner: str) -> None:
    """What the block does not follow stays as it is, and so does all around it."""
    source = f"""
import requests
def made(): return None
class A:
    path = "/rest/api/content"
    def send(self, other, holders):
        setattr({owner}, "path", "/rest/api/space")
        requests.get("https://x" + self.path)
"""
    assert found(source) == ["GET /rest/api/content"]


def test_an_attribute_that_a_method_replaces_is_either_wherever_it_is_read() -> None:
    """A limit of docs/limits.md: both readings are of one attribute, and the last path is never requested."""
    source = """
import requests
class Api:
    def __init__(self):
        self.root = "/rest/api/content"
    def move(self, root):
        self.root = root
    def send(self):
        path = f"{self.root}/1"
        requests.get(path if path.startswith("/rest") else self.root + "/" + path)
"""
    assert found(source) == ["GET /rest/api/content/1", "GET /rest/api/content/{}/1"]


DESCRIPTOR = """
    import requests
    class Endpoint:
        def __init__(self, path):
            self.path = path
        {get}
    class Api:
        site = "https://x/rest/api"
        spaces = Endpoint("/space")
        def all(self):
            requests.get(self.spaces)
    requests.put(Api.spaces)
"""


def test_a_descriptor_of_the_project() -> None:
    own = "def __get__(self, owner, kind=None):\n            return owner.site + self.path"
    assert found(DESCRIPTOR.replace("{get}", own)) == ["GET /rest/api/space"]
    assert found(DESCRIPTOR.replace("{get}", own.replace("__get__", "get"))) == []
    assert found(DESCRIPTOR.replace("{get}", own.replace("owner.site", "kind.site"))) == ["GET /rest/api/space"]
