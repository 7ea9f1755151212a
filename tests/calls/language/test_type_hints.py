"""What annotations say of parameters, variables, attributes and results."""

from __future__ import annotations

import ast

import pytest

from flake8_confluence_scopes.calls.language.type_hints import data_type
from tests.calls.snippets import calls_in, found

IMPORTS = """
import typing, httpx, requests
from typing import Annotated, Any, Final, List, Mapping, NewType, Optional, Self, TypeVar, Union, TYPE_CHECKING
if TYPE_CHECKING:
    from aiohttp import ClientSession
class Api:
    def get(self, path):
        return requests.put("https://x/wiki" + path)
Alone = TypeVar("Alone")
Bound = TypeVar("Bound", bound="requests.Session")
Limited = TypeVar("Limited", httpx.Client, str)
New = NewType("New", httpx.Client)
Alias = Optional[requests.Session]
Same = requests.Session
Or = requests.Session | None
OfForms = Annotated[Alias, "x"] | None
Numbers = 1 | 2
Forms = Union[str, httpx.Client]
Injected = Annotated[Api, "x"]
Round = TypeVar("Round", bound="Round")
"""
PATH = "/rest/api/content"


def client_of(annotation: str, default: str = "") -> list[str]:
    source = f"{IMPORTS}\ndef send(client: {annotation}{default}):\n    client.get('{PATH}')\n"
    return [call.client for call in calls_in(source)]


@pytest.mark.parametrize(
    ("annotation", "client"),
    [
        ("requests.Session", "requests.Session.get"),
        ("'requests.Session'", "requests.Session.get"),
        ("Optional[requests.Session]", "requests.Session.get"),
        ("Optional['requests.Session']", "requests.Session.get"),
        ("'Optional[requests.Session]'", "requests.Session.get"),
        ("typing.Optional[requests.Session]", "requests.Session.get"),
        ("requests.Session | None", "requests.Session.get"),
        ("None | requests.Session", "requests.Session.get"),
        ("'requests.Session | None'", "requests.Session.get"),
        ("Annotated[requests.Session, 'x', httpx.Client]", "requests.Session.get"),
        ("Final[httpx.Client]", "httpx.Client.get"),
        ("ClientSession", "aiohttp.ClientSession.get"),
        ("Api", "get"),
        ("'Api'", "get"),
        ("Api[int]", "get"),
        ("Bound", "requests.Session.get"),
        ("Optional[Bound]", "requests.Session.get"),
        ("Limited", "httpx.Client.get"),
        ("New", "httpx.Client.get"),
        ("Same", "requests.Session.get"),
        ("Alone", "?"),
        ("Alias", "requests.Session.get"),
        ("Or", "requests.Session.get"),
        ("OfForms", "requests.Session.get"),
        ("Optional[Alias]", "requests.Session.get"),
        ("Forms", "httpx.Client.get"),
        ("Injected", "get"),
        ("Numbers", "?"),
        ("Round", "?"),
        ("typing.Mapping[str, int] | Alone", "?"),
        ("Any", "?"),
        ("object", "?"),
        ("Self", "?"),
        ("type[requests.Session]", "?"),
        ("Callable[[str], str]", "?"),
        ("Unresolved", "?"),
        ("'not an ( annotation'", "?"),
        ("'1if x else y'", "?"),
        ("'x; y'", "?"),
        ("'x = y'", "?"),
        ("'" + "[" * 21 + "'", "?"),
        ("'" + "x" * 201 + "'", "?"),
        ("3", "?"),
        ("None", "?"),
        ("make()", "?"),
        ("str | Any", "?"),
    ],
)
def test_annotations(annotation: str, client: str) -> None:
    assert client_of(annotation) == [client]


@pytest.mark.parametrize(
    "wrapper", ["Optional", "Union", "Annotated", "Final", "ClassVar", "InitVar", "Required", "typing.NotRequired"]
)
def test_types_that_say_nothing_but_what_is_in_them(wrapper: str) -> None:
    assert client_of(f"{wrapper}[requests.Session]") == ["requests.Session.get"]


@pytest.mark.parametrize(
    "name", ["Any", "object", "Self", "TypeVar", "Callable", "Awaitable", "Coroutine", "type", "Type", "typing.Type"]
)
def test_types_that_do_not_say_what_the_object_is(name: str) -> None:
    assert client_of(name) == client_of(f"{name}[requests.Session]") == ["?"]
    assert client_of(name, " = requests") == ["requests.get"]


@pytest.mark.parametrize("default", [" = None", " = make()", " = Depends(session)"])
def test_an_annotation_tells_more_than_a_default(default: str) -> None:
    assert client_of("requests.Session", default) == ["requests.Session.get"]


def test_several_types_are_several_clients_of_one_call() -> None:
    source = f"""{IMPORTS}
def send(client: Union[requests.Session, Api, None]):
    client.get("/rest/api/content")
"""
    assert [(call.client, call.method, str(call.path)) for call in calls_in(source)] == [
        ("requests.Session.get", "GET", "/rest/api/content"),
        ("get", "PUT", "/wiki/rest/api/content"),
    ]


@pytest.mark.parametrize(
    "annotation",
    [
        "dict",
        "dict[str, str]",
        "Mapping[str, requests.Session]",
        "typing.Mapping",
        "Optional[dict]",
        "dict | None",
        "str",
        "'list[str]'",
        "List[int]",
        "dict | list",
    ],
)
def test_types_of_data_are_no_clients(annotation: str) -> None:
    assert client_of(annotation) == []


@pytest.mark.parametrize(
    ("annotation", "name"),
    [
        ("dict", "dict"),
        ("typing.Mapping[str, str]", "Mapping"),
        ("Optional[str]", "str"),
        ("dict | str", "dict"),
        ("dict | Client", ""),
        ("Client", ""),
        ("'dict'", "dict"),
        ("'('", ""),
    ],
)
def test_names_of_data_types(annotation: str, name: str) -> None:
    assert data_type(ast.parse(annotation, mode="eval").body) == name


def test_a_parameter_of_data_is_open_to_callers() -> None:
    source = """
        import requests
        def send(settings: dict[str, str]):
            return requests.get(settings["url"])
        send({"url": "https://x/rest/api/content"})
    """
    assert found(source) == ["GET /rest/api/content"]


def test_annotated_variables_and_attributes() -> None:
    source = f"""{IMPORTS}
class Page:
    def __init__(self, api, other):
        self.api: Api = api
        self.other: "Api" = requests.Session()
        later: Api
    def send(self):
        self.api.get("{PATH}/1")
        self.other.get("https://x{PATH}/2")
def main():
    api: Api = make()
    api.get("{PATH}/3")
    kept: Api = requests.Session()
    kept.get("https://x{PATH}/4")
    unresolved: Missing = make()
    unresolved.get("https://x{PATH}/5")
"""
    assert found(source) == [
        "PUT /wiki/rest/api/content/1",
        "GET /rest/api/content/2",
        "PUT /wiki/rest/api/content/3",
        "GET /rest/api/content/4",
        "GET /rest/api/content/5",
    ]


def test_annotated_results() -> None:
    source = f"""{IMPORTS}
def make() -> Api:
    return pool.take()
async def later() -> "Api | None":
    ...
def text() -> str:
    return pool.take()
make().get("{PATH}/1")
async def main():
    (await later()).get("{PATH}/2")
requests.get("https://x{PATH}/" + text())
"""
    assert found(source) == [
        "PUT /wiki/rest/api/content/1",
        "PUT /wiki/rest/api/content/2",
        "GET /rest/api/content/{}",
    ]


@pytest.mark.parametrize(
    "result",
    ["Optional[T]", "T | None", "Union[T, None]", "Optional[N]", "Optional[D]", "Optional[R]", "Optional['?']", "T", "None | D"],
)
@pytest.mark.parametrize("body", ["...", "return cache.get(key)"])
def test_a_result_whose_type_cannot_be_read_is_not_none(result: str, body: str) -> None:
    source = f"""
import requests
from collections import namedtuple
from typing import NewType, Optional, TypedDict, TypeVar, Union
from .nowhere import cache
T, N, D = TypeVar("T"), NewType("N", dict), dict
R = namedtuple("R", "site")
class Store:
    def read(self, key) -> {result}:
        {body}
def pages(store: Store):
    found = store.read("site")
    if not found:
        raise ValueError
    requests.get(f"{{found.site}}{PATH}")
"""
    assert found(source) == [f"GET {PATH}"]


def test_a_result_that_is_none_is_none() -> None:
    source = "import requests\ndef f() -> None: pass\nx = f()\nif not x: raise SystemExit\nrequests.get('/rest/api/content')"
    assert found(source) == []
