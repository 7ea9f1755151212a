"""What parameters stand for: of known callers, and of those that nobody knows."""

from __future__ import annotations

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


def test_a_default_that_sends_counts_beside_what_a_caller_may_give() -> None:
    source = """
        import urllib.request
        def send(url, opener=urllib.request.urlopen):
            opener("https://x/rest/api/content/" + url)
    """
    assert found(source) == [
        "? /rest/api/content/{}: the method of opener(...) is not known",
        "GET /rest/api/content/{}",
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
