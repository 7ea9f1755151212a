"""Calls of objects that only callers know: what the method does is said where the object is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.calls.snippets import found

SOURCE = """
import requests
from typing import Any, Protocol
class Api:
    def fetch_all(self, path, limit=1):
        return requests.get("https://x/wiki" + path)
    def remove_it(self, path):
        return requests.delete("https://x/wiki" + path)
    def pick(self, key, path):
        return requests.put("https://x/wiki" + path, json=key)
class Source(Protocol):
    def fetch_all(self, path): ...
{helper}
"""
HELPER = """
def spaces({parameter}):
    return api.fetch_all("/api/v2/spaces", limit=3)
spaces({given})
"""


@pytest.mark.parametrize("parameter", ["api", "api: Any", "api: object", "api=None", "*, api", "api: Source"])
def test_a_helper_that_gets_an_object(parameter: str) -> None:
    helper = HELPER.replace("{parameter}", parameter)
    assert found(SOURCE.replace("{helper}", helper.replace("{given}", "api=Api()"))) == ["GET /wiki/api/v2/spaces"]
    assert found(SOURCE.replace("{helper}", helper.replace("{given}", "api=other"))) == []
    assert found(SOURCE.replace("{helper}", helper.replace("{given}", "api='text'"))) == []


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("api.fetch_all(f'/api/v2/pages/{key}')", ["GET /wiki/api/v2/pages/1"]),
        ("api.remove_it(path='/rest/api/content/' + key)", ["DELETE /wiki/rest/api/content/1"]),
        ("api.fetch_all('/rest/api/' + key)", ["GET /wiki/rest/api/1"]),
        ("api.pick(key, '/api/v2/pages')", ["PUT /wiki/api/v2/pages"]),
        ("api.fetch_all('/rest/api'.replace('/rest/api', key))", []),
        ("api.fetch_all(ROOT)", []),
        ("api.fetch_all('/api/v2', key)", []),
        ("api.missing('/api/v2/pages')", []),
        ("api.startswith('/api/v2/pages')", []),
        ("api.cache.fetch_all('/api/v2/pages')", []),
        ("api.debug('/api/v2/pages')", []),
        ("api('/api/v2/pages')", []),
    ],
)
def test_the_url_stands_in_the_helper(call: str, said: list[str]) -> None:
    helper = f"ROOT = '/api/v2/pages'\ndef act(api, key):\n    {call}\nact(Api(), '1')\nact(other, '2')"
    assert found(SOURCE.replace("{helper}", helper)) == said


def test_a_class_that_keeps_an_object() -> None:
    helper = """
class Service:
    def __init__(self, api):
        self.api = api
    def spaces(self):
        return self.api.fetch_all("/api/v2/spaces")
Service(Api()).spaces()
Service(other).spaces()
Service.spaces(other)
"""
    assert found(SOURCE.replace("{helper}", helper)) == ["GET /wiki/api/v2/spaces"]
    typed = helper.replace("self, api)", "self, api: Source)")
    assert found(SOURCE.replace("{helper}", typed)) == ["GET /wiki/api/v2/spaces"]


def test_a_helper_in_another_module(tmp_path: Path) -> None:
    files = {
        "client.py": """
            import requests
            class Client:
                def collect(self, path):
                    return requests.get("https://x/wiki" + path)
        """,
        "helpers.py": """
            def spaces(client):
                return list(client.collect("/api/v2/spaces"))
        """,
    }
    source = "from client import Client\nfrom helpers import spaces\nspaces(Client())\n"
    assert found(source, files, project=tmp_path) == ["GET /wiki/api/v2/spaces"]


@pytest.mark.parametrize("name", ["cache", "mock_api", "config"])
def test_an_object_that_is_no_client_by_its_name(name: str) -> None:
    helper = f"def spaces({name}):\n    {name}.fetch_all('/api/v2/spaces')\nspaces(Api())"
    assert found(SOURCE.replace("{helper}", helper)) == []
