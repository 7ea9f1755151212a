"""Where nodes stand in the source. Python's own tree has the positions for free, so calls are matched with its
calls one by one; libcst's positions, which cost twice a parse, are for the sources where that fails."""

from __future__ import annotations

import ast

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from flake8_confluence_scopes.calls.model import Place
from flake8_confluence_scopes.calls.walk import descendants


class Places:
    """The places of the calls of one module and of their arguments."""

    def __init__(self, module: cst.Module, tree: ast.AST, source: str) -> None:
        self._module = module
        self._lines = source.splitlines(keepends=True)
        self._matched = _match(module, tree)

    def of(self, call: cst.Call, argument: cst.BaseExpression | None) -> tuple[Place, Place]:
        """The places of a call and of the value of one of its arguments (the call's own place for None)."""
        if self._matched is None:
            positions = MetadataWrapper(self._module, unsafe_skip_copy=True).resolve(PositionProvider)
            found = []
            for node in (call, argument or call):
                span = positions[node]
                found.append(Place(span.start.line, span.start.column, span.end.line, span.end.column))
            return found[0], found[1]
        match = self._matched[call]
        place = self._place(match)
        if argument is None:
            return place, place
        values = [*match.args, *(keyword.value for keyword in match.keywords)]
        values.sort(key=lambda value: (value.lineno, value.col_offset))
        for given, value in zip(call.args, values):
            if given.value is argument:
                return place, self._place(value.value if isinstance(value, ast.Starred) else value)
        return place, place

    def _place(self, node: ast.expr) -> Place:
        end_line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return Place(
            node.lineno, self._column(node.lineno, node.col_offset), end_line, self._column(end_line, end)
        )

    def _column(self, line: int, offset: int) -> int:
        """Characters for ``ast``'s offset in bytes of UTF-8."""
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        return offset if text.isascii() else len(text.encode()[:offset].decode(errors="ignore"))


def _match(module: cst.Module, tree: ast.AST) -> dict[cst.Call, ast.Call] | None:
    """Each call's twin; None where the two trees do not agree on what stands in which order."""
    mine = [node for node in descendants(module) if isinstance(node, cst.Call)]
    theirs = sorted(
        (node for node in ast.walk(tree) if isinstance(node, ast.Call)),
        key=lambda node: (node.lineno, node.col_offset, -(node.end_lineno or 0), -(node.end_col_offset or 0)),
    )
    if len(mine) != len(theirs) or not all(map(_agree, mine, theirs)):
        return None
    return dict(zip(mine, theirs))


def _agree(mine: cst.Call, theirs: ast.Call) -> bool:
    return _name(mine.func) == _name(theirs.func) and len(mine.args) == len(theirs.args) + len(
        theirs.keywords
    )


def _name(node: cst.CSTNode | ast.expr) -> str:
    if isinstance(node, cst.Attribute):
        return node.attr.value
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, cst.Name):
        return node.value
    return node.id if isinstance(node, ast.Name) else ""
