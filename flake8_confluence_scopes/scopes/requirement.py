"""What a catalog says of one call."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, Union

Alternatives = tuple[tuple[str, ...], ...]
"""Sets of scopes, one of which suffices; it is needed whole."""


class Needs(NamedTuple):
    """The catalog opens the call. One alternative suffices; it needs all of its scopes.

    ``resource`` is the row's path as the catalog's source writes it. ``((),)`` as alternatives
    means that nothing has to be declared.
    """

    resource: str
    alternatives: Alternatives


class Closed(NamedTuple):
    """The catalog lists the resource, and does not open this method of it.

    ``methods`` are those that it opens, in the order of ``METHODS``; empty where it closes the
    operation outright.
    """

    resource: str
    methods: tuple[str, ...]


class UnlistedResource(NamedTuple):
    """The catalog has no row for the path."""


class UnlistedVersion(NamedTuple):
    """The catalog lists the resource, but not with the path's version segment.

    ``versions`` are the listed ones, in the source's order; empty where the row has no version segment.
    """

    resource: str
    version: str
    versions: tuple[str, ...]


class Undecided(NamedTuple):
    """The answer depends on a part of the path that the code leaves open; ``reason`` names the part."""

    reason: str


OPEN_END = "what follows {before}/{head} is not known"
OPEN_SEGMENT = "the segment after {before} is not known"
NO_CONNECT_SCOPE = "{catalog} names no Connect scope for this operation"

REASONS = (OPEN_END, OPEN_SEGMENT, NO_CONNECT_SCOPE)
"""Every sentence for an undecided answer, with its fields in braces; docs/rules.md lists them below CFS301."""

Requirement = Union[Needs, Closed, UnlistedResource, UnlistedVersion, Undecided]

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
"""The HTTP methods that a catalog can name, in the order in which messages list them."""


def in_order(methods: frozenset[str]) -> tuple[str, ...]:
    """``methods`` in the order of ``METHODS``."""
    return tuple(method for method in METHODS if method in methods)


def named(alternatives: Collection[tuple[str, ...]]) -> str:
    """Alternatives of scope sets as messages write them: one suffices, and needs all of its scopes."""
    texts = [", ".join(alternative) for alternative in alternatives]
    if len(texts) == 1:
        return texts[0] or "no scope"
    return "one of " + ", ".join(f"[{text}]" for text in texts)
