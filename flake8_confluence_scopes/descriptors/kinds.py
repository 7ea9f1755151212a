"""The kinds of descriptors in one table: a new kind is a module and a row here."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flake8_confluence_scopes.descriptors import connect, forge


class Kind(NamedTuple):
    """One kind of descriptor.

    ``file_names`` are looked for in projects. ``endings`` tell the kind of a file that the user
    names outright. ``is_one(path)`` says whether a file of such a name is such a descriptor; it
    never raises. ``scopes(data)`` gives the declared scopes, or raises Unreadable.
    """

    name: str
    file_names: tuple[str, ...]
    endings: tuple[str, ...]
    is_one: Callable[[str], bool]
    scopes: Callable[[bytes], tuple[str, ...]]


KINDS = (
    Kind("connect", ("atlassian-connect.json",), (".json",), connect.is_one, connect.scopes),
    Kind("forge", ("manifest.yml", "manifest.yaml"), (".yml", ".yaml"), forge.is_one, forge.scopes),
)
FILE_NAMES = tuple(name for kind in KINDS for name in kind.file_names)
NAMED = "atlassian-connect.json or Forge manifest.yml"
"""What a message calls that which is looked for."""
OTHER = forge.NOT_FORGE
"""The reason of a readable file that is something else."""


def kind_of(path: str) -> Kind:
    """The kind of a file that is known to be a descriptor; the table's first row for an unknown ending."""
    name = path.lower()
    return next((kind for kind in KINDS if name.endswith(kind.endings)), KINDS[0])
