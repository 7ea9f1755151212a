"""``str.format`` and ``%`` for texts and values with holes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from string import Formatter

from flake8_confluence_scopes.calls.values import filled
from flake8_confluence_scopes.calls.values.domain import Constant, Hole, Member, Text, Unknown, Value, constant
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.calls.values.strings import Pieces
from flake8_confluence_scopes.calls.values.texts import as_text, concatenate
from flake8_confluence_scopes.path_template import HOLE

_KEY = re.compile(r"[^.\[]*")
_MOST_DIGITS = 9
"""Digits of a field's number; no call has more arguments than that."""

_PERCENT = re.compile(r"%(?:\(([^()]*)\))?([#0\- +]*(?:\*|\d+)?(?:\.(?:\*|\d*))?)[hlL]?([a-zA-Z%])")


_DOLLAR = re.compile(r"\$(?:\$|([A-Za-z_]\w*)|\{\{([A-Za-z_]\w*)\}\})", re.ASCII)


def format_text(text: Text, positional: Sequence[Value], keywords: Mapping[str, Value], rest: Hole | None) -> Text:
    """``text.format(*positional, **keywords)``; ``rest`` stands for arguments that nobody knows."""
    try:
        if f"!{HOLE}" in text.template:
            raise ValueError("the parser takes it for no conversion")
        return filled.marked(concatenate(_formatted(text, positional, keywords, rest)), text)
    except ValueError:  # Python raises it as well: such a call comes to nothing
        return Text(HOLE, (Hole("format(...)"),))


def _formatted(
    text: Text, positional: Sequence[Value], keywords: Mapping[str, Value], rest: Hole | None
) -> Iterator[Text]:
    pieces, numbers = Pieces(text), itertools.count()
    for literal, field, spec, conversion in Formatter().parse(text.template):
        yield pieces.take(literal)
        if field is None:
            continue
        pieces.take(f"{field}{conversion}{spec}")
        name = _with_number(field, numbers)
        for _, inner, _, _ in Formatter().parse(spec or ""):
            if inner is not None:
                _with_number(inner, numbers)
        value = _argument(_key(name), positional, keywords)
        if value is not None and _key(name) == name and not spec and conversion in (None, "s"):
            yield as_text(value)
        elif value is not None:
            yield Text(HOLE, (Hole(name, is_open(value)),))
        else:
            yield Text(HOLE, (Hole(name, rest is not None and rest.open),))


def _key(field: str) -> str:
    """A field's argument: what stands before the first ``.`` or ``[``."""
    found = _KEY.match(field)
    return found[0] if found else ""


def _with_number(field: str, numbers: Iterator[int]) -> str:
    """A field that names no argument takes the next one."""
    return field if _key(field) else f"{next(numbers)}{field}"


def _argument(key: str, positional: Sequence[Value], keywords: Mapping[str, Value]) -> Value | None:
    if not key.isdecimal():
        return keywords.get(key)
    return positional[int(key)] if len(key) <= _MOST_DIGITS and int(key) < len(positional) else None


def with_braces(text: Text) -> Text:
    """A ``string.Template`` as ``str.format`` writes it: ``$name`` and ``${name}`` as ``{name}``."""
    braced = text.template.replace("{", "{{").replace("}", "}}")
    fields = _DOLLAR.sub(lambda found: "$" if found[0] == "$$" else f"{{{found[1] or found[2]}}}", braced)
    return Text(fields, text.holes, text.when)


def percent(text: Text, value: Value, items: Sequence[Value] | None, table: Mapping[str, Value]) -> Text:
    """``text % value``: ``items`` are those of a tuple, ``table`` the entries of a dict."""
    queue = [value] if items is None else list(items)
    pieces = Pieces(text)
    parts: list[Text] = []
    end = 0
    for match in _PERCENT.finditer(text.template):
        parts.append(pieces.take(text.template[end : match.start()]))
        pieces.take(match[0])
        end = match.end()
        if match[0] == "%%":
            parts.append(Text("%"))
            continue
        del queue[: match[2].count("*")]
        given: Value | None = None
        if match[1] is not None:
            given = table.get(match[1])
        elif queue:
            given = queue.pop(0)
        parts.append(_converted(given, match))
    parts.append(pieces.take(text.template[end:]))
    if any("%" in part.template for part in parts[::2]):
        return Text(HOLE, (Hole("a text with %", is_open(value)),))
    return concatenate(parts)


def _converted(value: Value | None, match: re.Match[str]) -> Text:
    if value is not None and not match[2]:
        if match[3] == "s" or (match[3] in "diu" and isinstance(value, (Unknown, Member))):
            return as_text(value)
        if match[3] in "diu" and isinstance(value, Constant) and isinstance(value.value, int):
            return as_text(constant(int(value.value)))
    return Text(HOLE, (Hole(match[0], value is not None and is_open(value)),))


def keys(template: str) -> frozenset[str]:
    """The keys of a dict that ``template % dict`` asks for."""
    return frozenset(match[1] for match in _PERCENT.finditer(template) if match[1] is not None)
