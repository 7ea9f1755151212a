"""A descriptor's text in an editor: what it declares, where its scopes stand, and other texts with other scopes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.descriptors import edit, edit_json, edit_yaml, files
from flake8_confluence_scopes.descriptors.declaration import Unreadable
from flake8_confluence_scopes.descriptors.kinds import kind_of
from flake8_confluence_scopes.descriptors.reading import Reading, of_data

_NAME = re.compile(r"[\w.:-]+")


class ScopePlace(NamedTuple):
    """Where a declared scope stands in a text, without quotes; ``scope`` is its name as ``Descriptor.scopes`` has it."""

    scope: str
    start: int
    end: int


def text_of(path: str) -> str:
    """The text of the descriptor at a path. Raises Unreadable."""
    return files.decoded(files.content(path))


def read_text(path: str, text: str) -> Reading:
    """What a text declares that stands, or is to stand, at the absolute ``path``. Never raises."""
    return of_data(path, _data(text))


def is_json(path: str) -> bool:
    """Whether the descriptor at a path is read as JSON, not as YAML."""
    return kind_of(path).name == "connect"


def scope_places(path: str, text: str) -> list[ScopePlace]:
    """Where the scopes stand in the text of a descriptor, in its order; nothing where that cannot be told."""
    kind = kind_of(path)
    try:
        content = kind.parse(_data(text))
        if not content.scopes() or content.is_template:
            return []
        found = (edit_json if kind.name == "connect" else edit_yaml).places(text)
    except Unreadable:
        return []
    places = []
    for written, span in found:
        name = _NAME.search(text, span.start, span.end)
        if name is not None and name[0] == written.strip():
            scope = name[0].upper() if kind.name == "connect" else name[0]
            places.append(ScopePlace(scope, name.start(), name.end()))
    return places


def edited_text(
    path: str, text: str, add: Sequence[str], remove: Sequence[str], replace: Mapping[str, str] = {}
) -> str:
    """A descriptor's text with other scopes, as ``edit.edited`` writes it. Raises Unreadable."""
    return edit.edited_data(path, _data(text), add, remove, replace).decode("utf-8", "surrogatepass")


def _data(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
