"""What callers can ask of the objects of a client class."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.calls.deriving import derived, line

BASE = """
import functools, requests
ROOT = "https://example.com/rest/api"

def logged(function):
    @functools.wraps(function)
    def inner(self, *arguments, **options):
        return function(self, *arguments, **options)
    return inner

def sending(method, path):
    def decorate(function):
        def inner(self, *arguments):
            return self._send(method, path.format(*arguments))
        return inner
    return decorate

def noted(function):
    def inner(self, *arguments):
        self._send("POST", "log")
        return function(self, *arguments)
    return inner

def getter(path):
    def inner(self, key):
        return self._send("GET", f"{path}/{key}")
    return inner

class Base:
    def _send(self, method, path):
        return requests.request(method, f"{ROOT}/{path}").json()

class Inner(Base):
    def read(self, key):
        return self._send("GET", f"content/{key}")
    def drop(self, key, forever=False):
        return self._send("DELETE", f"content/{key}") if forever else None
    @property
    def size(self):
        return 1

class Pages:
    def __init__(self, client):
        self._client = client
    def get(self, key):
        return self._client._send("GET", f"content/{key}")
    def name(self):
        return "pages"
"""


def told(folder: Path, source: str) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """The methods of the class ``Wiki``, each with its requests, and what is left open."""
    model = derived(folder, BASE + source)
    return {name: list(map(line, row["requests"])) for name, row in model.methods.items()}, [*model.left_open]


@pytest.mark.parametrize(
    "source, expected",
    [
        (
            "class First:\n    def a(self): return self._send('GET', 'a')\n    def b(self): return self._send('GET', 'b')\n"
            "class Second:\n    def b(self): return 1\n    def c(self): return self.a()\nclass Wiki(First, Second, Base): pass\n",
            {"a": ["GET /rest/api/a"], "b": ["GET /rest/api/b"], "c": ["GET /rest/api/a"]},
        ),
        (
            "class Wiki(Base):\n    @logged\n    def do(self, key): return self._send('GET', f'content/{key}')\n    again = do\n",
            {"do": ["GET /rest/api/content/{key}"], "again": ["GET /rest/api/content/{key}"]},
        ),
        (
            "class Wiki(Base):\n    @sending('DELETE', 'content/{}')\n    def do(self, key): ...\n",
            {"do": ["DELETE /rest/api/content/{}"]},
        ),
        ("class Wiki(Base):\n    do = getter('space')\n", {"do": ["GET /rest/api/space/{key}"]}),
        (
            "class Wiki(Base):\n    def _do(self, method, key, more=None): return self._send(method, f'content/{key}')\n"
            "    do = functools.partialmethod(_do, 'PUT')\n    drop = functools.partialmethod(_do, method='DELETE')\n",
            {"do": ["PUT /rest/api/content/{key}"], "drop": ["DELETE /rest/api/content/{key}"]},
        ),
        (
            "class Wiki:\n    def __init__(self): self._inner = Inner()\n    def __getattr__(self, name):\n"
            "        return getattr(self._inner, name)\n    def read(self, key): return self._inner.read('x')\n",
            {"read": ["GET /rest/api/content/x"], "drop": ["DELETE /rest/api/content/{key} equal forever [True]"]},
        ),
        (
            "class Wiki:\n    def __init__(self, inner: Inner): self._inner = inner\n    def __getattr__(self, name):\n"
            "        found = getattr(self._inner, name)\n        def call(*arguments, **options):\n"
            "            return found(*arguments, **options)\n        return call if callable(found) else found\n",
            {"read": ["GET /rest/api/content/{}"], "drop": ["DELETE /rest/api/content/{} maybe"]},
        ),
    ],
)
def test_where_methods_come_from(tmp_path: Path, source: str, expected: dict[str, list[str]]) -> None:
    assert told(tmp_path, source) == (expected, [])


def test_the_first_arguments_of_a_partial_method_are_no_parameters(tmp_path: Path) -> None:
    source = (
        "class Wiki(Base):\n    def _do(self, method, key, more=None): return self._send(method, f'content/{key}')\n"
        "    do = functools.partialmethod(_do, 'PUT')\n"
    )
    assert derived(tmp_path, BASE + source).methods["do"]["parameters"] == ["key", "more"]


@pytest.mark.parametrize(
    "bases, said",
    [("abc.ABC", []), ("typing.Generic", []), ("Exception", []), ("abcde.ABC", ["abcde.ABC"]), ("Nothing", ["Nothing"])],
)
def test_bases_that_send_nothing_are_not_said(tmp_path: Path, bases: str, said: list[str]) -> None:
    source = f"import abc, abcde, typing\nclass Wiki(Base, {bases}):\n    def do(self): return self._send('GET', 'space')\n"
    assert [name for name, _ in told(tmp_path, source)[1]] == said


@pytest.mark.parametrize(
    "source, expected",
    [
        (
            "class Wiki(Base):\n    def __init__(self):\n        self.pages = Pages(self)\n        self._hidden = Pages(self)\n"
            "        self.names = []\n    def static(): self = 1\n",
            ("pages", "it gives an object that sends by methods of its own, which no model has: get"),
        ),
        (
            "class Wiki(Base):\n    @functools.cached_property\n    def pages(self): return Pages(self)\n",
            ("pages", "it gives an object that sends by methods of its own, which no model has: get"),
        ),
        (
            "class Wiki(Base):\n    @noted\n    def do(self): return self._send('GET', 'space')\n",
            ("do", "its decorator sends POST /rest/api/log"),
        ),
        ("class Wiki(Base):\n    @print\n    def do(self): ...\n", ("do", "it leaves what it does to heirs")),
        (
            "import atlassian\nclass Wiki:\n    def __init__(self): self._inner = atlassian.Confluence()\n"
            "    def __getattr__(self, name): return getattr(self._inner, name)\n",
            ("__getattr__", "it passes on to atlassian.Confluence, whose methods are not in the model"),
        ),
        (
            "class Wiki:\n    def __init__(self, inner): self._inner = inner\n"
            "    def __getattr__(self, name): return getattr(self._inner, name)\n",
            ("__getattr__", "what it passes on to is not known; derive the class that it passes on to"),
        ),
    ],
)
def test_what_no_model_has_is_said(tmp_path: Path, source: str, expected: tuple[str, str]) -> None:
    assert told(tmp_path, source)[1] == [expected]
