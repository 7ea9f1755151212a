"""Constants and f-strings as the code writes them."""

from __future__ import annotations

import ast
import functools

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.syntax import summary
from flake8_confluence_scopes.calls.values import operators, strings
from flake8_confluence_scopes.calls.values.domain import Constant, Frame, Hole, Text, Value, Values, constant, unknown
from flake8_confluence_scopes.calls.values.links import renamed
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.calls.values.texts import as_text, concatenate

_FOLLOWED = frozenset((bytes, bool, int, float, type(None)))
_AS_TEXT = (-1, ord("s"))
"""Conversions of a replacement field that show what ``str()`` does: none, and ``!s``."""


def literal(node: ast.Constant) -> Values:
    """The value of a constant."""
    if type(node.value) is str:
        return _text(node.value)
    return (constant(node.value) if type(node.value) in _FOLLOWED else unknown(summary(node)),)


@functools.lru_cache(2_000)
def _text(written: str) -> Values:
    return (Text(strings.literal(written)),)


def formatted(ev: Evaluator, node: ast.JoinedStr, frame: Frame) -> Steps[Values]:
    """An f-string, with the strings beside it."""
    groups: list[Values] = []
    for piece in node.values:
        if not isinstance(piece, ast.FormattedValue):
            groups.append((yield ev.value(piece, frame)))
            continue
        group: Values = yield ev.value(piece.value, frame)
        # ast has an empty format for a lone colon.
        formats = isinstance(piece.format_spec, ast.JoinedStr) and piece.format_spec.values
        if piece.conversion in _AS_TEXT and not formats:
            groups.append(tuple(_named(value, piece.value) for value in group))
        else:
            groups.append((unknown(summary(piece.value), any(map(is_open, group))),))
    return operators.texts(groups, concatenate)


def _named(value: Value, node: ast.expr) -> Value:
    """A value that no text can show keeps the name of its expression."""
    if isinstance(value, (Text, Constant)):
        return value
    text = as_text(value)
    name = summary(node)
    return Text(text.template, tuple(renamed(Hole(hole.name, hole.open), name) for hole in text.holes), text.when)
