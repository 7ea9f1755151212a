"""Receivers that nothing resolves: ``client.get(path)`` on a parameter without a type.

Such a receiver counts as a client when the method is an HTTP verb, unless its name or what is known of it says
that it is something else. Whether the path is one of Confluence's is for others to say.
"""

from __future__ import annotations

import re
import sys

from flake8_confluence_scopes.calls.clients import VERBS, Parameter, Sends
from flake8_confluence_scopes.calls.values import ExternalObject, Member, Unknown, Value, describe

METHODS: dict[str, Sends] = {
    **{verb: Sends(Parameter(0, "url"), verb.upper()) for verb in VERBS},
    "request": Sends(Parameter(1, "url"), named_by=Parameter(0, "method")),
}
URL_NAMES = ("url", "path", "endpoint", "uri")

# Words in a receiver's name that tell of a store, a settings object, a mock or a web framework's router.
_OTHER_THINGS = frozenset(
    """app application blueprint bp cache cached cfg conf config configuration configs cookies cursor data db defaults
    dict dictionary doc document env environ environment fields fixture fixtures flags form headers httpretty index
    json kwargs lookup map mapping memo meta metadata mock mocked mocker mocks opts options params payload properties
    props queue redis registry responses respx router routes settings state storage store table test values
    memcache memcached monkeypatch patch patches requests_mock rsps session_state""".split()
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_OTHER_PACKAGES = frozenset(
    """aioredis aioresponses boto3 botocore celery configparser diskcache django dotenv dynaconf fastapi flask httpretty
    jinja2 mongomock numpy omegaconf pandas pydantic pymongo pytest pytest_httpx redis requests_mock responses respx
    sanic starlette toml tomli unittest vcr werkzeug yaml zope""".split()
)


def may_be_client(receiver: Value) -> bool:
    """Whether an unresolved receiver may send HTTP requests."""
    if isinstance(receiver, ExternalObject):
        package = receiver.name.partition(".")[0]
        if package in sys.stdlib_module_names or package in _OTHER_PACKAGES or package == "builtins":
            return False
    elif not isinstance(receiver, (Unknown, Member)):
        return False
    last = describe(receiver).rpartition(".")[2].partition("(")[0].partition("[")[0]
    words = {word.lower() for word in _WORD.findall(last)}
    return last.lower() not in _OTHER_THINGS and not words & _OTHER_THINGS
