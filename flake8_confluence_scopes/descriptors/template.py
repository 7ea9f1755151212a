"""A descriptor that a Django or Jinja template renders."""

from __future__ import annotations

import itertools
import json
import re

from flake8_confluence_scopes.descriptors.declaration import Unreadable
from flake8_confluence_scopes.descriptors.json_values import decode_at

NOT_LITERAL = 'is a template without one literal "scopes" list; set confluence-scopes instead'

_MARKUP = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))
_KEY = re.compile(r'"scopes"\s*:\s*')


def has_markup(text: str) -> bool:
    """Whether the text holds a template's expression, statement or comment."""
    return any(end in text.partition(start)[2] for start, end in _MARKUP)


def literal_scopes(text: str) -> object:
    """The JSON value of a template's only ``"scopes"`` key; a condition around the key is not seen.

    Raises Unreadable.
    """
    text = _without_comments(text)
    keys = list(itertools.islice(_KEY.finditer(text), 2))
    if len(keys) != 1:
        raise Unreadable(NOT_LITERAL)
    try:
        return decode_at(text, keys[0].end())
    except json.JSONDecodeError as error:
        raise Unreadable(NOT_LITERAL) from error


def _without_comments(text: str) -> str:
    before, *comments = text.split("{#")
    return before + "".join(comment.partition("#}")[2] for comment in comments)
