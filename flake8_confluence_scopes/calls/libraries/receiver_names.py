"""What the name of an object, or of its method, tells of whether it sends requests."""

from __future__ import annotations

import re
from functools import lru_cache

from flake8_confluence_scopes.calls.libraries.clients import VERBS, Parameter, Sends

METHOD_FIRST = Sends(Parameter(1, "url"), named_by=Parameter(0, "method"))

URL_FIRST = Sends(Parameter(0, "url"), named_by=Parameter(1, "method"))

VERB_FIRST = METHOD_FIRST._replace(otherwise="")
"""Of a name that tells little, such as ``call``: a request only where an HTTP method is written there."""

READS_PAGES = Sends(Parameter(0, "url"), "GET")
"""Of a name that tells of pages, such as ``paginate``: a request only where the argument has the look of a URL."""

URL_NAMES = tuple(
    """url path endpoint uri resource_path url_suffix url_path relative_url rel_url full_url request_url api_path api_url
    api_endpoint path_or_url""".split()
)

# Words that say in which way a method does what its other word says: make_request, _get_json, request_with_retry.
_WAYS = frozenset(
    """api async atlassian auth authed authenticated body bytes cloud confluence do empty http json make param perform raw rest
    retries retry safe send signed text wiki with""".split()
)

# The same of words that are things of their own where they stand last: proxy_request, but get_proxy.
_MANNERS = frozenset(
    """authorised authorized backoff forwarded gateway limited oauth oauth2 paged paginated proxied proxy rate sync
    throttled""".split()
)

# What reads page after page: paginate, get_all, iter_paged. Where a path goes with it, it is a GET.
_PAGES = frozenset("all paged paginate paginated paging".split())
_READS = frozenset("get iter iterate paginate".split())

_RUNS = frozenset("call dispatch execute fetch forward invoke proxy serialize".split())

# Words that make a name a mock's or a store's, wherever they stand in it.
_NEVER = frozenset(
    """aioresponses cache caches dynamodb httpretty memcache memcached mock mocked mocker mocks mongo monkeypatch redis
    respx rsps s3 valkey""".split()
)

# Last words that make a name a client's, whatever stands before them: cached_session, config_api.
CLIENT_WORDS = frozenset("api client conn connection http https requester session transport".split())

# Words of what is requested.
URL_WORDS = frozenset("address api endpoint href link path resource route target uri url urls".split())

# Words of settings, collections, and a web framework's own routes.
_OTHER_THINGS = frozenset(
    """app application blueprint bp bucket by cached cfg conf config configuration cursor data db defaults
    dict dictionary doc document element entry env environ environment fixture form index item json kwargs
    lookup map mapping memo meta metadata node opts patch payload props queue record registry router row schema
    settings spec state storage store table test tree""".split()
)

# The last words of plurals, which name collections, all but those of these clients.
_NO_PLURALS = frozenset("requests https axios".split())

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+\d*|\d+")

_MOCKS = frozenset("aioresponses httpretty mock pytest_httpx requests_mock responses respx unittest vcr".split())

OTHER_PACKAGES = _MOCKS | frozenset(
    """aioredis boto3 botocore bottle cachetools celery diskcache django dotenv dynaconf falcon fastapi flask jinja2
    litestar mongomock numpy omegaconf pandas pydantic pymongo pytest quart redis rest_framework sanic starlette toml
    tomli tomlkit webtest werkzeug yaml zope""".split()
)

# Modules whose functions give data.
DATA_PACKAGES = frozenset(
    """ast collections configparser csv dataclasses dbm itertools json marshal os pathlib pickle plistlib queue re shelve
    shutil string subprocess tomllib types xml""".split()
)

# Objects of other packages on which a project keeps its own.
HOLDERS = ("flask.g.", "flask.current_app.", "quart.g.", "quart.current_app.")

# Functions of Python's own that may give an object of any kind.
GIVE_ANYTHING = frozenset("eval getattr max min next object vars".split())

# Methods that give data rather than an object that can send.
_GIVE_DATA = frozenset((*VERBS, "request", "copy", "execute", "load", "loads", "pop", "read", "setdefault"))


@lru_cache(4_096)
def sends_by(name: str) -> Sends | None:
    """What a method does by its name, None where that is no request: ``get``, ``_post_json``, ``make_request``."""
    words = _words(name)
    telling = [word for word in words[:-1] if word not in _WAYS and word not in _MANNERS]
    telling += [word for word in words[-1:] if word not in _WAYS]
    if _reads_pages(telling):
        return READS_PAGES
    if not telling or (len(telling) == 1 and telling[0] in _RUNS):
        return VERB_FIRST if words else None
    if len(telling) > 1:
        return None
    if telling[0] == "request":
        return METHOD_FIRST
    return Sends(Parameter(0, "url"), telling[0].upper()) if telling[0] in VERBS else None


def _reads_pages(telling: list[str]) -> bool:
    return not _PAGES.isdisjoint(telling) and not _READS.isdisjoint(telling) and (_PAGES | _READS).issuperset(telling)


def is_mock(name: str) -> bool:
    """Whether a dotted name is one of a package that replaces HTTP in tests."""
    return name.partition(".")[0] in _MOCKS


def _last_name(description: str) -> str:
    return description.replace("(...)", "").replace("[...]", "").rpartition(".")[2]


def last_words(description: str) -> list[str]:
    """The words of an expression's last name: ``base``, ``url`` of ``self.base_url``."""
    return _words(_last_name(description))


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]


def may_be_clients(description: str, one: bool = False) -> bool:
    """Whether an expression's last name may be a client's; ``one`` where it is no collection's for sure."""
    name, words = _last_name(description), last_words(description)
    if description.endswith("(...)") and name in _GIVE_DATA:
        return False
    if not words or name == "test_client" or _NEVER.intersection(words):
        return not words
    if words[-1] in CLIENT_WORDS:
        return True
    one = one or description.endswith("[...]")
    return not _OTHER_THINGS.intersection(words) and (one or not _is_plural(words[-1]))


def may_be_module_of_client(name: str) -> bool:
    """Whether a module of this name may have a client's functions. No plural makes a module a collection, but it may
    hold other things: ``configs`` as ``config`` does."""
    return may_be_clients(name, one=True) and _OTHER_THINGS.isdisjoint(word.removesuffix("s") for word in _words(name))


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _NO_PLURALS
