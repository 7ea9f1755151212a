"""Strings, f-strings and adjacent strings as the code writes them."""

from __future__ import annotations

import libcst as cst

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.syntax import summary
from flake8_confluence_scopes.calls.values import operators, strings
from flake8_confluence_scopes.calls.values.domain import Constant, Frame, Hole, Text, Value, Values, unknown
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.calls.values.texts import as_text, concatenate


def simple_string(node: cst.SimpleString) -> Values:
    """The value of a literal without holes."""
    prefix, raw = node.prefix.lower(), node.raw_value
    if "b" in prefix:
        return (Constant(raw, bytes) if "\\" not in raw else unknown("bytes"),)
    return (Text(strings.literal(raw, escapes="r" not in prefix)),)


def _formatted(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Steps[Values]:
    """An f-string or adjacent strings, taken apart from left to right."""
    groups: list[Values] = []
    stack: list[cst.CSTNode] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, cst.ConcatenatedString):
            stack += (item.right, item.left)
        elif isinstance(item, cst.FormattedString):
            raw = "r" in item.prefix.lower()
            for piece in item.parts:
                if isinstance(piece, cst.FormattedStringText):
                    groups.append((Text(strings.literal(_braces(piece.value), escapes=not raw)),))
                else:
                    assert isinstance(piece, cst.FormattedStringExpression)
                    group: Values = yield ev.value(piece.expression, frame)
                    shown_as_is = (
                        piece.conversion in (None, "s") and not piece.format_spec and not piece.equal
                    )
                    groups.append(
                        tuple(_named(value, piece.expression) for value in group)
                        if shown_as_is
                        else (unknown(summary(piece.expression), any(map(is_open, group))),)
                    )
        else:
            groups.append(simple_string(item) if isinstance(item, cst.SimpleString) else (unknown(summary(item)),))
    if any(isinstance(value, Constant) and value.kind is bytes for group in groups for value in group):
        return (unknown("bytes"),)
    return operators.texts(groups, concatenate)


def _named(value: Value, node: cst.BaseExpression) -> Value:
    """A value that no text can show keeps the name of its expression."""
    if isinstance(value, (Text, Constant)):
        return value
    text = as_text(value)
    return Text(text.template, tuple(Hole(summary(node), hole.open) for hole in text.holes), text.when)


def _braces(raw: str) -> str:
    return raw.replace("{{", "{").replace("}}", "}")
