"""Where calls and their arguments stand in the source, as the visitor sees them; where it sees something else than
Python's own tree has, as that has them.

Up to Python 3.11, the tree's places in an f-string that spans lines may be off.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_confluence_scopes.calls.flow.blocks import CallSite
from flake8_confluence_scopes.calls.flow.syntax import arguments, called_name
from flake8_confluence_scopes.calls.flow.walk import descendants
from flake8_confluence_scopes.calls.model import Place

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.visitor import SeenCall


class Places:
    """The places of the calls of one source."""

    def __init__(self, source: str) -> None:
        self._lines = source.encode().splitlines(keepends=True)  # as ast counts: bytes, and no line ends at a form feed
        self._seen: dict[ast.AST, dict[ast.Call, SeenCall]] = {}

    def of(self, site: CallSite, argument: ast.expr | None) -> tuple[Place, Place]:
        """The places of a call and of the value of one of its arguments (the call's own place for None)."""
        if site.within not in self._seen:
            self._seen[site.within] = self._calls_in(site.within)
        seen = self._seen[site.within].get(site.node)
        if seen is None:
            return self.of_node(site.node), self.of_node(argument or site.node)
        if argument is None:
            return seen.place, seen.place
        if isinstance(argument, (ast.Tuple, ast.GeneratorExp)):
            return seen.place, self.of_node(argument)  # for libcst, their parentheses are none of theirs
        values = sorted((given.value for given in arguments(site.node)), key=lambda value: (value.lineno, value.col_offset))
        return seen.place, seen.arguments[values.index(argument)]

    def of_name(self, site: CallSite) -> Place:
        """The place of the name by which a function is called: of ``update_page`` in ``wiki.update_page(1)``."""
        function = site.node.func
        place = self.of_node(function)
        name = function.attr if isinstance(function, ast.Attribute) else ""
        start = place.end_column - len(name) if name else place.column
        return Place(place.end_line if name else place.line, start, place.end_line, place.end_column)

    def _calls_in(self, expression: ast.AST) -> dict[ast.Call, SeenCall]:
        """What the visitor sees of each call in an expression; nothing where it sees other calls than there are."""
        # Here and no sooner: importing libcst takes longer than looking into a file.
        from flake8_confluence_scopes.calls.visitor import calls_in

        whole = self.of_node(expression)
        seen = [call.moved(whole.line - 1, whole.column) for call in calls_in(self._text(expression))]
        calls = [node for node in descendants(expression) if isinstance(node, ast.Call)]
        agree = len(calls) == len(seen) and all(map(_is_same, calls, seen))
        return dict(zip(calls, seen)) if agree else {}

    def _text(self, node: ast.AST) -> str:
        line, column, end_line, end = _span(node)
        lines = self._lines[line - 1 : end_line]
        lines[-1] = lines[-1][:end]
        lines[0] = lines[0][column:]
        return b"".join(lines).decode(errors="ignore")

    def of_node(self, node: ast.AST) -> Place:
        """The place of an expression, as Python's own tree has it."""
        line, column, end_line, end = _span(node)
        return Place(line, self._column(line, column), end_line, self._column(end_line, end))

    def _column(self, line: int, offset: int) -> int:
        return len(self._lines[line - 1][:offset].decode(errors="ignore"))


def _span(node: ast.AST) -> Place:
    """Where a node stands, with columns that count bytes."""
    assert isinstance(node, ast.expr)  # calls stand in expressions
    # ast.parse sets both ends, whatever their types say.
    return Place(node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)


def _is_same(node: ast.Call, seen: SeenCall) -> bool:
    return called_name(node) == seen.name and len(arguments(node)) == len(seen.arguments)
