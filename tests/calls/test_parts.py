"""Parsing a text of which an earlier version is known: what both have in common is not parsed again."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.calls import parts
from flake8_confluence_scopes.calls.parse import parse
from flake8_confluence_scopes.calls.parts import Part, cut, parse_changes
from flake8_confluence_scopes.calls.walk import descendants

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


def in_parts(source: str) -> tuple[Part, ...]:
    return cut(source, ast.parse(source), cst.parse_module(source))


@given(st.lists(st.sampled_from(STATEMENTS), max_size=8), st.lists(st.sampled_from(STATEMENTS), max_size=8))
def test_a_changed_text_has_the_tree_that_it_has_anyway(before: list[str], after: list[str]) -> None:
    earlier = parse("".join(before))
    source = "".join(after)
    parsed = parse(source, None, earlier.parts)
    assert list(shown(parsed.tree)) == list(shown(cst.parse_module(source)))
    assert [part.text for part in parse(source, None, parsed.parts).parts] == [part.text for part in parsed.parts]
    assert len({id(node) for node in descendants(parsed.tree)}) == len(list(descendants(parsed.tree)))


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_only_what_has_changed_is_parsed(ends: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "".join(STATEMENTS[:10]).replace("\n", ends)
    tree, before = parse(source)
    texts: list[str] = []
    parse_module = cst.parse_module

    def noted(text: str) -> cst.Module:
        texts.append(text)
        return parse_module(text)

    monkeypatch.setattr(cst, "parse_module", noted)
    again, same = parse_changes(source, ast.parse(source), before)
    assert not texts
    assert sorted(part.text for part in same) == sorted(part.text for part in before)
    assert [type(node) for node in again.body] == [type(node) for node in tree.body]
    changed = source.replace("return 7", "return 8", 1).replace("key=1", "key=2", 1)
    parse_changes(changed, ast.parse(changed), same)
    assert len(texts) == 2
    assert "key=2" in texts[0]
    assert texts[0].endswith("pass\n")
    assert "def m7" in texts[1]
    assert "m8" not in texts[1]


def test_a_part_that_is_none_by_itself() -> None:
    source = "x = 1 \\\n\ndef f(): pass\n"
    with pytest.raises(cst.ParserSyntaxError):
        parse_changes(source, ast.parse(source), in_parts("y = 1\n"))
    parsed = parse(source, None, in_parts("y = 1\n"))
    assert parsed.tree.code == source
    assert [part.text for part in parsed.parts] == ["x = 1 \\\n", "\ndef f(): pass\n"]


@pytest.mark.parametrize("other", ["", "a\n", LONG.replace("m7", "m7(a): pass\n    def x"), LONG + "x\n", "a\nb\nc\n"])
def test_two_trees_that_do_not_agree(other: str) -> None:
    assert in_parts(LONG)
    assert cut(LONG, ast.parse(LONG), cst.parse_module(other)) == ()


def test_parts_are_no_longer_than_they_must_be() -> None:
    found = in_parts("import a\nb = 1\n" + LONG + "\nx = 1\n")
    assert [len(part.nodes) for part in found] == [2, 1, 1, *[1] * 30, 1]
    assert [part.text.strip().partition("\n")[0] for part in found[:4]] == [
        "import a", "# A comment.", '"""Says what', "def m0(self):",
    ]  # fmt: skip
    assert parts.LONG_CLASS < LONG.count("\n")
