"""Places of calls and of their arguments: from Python's own tree, and from libcst where the trees do not agree."""

from __future__ import annotations

import ast
import textwrap

import libcst as cst
import pytest

from flake8_confluence_scopes.calls.flow.walk import descendants
from flake8_confluence_scopes.calls.model import Place, UncheckedFile
from flake8_confluence_scopes.calls.modules.nesting import DEEPEST
from flake8_confluence_scopes.calls.modules.parts import parse_changes
from flake8_confluence_scopes.calls.places import Places

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


@pytest.mark.parametrize("tree", [SOURCE, "other()"], ids=["ast", "libcst"])
def test_a_module_that_was_parsed_in_parts_has_the_same_places(tree: str) -> None:
    module = cst.parse_module(SOURCE)
    in_parts = parse_changes(SOURCE, ast.parse(SOURCE), "", cst.Module(()))
    places, same = Places(module, ast.parse(SOURCE), SOURCE), Places(in_parts, ast.parse(tree), SOURCE)
    for call, twin in zip(calls(module), calls(in_parts)):
        assert same.of(twin, None) == places.of(call, None)
        for argument, other in zip(call.args, twin.args):
            assert same.of(twin, other.value) == places.of(call, argument.value)


def test_too_deep_for_libcst() -> None:
    deep = f"a{'.b' * DEEPEST}()"
    module = cst.parse_module(deep)
    with pytest.raises(UncheckedFile, match="nests too deeply"):
        Places(module, ast.parse("pass"), deep).of(calls(module)[0], None)
