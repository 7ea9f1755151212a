"""The kinds of descriptors in one table: a new kind is a module and a row here."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from flake8_confluence_scopes.descriptors import connect, forge
from flake8_confluence_scopes.descriptors.declaration import Event
from flake8_confluence_scopes.descriptors.products import Product


class Content(Protocol):
    """What a descriptor's bytes hold.

    ``scopes()`` are the declared ones, or raise Unreadable. ``events()`` are what the app is sent by itself. ``product()``
    is the only product that the app can be for, None where it may be several ones'. ``is_template`` says whether the text
    has to be rendered to be read.
    """

    @property
    def is_template(self) -> bool: ...
    def scopes(self) -> tuple[str, ...]: ...
    def events(self) -> tuple[Event, ...]: ...
    def product(self) -> Product | None: ...


class Kind(NamedTuple):
    """One kind of descriptor.

    ``file_names`` are looked for in projects. ``endings`` tell the kind of a file that the user
    names outright. ``is_one(path)`` says whether a file of such a name is such a descriptor; it
    never raises. ``parse(data)`` gives what a file of these bytes holds, or raises Unreadable.
    """

    name: str
    file_names: tuple[str, ...]
    endings: tuple[str, ...]
    is_one: Callable[[str], bool]
    parse: Callable[[bytes], Content]


KINDS = (
    Kind("connect", ("atlassian-connect.json",), (".json",), connect.is_one, connect.parse),
    Kind("forge", ("manifest.yml", "manifest.yaml"), (".yml", ".yaml"), forge.is_one, forge.parse),
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
