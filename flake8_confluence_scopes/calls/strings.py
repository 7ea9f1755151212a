"""What Python's string operations give for texts with holes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from flake8_confluence_scopes.calls.values import (
    Constant,
    Hole,
    Text,
    Value,
    as_text,
    concatenate,
    constant,
)
from flake8_confluence_scopes.path_template import HOLE

_ESCAPE = re.compile(
    r"\\(?:\n|[\\'\"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\})"
)
_SIMPLE_ESCAPES = {
    "\n": "", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r",
    "t": "\t", "v": "\v",
}  # fmt: skip
_FIELD = re.compile(r"\{\{|\}\}|\{([^{}!:]*)(![rsa])?(:[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}")
_PERCENT = re.compile(r"%(?:\(([^)]*)\))?([#0\- +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?)[hlL]?([a-zA-Z%])")
_INDEX = re.compile(r"^[^.\[]*")


def unescape(raw: str) -> str:
    """A literal's characters, its escapes decoded; an unknown escape stays, as in Python.

    Done by hand because the library's decoder warns of unknown escapes.
    """
    if "\\" not in raw:
        return raw.replace(HOLE, " ")
    return _ESCAPE.sub(_escaped, raw).replace(HOLE, " ")


def _escaped(match: re.Match[str]) -> str:
    body = match[0][1:]
    if body in _SIMPLE_ESCAPES:
        return _SIMPLE_ESCAPES[body]
    if body[0] == "N":
        return " "
    code = int(body, 8) if body[0].isdigit() else int(body[1:], 16)
    return chr(code) if code <= 0x10FFFF else " "


def strip(text: Text, characters: str | None, left: bool, right: bool) -> Text:
    """``strip``, ``lstrip`` and ``rstrip``; a hole at the end stops them, as a segment would."""
    template = text.template
    if left:
        template = template.lstrip(characters)
    if right:
        template = template.rstrip(characters)
    return Text(template, text.holes)


def replace(text: Text, old: Text, new: Text) -> Text | None:
    """``text.replace(old, new)``; None where a hole makes it unknown."""
    if old.holes or not old.template:
        return None
    if not new.holes:
        return Text(text.template.replace(old.template, new.template), text.holes)
    parts = split(text, old.template)
    joined: list[Text] = []
    for part in parts:
        joined.extend((new, part) if joined else (part,))
    return concatenate(joined)


def split(text: Text, separator: str) -> tuple[Text, ...]:
    """``text.split(separator)``, a hole taken as a part without the separator."""
    parts, used = [], 0
    for template in text.template.split(separator):
        count = template.count(HOLE)
        parts.append(Text(template, text.holes[used : used + count]))
        used += count
    return tuple(parts)


def join(separator: Text, parts: Sequence[Text]) -> Text:
    """``separator.join(parts)``."""
    joined: list[Text] = []
    for part in parts:
        joined.extend((separator, part) if joined else (part,))
    return concatenate(joined)


def starts_with(text: Text, prefix: str) -> bool | None:
    """``text.startswith(prefix)``, None where a hole makes it unknown."""
    head = text.template.partition(HOLE)[0]
    if len(head) >= len(prefix) or not text.holes:
        return head.startswith(prefix)
    return None if prefix.startswith(head) else False


def ends_with(text: Text, suffix: str) -> bool | None:
    """``text.endswith(suffix)``, None where a hole makes it unknown."""
    tail = text.template.rpartition(HOLE)[2]
    if len(tail) >= len(suffix) or not text.holes:
        return tail.endswith(suffix)
    return None if suffix.endswith(tail) else False


def contains(text: Text, part: str) -> bool | None:
    """``part in text``, None where a hole makes it unknown."""
    if part in text.template:
        return True
    return None if text.holes else False


def equal(first: Text, second: Text) -> bool | None:
    """``first == second``, None where holes make it unknown."""
    if not first.holes and not second.holes:
        return first.template == second.template
    if first.holes and second.holes:
        return None
    pattern, literal = (first, second.template) if first.holes else (second, first.template)
    head, tail = pattern.template.partition(HOLE)[0], pattern.template.rpartition(HOLE)[2]
    return None if literal.startswith(head) and literal.endswith(tail) else False


def format_text(
    text: Text, positional: Sequence[Value], keywords: Mapping[str, Value], rest: Hole | None
) -> Text:
    """``text.format(*positional, **keywords)``; ``rest`` stands for arguments that nobody knows."""
    parts: list[Text] = []
    end, number, used = 0, 0, 0
    for match in _FIELD.finditer(text.template):
        literal = text.template[end : match.start()]
        parts.append(Text(literal, text.holes[used : used + literal.count(HOLE)]))
        used += literal.count(HOLE)
        end = match.end()
        if match[0] in ("{{", "}}"):
            parts.append(Text(match[0][0]))
            continue
        name = match[1]
        if name == "":
            name, number = str(number), number + 1
        plain = not match[2] and (match[3] or ":") == ":"
        parts.append(_field(name, positional, keywords, rest, plain))
    parts.append(Text(text.template[end:], text.holes[used:]))
    return concatenate(parts)


def _field(
    name: str, positional: Sequence[Value], keywords: Mapping[str, Value], rest: Hole | None, plain: bool
) -> Text:
    key = _INDEX.match(name)
    assert key is not None  # the pattern matches the empty string
    value: Value | None = None
    if key[0].isdigit() and int(key[0]) < len(positional):
        value = positional[int(key[0])]
    elif key[0] in keywords:
        value = keywords[key[0]]
    if value is not None and key[0] == name and plain:
        return as_text(value)
    return Text(HOLE, (Hole(name, rest is not None and rest.open),))


def percent(
    text: Text, value: Value, items: Sequence[Value] | None, table: Mapping[str, Value] | None
) -> Text:
    """``text % value``: ``items`` are those of a tuple, ``table`` the entries of a dict."""
    queue = list(items) if items is not None else [value]
    parts: list[Text] = []
    end, used = 0, 0
    for match in _PERCENT.finditer(text.template):
        literal = text.template[end : match.start()]
        parts.append(Text(literal, text.holes[used : used + literal.count(HOLE)]))
        used += literal.count(HOLE)
        end = match.end()
        if match[3] == "%":
            parts.append(Text("%"))
            continue
        given: Value | None = None
        if match[1] is not None:
            given = (table or {}).get(match[1])
        elif queue:
            given = queue.pop(0)
        if given is not None and match[3] in "sdi" and not match[2]:
            parts.append(as_text(given))
        else:
            parts.append(Text(HOLE, (Hole(match[0]),)))
    parts.append(Text(text.template[end:], text.holes[used:]))
    return concatenate(parts)


def lower(text: Text) -> Text:
    """``text.lower()``."""
    return Text(text.template.lower(), text.holes)


def upper(text: Text) -> Text:
    """``text.upper()``."""
    return Text(text.template.upper(), text.holes)


def boolean(answer: bool | None) -> Constant | None:
    """A test's answer as a value, None where it is unknown."""
    return None if answer is None else constant(answer)
