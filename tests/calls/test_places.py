"""Places of calls and of their arguments: from Python's own tree, and from libcst where the trees do not agree."""

from __future__ import annotations

import ast
import textwrap

import libcst as cst
import pytest

from flake8_confluence_scopes.calls.model import Place, UncheckedFile
from flake8_confluence_scopes.calls.places import Places
from flake8_confluence_scopes.calls.walk import descendants

SOURCE = textwrap.dedent(
    """
    f(a, "ä" + g(b)(c).h(
        d, *e, k="ö"), **z)
    x = "\x0c"; f("\u2028", i(1))
    @decorated(1)
    class C(Base, metaclass=m("2")): y = [n() for _ in o() if p(lambda: q())]
    print(f"{r(1)} {s('ß')}")
    (((t)))((1))
    """
)


def text_at(place: Place) -> str:
    # Not splitlines(): a line of Python ends at no form feed.
    lines = SOURCE.split("\n")[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column]
    return "\n".join([lines[0][place.column :], *lines[1:]])


def calls(module: cst.Module) -> list[cst.Call]:
    return [node for node in descendants(module) if isinstance(node, cst.Call)]


def without_brackets(module: cst.Module, node: cst.BaseExpression) -> str:
    return module.code_for_node(node.with_changes(lpar=[], rpar=[]))


@pytest.mark.parametrize("tree", [SOURCE, "other()"], ids=["ast", "libcst"])
def test_each_place_holds_the_call_and_the_argument(tree: str) -> None:
    module = cst.parse_module(SOURCE)
    places = Places(module, ast.parse(tree), SOURCE)
    assert len(calls(module)) == 16
    for call in calls(module):
        place, same = places.of(call, None)
        assert place == same
        assert text_at(place) == module.code_for_node(call)
        for argument in call.args:
            place, inner = places.of(call, argument.value)
            assert text_at(place) == module.code_for_node(call)
            assert text_at(inner) == without_brackets(module, argument.value)


def test_too_deep_for_libcst() -> None:
    deep = "a" + ".b" * 3_000
    inner: cst.BaseExpression = cst.Name("a")
    for name in ["b"] * 3_000:
        inner = cst.Attribute(inner, cst.Name(name))
    call = cst.Call(inner)
    module = cst.Module([cst.SimpleStatementLine([cst.Expr(call)])])
    with pytest.raises(UncheckedFile, match="nests too deeply"):
        Places(module, ast.parse("pass"), deep).of(call, None)
