"""The libcst visitor: the calls in an expression of the linted file, and where they and their arguments stand.

The only file that knows libcst. It reads the expressions alone in which a call was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from flake8_confluence_scopes.calls.model import Place

LONGEST = 1_000
"""Characters of an expression; a longer one is not read. libcst's parser is native code, which source ends that nests
too deeply: with 8 MB of stack from about 3,000 levels on, and each takes a character at least."""

MOST_KEPT = 5_000
"""Expressions of which it is kept what was seen: an editor asks for nearly the same ones at each key, and reading them
takes as long as all the rest."""


class SeenCall(NamedTuple):
    """The last name of what is called (empty where that is no name), and the places of the call and of the values of
    its arguments, in the order of the source."""

    name: str
    place: Place
    arguments: tuple[Place, ...]

    def moved(self, lines: int, columns: int) -> SeenCall:
        """The same call in a text that has so many more lines before it, and columns before its first line."""
        places = []
        for line, column, end_line, end in (self.place, *self.arguments):
            column += columns if line == 1 else 0
            end += columns if end_line == 1 else 0
            places.append(Place(line + lines, column, end_line + lines, end))
        return SeenCall(self.name, places[0], tuple(places[1:]))


class CallVisitor(cst.CSTVisitor):
    """Collects the calls of a module, outer ones first, in the order of the source."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[SeenCall] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        # libcst looks for a method of this class for each node and each of its fields: half of the time of a visit.
        if type(node) is cst.Call:
            self.visit_Call(node)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        """Nothing is left to do."""

    def on_visit_attribute(self, node: cst.CSTNode, attribute: str) -> None:
        """No field has a method of its own."""

    def on_leave_attribute(self, original_node: cst.CSTNode, attribute: str) -> None:
        """No field has a method of its own."""

    def visit_Call(self, node: cst.Call) -> None:
        """Note a call."""
        callee = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
        name = callee.value if isinstance(callee, cst.Name) else ""
        places = tuple(self._place(argument.value) for argument in node.args)
        self.calls.append(SeenCall(name, self._place(node), places))

    def _place(self, node: cst.CSTNode) -> Place:
        span = self.get_metadata(PositionProvider, node)
        return Place(span.start.line, span.start.column, span.end.line, span.end.column)


class _Wrapper(MetadataWrapper):
    """A module of the parser with its positions."""

    def visit_batched(self, visitors: Iterable[cst.BatchableCSTVisitor], *hooks: Any, **more: Any) -> cst.Module:
        """Visit nothing. libcst visits the tree for providers that go along with a visit, of which positions are none,
        whether there are any or not: a third of the time."""
        return self.module


@lru_cache(MOST_KEPT)
def calls_in(text: str) -> tuple[SeenCall, ...]:
    """The calls in the text of an expression, whose first line is 1 and whose first column is 0; none where the text is
    too long, or libcst cannot read it."""
    if len(text) > LONGEST:
        return ()
    visitor = CallVisitor()
    try:
        # In parentheses, lines need no other sign that they go on.
        _Wrapper(cst.parse_module(f"({text})"), unsafe_skip_copy=True).visit(visitor)
    except KeyboardInterrupt:
        raise
    except BaseException:  # for valid code, too; a failure of the native parser is no Exception
        return ()
    return tuple(call.moved(0, -1) for call in visitor.calls)
