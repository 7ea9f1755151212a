"""Attributes that the methods of a class make piece by piece, in an order that only their callers know."""

from __future__ import annotations

import textwrap

import pytest

from tests.calls.snippets import found

SOURCE = """
import requests
BASE = "https://example.atlassian.net/wiki/rest/api"
class Path:
    def __init__(self):
        self.url = BASE + "/content"
{methods}
    def send(self):
        return requests.get(self.url)
"""


def sent(methods: str) -> list[str]:
    """What ``send`` sends, of a class with these methods beside it."""
    return found(SOURCE.format(methods=textwrap.indent(textwrap.dedent(methods), "    ")))


@pytest.mark.parametrize(
    "methods",
    [
        """
        def page(self, key):
            self.url += "/" + key
            return self
        """,
        """
        def page(self, key):
            self.url = f"{self.url}/{key}"
            return self
        """,
        """
        def page(self, key):
            self.url += "/" + key
        def label(self):
            if self.url:
                self.url = self.url + "/label"
        """,
    ],
)
def test_a_url_that_is_made_piece_by_piece_stays_open(methods: str) -> None:
    assert sent(methods) == []


@pytest.mark.parametrize(
    "methods",
    [
        "",
        """
        def other(self, key):
            return self
        """,
        """
        def clean(self):
            self.url = self.url.rstrip("/")
            return self
        """,
        """
        def reset(self):
            self.url = BASE + "/content"
            return self
        def again(self):
            self.url = f"{BASE}/content"
        """,
        """
        def less(self):
            self.url %= ()
            return self
        """,
        """
        def count(self):
            self.start += 25
            return self
        """,
    ],
)
def test_what_else_methods_do_is_followed(methods: str) -> None:
    assert "GET /wiki/rest/api/content" in sent(methods)


def test_one_method_that_lengthens_a_url_may_have_been_called_or_not() -> None:
    methods = """
        def search(self):
            self.url += "/search"
    """
    assert sent(methods) == ["GET /wiki/rest/api/content", "GET /wiki/rest/api/content/search"]


def test_the_constructor_s_own_pieces_are_in_their_order() -> None:
    source = """
        import requests
        class Page:
            def __init__(self, base, key):
                self.url = base
                self.url += "/rest/api"
                self.url += f"/content/{key}"
            def send(self):
                return requests.get(self.url)
    """
    assert found(source) == ["GET /rest/api/content/{}"]
