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
_HTTPX = _verbs("url") | _method_first("url", "request", "stream")
_HTTPX_CLIENT = Client(_HTTPX | _method_first("url", "build_request"), Parameter(None, "base_url"))
_AIOHTTP_SESSION = Client(_verbs("url") | _method_first("url", "request"), Parameter(0, "base_url"), "join")
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
# Of its methods, these send nothing (version 5.0.5, classes AtlassianRestAPI and ConfluenceBase).
_CONFLUENCE = _REST_CLIENT._replace(
    silent=frozenset(
        """__enter__ __exit__ __init__ close get_endpoint log_curl_debug raise_for_status resource_url url_joiner
        factory""".split()
    )
)

FUNCTIONS: dict[str, Sends] = {
    **{f"requests.{name}": sends for name, sends in _REQUESTS.items()},
    **{f"requests.api.{name}": sends for name, sends in _REQUESTS.items()},
    **{f"{package}.{name}": sends for package in ("httpx", "httpx2") for name, sends in _HTTPX.items()},
    **{f"aiohttp.{name}": sends for name, sends in _method_first("url", "request").items()},
    **{f"urllib3.{name}": sends for name, sends in _method_first("url", "request").items()},
    **{
        f"{name}.Request": Sends(Parameter(1, "url"), named_by=Parameter(0, "method"))
        for name in ("requests", "requests.models", "httpx", "httpx2")
    },
    "urllib.request.Request": _URLLIB_REQUEST,
    "urllib.request.urlopen": _URLOPEN,
    "urllib.request.urlretrieve": _URLOPEN._replace(body=Parameter(3, "data")),
}

# Other names of the classes, and functions that make their objects.
_ALIASES = {
    "requests.session": "requests.Session",
    "requests.sessions.Session": "requests.Session",
    "requests.sessions.session": "requests.Session",
    "requests_oauthlib.oauth1_session.OAuth1Session": "requests_oauthlib.OAuth1Session",
    "requests_oauthlib.oauth2_session.OAuth2Session": "requests_oauthlib.OAuth2Session",
    "requests_cache.session.CachedSession": "requests_cache.CachedSession",
    "aiohttp.client.ClientSession": "aiohttp.ClientSession",
    "urllib.request.build_opener": "urllib.request.OpenerDirector",
    "urllib3.poolmanager.PoolManager": "urllib3.PoolManager",
    "urllib3.poolmanager.ProxyManager": "urllib3.ProxyManager",
    "urllib3.connection_from_url": "urllib3.HTTPConnectionPool",
    "urllib3.connectionpool.HTTPConnectionPool": "urllib3.HTTPConnectionPool",
    "urllib3.connectionpool.HTTPSConnectionPool": "urllib3.HTTPSConnectionPool",
    "atlassian.confluence.Confluence": "atlassian.Confluence",
    "atlassian.confluence.ConfluenceCloud": "atlassian.ConfluenceCloud",
    "atlassian.confluence.ConfluenceServer": "atlassian.ConfluenceServer",
    "atlassian.jira.Jira": "atlassian.Jira",
    "atlassian.bitbucket.Bitbucket": "atlassian.Bitbucket",
}

_CLASSES: dict[str, Client] = {
    "requests.Session": _SESSION,
    "requests_oauthlib.OAuth1Session": _SESSION,
    "requests_oauthlib.OAuth2Session": _SESSION,
    "requests_cache.CachedSession": _SESSION,
    "requests_toolbelt.sessions.BaseUrlSession": Client(_REQUESTS, Parameter(0, "base_url"), "join"),
    "httpx.Client": _HTTPX_CLIENT,
    "httpx.AsyncClient": _HTTPX_CLIENT,
    "httpx2.Client": _HTTPX_CLIENT,
    "httpx2.AsyncClient": _HTTPX_CLIENT,
    "aiohttp.ClientSession": _AIOHTTP_SESSION,
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
PACKAGES = frozenset(name.partition(".")[0] for name in (*FUNCTIONS, *CLIENTS))


def canonical(name: str) -> str:
    """The one name of a client class that is known under several."""
    return _ALIASES.get(name, name)
