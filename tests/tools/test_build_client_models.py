"""A client model is what a library does: the tool runs three versions of a small one."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from flake8_confluence_scopes.calls.libraries import client_model_file, models_in_force
from flake8_confluence_scopes.calls.libraries.client_models import ClientModel
from tests.support import ROOT
from tools import build_client_models, check_client_models
from tools.build_client_models import built, offered, rendered, run, supported
from tools.client_models import libraries, recording, worker
from tools.client_models.answers import Answer, Mood, Response
from tools.client_models.conditions import rows
from tools.client_models.merging import kind
from tools.client_models.predicting import Surprise, surprises

pytestmark = pytest.mark.once

REST = '''
import requests

class Rest:
    def __init__(self, url, cloud=False):
        self.url, self.cloud = url, cloud

    def request(self, method, path, absolute=False, **_):
        response = requests.Session().request(method, path if absolute else f"{self.url}/{path}", timeout=9)
        response.raise_for_status()
        try:
            return response.json()
        except ValueError:
            return response.text

    def get(self, path, **options):
        return self.request("GET", path, **options)
'''

CLIENT = '''
from acmelib.rest import Rest

KINDS = frozenset(("page", "blog"))

class Wiki(Rest):
    """A client."""

    limit: int = 5
    rolled = 0

    def page(self, page_id, kind="page", deep=False):
        """What an answer makes of it."""
        if kind not in ("page", "blog"):
            raise ValueError(kind)
        found = self.get(f"rest/api/content/{page_id}")
        if kind == "blog":
            self.get(f"rest/api/blog/{page_id}")
        if deep:
            for child in found["results"]:
                self.get(f"rest/api/content/{child['id']}/child")
        return found

    def set(self, data, name=None):
        if "key" not in data:
            raise KeyError("key")
        return self.request("PUT", f"rest/api/content/{data['key']}/property/{name}")

    def send(self, file):
        with open(file) as opened:
            self.request("POST", "rest/api/content", opened.read())

    def later(self, limit=3):
        yield self.get(f"rest/api/search/{limit:d}")

    def every(self, *paths):
        first, second = paths
        return self.get(f"rest/api/{first}/{second}")

    def follow(self, url):
        if not url.startswith("http"):
            raise TypeError(url)
        return self.get(url, absolute=True)

    def all(self):
        found = self.get("rest/api/space")
        while found["_links"].get("next"):
            found = self.get(f"https://site.example.com{found['_links']['next']}", absolute=True)
        for link in ("base", "webui", "download"):
            found["_links"][link].strip()
        return int(found["space"]) + (found["space"] + 1), found["version"]["number"], f"{found['space']}{found['a'] + 'b'}"

    def plugins(self):
        response = requests_of(self)
        return response.headers["upm-token"], "upm-token" in response.headers, found_in(response)


    def pick(self, kind):
        if kind not in KINDS:
            raise ValueError(kind)
        return self.get(f"rest/api/{kind}")

    def sort(self, order="up", *, kind=None):
        if kind != "none":
            return self.get("rest/api/label")

    def side(self):
        return self.get("rest/api/cloud" if self.cloud else "rest/api/server")

    def roll(self, kind="a"):
        Wiki.rolled += 1
        return self.get(f"rest/api/{Wiki.rolled // 1000}/{kind}")

    def endless(self):
        while True:
            self.get("rest/api/endless")

    least = staticmethod(min)

    def broken(self):
        return self.nothing

    def rename(self, page, other):
        getattr(page, "__len__", None)
        (page,) = page
        return self.request("PUT", f"rest/api/content/{page.ids[0]}/move/{other.version.number + 1}")

    def close(self):
        return len(self.get.__name__)

    class Error(Exception):
        """No method."""

def requests_of(client):
    import requests
    return requests.get(client.url + "/rest/plugins")

def found_in(response):
    found = response.json()
    keys = [key for key in found.keys()], found.values(), found.items(), list(found), len(found), bool(found), found[0], found[:1]
    return keys, "next" in found, "odd" in found, str(found), hash(found), found.get("missing"), found["size"], found.strip()
'''

OLDER = (
    CLIENT.replace("page_id", "content_id")
    .replace("limit=3", "limit=3, unused=None")
    .replace('kind="page", deep=False', 'deep=False, kind="page"')
)
TOP = "from acmelib.client import Wiki\n"
NEWER = (
    TOP
    + '''
from acmelib.client import Wiki as CloudWiki

class Facade:
    def __init__(self, url, **options):
        self._impl = Wiki(url)

    def __getattr__(self, name):
        return getattr(self._impl, name)

    def extra(self):
        return self.get('rpc/json-rpc/x')
'''
)

LIBRARY: dict[str, Any] = {
    "package": "acme-lib",
    "module": "acmelib",
    "word": "client",
    "first": "1.0",
    "broken": ["1.2"],
    "usual": "1.",
    "checked": ["2.0"],
    "inner": "_impl",
    "probed": ["acmelib.rest"],
    "verbs": ["get", "patch", "request"],
    "classes": {"Wiki": "wiki", "Facade": "facade"},
    "ways": [
        {"class": "Wiki", "model": "wiki", "side": "cloud", "keywords": {"cloud": True, "url": "https://site.example.com/wiki"}},
        {"class": "Wiki", "model": "wiki", "side": "server", "keywords": {"url": "https://site.example.com"}},
        {"class": "Facade", "model": "facade", "side": "cloud", "keywords": {"url": "https://site.example.com"}},
        {"class": "Wiki", "model": "wiki", "side": "server", "keywords": {"url": "https://site.example.com"}, "again": True},
    ],
}

VERSIONS = {
    "1.0": (TOP, OLDER),
    "1.1": (TOP, OLDER),
    "1.2": (TOP, "raise TypeError('not here')\n"),
    "1.10": (TOP, CLIENT),
    "2.0": (NEWER, CLIENT.replace("def send(", "def ship(").replace("/property/", "/properties/")),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The versions as pip would have put them there."""
    place = tmp_path_factory.mktemp("versions") / "acme-lib"
    for version, (top, client) in VERSIONS.items():
        package = place / version / "acmelib"
        package.mkdir(parents=True)
        for name, text in (("__init__", top), ("client", client), ("rest", REST), ("other", "raise ImportError\n")):
            (package / f"{name}.py").write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def data(folder: Path) -> dict[str, Any]:
    return built(LIBRARY, folder, list(VERSIONS), "2026-11-28")


def requests_of(data: Mapping[str, Any], method: str, model: str = "wiki") -> list[Any]:
    found: list[Any] = data["models"][model][method]["requests"]
    return found


def test_the_file_is_a_model(data: dict[str, Any]) -> None:
    text = rendered(data)
    model = client_model_file.parse(json.loads(text), "acme-lib.json")
    assert text.count("\n   ") == sum(len(model.names(name)) for name in ("wiki", "facade"))
    assert data["versions"] == {"from": "1.0", "to": "2.0", "executed": ["1.0", "1.10", "2.0"]}
    assert data["classes"] == {
        "acmelib.CloudWiki": "wiki",
        "acmelib.Facade": "facade",
        "acmelib.Wiki": "wiki",
        "acmelib.client.Wiki": "wiki",
    }
    assert data["since"] == {"acmelib.CloudWiki": "2.0", "acmelib.Facade": "2.0"}


def test_conditions(data: dict[str, Any]) -> None:
    page = data["models"]["wiki"]["page"]
    assert page["parameters"] == [["page_id", "content_id"], "kind", "deep"]
    assert page["defaults"] == {"kind": "page", "deep": False}
    assert page["signatures"] == [{"in": "1.0..1.1", "parameters": ["page_id", "deep", "kind"]}]
    assert page["requests"] == [
        {"method": "GET", "path": "/rest/api/content/{page_id}"},
        {"method": "GET", "path": "/rest/api/blog/{page_id}", "when": {"equal": {"kind": ["blog"]}, "answer": True}},
        {"method": "GET", "path": "/rest/api/content/{}/child", "when": {"equal": {"deep": [True]}, "answer": True}},
    ]


def test_arguments_of_other_shapes(data: dict[str, Any]) -> None:
    assert requests_of(data, "set") == [
        {"method": "PUT", "path": "/rest/api/content/{data}/properties/{}", "when": {"absent": ["name"]}, "in": "2.0"},
        {"method": "PUT", "path": "/rest/api/content/{data}/properties/{name}", "when": {"given": ["name"]}, "in": "2.0"},
        {"method": "PUT", "path": "/rest/api/content/{data}/property/{}", "when": {"absent": ["name"]}, "in": "1.0..1.10"},
        {"method": "PUT", "path": "/rest/api/content/{data}/property/{name}", "when": {"given": ["name"]}, "in": "1.0..1.10"},
    ]
    assert requests_of(data, "send") == [{"method": "POST", "path": "/rest/api/content"}]
    assert requests_of(data, "later") == [
        {"method": "GET", "path": "/rest/api/search/3", "when": {"absent": ["limit"]}},
        {"method": "GET", "path": "/rest/api/search/{limit}", "when": {"given": ["limit"]}},
    ]
    assert data["models"]["wiki"]["later"]["signatures"] == [{"in": "1.0..1.1", "parameters": ["limit", "unused"]}]
    assert requests_of(data, "every") == [{"method": "GET", "path": "/rest/api/{}/{}"}]
    assert data["models"]["wiki"]["every"]["parameters"] == ["*paths"]
    assert requests_of(data, "follow") == [{"method": "GET", "path": "/x/{url}", "kind": "other"}]


@pytest.mark.parametrize(
    ("regular", "found"),
    [
        (0b11, {("GET", "/a"): {"absent": ["key"]}, ("GET", "/b"): {"given": ["key"]}}),
        (0b01, {("GET", "/a"): {"absent": ["key"]}, ("GET", "/b"): {"given": ["key"]}}),
        (0b00, {("GET", "/a"): {}, ("GET", "/b"): {"given": ["key"], "answer": True}}),
    ],
)
def test_what_a_call_does_not_send_counts_where_it_ends_as_usual(regular: int, found: dict[Any, Any]) -> None:
    without = [{"key": "-"}, [[["GET", "/a"], 0b11]], [["GET", "/a"]], "", 0b11]
    with_key = [{"key": "+"}, [[["GET", "/b"], 0b01]], [["GET", "/b"]], "", regular]
    assert {(method, path): when for method, path, when in rows([without, with_key], {"key": None})} == found


def test_methods_by_version_and_side(data: dict[str, Any]) -> None:
    methods = data["models"]["wiki"]
    assert methods["send"]["in"] == {"cloud": "1.0..1.10", "server": "1.0..1.10"}
    assert methods["ship"]["in"] == {"cloud": "2.0", "server": "2.0"}
    assert "in" not in methods["page"]
    assert requests_of(data, "extra", "facade") == [{"method": "GET", "path": "/rpc/json-rpc/x", "kind": "rpc"}]
    assert not {"get", "request", "Error", "patch"} & methods.keys()


def test_methods_that_send_nothing_or_never_end(data: dict[str, Any]) -> None:
    methods = data["models"]["wiki"]
    assert methods["close"] == {"requests": []}
    assert methods["broken"] == {"requests": [], "incomplete": "1.0..2.0"}
    assert requests_of(data, "all")[0]["path"] == "/rest/api/space"
    assert requests_of(data, "plugins") == [{"method": "GET", "path": "/rest/plugins"}]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/rest/api/content", "rest"),
        ("/spaces/export.action", "action"),
        ("/services/api/v1/task/{}/progress", "action"),
        ("/{url}", "other"),
        ("/", "other"),
        ("/content/{}", "relative"),
    ],
)
def test_the_kind_of_a_path(path: str, found: str) -> None:
    assert kind(path) == found


def test_values_that_the_code_asks_for(data: dict[str, Any]) -> None:
    assert sorted((row["path"], row["when"]["equal"]["kind"]) for row in requests_of(data, "pick")) == [
        ("/rest/api/blog", ["blog"]),
        ("/rest/api/page", ["page"]),
    ]
    assert data["models"]["wiki"]["sort"]["parameters"] == ["order", "*", "kind"]
    assert requests_of(data, "sort") == [
        {"method": "GET", "path": "/rest/api/label", "when": {"unequal": {"kind": ["none"]}}}
    ]
    assert [(row["path"], row["on"]) for row in requests_of(data, "side")] == [
        ("/rest/api/cloud", ["cloud"]),
        ("/rest/api/server", ["server"]),
    ]


def test_what_goes_on_for_ever(data: dict[str, Any]) -> None:
    assert [row["path"] for row in requests_of(data, "endless")] == ["/rest/api/endless"]
    assert len(requests_of(data, "roll")) > 2
    assert data["models"]["wiki"]["least"]["incomplete"] == "1.0..2.0"


def test_an_argument_may_be_an_object_with_attributes(data: dict[str, Any]) -> None:
    assert requests_of(data, "rename") == [{"method": "PUT", "path": "/rest/api/content/{page}/move/{}"}]


def test_versions_that_cannot_be_run_are_no_part_of_a_model_by_oversight(folder: Path) -> None:
    with pytest.raises(SystemExit, match=r"^acme-lib 1\.2 cannot be run here \(TypeError: not here\): install what is missing$"):
        built({**LIBRARY, "broken": []}, folder, ["1.2"], "2026-11-28")


@pytest.mark.parametrize(("letter", "results", "has_next"), [("F", 1, False), ("E", 0, False), ("P", 1, True)])
def test_plain_answers_come_to_an_end(letter: str, results: int, has_next: bool) -> None:
    mood = Mood(letter, "text", {"title": "mine"}, "https://site.example.com/rest/api/content")
    answer = Response(mood, is_plain=True).json()
    assert type(answer) is dict and len(answer["results"]) == results and ("next" in answer) is has_next
    assert answer["version"]["number"] == results and "results" not in answer["version"]
    assert type(Response(mood).json()) is Answer


def test_a_library_may_ask_for_plain_answers(folder: Path) -> None:
    order = {"library": {**LIBRARY, "answers": "plain"}, "random": 40, "seed": 1}
    assert sum(len(call[-1]) for call in run(order, folder / "2.0")) > 20


def test_each_packaged_model_has_an_entry() -> None:
    tops = {library["module"].partition(".")[0]: name for name, library in libraries.LIBRARIES.items()}
    assert tops == models_in_force.PACKAGED


def test_a_run_without_an_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "LONGEST", 0.05)
    endless = itertools.count()
    # In one line: a signal in the middle of coverage's work ends that for the rest of a function.
    assert recording.ran(lambda: all(n >= 0 for n in endless), "F", "x", {}, "https://x.example") == ((), "endless", True)


@pytest.mark.parametrize("tool", [build_client_models, check_client_models])
def test_a_tool_is_a_program(tool: ModuleType) -> None:
    assert worker.main is not None
    done = subprocess.run([sys.executable, "-m", tool.__name__, "--help"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and "--folder" in done.stdout


def calls_by_chance(folder: Path, version: str, count: int = 300) -> Any:
    return run({"library": LIBRARY, "random": count, "seed": 1}, folder / version)


def test_calls_by_chance_are_predicted(data: dict[str, Any], folder: Path) -> None:
    made = calls_by_chance(folder, "2.0")
    assert sum(len(call[-1]) for call in made) > 100
    assert {one.call.split(" ")[0] for one in surprises(ClientModel(data), "2.0", made)} <= {"wiki.roll"}


@pytest.mark.parametrize("method", ["page", "set", "later"])
def test_a_planted_error_is_found(data: dict[str, Any], folder: Path, method: str) -> None:
    wrong = json.loads(json.dumps(data))
    wrong["models"]["wiki"][method]["requests"].pop(0)
    found = {one.call.split(" ")[0] for one in surprises(ClientModel(wrong), "2.0", calls_by_chance(folder, "2.0"))}
    assert found - {"wiki.roll"} == {f"wiki.{method}"}


def test_a_method_that_the_model_lacks_is_found(data: dict[str, Any]) -> None:
    made = [["Wiki", "wiki", "cloud", "fly", {}, []], ["Wiki", "wiki", "cloud", "ship", {}, []]]
    assert [one.request for one in surprises(ClientModel(data), "1.0", made)] == ["no such method"] * 2
    assert Surprise("a", "b").call == "a"


def test_which_versions_are_supported(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = "acme-lib (2.0)\nAvailable versions: 2.0, 1.10, 1.10rc1, 1.9, 0.9\n  INSTALLED: 2.0\n"
    assert supported(listed, "1.0") == ["1.9", "1.10", "2.0"]
    assert supported("nothing", "1.0") == []
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0, ""))
    with pytest.raises(SystemExit, match=r"pip knows no version of acme-lib from 1\.0 on; see what"):
        offered(LIBRARY)


def test_the_tools(data: dict[str, Any], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    real, asked = subprocess.run, []

    def pip(command: list[str], **options: Any) -> Any:
        asked.append(command)
        listed = f"Available versions: {', '.join([*VERSIONS, '2.1'])}\n"
        return subprocess.CompletedProcess(command, 0, listed) if "pip" in command else real(command, **options)

    (folder / "2.1").mkdir()
    (folder / "2.1" / "acmelib").symlink_to(folder / "2.0" / "acmelib")
    (folder / "2.0" / "acmelib" / "client.py").read_text(encoding="utf-8")
    monkeypatch.setattr(subprocess, "run", pip)
    monkeypatch.setattr(libraries, "LIBRARIES", {"acme-lib": LIBRARY})
    monkeypatch.setattr(build_client_models, "LIBRARIES", {"acme-lib": LIBRARY})
    monkeypatch.setattr(check_client_models, "LIBRARIES", {"acme-lib": LIBRARY})
    assert offered(LIBRARY)[-1] == "2.1"
    build_client_models.download(LIBRARY, folder, ["2.0", "3.0"])
    assert asked[-1][-2:] == [str(folder / "3.0"), "acme-lib==3.0"]
    there = ["--folder", str(folder.parent)]
    assert build_client_models.main([*there, "--output", str(tmp_path), "--date", "2026-11-28"]) == 0
    written = json.loads((tmp_path / "acme-lib.json").read_text(encoding="utf-8"))
    assert written["versions"]["executed"] == ["1.0", "1.10", "2.0"]
    ours = [*there, "--data", str(tmp_path), "--calls", "50"]
    assert check_client_models.main(ours) == 0
    assert "acme-lib 2.1: 50 calls sent " in capsys.readouterr().out
    written["models"]["wiki"]["page"]["requests"] = []
    (tmp_path / "acme-lib.json").write_text(json.dumps(written), encoding="utf-8")
    assert check_client_models.main([*ours, "--version", "2.0"]) == 1
    assert "  GET /rest/api/content/{page_id}, by wiki.page on " in capsys.readouterr().out
