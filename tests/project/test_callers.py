"""Whether callers settle what functions leave open, over all files of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes.calls import FunctionAt
from flake8_confluence_scopes.project import analysis
from flake8_confluence_scopes.project.callers import Mentions
from flake8_confluence_scopes.settings import Settings

WIKI = "import requests\ndef page(url):\n    return requests.get(url)\n"


def unsettled(folder: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> list[tuple[str, int]]:
    """File and line of the requests that remain open."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    (app,) = analysis.analysed(["."], Settings(), lambda path, reason: None)
    return [(file.path[2:], one.call.place.line) for file in app.files for one in file.unsettled]


@pytest.mark.parametrize(
    "callers",
    [
        {"app": "from wiki import page\npage('https://example.com/x')\n"},
        {"app": "from wiki import page\npage('https://example.com/x')\n", "other": "def page(key): ...\npage(1)\n"},
        {
            "app": "from wiki import page\ndef one(url): page(url)\n",
            "more": "from app import one\none('https://example.com/')\n",
        },
    ],
)
def test_settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, callers: dict[str, str]) -> None:
    assert unsettled(tmp_path, monkeypatch, wiki=WIKI, **callers) == []


@pytest.mark.parametrize(
    "callers",
    [
        {},
        {"app": "from wiki import page\npage(input())\n"},
        {"app": "from wiki import page\npage('https://example.com/x')\n", "more": "import wiki\nwiki.page(input())\n"},
        {"app": "from wiki import page\npage('https://example.com/x')\ndef one(url): page(url)\n"},
        {"app": "from wiki import page\npage('https://example.com/x')\n", "more": "def one(wiki): wiki.page(1)\n"},
        {"app": "from wiki import page\npage('https://example.com/x')\nother.add(page)\n"},
    ],
)
def test_not_settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, callers: dict[str, str]) -> None:
    assert unsettled(tmp_path, monkeypatch, wiki=WIKI, **callers) == [("wiki.py", 3)]


def test_mentions() -> None:
    page = FunctionAt("/project/wiki.py", "Client.page")
    get = FunctionAt("/project/wiki.py", "Client.get")
    of_package = FunctionAt("/project/pages/__init__.py", "get")
    assert Mentions([page], ("get",)).are_in("x.page(1)")
    assert not Mentions([page], ("get",)).are_in("x.pages(1)")
    both = Mentions([get, of_package], ("get",))
    assert both.are_in("from wiki import x\nx.get(1)")
    assert both.are_in("Client().get(1)")
    assert both.are_in("pages.get(1)")
    assert not both.are_in("x.get(1)")
    assert not Mentions([], ()).are_in("anything")
    special = Mentions([FunctionAt("/project/wiki.py", "Client.__call__")], ("get",))
    assert special.are_in("Client()('GET', url)")
    assert not special.are_in("super().__call__(url)")


def test_a_file_that_cannot_be_read_is_not_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert unsettled(tmp_path, monkeypatch, wiki=WIKI, broken="def page(:\n") == [("wiki.py", 3)]
