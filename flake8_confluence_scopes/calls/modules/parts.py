"""A module in parts. What two versions of a text have in common keeps its nodes: of what an editor sends at each key, only
the part that has changed is parsed.

A part is a function, the head of a long class, or the statements between two of those, with the comments before it.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import libcst as cst

from flake8_confluence_scopes.calls.modules.python_tree import standard_tree

LONG_CLASS = 50
"""Lines; a shorter one is a part as a whole."""

Statement: TypeAlias = "cst.SimpleStatementLine | cst.BaseCompoundStatement"

_STATEMENTS = (cst.SimpleStatementLine, cst.BaseCompoundStatement)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class _Lines(NamedTuple):
    """The lines of a part, from ``start`` up to, not including, ``end``, which hold so many ``statements`` as libcst
    counts them. A long class has the lines of its head, and those of its members' parts."""

    start: int
    end: int
    statements: int
    members: tuple[_Lines, ...] = ()


def parse_changes(source: str, tree: ast.Module, text: str, module: cst.Module) -> cst.Module:
    """The module of a source, whose ``ast`` is ``tree``; parts that an earlier ``text`` has as well come from its
    ``module``. The nodes do not have the whitespace and the comments between them.

    Raises what libcst's parser raises, also for a source that it can parse as a whole.
    """
    known: dict[str, list[tuple[Statement, ...]]] = {}
    for part, nodes in parts_of(text, module):
        known.setdefault(part, []).append(nodes)
    lines = _lines(source)
    return cst.Module(_built(lines, _layout(lines, tree.body, 0, len(lines)), known))


def parts_of(text: str, module: cst.Module) -> list[tuple[str, tuple[Statement, ...]]]:
    """The text of each part of a module, with its statements; for the head of a long class the class as it is with its
    members. None at all where libcst and ``ast`` do not agree on what the statements are."""
    lines = _lines(text)
    try:
        return list(_cut(lines, _layout(lines, standard_tree(text).body, 0, len(lines)), module.body))
    except _Disagreement:
        return []


class _Disagreement(Exception):
    """libcst sees other statements than ``ast`` does."""


def _lines(source: str) -> list[str]:
    # Lines as Python counts them: none ends at a form feed.
    return list(io.StringIO(source, newline=""))


def _layout(lines: Sequence[str], body: Sequence[ast.stmt], start: int, end: int) -> tuple[_Lines, ...]:
    """The parts of the lines of a body."""
    found: list[_Lines] = []
    goes_on = False
    for first, behind, statement in _rows(body):
        alone = isinstance(statement, _DEFINITIONS)
        if goes_on and not alone:
            found[-1] = found[-1]._replace(end=behind, statements=found[-1].statements + 1)
        elif isinstance(statement, ast.ClassDef) and behind - first > LONG_CLASS and _begins_line(lines, statement.body[0]):
            inside = _first_line(statement.body[0])
            found.append(_Lines(start, inside, 1, _layout(lines, statement.body, inside, behind)))
        else:
            found.append(_Lines(start, behind, 1))
        start, goes_on = behind, not alone
    if found and not found[-1].members:
        found[-1] = found[-1]._replace(end=end)
    return tuple(found)


def _rows(body: Iterable[ast.stmt]) -> Iterator[tuple[int, int, ast.stmt]]:
    """The first line of each statement, the one behind it, and the first statement of those that share lines."""
    row: tuple[int, int, ast.stmt] | None = None
    for statement in body:
        first, behind = _first_line(statement), statement.end_lineno or statement.lineno
        if row is not None and first < row[1]:
            row = (row[0], behind, row[2])
            continue
        if row is not None:
            yield row
        row = (first, behind, statement)
    if row is not None:
        yield row


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)]) - 1


def _begins_line(lines: Sequence[str], statement: ast.stmt) -> bool:
    line = lines[_first_line(statement)]
    return line.lstrip().startswith("@") or not line[: statement.col_offset].strip()


def _cut(
    lines: Sequence[str], layout: Iterable[_Lines], body: Sequence[cst.BaseStatement | cst.BaseSmallStatement]
) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    place = 0
    for part in layout:
        nodes = tuple(node for node in body[place : place + part.statements] if isinstance(node, _STATEMENTS))
        place += part.statements
        if len(nodes) < part.statements:
            raise _Disagreement
        yield "".join(lines[part.start : part.end]), nodes
        if part.members:
            if not isinstance(nodes[0], cst.ClassDef):
                raise _Disagreement
            yield from _cut(lines, part.members, nodes[0].body.body)
    if place < len(body):
        raise _Disagreement


def _built(
    lines: Sequence[str],
    layout: Iterable[_Lines],
    known: dict[str, list[tuple[Statement, ...]]],
    inside: bool = False,
) -> list[Statement]:
    """The statements of a body."""
    body: list[Statement] = []
    for part in layout:
        text = "".join(lines[part.start : part.end])
        same = known.get(text)
        nodes = same.pop() if same else _parsed(text, inside, lines[part.end] if part.members else "")
        if part.members:
            cls = nodes[0]
            assert isinstance(cls, cst.ClassDef)  # no other part has a text that ends in the head of a class
            members = cls.body.with_changes(body=_built(lines, part.members, known, True))
            nodes = (cls.with_changes(body=members),)
        body.extend(nodes)
    return body


def _parsed(text: str, inside: bool, member: str) -> tuple[Statement, ...]:
    """The statements of a part; of the head of a class with something in place of its members, the first of which stands
    in the line ``member``. Those ``inside`` a class are indented."""
    if member:
        text += member[: len(member) - len(member.lstrip())] + "pass\n"
    if not inside:
        return tuple(cst.parse_module(text).body)
    around = cst.parse_module("class _:\n" + text).body[0]
    assert isinstance(around, cst.ClassDef) and isinstance(around.body, cst.IndentedBlock)  # by what is parsed
    return tuple(node for node in around.body.body if isinstance(node, _STATEMENTS))
