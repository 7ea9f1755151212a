"""Room 3: from a linted file to the scopes that its project declares. Knows no Python source, no catalog."""

from __future__ import annotations

from flake8_confluence_scopes.descriptors.declaration import (
    Declaration,
    Descriptor,
    NoDescriptor,
    UnreadableDescriptor,
    declared_by_option,
)
from flake8_confluence_scopes.descriptors.declared import declared
from flake8_confluence_scopes.descriptors.locate import find, project_root
from flake8_confluence_scopes.descriptors.reading import read

__all__ = [
    "Declaration",
    "Descriptor",
    "NoDescriptor",
    "UnreadableDescriptor",
    "declared",
    "declared_by_option",
    "find",
    "project_root",
    "read",
]
