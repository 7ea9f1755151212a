"""Texts that were made by filling the fields of a template: ``/content/search`` of ``/content/{key}``. What code makes of a
template is sent in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from flake8_confluence_scopes.calls.values.domain import ALWAYS, Conditions, Text
from flake8_confluence_scopes.path_template import has_fields


class Filled(NamedTuple):
    """What a text keeps of the template that it was made of, among its conditions: it goes wherever these go."""

    template: str


def marked(text: Text, template: Text) -> Text:
    """A text with the mark of what it was made of, where that has fields of a path."""
    if "/" not in template.template or not has_fields(template.template):
        return text
    return replace(text, when=text.when | {(Filled(template.template), True)})


def marks_of(text: Text) -> Conditions:
    """The marks among a text's conditions."""
    return frozenset(item for item in text.when if isinstance(item[0], Filled)) if text.when else ALWAYS


def is_made_of(text: Text, other: Text) -> bool:
    """Whether a text was made by filling fields that the other one still has."""
    return any(isinstance(mark, Filled) and mark.template in other.template for mark, _ in text.when)
