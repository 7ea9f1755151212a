"""The HTTP clients, as data: which callables send requests, and where method, URL and base URL stand.

To add a client, add its functions to ``FUNCTIONS`` or its class to ``CLIENTS``; nothing else knows a client.
A test compares the tables with the signatures of the installed libraries.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

VERBS = ("get", "options", "head", "post", "put", "patch", "delete")


class Parameter(NamedTuple):
    """Where an argument stands: its position, None for keyword only, and its name."""

    position: int | None
    name: str


class Sends(NamedTuple):
    """How a callable sends a request.

    The method is ``method`` itself, or stands in the argument ``named_by``; without that argument it is
    ``otherwise``, and ``with_body`` where the argument ``body`` is given.
    """

    url: Parameter
    method: str | None = None
    named_by: Parameter | None = None
    otherwise: str | None = None
    body: Parameter | None = None
    with_body: str | None = None


class Client(NamedTuple):
    """A class whose objects send requests. ``join`` tells how the constructor's
    ``base`` comes before a URL: with one slash between, or as ``urljoin`` does;
    ``sessions`` are attributes that hold a client of another kind. Where ``silent`` is set, each method that neither
    it nor ``methods`` has may send requests, which nobody knows."""

    methods: dict[str, Sends]
    base: Parameter | None = None
    join: Literal["append", "join"] = "append"
    sessions: tuple[tuple[str, str], ...] = ()
    silent: frozenset[str] | None = None

    def may_send(self, name: str) -> bool:
        """Whether a method that the table does not list may send requests."""
        return self.silent is not None and name not in self.silent and name not in self.methods


def _verbs(url: str, names: tuple[str, ...] = VERBS) -> dict[str, Sends]:
    return {name: Sends(Parameter(0, url), name.upper()) for name in names}


def _method_first(url: str, *names: str) -> dict[str, Sends]:
    return {name: Sends(Parameter(1, url), named_by=Parameter(0, "method")) for name in names}


_REQUESTS = _verbs("url") | _method_first("url", "request")
_SESSION = Client(_REQUESTS)
_NIQUESTS_SESSION = Client(_REQUESTS, Parameter(None, "base_url"))
_ASYNC_NIQUESTS = {f"a{name}": sends for name, sends in _REQUESTS.items()}
_TREQ = {name: sends for name, sends in _REQUESTS.items() if name != "options"}
_HTTPX = _verbs("url") | _method_first("url", "request", "stream")
_HTTPX_CLIENT = Client(_HTTPX | _method_first("url", "build_request"), Parameter(None, "base_url"))
_AIOHTTP_SESSION = Client(_verbs("url") | _method_first("url", "request"), Parameter(0, "base_url"), "join")
_RETRY_CLIENT = _AIOHTTP_SESSION._replace(base=Parameter(None, "base_url"))
_CURL_SESSION = Client(_HTTPX, Parameter(None, "base_url"), "join")
_TORNADO_CLIENT = Client(
    {"fetch": Sends(Parameter(0, "request"), named_by=Parameter(None, "method"), otherwise="GET")}
)
_POOL = Client(_method_first("url", "request", "urlopen", "request_encode_url", "request_encode_body"))
_CONNECTION = Client(_method_first("url", "request", "putrequest"))
_URLLIB_REQUEST = Sends(
    Parameter(0, "url"),
    named_by=Parameter(5, "method"),
    otherwise="GET",
    body=Parameter(1, "data"),
    with_body="POST",
)
_URLOPEN = _URLLIB_REQUEST._replace(named_by=None)
_REST_CLIENT = Client(
    _verbs("path", ("get", "post", "put", "patch", "delete"))
    | {"request": Sends(Parameter(1, "path"), named_by=Parameter(0, "method"), otherwise="GET")},
    Parameter(0, "url"),
    sessions=(("_session", "requests.Session"), ("session", "requests.Session")),
)
# Of its methods, these send nothing (versions 3.41.19, 4.0.7 and 5.0.5, classes AtlassianRestAPI, ConfluenceBase and Confluence).
_CONFLUENCE = _REST_CLIENT._replace(
    methods=_REST_CLIENT.methods | {"_get_paged": Sends(Parameter(0, "url"), "GET")},
    silent=frozenset(
        """__enter__ __exit__ __init__ close get_endpoint log_curl_debug raise_for_status resource_url url_joiner
        factory _calculate_backoff_value _create_basic_session _create_body _create_header_session _create_kerberos_session
        _create_oauth2_session _create_oauth_session _create_token_session _is_cloud_url
        _new_session_args _parse_retry_after_header _response_handler _retry_handler _sub_url _update_data
        _update_header""".split()
    )
)

FUNCTIONS: dict[str, Sends] = {
    **{
        f"{module}.{name}": sends
        for module in (
            "requests",
            "requests.api",
            "niquests",
            "niquests.api",
            "grequests",
            "curl_cffi",
            "curl_cffi.requests",
        )
        for name, sends in _REQUESTS.items()
    },
    **{f"niquests.{name}": sends for name, sends in _ASYNC_NIQUESTS.items()},
    **{f"{module}.{name}": sends for module in ("treq", "treq.api") for name, sends in _TREQ.items()},
    **{f"{package}.{name}": sends for package in ("httpx", "httpx2") for name, sends in _HTTPX.items()},
    **{f"aiohttp.{name}": sends for name, sends in _method_first("url", "request").items()},
    **{f"urllib3.{name}": sends for name, sends in _method_first("url", "request").items()},
    **{
        name: Sends(Parameter(1, "url"), named_by=Parameter(0, "method"))
        for name in (
            "requests.Request",
            "requests.models.Request",
            "niquests.Request",
            "niquests.models.Request",
            "grequests.AsyncRequest",
            "httpx.Request",
            "httpx2.Request",
        )
    },
    "tornado.httpclient.HTTPRequest": Sends(Parameter(0, "url"), named_by=Parameter(1, "method"), otherwise="GET"),
    "urllib.request.Request": _URLLIB_REQUEST,
    "urllib.request.urlopen": _URLOPEN,
    "urllib.request.urlretrieve": _URLOPEN._replace(body=Parameter(3, "data")),
}

# Other names of the classes, and functions that make their objects.
_ALIASES = {
    "requests.models.PreparedRequest": "requests.PreparedRequest",
    "requests.session": "requests.Session",
    "requests.sessions.Session": "requests.Session",
    "requests.sessions.session": "requests.Session",
    "requests_oauthlib.oauth1_session.OAuth1Session": "requests_oauthlib.OAuth1Session",
    "requests_oauthlib.oauth2_session.OAuth2Session": "requests_oauthlib.OAuth2Session",
    "requests_cache.session.CachedSession": "requests_cache.CachedSession",
    "authlib.client.OAuth1Session": "authlib.integrations.requests_client.OAuth1Session",
    "authlib.client.OAuth2Session": "authlib.integrations.requests_client.OAuth2Session",
    **{
        f"authlib.integrations.{module}.{name}": f"authlib.integrations.{module.partition('.')[0]}.{name}"
        for module, name in (
            ("requests_client.oauth1_session", "OAuth1Session"),
            ("requests_client.oauth2_session", "OAuth2Session"),
            ("httpx_client.oauth1_client", "OAuth1Client"),
            ("httpx_client.oauth1_client", "AsyncOAuth1Client"),
            ("httpx_client.oauth2_client", "OAuth2Client"),
            ("httpx_client.oauth2_client", "AsyncOAuth2Client"),
        )
    },
    "niquests.async_session.AsyncSession": "niquests.AsyncSession",
    "niquests.sessions.Session": "niquests.Session",
    "cachecontrol.CacheControl": "requests.Session",
    "cachecontrol.wrapper.CacheControl": "requests.Session",
    "curl_cffi.requests.Session": "curl_cffi.Session",
    "curl_cffi.requests.AsyncSession": "curl_cffi.AsyncSession",
    "curl_cffi.requests.session.Session": "curl_cffi.Session",
    "curl_cffi.requests.session.AsyncSession": "curl_cffi.AsyncSession",
    "hishel.CacheClient": "hishel.httpx.CacheClient",
    "hishel.AsyncCacheClient": "hishel.httpx.AsyncCacheClient",
    "hishel.httpx.SyncCacheClient": "hishel.httpx.CacheClient",
    "aiohttp.client.ClientSession": "aiohttp.ClientSession",
    "aiohttp_client_cache.session.CachedSession": "aiohttp_client_cache.CachedSession",
    "aiohttp_retry.client.RetryClient": "aiohttp_retry.RetryClient",
    "urllib.request.build_opener": "urllib.request.OpenerDirector",
    "urllib3.poolmanager.PoolManager": "urllib3.PoolManager",
    "urllib3.poolmanager.ProxyManager": "urllib3.ProxyManager",
    "urllib3.connection_from_url": "urllib3.HTTPConnectionPool",
    "urllib3.connectionpool.HTTPConnectionPool": "urllib3.HTTPConnectionPool",
    "urllib3.connectionpool.HTTPSConnectionPool": "urllib3.HTTPSConnectionPool",
    "atlassian.confluence.Confluence": "atlassian.Confluence",
    "atlassian.confluence.ConfluenceCloud": "atlassian.ConfluenceCloud",
    "atlassian.confluence.ConfluenceServer": "atlassian.ConfluenceServer",
    # Both make it of a URL in the cloud; of another one, a client without named methods.
    "atlassian.create_confluence": "atlassian.ConfluenceV2",
    "atlassian.ConfluenceBase.factory": "atlassian.ConfluenceV2",
    "atlassian.confluence.ConfluenceBase.factory": "atlassian.ConfluenceV2",
    "atlassian.confluence_base.ConfluenceBase.factory": "atlassian.ConfluenceV2",
    "atlassian.jira.Jira": "atlassian.Jira",
    "atlassian.bitbucket.Bitbucket": "atlassian.Bitbucket",
}

_CLASSES: dict[str, Client] = {
    "requests.Session": _SESSION,
    "requests.PreparedRequest": Client(_method_first("url", "prepare")),
    "requests_oauthlib.OAuth1Session": _SESSION,
    "requests_oauthlib.OAuth2Session": _SESSION,
    "requests_cache.CachedSession": _SESSION,
    "requests_futures.sessions.FuturesSession": _SESSION,
    "requests_html.HTMLSession": _SESSION,
    "requests_html.AsyncHTMLSession": _SESSION,
    "requests_ratelimiter.LimiterSession": _SESSION,
    **{
        f"authlib.integrations.requests_client.{name}": _SESSION
        for name in ("AssertionSession", "OAuth1Session", "OAuth2Session")
    },
    "niquests.Session": _NIQUESTS_SESSION,
    "niquests.AsyncSession": _NIQUESTS_SESSION,
    "curl_cffi.Session": _CURL_SESSION,
    "curl_cffi.AsyncSession": _CURL_SESSION,
    "requests_toolbelt.sessions.BaseUrlSession": Client(_REQUESTS, Parameter(0, "base_url"), "join"),
    "httpx.Client": _HTTPX_CLIENT,
    "httpx.AsyncClient": _HTTPX_CLIENT,
    "httpx2.Client": _HTTPX_CLIENT,
    "httpx2.AsyncClient": _HTTPX_CLIENT,
    **{
        f"authlib.integrations.httpx_client.{way}{name}": _HTTPX_CLIENT
        for way in ("", "Async")
        for name in ("AssertionClient", "OAuth1Client", "OAuth2Client")
    },
    "hishel.httpx.CacheClient": _HTTPX_CLIENT,
    "hishel.httpx.AsyncCacheClient": _HTTPX_CLIENT,
    "hishel.httpx2.CacheClient": _HTTPX_CLIENT,
    "hishel.httpx2.AsyncCacheClient": _HTTPX_CLIENT,
    "httpx_aiohttp.HttpxAiohttpClient": _HTTPX_CLIENT,
    "aiohttp.ClientSession": _AIOHTTP_SESSION,
    "aiohttp_client_cache.CachedSession": _AIOHTTP_SESSION,
    "aiohttp_retry.RetryClient": _RETRY_CLIENT,
    "treq.client.HTTPClient": Client(_TREQ),
    "tornado.httpclient.HTTPClient": _TORNADO_CLIENT,
    "tornado.httpclient.AsyncHTTPClient": _TORNADO_CLIENT,
    "tornado.simple_httpclient.SimpleAsyncHTTPClient": _TORNADO_CLIENT,
    "httplib2.Http": Client(
        {"request": Sends(Parameter(0, "uri"), named_by=Parameter(1, "method"), otherwise="GET")}
    ),
    "urllib3.PoolManager": _POOL,
    "urllib3.ProxyManager": _POOL,
    "urllib3.HTTPConnectionPool": _POOL,
    "urllib3.HTTPSConnectionPool": _POOL,
    "urllib.request.OpenerDirector": Client({"open": _URLOPEN._replace(url=Parameter(0, "fullurl"))}),
    "http.client.HTTPConnection": _CONNECTION,
    "http.client.HTTPSConnection": _CONNECTION,
    "atlassian.Confluence": _CONFLUENCE,
    "atlassian.ConfluenceCloud": _CONFLUENCE,
    "atlassian.ConfluenceServer": _CONFLUENCE,
    "atlassian.ConfluenceV2": _CONFLUENCE,
    "atlassian.Jira": _REST_CLIENT,
    "atlassian.Bitbucket": _REST_CLIENT,
    "atlassian.confluence_base.ConfluenceBase": _CONFLUENCE,
    "atlassian.rest_client.AtlassianRestAPI": _REST_CLIENT,
}
CLIENTS: dict[str, Client] = _CLASSES | {alias: _CLASSES[name] for alias, name in _ALIASES.items()}

NO_CLIENT = Client({})
"""What the table says of a class that only a client model knows."""

WRAPPERS: dict[str, Parameter] = {
    "aiohttp_retry.RetryClient": Parameter(0, "client_session"),
    "aiohttp_retry.client.RetryClient": Parameter(0, "client_session"),
    "cachecontrol.CacheControl": Parameter(0, "sess"),
    "cachecontrol.wrapper.CacheControl": Parameter(0, "sess"),
    "requests_futures.sessions.FuturesSession": Parameter(2, "session"),
}
"""Clients that send through another one, where they are given one, and so have its base URL."""

MIXINS = frozenset(
    (
        "aiohttp_client_cache.session.CacheMixin",
        "requests_cache.CacheMixin",
        "requests_cache.session.CacheMixin",
        "requests_ratelimiter.LimiterMixin",
    )
)
"""Classes that stand before a client among a class's bases, and leave to it which requests are sent."""

PACKAGES = frozenset(name.partition(".")[0] for name in (*FUNCTIONS, *CLIENTS))


def canonical(name: str) -> str:
    """The one name of a client class that is known under several."""
    return _ALIASES.get(name, name)
