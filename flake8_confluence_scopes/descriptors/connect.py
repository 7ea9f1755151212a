"""The descriptor of a Connect app, atlassian-connect.json: ``scopes`` is an optional list of names."""

from __future__ import annotations

import json

from flake8_confluence_scopes.descriptors import template
from flake8_confluence_scopes.descriptors.declaration import Unreadable, unique
from flake8_confluence_scopes.descriptors.files import decoded
from flake8_confluence_scopes.descriptors.json_values import decode, described

_EXAMPLE = 'write a list such as ["READ", "WRITE"]'


def is_one(path: str) -> bool:
    """Always: the file's name belongs to Connect alone, whatever it holds."""
    return True


def scopes(data: bytes) -> tuple[str, ...]:
    """The declared scopes in upper case, each once; none where the descriptor has no ``scopes``.

    Takes UTF-8, and UTF-16 with a byte order mark. Raises Unreadable.
    """
    text = decoded(data)
    try:
        descriptor = decode(text)
    except json.JSONDecodeError as error:
        if template.has_markup(text):
            return _names(template.literal_scopes(text))
        problem = error.msg.rstrip(": ")
        raise Unreadable(f"is not JSON: {problem} (line {error.lineno}, column {error.colno})") from error
    if not isinstance(descriptor, tuple):
        raise Unreadable(f"holds {described(descriptor)} instead of an object")
    values = [value for key, value in descriptor if key == "scopes"]
    if len(values) > 1:
        raise Unreadable('has the key "scopes" more than once; keep one of them')
    return _names(values[0]) if values else ()


def _names(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, str) and template.has_markup(item) for item in items):
        raise Unreadable(template.NOT_LITERAL)
    if not isinstance(value, list):
        raise Unreadable(f'has {described(value)} as "scopes"; {_EXAMPLE}')
    for item in value:
        if not isinstance(item, str):
            raise Unreadable(f'has {described(item)} among its "scopes"; {_EXAMPLE}')
        if not item.strip():
            raise Unreadable(f'has an empty name among its "scopes"; {_EXAMPLE}')
    return unique(item.strip().upper() for item in value)
