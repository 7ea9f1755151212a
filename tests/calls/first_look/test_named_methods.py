"""What a text tells of named methods, and the whole first look with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_confluence_scopes.calls.first_look.may_hold import may_hold_calls
from flake8_confluence_scopes.calls.first_look.named_methods import libraries_of, names_method
from flake8_confluence_scopes.calls.libraries import models_in_force
from tests.calls.models import METHODS, acme_in_force
from tests.calls.snippets import found


@pytest.fixture(autouse=True)
def acme() -> Iterator[None]:
    with acme_in_force():
        yield


@pytest.mark.parametrize(
    "line, is_it",
    [
        ("import acme", True),
        ("import acme.wiki as w", True),
        ("from acme import Wiki", True),
        ("from acme.wiki import (\n    Wiki,\n)", True),
        ("import os, acme", True),
        ("from .acme import Wiki", False),
        ("from my.acme import Wiki", False),
        ("import acme_tools", False),
        ("import os  # for others", False),
        ("acme = 1", False),
        ("", False),
    ],
)
def test_which_imports_are_the_librarys(line: str, is_it: bool) -> None:
    assert libraries_of(line) == (frozenset(["acme"]) if is_it else frozenset())


def test_names_of_methods_stand_anywhere() -> None:
    acme = frozenset(["acme"])
    assert names_method("wiki.read_page(1)", acme)
    assert names_method("getattr(wiki, 'read_page')", acme)
    assert not names_method("wiki.read_pages(1)", acme)
    assert not names_method("wiki.read_page(1)", frozenset(["atlassian"]))
    assert not names_method("wiki.read_page(1)", frozenset())


@pytest.mark.parametrize(
    "source, module, may",
    [
        ("import acme\nwiki.read_page(1)", "", True),
        ("import acme\nwiki.other_page(1)", "", False),
        ("import mine\nmine.wiki.read_page(1)", "import acme", True),
        ("import mine\nmine.wiki.other_page(1)", "import acme", False),
        ("import mine\nmine.wiki.read_page(1)", "import other", False),
        ("wiki.read_page(1)", "", False),
        ("import acme, mine\nmine.go(acme.Wiki())", "def go(it):\n    it.read_page(1)", True),
        ("import acme, mine\nmine.go(acme.Wiki())", "def go(it):\n    it.other_page(1)", False),
        ("import acme, unknown\nunknown.go(acme.Wiki())", "wiki.read_page(1)", False),
    ],
)
def test_the_first_look(tmp_path: Path, source: str, module: str, may: bool) -> None:
    (tmp_path / "mine.py").write_text(module, encoding="utf-8")
    assert may_hold_calls(source, str(tmp_path / "app.py"), str(tmp_path)) is may


def test_a_text_without_a_place_has_its_own_imports_only() -> None:
    assert may_hold_calls("import acme\nread_page")
    assert not may_hold_calls("import mine\nread_page")


@pytest.mark.parametrize("method", sorted(METHODS))
def test_what_can_be_found_gets_through(method: str) -> None:
    source = f"import acme\nacme.Wiki('u').{method}()"
    assert may_hold_calls(source) or not found(source)


def test_so_does_every_method_of_the_packaged_models() -> None:
    for model in models_in_force.models():
        for name, kind in model.classes.items():
            module, _, cls = name.rpartition(".")
            assert all(may_hold_calls(f"from {module} import {cls}\nx.{method}()") for method in model.names(kind))
