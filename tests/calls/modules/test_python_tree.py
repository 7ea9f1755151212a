"""Parsing, and the reasons for not doing it."""

from __future__ import annotations

import ast

import pytest

from flake8_confluence_scopes.calls.model import UncheckedFile
from flake8_confluence_scopes.calls.modules import python_tree
from flake8_confluence_scopes.calls.modules.python_tree import must_parse, parse


def reason(source: str) -> str:
    with pytest.raises(UncheckedFile) as caught:
        parse(source)
    return str(caught.value)


@pytest.mark.parametrize("source", ["a = (", "\0", "a = 1 +\n", "'\\d'; a b", "\ud800"])
def test_what_python_cannot_parse(source: str) -> None:
    assert reason(source).startswith("Python cannot parse it (")


@pytest.mark.parametrize("source", ["print 'a'", "\0", "\ud800"])
def test_what_python_cannot_parse_is_told_without_a_tree(source: str) -> None:
    with pytest.raises(UncheckedFile, match="^Python cannot parse it "):
        must_parse(source)


# The last ones are refused behind the parser, which flake8 does not see.
@pytest.mark.parametrize("source", ["", "a = '\\d'", "nonlocal a", "def f(a, a): pass"])
def test_what_it_can_parse(source: str) -> None:
    must_parse(source)


def test_what_is_too_large_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_tree, "LARGEST", 10)
    must_parse("a b c d e f g")


def test_a_source_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_tree, "LARGEST", 10)
    assert reason("a = 1  # 2 3") == "it has more than 10 characters"


def test_a_source_that_is_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_tree, "MOST_COMMAS", 3)
    assert reason("a = 1, 2, 3, 4, 5") == "it has more than 3 commas"
    assert isinstance(parse("a = 1, 2, 3, 4"), ast.Module)


def test_a_tree_that_is_at_hand_is_taken() -> None:
    tree = ast.parse("a = 1")
    assert parse("a = 1", tree) is tree


def test_warnings_of_the_source_are_its_own() -> None:
    assert ast.unparse(parse("a = '\\d'")) == "a = '\\\\d'"
