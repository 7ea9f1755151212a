"""What a project says of its scopes: they are declared, nowhere to be found, or unreadable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Event(NamedTuple):
    """An event on which Confluence calls the app.

    ``name`` is the event's, such as ``avi:confluence:created:page``; of a Connect webhook, ``webhook:`` stands before
    it; it is empty where the descriptor's text does not tell it. ``line`` counts from 1.
    """

    name: str
    line: int


class Descriptor(NamedTuple):
    """Declared scopes, and who declares them.

    ``label`` names the source in messages (a file's base name, or the option), ``path`` is the
    file's absolute path or None, ``kind`` is a row of ``kinds.KINDS`` or ``option``; ``scopes``
    keep the order of the source, without duplicates and without implied ones. ``events`` are those that the file
    subscribes to.
    """

    label: str
    path: str | None
    kind: str
    scopes: tuple[str, ...]
    events: tuple[Event, ...] = ()


class NoDescriptor(NamedTuple):
    """No descriptor, or no single one; ``reason`` completes "calls cannot be checked: "."""

    reason: str


class UnreadableDescriptor(NamedTuple):
    """A descriptor that tells no scopes; ``reason`` reads on after ``label``: "is empty"."""

    label: str
    reason: str


Declaration = Descriptor | NoDescriptor | UnreadableDescriptor


class Unreadable(Exception):
    """``str(error)`` is the reason of an UnreadableDescriptor."""


def declared_by_option(scopes: tuple[str, ...]) -> Descriptor:
    """The scopes of ``--confluence-scopes``. Connect names are in upper case; of OAuth names, one has no colon."""
    return Descriptor("--confluence-scopes", None, "option", unique(map(_in_its_case, scopes)))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names in order, each once."""
    return tuple(dict.fromkeys(names))


def _in_its_case(scope: str) -> str:
    scope = scope.strip()
    return scope if ":" in scope or scope == "offline_access" else scope.upper()
