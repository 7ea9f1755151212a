"""The tables of clients against the libraries that they describe, and what each client's call says."""

from __future__ import annotations

import contextlib
import inspect
import pkgutil
from typing import Any
from unittest import mock

import pytest

from flake8_confluence_scopes.calls.language import client_objects
from flake8_confluence_scopes.calls.libraries import clients
from flake8_confluence_scopes.calls.libraries.clients import CLIENTS, FUNCTIONS, Parameter, Sends
from flake8_confluence_scopes.calls.values.domain import NO_ARGUMENTS, Arguments, ExternalObject, Text
from tests.calls.snippets import found

PACKAGES = {
    "aiohttp": "aiohttp",
    "aiohttp_client_cache": "aiohttp-client-cache",
    "aiohttp_retry": "aiohttp-retry",
    "atlassian": "atlassian-python-api",
    "authlib": "authlib",
    "cachecontrol": "cachecontrol",
    "curl_cffi": "curl-cffi",
    "grequests": "grequests",
    "hishel": "hishel",
    "http": "",
    "httplib2": "httplib2",
    "httpx": "httpx",
    "httpx2": "httpx2",
    "httpx_aiohttp": "httpx-aiohttp",
    "niquests": "niquests",
    "requests": "requests",
    "requests_cache": "requests-cache",
    "requests_futures": "requests-futures",
    "requests_html": "requests-html",
    "requests_oauthlib": "requests-oauthlib",
    "requests_ratelimiter": "requests-ratelimiter",
    "requests_toolbelt": "requests-toolbelt",
    "tornado": "tornado",
    "treq": "treq",
    "urllib": "",
    "urllib3": "urllib3",
}
"""What to install for each package of the tables; empty for the standard library."""


FORMER = {
    "authlib.client.OAuth1Session",
    "authlib.client.OAuth2Session",
    "hishel.AsyncCacheClient",
    "hishel.CacheClient",
    "hishel.httpx.SyncCacheClient",
}
"""Names that only earlier versions of their libraries have: Authlib before 1.0, hishel up to 0.1, and 1."""


def resolve(name: str) -> Any:
    """The object of a dotted name; skips the test where the library is not installed."""
    package = name.partition(".")[0]
    needed = {"grequests": "gevent"}.get(package, package)
    pytest.importorskip(needed, reason=f"{PACKAGES[package]} is not installed")
    # As soon as it is imported, grequests replaces Python's sockets.
    with mock.patch("gevent.monkey.patch_all") if needed == "gevent" else contextlib.nullcontext():
        return pkgutil.resolve_name(name)


def named(cls: type, method: str) -> Any:
    """The method as the nearest class has it that names its parameters, rather than handing all of them on."""
    kinds = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
    functions = [base.__dict__[method] for base in cls.__mro__ if method in base.__dict__]
    signatures = [list(inspect.signature(function).parameters.values())[1:] for function in functions]
    return next(
        function for function, listed in zip(functions, signatures) if {parameter.kind for parameter in listed} != kinds
    )


def place_of(function: Any, name: str, bound: bool) -> Parameter:
    """Where a callable really takes an argument, counted as its caller does."""
    listed = list(inspect.signature(function).parameters.values())[bound:]
    if name not in [parameter.name for parameter in listed]:
        assert listed[-1].kind is inspect.Parameter.VAR_KEYWORD
        return Parameter(None, name)
    index = [parameter.name for parameter in listed].index(name)
    return Parameter(None if listed[index].kind is inspect.Parameter.KEYWORD_ONLY else index, name)


def assert_fits(sends: Sends, function: Any, bound: bool = False) -> None:
    for parameter in (sends.url, sends.named_by, sends.body):
        if parameter is not None:
            assert place_of(function, parameter.name, bound) == parameter
    if sends.named_by is not None and sends.otherwise is not None and sends.body is None:
        listed = inspect.signature(function).parameters
        assert sends.named_by.name not in listed or listed[sends.named_by.name].default == sends.otherwise


def test_every_package_is_listed() -> None:
    assert clients.PACKAGES == set(PACKAGES)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_have_the_signatures_of_their_libraries(name: str) -> None:
    assert_fits(FUNCTIONS[name], resolve(name))


CLASSES = {clients.canonical(name) for name in CLIENTS}


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_classes_have_the_signatures_of_their_libraries(name: str) -> None:
    client, cls = CLIENTS[name], resolve(name)
    for method, sends in client.methods.items():
        assert_fits(sends, named(cls, method), bound=True)
    if client.base is not None:
        assert place_of(cls, client.base.name, bound=False) == client.base


@pytest.mark.parametrize("name", clients.WRAPPERS)
def test_wrappers_take_the_client_that_sends(name: str) -> None:
    assert name in CLIENTS
    assert place_of(resolve(name), clients.WRAPPERS[name].name, bound=False) == clients.WRAPPERS[name]


@pytest.mark.parametrize("name", sorted(clients.MIXINS))
def test_mixins_take_what_the_class_behind_them_takes(name: str) -> None:
    own, methods = vars(resolve(name)), CLIENTS["requests.Session"].methods
    for method in methods.keys() & own.keys():
        assert_fits(methods[method], own[method], bound=True)
    assert name not in CLIENTS


@pytest.mark.parametrize("name", sorted(set(CLIENTS) - CLASSES - FORMER))
def test_other_names_stand_for_the_same_class(name: str) -> None:
    other, cls = resolve(name), resolve(clients.canonical(name))
    if inspect.isclass(other):
        assert other is cls
    else:
        assert inspect.isfunction(other)


def test_functions_that_make_a_client_do() -> None:
    import requests
    import urllib3

    assert isinstance(resolve("requests.session")(), requests.Session)
    assert isinstance(resolve("urllib.request.build_opener")(), resolve("urllib.request.OpenerDirector"))
    assert isinstance(urllib3.connection_from_url("http://localhost"), urllib3.HTTPConnectionPool)
    for name in ("atlassian.create_confluence", "atlassian.ConfluenceBase.factory"):
        with pytest.warns(DeprecationWarning):
            made = resolve(name)("https://site.atlassian.net")
        assert type(made) is resolve(clients.canonical(name))
        assert not hasattr(resolve(name)("https://site.example.com"), "get_pages")


@pytest.mark.parametrize("package", ["requests", "httpx", "httpx2"])
def test_every_verb_of_a_package_is_in_the_table(package: str) -> None:
    module = pytest.importorskip(package, reason=f"{package} is not installed")
    for verb in clients.VERBS:
        assert callable(getattr(module, verb))
        assert FUNCTIONS[f"{package}.{verb}"].method == verb.upper()


def based(name: str, base: str, path: str) -> str:
    """The one URL that a client of the table sends to."""
    (url,) = client_objects.based(ExternalObject(name, NO_ARGUMENTS), (Text(base),), Text(path))
    return url.template


@pytest.mark.parametrize(
    ("base", "path"),
    [
        ("https://x/wiki", "rest/api/content"),
        ("https://x/wiki/", "/rest/api/content"),
        ("https://x", "/rest/api/content?limit=1"),
        ("https://x/a", "https://y/rest/api/space"),
    ],
)
@pytest.mark.parametrize("package", ["httpx", "httpx2"])
def test_httpx_appends_to_its_base_url(package: str, base: str, path: str) -> None:
    module = pytest.importorskip(package, reason=f"{package} is not installed")
    owner = ExternalObject(f"{package}.Client", NO_ARGUMENTS)
    with module.Client(base_url=base) as client:
        expected = str(client.build_request("GET", path).url)
    assert client_objects.based(owner, (Text(base),), Text(path)) == (Text(expected),)


@pytest.mark.parametrize(
    ("base", "path"),
    [
        ("https://x/wiki/", "rest/api/content"),
        ("https://x/wiki", "rest/api/content"),
        ("https://x/wiki/", "/rest/api/content"),
        ("https://x/wiki/", "https://y/rest/api/content"),
    ],
)
def test_a_base_url_session_joins(base: str, path: str) -> None:
    session = resolve("requests_toolbelt.sessions.BaseUrlSession")(base)
    owner = ExternalObject("requests_toolbelt.sessions.BaseUrlSession", NO_ARGUMENTS)
    assert client_objects.based(owner, (Text(base),), Text(path)) == (Text(session.create_url(path)),)


@pytest.mark.parametrize("name", ["niquests.Session", "niquests.AsyncSession"])
@pytest.mark.parametrize("path", ["rest/api/content", "/rest/api/content", "https://y/rest/api/content"])
@pytest.mark.parametrize("base", ["https://x/wiki", "https://x/wiki/"])
def test_niquests_appends_to_its_base_url(name: str, base: str, path: str) -> None:
    # One statement: where niquests is not installed, no line is left out.
    assert based(name, base, path) == resolve("niquests.Request")("GET", path, base_url=base).prepare().url


@pytest.mark.parametrize("name", ["curl_cffi.Session", "aiohttp_client_cache.CachedSession", "aiohttp_retry.RetryClient"])
def test_other_clients_join(name: str) -> None:
    assert based(name, "https://x/wiki/", "rest/api/content") == "https://x/wiki/rest/api/content"
    assert based(name, "https://x/wiki/", "/rest/api/content") == "https://x/rest/api/content"


def test_curl_cffi_takes_an_absolute_url_to_join_to() -> None:
    session = resolve("curl_cffi.Session")
    assert session(base_url="https://x/wiki/").base_url == "https://x/wiki/"
    with pytest.raises(ValueError, match="absolute"):
        session(base_url="wiki")


@pytest.mark.parametrize("name", ["authlib.integrations.httpx_client.OAuth2Client", "hishel.httpx.CacheClient"])
@pytest.mark.parametrize("path", ["rest/api/content", "/rest/api/content"])
def test_clients_made_of_httpx_s_append(name: str, path: str) -> None:
    with resolve(name)(base_url="https://x/wiki") as client:
        expected = str(client.build_request("GET", path).url)
    assert based(name, "https://x/wiki", path) == expected


@pytest.mark.parametrize(("base", "path"), [("https://x/wiki/", "rest/api/content"), ("https://x", "/rest/api/content")])
def test_aiohttp_joins_to_its_base_url(base: str, path: str) -> None:
    yarl = pytest.importorskip("yarl", reason="aiohttp is not installed")
    owner = ExternalObject("aiohttp.ClientSession", NO_ARGUMENTS)
    assert client_objects.based(owner, (Text(base),), Text(path)) == (Text(str(yarl.URL(base).join(yarl.URL(path)))),)


@pytest.mark.parametrize("path", ["rest/api/content", "/rest/api/content"])
@pytest.mark.parametrize("base", ["https://x/wiki", "https://x/wiki/"])
def test_atlassians_rest_client_appends(base: str, path: str) -> None:
    client = resolve("atlassian.rest_client.AtlassianRestAPI")(base)
    owner = ExternalObject("atlassian.rest_client.AtlassianRestAPI", NO_ARGUMENTS)
    expected = client.url_joiner(client.url, path).replace("wiki//", "wiki/")
    assert client_objects.based(owner, (Text(base),), Text(path)) == (Text(expected),)


def test_attributes_of_clients() -> None:
    base = (Text("https://x/wiki"),)
    rest = ExternalObject("atlassian.Confluence", Arguments((base,)))
    assert client_objects.attribute(rest, "_session") == (ExternalObject("requests.Session", NO_ARGUMENTS),)
    assert client_objects.attribute(rest, "url") == base
    assert client_objects.attribute(rest, "cloud") == ()
    assert client_objects.attribute(ExternalObject("httpx.Client", NO_ARGUMENTS), "base_url") == ()
    assert client_objects.attribute(ExternalObject("requests.Session", NO_ARGUMENTS), "headers") == ()
    assert client_objects.attribute(ExternalObject("redis.Redis", NO_ARGUMENTS), "url") == ()


def test_base_urls() -> None:
    assert client_objects.base_of(ExternalObject("httpx.Client", NO_ARGUMENTS)) == ()
    assert client_objects.base_of(ExternalObject("requests.Session", NO_ARGUMENTS)) == ()
    unknown = ExternalObject("httpx.Client", Arguments((), (("base_url", ()),)))
    assert client_objects.based(unknown, (unknown,), Text("/rest/api/content")) == (Text("/rest/api/content"),)


CALLS = [
    ("import requests\nrequests.get('https://x/rest/api/space')", "GET /rest/api/space"),
    ("import requests\nrequests.request('put', url='https://x/rest/api/space')", "PUT /rest/api/space"),
    ("import requests\nrequests.request(url='https://x/rest/api/space', method='GET')", "GET /rest/api/space"),
    ("import requests\nrequests.Session().patch('https://x/rest/api/space')", "PATCH /rest/api/space"),
    ("from requests import Session as S\nS().head('https://x/rest/api/space')", "HEAD /rest/api/space"),
    ("import requests.sessions\nrequests.sessions.Session().get('https://x/rest/api/space')", "GET /rest/api/space"),
    ("import requests as r\nr.Request('POST', 'https://x/rest/api/space').prepare()", "POST /rest/api/space"),
    ("import httpx\nhttpx.stream('GET', 'https://x/rest/api/space')", "GET /rest/api/space"),
    (
        "import httpx\nhttpx.Client(base_url='https://x/wiki').build_request('GET', 'rest/api/space')",
        "GET /wiki/rest/api/space",
    ),
    ("import httpx2\nhttpx2.Client(base_url='https://x/wiki').get('/rest/api/space')", "GET /wiki/rest/api/space"),
    ("import aiohttp\naiohttp.request('GET', 'https://x/rest/api/space')", "GET /rest/api/space"),
    ("import aiohttp\naiohttp.ClientSession('https://x/wiki/').get('rest/api/space')", "GET /wiki/rest/api/space"),
    ("import aiohttp\naiohttp.ClientSession('https://x/wiki/').get('/rest/api/space')", "GET /rest/api/space"),
    ("import urllib3\nurllib3.request('GET', 'https://x/rest/api/space')", "GET /rest/api/space"),
    ("import urllib3\nurllib3.PoolManager().urlopen('GET', 'https://x/rest/api/space')", "GET /rest/api/space"),
    ("import urllib3\nurllib3.connection_from_url('https://x').request('GET', '/rest/api/space')", "GET /rest/api/space"),
    ("import urllib.request\nurllib.request.urlopen('https://x/rest/api/space')", "GET /rest/api/space"),
    ("import urllib.request\nurllib.request.urlopen('https://x/rest/api/space', b'')", "POST /rest/api/space"),
    ("from urllib import request\nrequest.urlopen('https://x/rest/api/space', data=None)", "GET /rest/api/space"),
    ("from urllib.request import Request\nRequest('https://x/rest/api/space', method='PUT')", "PUT /rest/api/space"),
    ("from urllib.request import Request\nRequest('https://x/rest/api/space', b'{}')", "POST /rest/api/space"),
    (
        "from urllib.request import Request, urlopen\nurlopen(Request('https://x/rest/api/space'))",
        "GET /rest/api/space",
    ),
    ("import urllib.request\nurllib.request.build_opener().open('https://x/rest/api/space')", "GET /rest/api/space"),
    (
        "import urllib.request\nurllib.request.urlretrieve('https://x/download/attachments/1/a', 'a')",
        "GET /download/attachments/1/a",
    ),
    (
        "import requests\np = requests.PreparedRequest()\np.prepare(method='PUT', url='https://x/rest/api/space')",
        "PUT /rest/api/space",
    ),
    (
        "import http.client\nc = http.client.HTTPSConnection('x')\nc.request('GET', '/wiki/rest/api/space')",
        "GET /wiki/rest/api/space",
    ),
    (
        "from requests_oauthlib import OAuth2Session\nOAuth2Session('id').get('https://x/rest/api/space')",
        "GET /rest/api/space",
    ),
    (
        "from requests_toolbelt import sessions\ns = sessions.BaseUrlSession('https://x/wiki/')\ns.get('rest/api/space')",
        "GET /wiki/rest/api/space",
    ),
    ("import requests_cache\nrequests_cache.CachedSession().get('https://x/rest/api/space')", "GET /rest/api/space"),
    ("from atlassian import Confluence\nConfluence('https://x/wiki').get('rest/api/space')", "GET /wiki/rest/api/space"),
    ("from atlassian import Confluence\nConfluence('https://x').request(path='rest/api/space')", "GET /rest/api/space"),
    ("from atlassian import Confluence\nConfluence('https://x').request('PUT', 'rest/api/space')", "PUT /rest/api/space"),
    ("from atlassian import Confluence\nConfluence('https://x')._get_paged('rest/api/space')", "GET /rest/api/space"),
    (
        "from atlassian import Confluence\nc = Confluence('https://x/wiki')\nc._session.get(c.url + '/rest/api/space')",
        "GET /wiki/rest/api/space",
    ),
    ("import niquests\nniquests.arequest('PUT', 'https://x/rest/api/space')", "PUT /rest/api/space"),
    ("import niquests\nniquests.apatch('https://x/rest/api/space')", "PATCH /rest/api/space"),
    ("import grequests\ngrequests.AsyncRequest('GET', 'https://x/rest/api/space').send()", "GET /rest/api/space"),
    ("import treq\ntreq.request('GET', 'https://x/rest/api/space')", "GET /rest/api/space"),
    ("import httplib2\nhttplib2.Http().request('https://x/rest/api/space')", "GET /rest/api/space"),
    ("import httplib2\nhttplib2.Http().request('https://x/rest/api/space', 'PUT')", "PUT /rest/api/space"),
    ("import hishel\nhishel.CacheClient(base_url='https://x').get('/rest/api/space')", "GET /rest/api/space"),
    (
        "from tornado import httpclient\nhttpclient.HTTPClient().fetch('https://x/rest/api/space', method='HEAD')",
        "HEAD /rest/api/space",
    ),
    ("from authlib.client import OAuth2Session\nOAuth2Session().get('https://x/rest/api/space')", "GET /rest/api/space"),
    (
        "from authlib.integrations.flask_client import OAuth\nOAuth().confluence.get('rest/api/space')",
        "GET /rest/api/space",
    ),
    (
        "import requests_cache as c, requests_ratelimiter as r, requests_toolbelt.sessions as t\n"
        "class S(c.CacheMixin, r.LimiterMixin, t.BaseUrlSession): pass\nS('https://x/rest/api/').get('space')",
        "GET /rest/api/space",
    ),
    (
        "from tornado.httpclient import HTTPClient, HTTPRequest\nHTTPClient().fetch(HTTPRequest('/rest/api/space'))",
        "GET /rest/api/space",
    ),
]


@pytest.mark.parametrize(("source", "call"), CALLS)
def test_calls_of_each_client(source: str, call: str) -> None:
    assert found(source) == [call]


@pytest.mark.parametrize(
    "source",
    [
        # A prepared request was reported where it was made.
        "import requests\nreq = requests.Request('GET', 'https://x/a')\nrequests.Session().send(req)",
        "import httpx\nhttpx.Client(base_url='https://x/rest/api/space').close()",
        "import requests\nrequests.get()",
        "import requests\nrequests.utils.quote('https://x/rest/api/space')",
        "import niquests\nniquests.Session().mount('https://x/rest/api/space', 1)",
        "from tornado.web import Application\nApplication([('/rest/api/space', 1)])",
        "from tornado.testing import AsyncHTTPTestCase as T\nclass A(T):\n    def f(self): self.fetch('/rest/api/space')",
        "import treq.testing\ntreq.testing.StubTreq(1).get('https://x/rest/api/space')",
        "import treq\ntreq.content('https://x/rest/api/space')",
        "import httplib2\nhttplib2.Http('https://x/rest/api/space').close()",
        "import hishel\nhishel.FileStorage().get('https://x/rest/api/space')",
    ],
)
def test_what_sends_nothing(source: str) -> None:
    assert found(f"ROOT = '/rest/api'\n{source}") == []


_AROUND = """
import aiohttp, niquests, requests
from aiohttp_retry import RetryClient
from cachecontrol import CacheControl
from requests_futures.sessions import FuturesSession
from requests_toolbelt.sessions import BaseUrlSession
class Api(requests.Session):
    def get(self, path): return super().get("https://x/rest/api" + path)
api = BaseUrlSession("https://x/rest/api/")
ROOT = "/rest/api"
"""


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("RetryClient(aiohttp.ClientSession('https://x/rest/api/')).get('space')", ["GET /rest/api/space"]),
        ("RetryClient(base_url='https://x/rest/api/').get('space')", ["GET /rest/api/space"]),
        ("RetryClient(None, base_url='https://x/rest/api/').get('space')", ["GET /rest/api/space"]),
        ("RetryClient().get('space')", []),
        ("RetryClient(make()).get('space')", []),
        ("RetryClient(make()).get('https://x/rest/api/space')", ["GET /rest/api/space"]),
        (
            "class Own(RetryClient):\n    def __init__(self): super().__init__(aiohttp.ClientSession('https://x/rest/api/'))\n"
            "Own().get('space')",
            ["GET /rest/api/space"],
        ),
        ("CacheControl(api).get('space')", ["GET /rest/api/space"]),
        ("CacheControl(sess=Api()).get('/space')", ["GET /rest/api/space"]),
        ("CacheControl(requests.Session()).get('space')", []),
        ("CacheControl(make()).delete(ROOT + '/content/1')", ["DELETE /rest/api/content/1"]),
        ("FuturesSession(None, 8, api).get('space')", ["GET /rest/api/space"]),
        ("FuturesSession(session=api).put('content/1')", ["PUT /rest/api/content/1"]),
        ("FuturesSession(session=dict()).put('content/1')", []),
        ("for one in (None, api):\n    FuturesSession(session=one).put('content/1')", ["PUT /rest/api/content/1"]),
    ],
)
def test_a_client_around_another_sends_through_it(call: str, said: list[str]) -> None:
    assert [line for line in found(_AROUND + call) if "?" not in line] == said


@pytest.mark.parametrize("name", ["request", "urlopen", "request_encode_url", "request_encode_body"])
@pytest.mark.parametrize("pool", ["PoolManager()", "ProxyManager('https://proxy')", "HTTPSConnectionPool('x')"])
def test_each_way_in_which_urllib3_s_pools_send(pool: str, name: str) -> None:
    assert found(f"import urllib3\nurllib3.{pool}.{name}('PUT', '/rest/api/content/1')") == ["PUT /rest/api/content/1"]


def test_a_body_that_may_be_missing_leaves_the_method_open() -> None:
    source = """
        from urllib.request import urlopen
        def send(data):
            return urlopen("https://x/rest/api/content", data)
        send(None)
        send(b"x")
    """
    assert found(source) == [
        "? /rest/api/content: the method of urllib.request.urlopen(...) is not known",
        "GET /rest/api/content",
        "POST /rest/api/content",
    ]


@pytest.mark.parametrize("data", ["make()", "None if make() else b'x'"])
def test_a_body_made_by_the_code_itself_is_one(data: str) -> None:
    source = f"import urllib.request as u\nu.urlopen('https://x/rest/api/space', {data})"
    assert [call.partition(" ")[0] for call in found(source)][-1] == "POST"


@pytest.mark.parametrize("method", "_update_header _create_body _sub_url _create_token_session close url_joiner".split())
def test_methods_of_a_librarys_client_that_send_nothing(method: str) -> None:
    assert not CLIENTS["atlassian.Confluence"].may_send(method)


@pytest.mark.parametrize("method", "_get_response_content _insert_to_existing_page unheard_of".split())
def test_its_other_methods_may_send(method: str) -> None:
    assert CLIENTS["atlassian.Confluence"].may_send(method)
