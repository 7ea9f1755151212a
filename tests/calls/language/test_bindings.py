"""What parameters stand for: of known callers, and of those that nobody knows."""

from __future__ import annotations

import pytest

from tests.calls.snippets import found


def test_a_mixin_that_names_its_class() -> None:
    source = """
        import requests
        class Api:
            def send(self, path):
                return requests.get("https://x/wiki" + path)
        class Mixin:
            def spaces(self: "Api"):
                return self.send("/rest/api/space")
            def users(self: str):
                return self.send("/rest/api/user")
    """
    assert found(source) == ["GET /wiki/rest/api/space"]


def test_a_default_that_sends_tells_what_a_caller_may_give() -> None:
    source = """
        import requests, urllib.request
        def send(url, opener=urllib.request.urlopen):
            opener("https://x/rest/api/content/" + url)
        def space(opener=urllib.request.urlopen):
            opener("https://x/rest/api/space")
        send("1", requests.put)
        send("2", given)
        space(requests.delete)
    """
    assert found(source) == [
        "GET /rest/api/content/{}",
        "GET /rest/api/space",
        "PUT /rest/api/content/1",
        "DELETE /rest/api/space",
    ]


def test_defaults_that_tell_something() -> None:
    source = """
        import requests
        def spaces(path="/rest/api/space", name="name", session=None, method="put"):
            return requests.request(method, "https://x" + path)
        def labels(name="label"):
            return requests.get("https://x/rest/api/content/" + name)
    """
    assert found(source) == [
        "? /rest/api/space: the method method is not known",
        "PUT /rest/api/space",
        "GET /rest/api/content/{}",
    ]


def test_keyword_only_parameters_and_leftovers() -> None:
    source = """
        import requests
        def send(first, /, path, *rest, key, **more):
            return requests.request(more["method"], "https://x/" + first + path + key + "/".join(rest))
        send("rest/", "api", "/content", "label", key="/", method="PUT")
        send("rest/", path="api/content/", key="1", **{"method": "GET"})
        send(*["rest/", "api/", "x", "y"], key="content", method="POST")
    """
    assert found(source) == [
        "PUT /rest/api/content/label",
        "GET /rest/api/content/1",
        "POST /rest/api/contentx/y",
    ]


@pytest.mark.parametrize(
    ("default", "url", "said"),
    [
        ("'v2'", "f'{site}/wiki/api/{word}/spaces'", ["GET /wiki/api/v2/spaces"]),
        ("'api'", "f'{site}/wiki/rest/{word}/space'", ["GET /wiki/rest/api/space"]),
        ("'rest'", "f'{site}/wiki/{word}/api/space'", ["GET /wiki/rest/api/space"]),
        ("'v1'", "f'{site}/wiki/api/{word}/spaces'", []),
        ("None", "f'{site}/wiki/api/{word}/spaces'", []),
        ("'2'", "f'{site}/wiki/rest/api/content/{word}'", ["GET /wiki/rest/api/content/{}"]),
    ],
)
def test_a_default_that_is_a_word_of_a_root(default: str, url: str, said: list[str]) -> None:
    source = f"""
        import requests
        def spaces(site, word={default}):
            requests.get({url})
    """
    assert found(source) == said


@pytest.mark.parametrize(
    "default",
    ["Depends(make)", "fastapi.Depends(dependency=make)", "fastapi.Security(make)", "Depends(generate)", "Depends(Api)"],
)
def test_a_default_that_a_framework_fills(default: str) -> None:
    source = f"""
        import fastapi, requests
        from fastapi import Depends
        class Api:
            def read(self, path):
                return requests.get("https://x/rest/api" + path)
        def make():
            return Api()
        async def generate():
            api = Api()
            try:
                yield api
            finally:
                print(api)
        def space(api={default}):
            api.read("/space")
        def other(api=Depends()):
            api.read("/user")
    """
    assert found(source) == ["GET /rest/api/space"]


@pytest.mark.parametrize(
    ("default", "said"), [("typer.Option('/rest/api', '--api')", ["GET /rest/api/space"]), ("typer.Option(...)", [])]
)
def test_an_option_of_a_command_with_a_default(default: str, said: list[str]) -> None:
    source = f"""
        import requests, typer
        def space(site: str, api: str = {default}):
            requests.get(site + api + "/space")
    """
    assert found(source) == said
