"""A derived model, and what it says of calls: the same as the client's own source, where that is at hand."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_confluence_scopes.calls import find_calls, use_clients
from flake8_confluence_scopes.calls.libraries.client_model_file import parse
from tests.calls.deriving import HEAD, derived

ROOT = "https://example.com/rest/api"
CLIENT = '''
import requests

CHILDREN = {"page": "child/page", "comment": "child/comment"}


class Session:
    def __init__(self, base):
        self.base = base.rstrip("/")
        self.http = requests.Session()

    def send(self, method, path, **options):
        return self.http.request(method, f"{self.base}/{path.lstrip('/')}", **options).json()


class Wiki:
    def __init__(self, base):
        self.session = Session(base)

    def _get(self, path, params=None):
        return self.session.send("GET", path, params=params)

    def read(self, page_id, expand=None):
        return self._get(f"content/{page_id}", {"expand": expand} if expand else None)

    def save(self, title, page_id=None):
        if page_id is None:
            return self.session.send("POST", "content", json={"title": title})
        return self.session.send("PUT", f"content/{page_id}", json={"title": title})

    def find(self, title=None, label=None):
        if title and label:
            return self._get("search")
        if title or label:
            return self._get("content")
        return self._get("space")

    def part(self, page_id, kind="page"):
        return self._get(f"content/{page_id}/child/{kind}")

    def known_part(self, page_id, kind="page"):
        return self._get(f"content/{page_id}/{CHILDREN[kind]}")

    def remove(self, page_id, *, forever=False, mode="soft"):
        self.session.send("DELETE", f"content/{page_id}")
        if forever:
            self.session.send("DELETE", f"content/{page_id}?status=trashed")
            self.session.send("DELETE", f"content/{page_id}/label")
        if mode == "hard":
            self.session.send("DELETE", "longtask/1")
        elif mode != "soft":
            self._get("longtask")

    def member(self, group, user=None):
        suffix = f"/{user}" if user else ""
        return self._get(f"group/{group}/member{suffix}")

    def copy(self, source, target):
        page = self.read(source)
        return self.save(page["title"], target)

    def all_of(self, *page_ids):
        return [self.read(page_id) for page_id in page_ids]

    def count(self):
        return 1
'''
WITH_ROOT = CLIENT.replace("class Wiki:\n    def __init__(self, base)", f"class Wiki:\n    def __init__(self, base={ROOT!r})")

CALLS = {
    "read": [["1", "page_id=x"], ["", "expand='y'", "expand=x"]],
    "save": [["'t'", "x"], ["", "page_id=2", "page_id=None", "2"]],
    "find": [["", "title='a'", "title=None"], ["", "label='b'"]],
    "part": [["1", "x"], ["", "kind='comment'", "'page'", "kind=x"]],
    "known_part": [["1"], ["", "kind='comment'", "'page'"]],
    "remove": [["1", "page_id=x"], ["", "forever=True", "forever=False"], ["", "mode='hard'", "mode='soft'", "mode='other'"]],
    "member": [["'g'", "x"], ["", "user='u'", "user=None"]],
    "copy": [["1", "x"], ["2", "None", "x"]],
    "count": [[""]],
}
"""The methods, each with what it is called with: one of each list."""


@pytest.fixture(autouse=True)
def no_clients() -> Iterator[None]:
    yield
    use_clients([])


def requested(calls: list[str], made: str, folder: Path) -> list[set[str]]:
    """What each call requests, of an object that is made in this way."""
    lines = ["import acme, os", "x = os.environ['x']", *(f"{made}.{call}" for call in calls)]
    found: list[set[str]] = [set() for _ in lines]
    for call in find_calls("\n".join(lines), str(folder / "app.py"), root=str(folder)):
        found[call.place.line - 1].add(f"{call.method} {call.path}")
    return found[2:]


@pytest.mark.parametrize("name", CALLS)
def test_a_derived_model_says_what_the_source_says(tmp_path: Path, name: str) -> None:
    with_source, alone = tmp_path / "a", tmp_path / "b"
    with_source.mkdir()
    alone.mkdir()
    (with_source / "acme.py").write_text(CLIENT, encoding="utf-8")
    model = derived(alone, WITH_ROOT)
    assert model.left_open == ()
    (tmp_path / "acme.json").write_text(json.dumps(model.data), encoding="utf-8")
    calls = [f"{name}({', '.join(filter(None, given))})" for given in itertools.product(*CALLS[name])]
    said = requested(calls, f"acme.Wiki({ROOT!r})", with_source)
    use_clients([str(tmp_path / "acme.json")])
    assert requested(calls, "acme.Wiki()", tmp_path / "elsewhere") == said
    assert any(said) is (name != "count")


def test_the_file(tmp_path: Path) -> None:
    body = "    def close(self): self._send('POST', 'x'); self.y()\n    def y(self): return 1\n    z = 1\n"
    model = derived(tmp_path, HEAD + body)
    assert model.data == {
        "schema": 1,
        "name": "acme.Wiki",
        "package": "acme",
        "versions": {"from": "0", "to": "0"},
        "date": "2026-01-01",
        "source": "read in acme.py",
        "generator": "a test",
        "classes": {"acme.Wiki": "client"},
        "models": {
            "client": {
                "close": {"requests": [{"method": "POST", "path": "/rest/api/x"}]},
                "y": {"requests": []},
            }
        },
    }
    assert parse(model.data, "the model").classes == {"acme.Wiki": "client"}


def test_parameters_of_all_kinds(tmp_path: Path) -> None:
    body = "    def do(self, a, /, b=1, *, c=None, d=print): return 1\n    def other(self, *rest, key, **more): return 1\n"
    methods = derived(tmp_path, HEAD + body).methods
    assert methods["do"] == {"parameters": ["a", "b", "*", "c", "d"], "defaults": {"b": 1, "c": None}, "requests": []}
    assert methods["other"] == {"parameters": ["*rest", "key", "**more"], "requests": []}


def test_what_no_call_of_a_method_sends_is_said(tmp_path: Path) -> None:
    source = """
    import atlassian, requests
    class Wiki(atlassian.Confluence, Nowhere):
        def __init__(self):
            self.me = requests.get("https://h/rest/api/user/current")
        @property
        def spaces(self):
            return requests.get("https://h/rest/api/space")
        @property
        def name(self):
            return "wiki"
        def do(self, path):
            return requests.get(path + "/x")
        def _hidden(self):
            pass
        def __getattr__(self, name):
            return getattr(inner_of(self), name)
    """
    model = derived(tmp_path, source)
    assert model.methods == {}
    assert model.left_open == (
        ("atlassian.Confluence", "what is inherited from it is not in the model"),
        ("Nowhere", "what is inherited from it is not in the model"),
        ("__getattr__", "what it passes on to is not known; derive the class that it passes on to"),
        ("do", "the URL is not known: path"),
        ("__init__", "it sends GET /rest/api/user/current although nobody calls it by this name"),
        ("spaces", "it sends GET /rest/api/space although nobody calls it by this name"),
    )


def test_what_is_left_open_makes_a_method_incomplete(tmp_path: Path) -> None:
    body = "    def do(self, url):\n        self._send('GET', 'space')\n        return requests.get(url)\n"
    model = derived(tmp_path, HEAD + body)
    assert model.methods["do"]["incomplete"] == "0"
    assert model.left_open == (("do", "the URL is not known: url"),)


def test_an_attribute_with_an_object_that_sends_is_in_it_as_unknown(tmp_path: Path) -> None:
    body = (
        "    @property\n    def spaces(self): return Spaces(self)\n"
        "    @property\n    def name(self): return 'wiki'\n"
        "    def do(self): return self._send('GET', 'content')\n"
        "class Spaces:\n    def __init__(self, wiki): self.wiki = wiki\n"
        "    def read(self): return self.wiki._send('GET', 'space')\n"
    )
    model = derived(tmp_path, HEAD + body)
    assert model.methods["spaces"] == {"requests": [], "incomplete": "0"}
    assert sorted(model.methods) == ["do", "spaces"]


def test_bases_and_other_modules(tmp_path: Path) -> None:
    base = HEAD.replace("Wiki", "Base") + "    def a(self): return self._send('GET', 'a')\n    def b(self): return self.c()\n"
    source = "from base import Base\nclass Wiki(Base):\n    def c(self): return super().a() and self._send('GET', 'c')\n"
    methods = derived(tmp_path, source, base=base).methods
    assert {name: [row["path"] for row in method["requests"]] for name, method in methods.items()} == {
        "c": ["/rest/api/a", "/rest/api/c"],
        "a": ["/rest/api/a"],
        "b": ["/rest/api/a", "/rest/api/c"],
    }


def test_an_installed_package(tmp_path: Path) -> None:
    package = tmp_path / "acme"
    package.mkdir()
    (package / "__init__.py").write_text("from acme.client import Wiki\n", encoding="utf-8")
    (package / "client.py").write_text(HEAD + "    def a(self): return self._send('GET', 'a')\n", encoding="utf-8")
    (tmp_path / "requests.py").write_text("def request(*args): return 1\n", encoding="utf-8")
    info = tmp_path / "acme_client-2.5.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: acme-client\nVersion: 2.5\n", encoding="utf-8")
    (info / "RECORD").write_text("acme/__init__.py,,\n", encoding="utf-8")
    other = tmp_path / "other-1.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Name: other\nVersion: 1\n", encoding="utf-8")
    model = derived(tmp_path, "", "acme.client.Wiki")
    assert (model.data["package"], model.data["versions"]) == ("acme-client", {"from": "2.5", "to": "2.5"})
    assert model.data["classes"] == {"acme.client.Wiki": "client", "acme.Wiki": "client"}
    assert [row["path"] for row in model.methods["a"]["requests"]] == ["/rest/api/a"]


def test_a_large_class_takes_seconds(tmp_path: Path) -> None:
    body = (
        "    def m{0}(self, id, a=None, b=None, c='x'):\n        if a: self._send('GET', f'm{0}/{{id}}')\n"
        "        return self.m{1}(id)\n"
    )
    source = HEAD + "".join(body.format(number, max(number - 1, 0)) for number in range(60))
    start = time.process_time()
    assert len(derived(tmp_path, source).methods) == 60
    assert time.process_time() - start < 60
