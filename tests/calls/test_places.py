"""Places of calls and of their arguments: as the visitor sees them, and as Python's own tree has them."""

from __future__ import annotations

import ast
import sys
import textwrap
from collections.abc import Iterator

import pytest

from flake8_confluence_scopes.calls import visitor
from flake8_confluence_scopes.calls.flow.blocks import Block, CallSite, Module
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.flow.syntax import arguments
from flake8_confluence_scopes.calls.model import Place
from flake8_confluence_scopes.calls.places import Places
from flake8_confluence_scopes.calls.visitor import SeenCall

SOURCE = textwrap.dedent(
    """
    f(a, "ä" + g(b)(c).h(
        d, *e, k="ö"), **z)
    x = "\x0c"; f("\u2028", i(1))
    @decorated(1)
    class C(Base, metaclass=m("2")): y = [n() for _ in o() if p(lambda: q())]
    print(f"{r(1)} {s('ß')}")
    (((t)))((1))
    if u(1): v(k=1, *w(2))
    assert (x := y(1)), z(*(2, 3))
    """
)


def text_at(place: Place, source: str = SOURCE) -> str:
    # Not splitlines(): a line of Python ends at no form feed.
    lines = source.split("\n")[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column]
    return "\n".join([lines[0][place.column :], *lines[1:]])


def dumped(text: str) -> str:
    return ast.dump(ast.parse(f"({text})", mode="eval").body)


def sites(source: str) -> Iterator[CallSite]:
    """The calls of a source, those of blocks inside behind their own."""
    waiting: list[Block] = [Module("m", None, tree=ast.parse(source))]
    for block in waiting:
        yield from flow_of(block).calls
        waiting.extend(flow_of(block).inner.values())


def blind(text: str) -> tuple[SeenCall, ...]:
    return ()


def test_the_name_of_a_call() -> None:
    source = "f(1); a.b(\n    c\n    . dä (2))(3)"
    names = [text_at(Places(source).of_name(site), source) for site in sites(source)]
    assert sorted(names) == ["a.b(\n    c\n    . dä (2))", "b", "dä", "f"]


@pytest.mark.parametrize("sees", [True, False], ids=["visitor", "ast"])
def test_each_place_holds_the_call_and_the_argument(sees: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not sees:
        monkeypatch.setattr(visitor, "calls_in", blind)
    found = Places(SOURCE)
    every = list(sites(SOURCE))
    assert len(every) == 20
    for site in every:
        place, same = found.of(site, None)
        assert place == same
        assert dumped(text_at(place)) == ast.dump(site.node)
        for argument in arguments(site.node):
            place, inner = found.of(site, argument.value)
            assert dumped(text_at(place)) == ast.dump(site.node)
            assert dumped(text_at(inner)) == ast.dump(argument.value)


NESTED = textwrap.dedent(
    '''
    f(f"""a
    {g("ä", h(1))} {"b"
    } {i(2)!r:{j(3)}}
    """)
    '''
)


def test_places_in_an_f_string_over_lines_are_the_same_in_every_python() -> None:
    found = Places(NESTED)
    said = [text_at(found.of(site, None)[0], NESTED) for site in sites(NESTED)]
    assert said[1:] == ['g("ä", h(1))', "h(1)", "i(2)", "j(3)"]


@pytest.mark.parametrize(
    "seen",
    [
        [SeenCall("f", Place(1, 0, 1, 3), ())],
        [SeenCall("f", Place(1, 0, 1, 3), ()), SeenCall("other", Place(1, 0, 1, 3), (Place(1, 0, 1, 3),))],
        [SeenCall("f", Place(1, 0, 1, 3), ()), SeenCall("g", Place(1, 0, 1, 3), ())],
    ],
    ids=["fewer", "another", "other-arguments"],
)
def test_where_the_visitor_sees_other_calls_the_tree_counts(seen: list[SeenCall], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor, "calls_in", lambda text: seen)
    source = "x = f() + g(1)"
    found = Places(source)
    assert [text_at(found.of(site, None)[0], source) for site in sites(source)] == ["f()", "g(1)"]


def test_the_visitor_and_the_tree_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    # The tree's places in f-strings over lines are exact from Python 3.12 on.
    for source in (SOURCE, NESTED)[: 1 + (sys.version_info >= (3, 12))]:
        every = list(sites(source))
        seen = [Places(source).of(site, None) for site in every]
        monkeypatch.setattr(visitor, "calls_in", blind)
        assert [Places(source).of(site, None) for site in every] == seen
        monkeypatch.undo()
