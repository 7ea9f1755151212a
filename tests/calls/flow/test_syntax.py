"""Parts of syntax nodes, and words for them."""

from __future__ import annotations

import ast

import pytest

from flake8_confluence_scopes.calls.flow import syntax
from flake8_confluence_scopes.calls.flow.syntax import MOST_WORDS, ListedParameter, arguments, dotted, parameters, summary


def expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def test_parameters_stand_in_the_order_of_the_source() -> None:
    (function,) = ast.parse("def f(a, b: B = 1, /, c=2, *d: D, e, f: F = 3, **g: G): pass").body
    assert isinstance(function, ast.FunctionDef)
    words = [tuple(part and ast.unparse(part) for part in (one.annotation, one.default)) for one in parameters(function.args)]
    assert words == [(None, None), ("B", "1"), (None, "2"), ("D", None), (None, None), ("F", "3"), ("G", None)]
    rest = [(one.name, one.star, one.by_name) for one in parameters(function.args)]
    assert rest == [
        ("a", "", False), ("b", "", False), ("c", "", False), ("d", "*", False), ("e", "", True), ("f", "", True),
        ("g", "**", False),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["lambda: 1", "lambda a: 1"])
def test_parameters_of_a_lambda(text: str) -> None:
    node = expression(text)
    assert isinstance(node, ast.Lambda)
    assert parameters(node.args) == tuple(ListedParameter(name, None, None) for name in text[7:-3])


def test_arguments_without_a_keyword_come_first() -> None:
    node = expression("f(1, *2, k=3, *4, **5)")
    assert isinstance(node, ast.Call)
    said = [(ast.unparse(given.value), given.keyword, given.star) for given in arguments(node)]
    assert said == [("1", None, ""), ("2", None, "*"), ("4", None, "*"), ("3", "k", ""), ("5", None, "**")]


@pytest.mark.parametrize(("text", "name"), [("a", "a"), ("a.b.c", "a.b.c"), ("a().b", ""), ("'a'.b", ""), ("1", "")])
def test_dotted(text: str, name: str) -> None:
    assert dotted(expression(text)) == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a", "a"),
        ("a.b[c](d).e", "a.b[...](...).e"),
        ("await a.b()", "a.b(...)"),
        ("'a'.join(b)", "a string.join(...)"),
        ("b'a'[0]", "a bytes literal[...]"),
        ("None", "None"),
        ("True.a", "True.a"),
        ("...", "Ellipsis"),
        ("1 + 2", "a binary operation"),
        ("f'{a}'.b", "an f-string.b"),
        ("[a for a in b]", "a comprehension"),
        ("a" + ".b" * (MOST_WORDS - 1), "a" + ".b" * (MOST_WORDS - 1)),
        ("a" + ".b" * MOST_WORDS + ".c", "..." + ".b" * (MOST_WORDS - 1) + ".c"),
    ],
)
def test_summary(text: str, words: str) -> None:
    assert summary(expression(text)) == words


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("setattr(a.b, 'x', 1)", ("a.b", "x")),
        ("object.__setattr__(self, 'x', 1)", ("self", "x")),
        ("self.__setattr__('x', 1)", ("self", "x")),
        ("super().__setattr__('x', 1)", (None, "x")),
        ("super(A, self).__setattr__('x', 1)", (None, "x")),
        ("setattr(self, name, 1)", None),
        ("setattr(self, 1, 1)", None),
        ("setattr(self, 'x')", None),
        ("setattr(self, 'x', value=1)", None),
        ("monkeypatch.setattr(a, 'x', 1)", None),
        ("a()()", None),
    ],
)
def test_attributes_that_calls_set(source: str, expected: tuple[str | None, str] | None) -> None:
    node = ast.parse(source, mode="eval").body
    assert isinstance(node, ast.Call)
    said = syntax.attribute_set(node)
    assert (said and (ast.unparse(said[0]) if said[0] else None, said[1])) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a.b.__dict__['x']", ("a.b", "x")),
        ("vars(a)['x']", ("a", "x")),
        ("vars()['x']", None),
        ("a.__dict__[x]", None),
        ("a.__dict__[0]", None),
        ("a['x']", None),
        ("a.__dict__", None),
    ],
)
def test_attributes_kept_in_a_dict(source: str, expected: tuple[str, str] | None) -> None:
    said = syntax.kept_in_dict(ast.parse(source, mode="eval").body)
    assert (said and (ast.unparse(said[0]), said[1])) == expected
