"""Receivers that nothing resolves: what counts as a client, and the near misses that must stay silent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.libraries.receiver_names import is_mock
from flake8_confluence_scopes.calls.sending.receivers import may_be_client
from flake8_confluence_scopes.calls.values.domain import (
    NO_ARGUMENTS,
    External,
    ExternalObject,
    Member,
    Text,
    Unknown,
    unknown,
)
from tests.calls.snippets import found

CLIENTS = """api api_client app_client c cached_session cfg_client client client[0] conf_client confluence
confluence_api config_client conn connection data_client get_client() get_session() http http_client httpClient
HTTPClient httpx_client instance requester s self.app.client self.client self._client self._http self.config.session
self.ctx.obj["client"] self.get_client() self.http self.session server session site state.client
test_session transport web wiki x app.state.http requests self.requests make()""".split()

OTHERS = """app application app_state appState APP_STATE blueprint bp bucket cache cache_client cached caches cfg conf
config config.get("x") CONFIG configs cookies cur_data data db defaults docs document dict_of_urls endpoints
entry env environment fixtures form get_config() handlers headers httpretty index item items json
json_data kwargs links load_config() load_settings() mapping MAPPING memo metadata mock mock_client mocked
MockSession mocker.patch("requests.get") mocks node opts params paths patch payload props queue redis redis_client
RedisClient registry request.args requests_mock responses respx respx_mock response.json() route_table router ROUTES
row rsps s3 schema self._cache self.app self.config self.data self.json() self.mocked_responses session_state
self.get("a") settings spec spec["paths"] state storage store table test_client self.test_client() urls urls_by_name
values x.copy() x.execute(1) x.load() x.loads(1) x.patch() x.pop() x.read() x.request(1) x.setdefault(1)""".split()


@pytest.mark.parametrize("receiver", CLIENTS)
def test_names_of_clients(receiver: str) -> None:
    call = f"{receiver}.get('/rest/api/content')"
    name = re.split(r"\W", receiver)[0]
    assert found(call) == ["GET /rest/api/content"]
    assert found(f"from somewhere import {name}\n{call}") == ["GET /rest/api/content"]
    assert found(f"def send({name}):\n    {call}") == ["GET /rest/api/content"]


@pytest.mark.parametrize("method", "paginate _paginate get_all get_paged get_json_paginated iter_all".split())
def test_names_of_methods_that_read_page_after_page(method: str) -> None:
    source = f"""
        def pages(client, key, path):
            yield from client.{method}(f"/rest/api/space/{{key}}/content", limit=25)
            yield from client.{method}(path="/rest/api/space")
            yield from client.{method}("/somewhere/else")
            yield from client.{method}(key)
            yield from client.{method}()
    """
    assert found(source) == ["GET /rest/api/space/{}/content", "GET /rest/api/space"]


@pytest.mark.parametrize("method", "all pages get_pages paged get_all_cached list_all fetch_all fetch".split())
def test_names_of_methods_that_tell_of_no_pages(method: str) -> None:
    assert found(f"def pages(client):\n    client.{method}('/rest/api/space')") == []


@pytest.mark.parametrize("receiver", ["config", "cache", "mock_api", "urls"])
def test_pages_of_what_is_no_client(receiver: str) -> None:
    assert found(f"def pages({receiver}):\n    {receiver}.get_all('/rest/api/space')") == []


@pytest.mark.parametrize("receiver", ["clients[name]", "sessions[0]"])
def test_one_of_many_is_no_plural(receiver: str) -> None:
    assert found(f"def send(clients, sessions):\n    {receiver}.get('/rest/api/content')") == ["GET /rest/api/content"]


@pytest.mark.parametrize("module", "wikis mylibs http_helpers drop_ins requests".split())
def test_a_module_is_no_collection(module: str) -> None:
    assert found(f"import {module}\n{module}.get('/rest/api/content')") == ["GET /rest/api/content"]
    assert found(f"import {module} as x\nx.get('/rest/api/content')") == ["GET /rest/api/content"]
    assert found(f"import {module} as x\nx.get(KEY)\nx.pages('/rest/api/content')") == []


@pytest.mark.parametrize("module", "settings configs app_configs caches mocks stores items redis respx re yaml".split())
def test_modules_of_other_things(module: str) -> None:
    assert found(f"import {module}\n{module}.get('/rest/api/content')") == []


@pytest.mark.parametrize("receiver", OTHERS)
def test_names_of_other_things(receiver: str) -> None:
    call = f"{receiver}.get('/rest/api/content')"
    name = re.split(r"\W", receiver)[0]
    assert found(call) == []
    assert found(f"from somewhere import {name}\n{call}") == []
    assert found(f"def send({name}):\n    {call}") == []


@pytest.mark.parametrize(
    "line",
    [
        "@app.get('/rest/api/content')\ndef page(): pass",
        "@router.post('/rest/api/content')\nasync def page(): pass",
        "@client.get('/rest/api/content')\ndef page(): pass",
        "@api.delete('/rest/api/content/{key}')\nclass Page: pass",
        "@bp.route('/rest/api/content', methods=['GET'])\ndef page(): pass",
        "FastAPI().get('/rest/api/content')(page)",
        "api = APIRouter()\napi.get('/rest/api/content')(page)",
        "site = Flask('x')\nsite.get('/rest/api/content')",
        "web = Blueprint('x', 'y')\nweb.post('/rest/api/content')",
        "site.add_url_rule('/rest/api/content', view_func=page)",
        "aiohttp.web.get('/rest/api/content', page)",
        "TestClient(site).get('/rest/api/content')",
        "with mock.patch('requests.get') as sent:\n    sent.get('https://x/rest/api/content')",
        "with mock.patch.object(requests, 'get') as sent:\n    sent('https://x/rest/api/content')",
        "requests.get = mock.Mock()\nsent = mock.Mock()\nsent.get('https://x/rest/api/content')",
        "client.get.assert_called_with('https://x/rest/api/content')",
        "responses.add(responses.GET, 'https://x/rest/api/content')",
        "responses.get('https://x/rest/api/content')",
        "with responses.RequestsMock() as sent:\n    sent.post('https://x/rest/api/content')",
        "with requests_mock.Mocker() as m:\n    m.get('https://x/rest/api/content', text='{}')",
        "requests_mock.Mocker().register_uri('GET', 'https://x/rest/api/content')",
        "respx.get('https://x/rest/api/content').mock()",
        "with respx.mock(base_url='https://x') as m:\n    m.get('/rest/api/content')",
        "httpretty.register_uri(httpretty.GET, 'https://x/rest/api/content')",
        "@requests_mock.Mocker()\ndef test(m):\n    m.get('https://x/rest/api/content')",
        "@mock.patch('requests.get')\ndef test(get):\n    get('https://x/rest/api/content')",
        "@responses.activate\ndef test(client):\n    client.get('https://x/rest/api/content')",
        "parser = configparser.ConfigParser()\nparser.get('rest/api/content', 'x')",
        "r = redis.Redis()\nr.get('/rest/api/content')",
        "lookup = {}\nlookup.get('rest/api/content')",
        "{}.get('rest/api/content', 1)",
        "dict(a=1).get('rest/api/content')",
        "collections.OrderedDict().get('/rest/api/content')",
        "found = collections.defaultdict(list)\nfound.get('/rest/api/content')",
        "os.environ.get('rest/api/content')",
        "os.getenv('rest/api/content')",
        "waiting = queue.Queue()\nwaiting.put('/rest/api/content')",
        "waiting = asyncio.Queue()\nwaiting.put('/rest/api/content')",
        "answer = json.loads(text)\nanswer.get('/rest/api/content')",
        "answer = json.loads(text)\nanswer['paths']['x'].get('/rest/api/content')",
        "yaml.safe_load(text).get('/rest/api/content')",
        "for one in json.load(file):\n    one.get('/rest/api/content')",
        "with open('x') as handle:\n    handle.get('/rest/api/content')",
        "logger.info('GET https://x/rest/api/content')",
        "raise ValueError('https://x/rest/api/content failed')",
        "re.match('/rest/api/content', text).get('/rest/api/content')",
        "'''GET /rest/api/content'''",
        "def page():\n    '''requests.get('https://x/rest/api/content')'''",
        "print('/rest/api/content')",
        "urls = ['/rest/api/content']",
        "boto3.client('s3').get('rest/api/content')",
        "SomeCache().get('/rest/api/content')",
    ],
)
def test_near_misses(line: str) -> None:
    imports = """
import aiohttp.web, asyncio, boto3, collections, configparser, httpretty, json, os, queue, re, redis, requests
import requests_mock, responses, respx, yaml
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from flask import Blueprint, Flask
from somewhere import SomeCache
from unittest import mock
"""
    assert found(imports + line) == []


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("client.get('/api/v2/pages')", []),
        ("client.get('api/v2/pages')", []),
        ("client.get('/api/v2/pages')  # of Confluence", ["GET /api/v2/pages"]),
        ("client.get('/api/v2/pages')  # on x.atlassian.net", ["GET /api/v2/pages"]),
        ("confluence.get('/api/v2/pages')", ["GET /api/v2/pages"]),
        ("client.get('/wiki/api/v2/pages')", ["GET /wiki/api/v2/pages"]),
        ("client.get(f'{base}/api/v2/pages')", ["GET /api/v2/pages"]),
        ("client.get('/rest/api/content')", ["GET /rest/api/content"]),
    ],
)
def test_any_service_may_have_pages(call: str, said: list[str]) -> None:
    receiver = call.partition(".")[0]
    assert found(f"import requests\ndef f({receiver}, base):\n    {call}") == said


def test_a_client_that_is_known_has_its_pages() -> None:
    assert found("import requests\nrequests.get('/api/v2/pages')") == ["GET /api/v2/pages"]


def test_another_module_may_name_the_product(tmp_path: Path) -> None:
    source = "from names import PAGES\ndef f(client):\n    client.get(PAGES)"
    assert found(source, {"names.py": "PAGES = '/api/v2/pages'"}, project=tmp_path) == []
    files = {"names.py": "PAGES = '/api/v2/pages'  # Confluence"}
    assert found(source, files, project=tmp_path / "other") == ["GET /api/v2/pages"]


def test_paths_of_other_products_are_calls_too() -> None:
    source = """
        import requests
        class Api:
            def get(self, path):
                return requests.get("https://x" + path)
        api = Api()
        api.get("/rest/api/2/issue/1")
        api.get("/rest/api/1.0/projects")
        api.get("/rest/agile/1.0/board")
        api.get("/api/v2/pages")
        api.get("/rest/api/content")
    """
    assert found(source) == [
        "GET /rest/api/2/issue/1",
        "GET /rest/api/1.0/projects",
        "GET /rest/agile/1.0/board",
        "GET /api/v2/pages",
        "GET /rest/api/content",
    ]


def test_objects_of_other_packages() -> None:
    assert may_be_client(ExternalObject("confluence_sdk.RestClient", NO_ARGUMENTS))
    assert may_be_client(ExternalObject("builtins.Unresolved", NO_ARGUMENTS))
    assert not may_be_client(ExternalObject("builtins.dict", NO_ARGUMENTS))
    assert not may_be_client(ExternalObject("threading.Thread", NO_ARGUMENTS))
    assert not may_be_client(ExternalObject("django.test.Client", NO_ARGUMENTS))
    assert not may_be_client(ExternalObject("somewhere.Registry", NO_ARGUMENTS))


def test_origins() -> None:
    hole = unknown("thing").hole
    assert may_be_client(Unknown(hole))
    assert may_be_client(Unknown(hole, "somewhere.make"))
    assert may_be_client(Unknown(hole, "builtins.next"))
    assert may_be_client(Unknown(hole, "builtins.unresolved"))
    for origin in ("dict", "Mapping", "json.loads", "builtins.open", "unittest.mock.patch", "collections.UserDict"):
        assert not may_be_client(Unknown(hole, origin))


def test_values_that_are_no_objects() -> None:
    assert not may_be_client(Text("client"))
    assert may_be_client(Member(External("somewhere"), "client"))
    assert not may_be_client(Member(External("somewhere"), "cache"))


def test_mocks() -> None:
    assert is_mock("requests_mock.Mocker")
    assert is_mock("unittest.mock.patch")
    assert not is_mock("requests.get")


@given(st.text(max_size=30))
def test_any_name_has_an_answer(name: str) -> None:
    assert may_be_client(unknown(name)) in (True, False)
    assert not may_be_client(unknown(f"{name}_settings"))
    assert not may_be_client(unknown(f"{name}.redis_client"))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("client._get('/rest/api/content')", "GET /rest/api/content"),
        ("client.post_json('/rest/api/content', {})", "POST /rest/api/content"),
        ("client.api_delete(path='/rest/api/content/1')", "DELETE /rest/api/content/1"),
        ("client.doPut('/rest/api/content/1')", "PUT /rest/api/content/1"),
        ("client.request('POST', '/rest/api/content')", "POST /rest/api/content"),
        ("client._request('post', '/rest/api/content')", "POST /rest/api/content"),
        ("client.make_request(method='PUT', endpoint='/rest/api/content/1')", "PUT /rest/api/content/1"),
        ("client._make_request('/rest/api/content', 'POST')", "POST /rest/api/content"),
        ("client.sendRequest('/rest/api/content', method='POST')", "POST /rest/api/content"),
        ("client.request_with_retry('PUT', '/rest/api/content/1')", "PUT /rest/api/content/1"),
        ("client.confluence_get('/rest/api/content')", "GET /rest/api/content"),
        ("client.make_request(1, 'PUT', '/rest/api/content/1')", "PUT /rest/api/content/1"),
        ("client._request_json(client.session, 'PUT', '/rest/api/content/1')", "PUT /rest/api/content/1"),
        ("client.request_bytes('DELETE', '/rest/api/content/1')", "DELETE /rest/api/content/1"),
        ("client.send('PUT', '/rest/api/content/1')", "PUT /rest/api/content/1"),
        ("client.api_call('post', '/rest/api/content')", "POST /rest/api/content"),
        ("client.execute(method='DELETE', path='/rest/api/content/1')", "DELETE /rest/api/content/1"),
        ("client.forward(method='DELETE', path='/rest/api/content/1')", "DELETE /rest/api/content/1"),
        ("client.proxy('PUT', '/rest/api/content/1')", "PUT /rest/api/content/1"),
        ("client.proxy_request(method='GET', path='/rest/api/content')", "GET /rest/api/content"),
        ("client.rateLimitedGet('/rest/api/content')", "GET /rest/api/content"),
        ("client.call_api('/rest/api/content', 'POST', {})", "POST /rest/api/content"),
        ("client.call_api(resource_path='/rest/api/content', method='PUT')", "PUT /rest/api/content"),
        ("client.param_serialize(method='PUT', resource_path='/rest/api/content')", "PUT /rest/api/content"),
        (
            "client._request('/rest/api/content')",
            "? /rest/api/content: the method of _request(...) is not known",
        ),
        (
            "client._request(client.verb, '/rest/api/content')",
            "? /rest/api/content: the method client.verb is not known",
        ),
    ],
)
def test_the_name_of_a_method_tells_what_it_does(call: str, said: str) -> None:
    assert found(f"def act(client):\n    {call}") == [said]
    own = call.replace("client", "self")
    inherited = f"from somewhere import Base\nclass Client(Base):\n    def act(self):\n        {own}"
    assert found(inherited) == [said.replace("client", "self")]


@pytest.mark.parametrize(
    "call",
    """client.get_page('/rest/api/content')
    client.send('/rest/api/content')
    client._api('/rest/api/content')
    client.call('content', '/rest/api/content')
    client.serialize('/rest/api/content')
    client.param_serialize(resource_path='/rest/api/content')
    client.call(client.verb, '/rest/api/content')
    client.call(path='/rest/api/content')
    client._('GET', '/rest/api/content')
    cursor.execute('GET', '/rest/api/content')
    client.get_or_post('/rest/api/content')
    client.get_proxy('/rest/api/content')
    client.get_rate('/rest/api/content')
    client.proxy('/rest/api/content')
    client.forwarded('GET', '/rest/api/content')
    client.requested('GET', '/rest/api/content')
    client.log_request('GET', '/rest/api/content')
    client.request_count('/rest/api/content')
    client.request()
    cache.get_json('/rest/api/content')
    config._request('GET', '/rest/api/content')
    mock_client.make_request('GET', '/rest/api/content')""".splitlines(),
)
def test_other_methods(call: str) -> None:
    assert found(f"def send(client, cache, config, cursor, mock_client):\n    {call.strip()}") == []


@pytest.mark.parametrize("word", "address api endpoint href link path resource route target uri url urls".split())
def test_a_key_that_is_named_like_a_url(word: str) -> None:
    source = "def pick(owner, {name}):\n    owner.get({name})\ndef use(site, owner):\n    pick(owner, site + '/rest/api/space')"
    assert found(source.format(name=f"page_{word}")) == ["GET /rest/api/space"]
    assert found(source.format(name=f"{word}less")) == []


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        ("flask.g.session", ["GET /rest/api/space"]),
        ("flask.current_app.wiki", ["GET /rest/api/space"]),
        ("g.confluence", ["GET /rest/api/space"]),
        ("flask.g.config", []),
        ("flask.current_app.config", []),
        ("flask.g", []),
        ("flask.session", []),
    ],
)
def test_what_a_project_keeps_on_an_object_of_its_framework(owner: str, said: list[str]) -> None:
    assert found(f"import flask\nfrom flask import g\n{owner}.get(x + '/rest/api/space')") == said
