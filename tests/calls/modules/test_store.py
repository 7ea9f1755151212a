"""Parsed modules are kept for the next file, as long as they are what stands in the file."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_confluence_scopes.calls import UncheckedFile, find_calls
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.modules import store
from flake8_confluence_scopes.calls.modules.store import of_file, of_text


@pytest.fixture(autouse=True)
def fixture_nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_store", store._Store())


@pytest.fixture(name="file")
def fixture_file(tmp_path: Path) -> Iterator[str]:
    file = tmp_path / "api.py"
    file.write_text("A = 1\n")
    yield str(file)


def write(file: str, text: str, time: int) -> None:
    Path(file).write_text(text)
    os.utime(file, ns=(time, time))


def test_the_same_text_is_parsed_once(file: str) -> None:
    module = of_text(file, "A = 1\n")
    assert of_text(file, "A = 1\n") is module
    assert of_file(file) is module
    assert of_file(file) is module
    other = of_text(file, "A = 2\n")
    assert other is not module
    assert other.text == "A = 2\n"
    found = of_file(file)
    assert found is not None
    assert found.text == "A = 1\n"


def test_a_changed_file_is_read_again(file: str) -> None:
    write(file, "A = 1\n", 1)
    module = of_file(file)
    write(file, "A = 2\n", 2)
    changed = of_file(file)
    assert module is not None
    assert changed is not None
    assert (module.text, changed.text) == ("A = 1\n", "A = 2\n")
    write(file, "A = 2\n", 3)
    assert of_file(file) is changed


def test_what_cannot_be_parsed_is_not_tried_again(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(file, "A = (", 1)
    assert of_file(file) is None
    monkeypatch.setattr(store, "parse", None)
    assert of_file(file) is None
    monkeypatch.undo()
    with pytest.raises(UncheckedFile):
        of_text(file, "A = (")


def test_no_file(tmp_path: Path) -> None:
    assert of_file(str(tmp_path)) is None
    assert of_file(str(tmp_path / "gone.py")) is None
    assert of_file("\0") is None


def test_only_so_much_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_KEPT", 20)
    first, second, third = (of_text(name, f"{name} = 12345\n") for name in "abc")
    assert of_text("c", "c = 12345\n") is third
    assert of_text("b", "b = 12345\n") is second
    assert of_text("a", "a = 12345\n") is not first
    large = of_text("d", "d = 1234567890123456789\n")
    assert of_text("d", "d = 1234567890123456789\n") is large


def test_more_is_kept_for_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_KEPT", 20)
    monkeypatch.setattr(store, "MOST_KEPT_FOR_MANY", 30)
    store.keep_more()
    modules = [of_text(name, f"{name} = 12345\n") for name in "abcd"]
    assert [of_text(name, f"{name} = 12345\n") is module for name, module in zip("bcd", modules[1:])] == [True] * 3
    assert of_text("a", "a = 12345\n") is not modules[0]


CIRCLES = """
import requests

class Api:
    def __init__(self, host):
        self.host = host
        for part in ("rest", "api"):
            self.host += "/" + part

    def send(self, paths):
        for path in [path for path in paths if path != "x"]:
            while not path.startswith("/"):
                path = "/" + path
            requests.get(self.host + path)

    def all(self):
        return self.send(["/space", *(name for name in ("/content", "/user"))])

class Own(Api):
    def __init__(self):
        super().__init__("https://x")

Own().all()
for page in [1, 2]:
    requests.get(f"/rest/api/content/{page}", params=lambda: page)
for kind in ["content", "space"]:
    for session in [requests.Session(kind + "/1")]:
        session.get(f"/rest/api/{kind}")
"""


def test_what_is_let_go_leaves_no_garbage(tmp_path: Path, collecting: None) -> None:
    (tmp_path / "api.py").write_text("ROOT = '/rest/api'\n")
    imported = f"from api import ROOT\n{CIRCLES}requests.put(ROOT + '/content/1')\n"
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    for source in (CIRCLES, imported, f"{imported}x = 1\n"):
        assert find_calls(source, str(tmp_path / "app.py"))
    gc.collect()
    ours = ("ast", "_ast", "libcst.", "flake8_confluence_scopes.")
    assert [item for item in gc.garbage if type(item).__module__.startswith(ours)] == []


def test_nothing_goes_that_is_in_use(file: str, collecting: None) -> None:
    with store.in_use(), store.in_use():
        module = of_text(file, CIRCLES)
        flow_of(module)
        with store.in_use():
            of_text(file, "A = 2\n")
        assert module.flow is not None
    assert module.flow is None


@pytest.fixture(name="collecting")
def fixture_collecting() -> Iterator[None]:
    """No search for garbage but the test's own."""
    gc.disable()
    yield
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()
