"""What counts for a file: the user's options first, then the descriptor that is found from there."""

from __future__ import annotations

from flake8_confluence_scopes.descriptors.declaration import Declaration, declared_by_option
from flake8_confluence_scopes.descriptors.locate import find
from flake8_confluence_scopes.descriptors.reading import read


def declared(
    filename: str, *, scopes: tuple[str, ...] | None = None, descriptor: str | None = None, root: str | None = None
) -> Declaration:
    """What the project of a linted file declares. Each argument is an option, None where it is not set."""
    if scopes is not None:
        return declared_by_option(scopes)
    if descriptor is not None:
        return read(descriptor)
    return find(filename, root=root)
