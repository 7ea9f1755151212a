"""Parsing a text of which an earlier version is known: what both have in common is not parsed again."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.flow.walk import descendants
from flake8_confluence_scopes.calls.modules import parts
from flake8_confluence_scopes.calls.modules.parse import parse
from flake8_confluence_scopes.calls.modules.parts import parse_changes, parts_of

MEMBERS = [f"    def m{number}(self):\n        return {number}\n" for number in range(30)]
LONG = "# A comment.\n@made\nclass Long(Base, key=1):\n\n    \"\"\"Says what\n  it is.\"\"\"\n\n" + "\n".join(MEMBERS)
STATEMENTS = [
    "import os\n", "x = 1; y = 2\n", "x = [\n    1,\n]; y = (\n 2)\n", "\n    # An odd comment.\ndef f(a=g()):\n    return a\n",
    "@d\n# between\n@e(1)\nasync def f():\n    await x\n", "class Short:\n    a = 1\n\n    def m(self): ...\n", LONG,
    LONG.replace("m7", "other"), "class Long:\n" + "\n".join(MEMBERS) + "    # At the end.\n",
    "if x:\n    def f(): pass\n",
    "class Nested:\n    " + LONG.replace("\n", "\n    ").rstrip(" "), "\x0cdef f(): 'ä\x0c'\n",
    "try:\n    import a\nexcept b: pass\n",
    "class Tabs:\n\tdef f(self):\n\t\treturn 1\n" + "\tx = 1\n" * 60, "class Line: x = [\n" + "    1,\n" * 60 + "]\n",
    "f'''{x\n}'''\n", "x = 1 \\\n\n", "# Only a comment.\n",
]  # fmt: skip


def shown(module: cst.Module) -> Iterator[tuple[type[cst.CSTNode], str]]:
    """All that is asked of a tree's nodes, in the order of the source."""
    for node in descendants(module):
        yield type(node), getattr(node, "value", "") if isinstance(node, (cst.Name, cst.SimpleString, cst.Integer)) else ""


def changed(source: str, before: str) -> cst.Module:
    return parse_changes(source, ast.parse(source), before, cst.parse_module(before))


@given(st.lists(st.lists(st.sampled_from(STATEMENTS), max_size=8), min_size=2, max_size=4))
def test_a_changed_text_has_the_tree_that_it_has_anyway(versions: list[list[str]]) -> None:
    before: tuple[str, cst.Module] | None = None
    for version in versions:
        source = "".join(version)
        tree = parse(source, None, before)
        assert list(shown(tree)) == list(shown(cst.parse_module(source)))
        nodes = descendants(tree)
        assert len(set(map(id, nodes))) == len(nodes)
        before = (source, tree)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_only_what_has_changed_is_parsed(ends: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "".join(STATEMENTS[:10]).replace("\n", ends)
    tree = cst.parse_module(source)
    texts: list[str] = []
    parse_module = cst.parse_module

    def noted(text: str) -> cst.Module:
        texts.append(text)
        return parse_module(text)

    monkeypatch.setattr(cst, "parse_module", noted)
    again = parse_changes(source, ast.parse(source), source, tree)
    assert not texts
    assert list(shown(again)) == list(shown(tree))
    other = source.replace("return 7", "return 8", 1).replace("key=1", "key=2", 1)
    parse_changes(other, ast.parse(other), source, again)
    assert len(texts) == 2
    assert "key=2" in texts[0]
    assert texts[0].endswith("pass\n")
    assert "def m7" in texts[1]
    assert "m8" not in texts[1]


def test_a_part_that_is_none_by_itself() -> None:
    source = "x = 1 \\\n\ndef f(): pass\n"
    with pytest.raises(cst.ParserSyntaxError):
        changed(source, "y = 1\n")
    assert parse(source, None, ("y = 1\n", cst.parse_module("y = 1\n"))).code == source


@pytest.mark.parametrize("other", ["", "a\n", LONG.replace("m7", "m7(a): pass\n    def x"), LONG + "x\n", "a\nb\nc\n"])
def test_two_trees_that_do_not_agree(other: str) -> None:
    assert parts_of(LONG, cst.parse_module(LONG))
    assert parts_of(LONG, cst.parse_module(other)) == []


def test_parts_are_no_longer_than_they_must_be() -> None:
    source = "import a\nb = 1\n" + LONG + "\nx = 1\n"
    found = parts_of(source, cst.parse_module(source))
    assert [len(nodes) for _, nodes in found] == [2, 1, 1, *[1] * 30, 1]
    assert [text.strip().partition("\n")[0] for text, _ in found[:4]] == [
        "import a", "# A comment.", '"""Says what', "def m0(self):",
    ]  # fmt: skip
    assert parts.LONG_CLASS < LONG.count("\n")
