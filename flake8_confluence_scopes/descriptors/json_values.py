"""JSON in which nothing of the text is lost or costly: repeated keys stay, numbers are not computed.

An object is a tuple of (key, value) pairs. Every integer is 0: Python refuses to compute long ones.
"""

from __future__ import annotations

import json
import re

from flake8_confluence_scopes.descriptors.declaration import Unreadable, too_deep

_DECODER = json.JSONDecoder(object_pairs_hook=tuple, parse_int=lambda digits: 0)

# The decoder recurses in C, where Python up to 3.11 guards the stack only as well as the recursion
# limit, which any other plugin may have raised. Real descriptors are less than 20 levels deep.
_DEEPEST = 200
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[][{}]')
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}

_DESCRIPTIONS: dict[type, str] = {
    tuple: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}


def decode(text: str) -> object:
    """The value of a whole JSON text. Raises json.JSONDecodeError, and Unreadable for a too deep one."""
    _refuse_depth(text, 0)
    return _DECODER.decode(text)


def decode_at(text: str, start: int) -> object:
    """The JSON value that begins at ``start``, whatever follows it. Raises as ``decode`` does."""
    _refuse_depth(text, start)
    return _DECODER.raw_decode(text, start)[0]


def described(value: object) -> str:
    """What a message calls a decoded value."""
    return _DESCRIPTIONS[type(value)]


def _refuse_depth(text: str, start: int) -> None:
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += _STEPS.get(token[0], 0)
        if depth > _DEEPEST:
            raise Unreadable(too_deep(_DEEPEST))
        if depth < 1:
            break
