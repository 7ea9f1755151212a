"""Room 3: from a linted file to the scopes that its project declares. Knows no Python source, no catalog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flake8_confluence_scopes.descriptors.declaration import (
    Declaration,
    Descriptor,
    Event,
    NoDescriptor,
    Unreadable,
    UnreadableDescriptor,
    declared_by_option,
)
from flake8_confluence_scopes.descriptors.declared import declared
from flake8_confluence_scopes.descriptors.kinds import FILE_NAMES, OTHER
from flake8_confluence_scopes.descriptors.locate import find
from flake8_confluence_scopes.descriptors.reading import read

__all__ = [
    "FILE_NAMES",
    "OTHER",
    "Declaration",
    "Descriptor",
    "Event",
    "NoDescriptor",
    "Unreadable",
    "UnreadableDescriptor",
    "declared",
    "declared_by_option",
    "edited",
    "find",
    "read",
    "write",
]


def edited(
    path: str, add: Sequence[str], remove: Sequence[str], replace: Mapping[str, str] = {}
) -> tuple[bytes, bytes]:
    """See ``edit.edited``; editing is imported only where something is to be edited."""
    from flake8_confluence_scopes.descriptors import edit

    return edit.edited(path, add, remove, replace)


def write(path: str, data: bytes) -> None:
    """See ``edit.write``."""
    from flake8_confluence_scopes.descriptors import edit

    edit.write(path, data)
