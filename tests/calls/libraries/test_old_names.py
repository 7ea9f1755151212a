"""Names that Python 2 and six have for what Python 3 has, and those of copied clients."""

from __future__ import annotations

import importlib

import pytest

from flake8_confluence_scopes.calls.libraries.old_names import present
from tests.calls.snippets import found

NAMES = {
    "urllib2.urlopen": "urllib.request.urlopen",
    "urllib2": "urllib.request",
    "urllib.urlopen": "urllib.request.urlopen",
    "urllib.urlretrieve": "urllib.request.urlretrieve",
    "urllib.quote": "urllib.parse.quote",
    "urllib.quote_plus": "urllib.parse.quote_plus",
    "urllib.unquote": "urllib.parse.unquote",
    "urllib.unquote_plus": "urllib.parse.unquote_plus",
    "urllib.urlencode": "urllib.parse.urlencode",
    "urlparse.urljoin": "urllib.parse.urljoin",
    "httplib.HTTPSConnection": "http.client.HTTPSConnection",
    "six.moves.http_client.HTTPConnection": "http.client.HTTPConnection",
    "six.moves.urllib.parse.urljoin": "urllib.parse.urljoin",
    "six.moves.urllib": "urllib",
    "requests.packages.urllib3.PoolManager": "urllib3.PoolManager",
    "pip._vendor.requests": "requests",
    "botocore.vendored.requests.Session": "requests.Session",
    "pipenv.patched.pip._vendor.urllib3.PoolManager": "urllib3.PoolManager",
    "vendor.requests.get": "requests.get",
}

OTHERS = """requests six.text_type my.urllib2 urllib3.request requests.packages requests.packages.idna pip._vendor
pip._vendor.rich vendor.requests_of_ours my_vendor.requests shop.vendor.requested""".split()


@pytest.mark.parametrize(("old", "new"), NAMES.items())
def test_the_present_name(old: str, new: str) -> None:
    assert present(old) == new
    module, _, name = new.rpartition(".")
    assert not module or hasattr(importlib.import_module(module), name)


@pytest.mark.parametrize("name", [*NAMES.values(), *OTHERS, ""])
def test_other_names_stay(name: str) -> None:
    assert present(name) == name


def test_calls_under_the_old_names() -> None:
    assert found("""
    import urllib, urllib2, six
    from six.moves.urllib.parse import urljoin
    from six.moves import urllib as new, http_client
    from urlparse import urljoin as join
    def fetch(base, page):
        urllib2.urlopen(urllib2.Request(base + "/rest/api/content/%s" % page))
        urllib.urlopen(base + "/rest/api/space/" + urllib.quote("a b"))
        urllib.urlopen(urljoin(base, "/rest/api/content"))
        new.request.urlopen(join(base, "/rest/api/user"))
        six.moves.urllib.request.urlopen(base + "/rest/api/group")
        http_client.HTTPConnection("x").request("PUT", "/rest/api/content/7")
    """) == [
        "GET /rest/api/content/{}",
        "GET /rest/api/space/a%20b",
        "GET /rest/api/content",
        "GET /rest/api/user",
        "GET /rest/api/group",
        "PUT /rest/api/content/7",
    ]


def test_calls_of_copied_clients() -> None:
    assert found("""
    from botocore.vendored import requests
    from pip._vendor.requests import Session, packages
    def fetch(base):
        requests.get(base + "/rest/api/space")
        Session().put(base + "/rest/api/content/7")
        packages.urllib3.PoolManager().urlopen("DELETE", base + "/rest/api/content/7")
    """) == ["GET /rest/api/space", "PUT /rest/api/content/7", "DELETE /rest/api/content/7"]
