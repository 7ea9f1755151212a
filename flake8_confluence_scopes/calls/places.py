"""Where calls stand in the source. Python's own tree has the positions for free, so its calls are matched with
libcst's one by one; libcst's positions, which cost twice a parse, are for the sources where that fails.

Up to Python 3.11, the columns in an f-string inside of another one that spans lines may be off.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cached_property

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from flake8_confluence_scopes.calls.flow.walk import descendants
from flake8_confluence_scopes.calls.model import Place, UncheckedFile


class Places:
    """The places of the calls of one module and of their arguments."""

    def __init__(self, module: cst.Module, tree: ast.AST, source: str) -> None:
        self._module = module
        self._source = source
        self._lines = source.encode().splitlines()  # as ast counts: bytes, and no line ends at a form feed
        self._twins = _twins(module, tree)

    def of(self, call: cst.Call, argument: cst.BaseExpression | None) -> tuple[Place, Place]:
        """The places of a call and of the value of one of its arguments (the call's own place for None).

        Raises UncheckedFile.
        """
        if self._twins is None:
            return self._by_libcst(call), self._by_libcst(argument or call)
        twin = self._twins[call]
        place = self._by_ast(twin)
        if argument is None:
            return place, place
        values = [*twin.args, *(keyword.value for keyword in twin.keywords)]
        values.sort(key=lambda value: (value.lineno, value.col_offset))
        value = values[[given.value for given in call.args].index(argument)]
        return place, self._by_ast(value.value if isinstance(value, ast.Starred) else value)

    def _by_ast(self, node: ast.expr) -> Place:
        end_line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return Place(node.lineno, self._column(node.lineno, node.col_offset), end_line, self._column(end_line, end))

    def _column(self, line: int, offset: int) -> int:
        return len(self._lines[line - 1][:offset].decode(errors="ignore"))

    def _by_libcst(self, node: cst.BaseExpression) -> Place:
        span = self._positions[node]
        return Place(span.start.line, span.start.column, span.end.line, span.end.column)

    @cached_property
    def _positions(self) -> Mapping[cst.CSTNode, CodeRange]:
        # A module that was parsed in parts lacks the lines between them.
        whole = cst.parse_module(self._source)
        try:
            positions = MetadataWrapper(whole, unsafe_skip_copy=True).resolve(PositionProvider)
        except RecursionError:
            raise UncheckedFile("it nests too deeply") from None
        return {mine: positions[node] for mine, node in zip(descendants(self._module), descendants(whole))}


def _twins(module: cst.Module, tree: ast.AST) -> dict[cst.Call, ast.Call] | None:
    """Each call's twin; None where the two trees do not agree on what stands in which order."""
    mine = [node for node in descendants(module) if type(node) is cst.Call]
    theirs = sorted(
        (node for node in ast.walk(tree) if isinstance(node, ast.Call)),
        key=lambda node: (node.lineno, node.col_offset, -(node.end_lineno or 0), -(node.end_col_offset or 0)),
    )
    if len(mine) != len(theirs) or not all(map(_agree, mine, theirs)):
        return None
    return dict(zip(mine, theirs))


def _agree(mine: cst.Call, theirs: ast.Call) -> bool:
    given = len(theirs.args) + len(theirs.keywords)
    return _name(mine.func) == _name(theirs.func) and len(mine.args) == given


def _name(node: cst.CSTNode | ast.expr) -> str:
    if isinstance(node, cst.Attribute):
        return node.attr.value
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, cst.Name):
        return node.value
    return node.id if isinstance(node, ast.Name) else ""
