"""What a project says of its scopes: they are declared, nowhere to be found, or unreadable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Event(NamedTuple):
    """What an app is sent by itself: one entry of a descriptor's triggers or webhooks.

    ``name`` is a Forge event (``avi:confluence:created:page``) or ``webhook:`` and a Connect event; of a webhook that
    cannot be told ``webhook:`` alone, and empty for anything else that cannot be told. ``line`` counts from 1.
    """

    name: str
    line: int


class Descriptor(NamedTuple):
    """Declared scopes, and who declares them.

    ``label`` names the source in messages (a file's base name, or the option), ``path`` is the
    file's absolute path or None, ``kind`` is a row of ``kinds.KINDS`` or ``option``; ``scopes``
    keep the order of the source, without duplicates and without implied ones; so do ``events``. ``by_hand`` tells that only
    a person should edit the file: it is a template.
    """

    label: str
    path: str | None
    kind: str
    scopes: tuple[str, ...]
    events: tuple[Event, ...] = ()
    by_hand: bool = False


class NoDescriptor(NamedTuple):
    """No descriptor, or no single one; ``reason`` completes "calls cannot be checked: ". ``choice`` are the
    absolute paths of several to choose from."""

    reason: str
    choice: tuple[str, ...] = ()


class UnreadableDescriptor(NamedTuple):
    """A descriptor that tells no scopes; ``reason`` reads on after ``label``: "is empty"."""

    label: str
    reason: str


Declaration = Descriptor | NoDescriptor | UnreadableDescriptor


INSTEAD = "set confluence-scopes instead"
"""What to do where a descriptor will not be read as it is."""


class Unreadable(Exception):
    """``str(error)`` is the reason of an UnreadableDescriptor."""


def too_deep(most: int) -> str:
    """The reason of a descriptor with more than ``most`` levels."""
    return f"is nested too deeply, in more than {most} levels; {INSTEAD}"


def declared_by_option(scopes: tuple[str, ...]) -> Descriptor:
    """The scopes of ``--confluence-scopes``. Connect names are in upper case; of OAuth names, one has no colon."""
    return Descriptor("--confluence-scopes", None, "option", unique(map(_in_its_case, scopes)))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names in order, each once."""
    return tuple(dict.fromkeys(names))


def _in_its_case(scope: str) -> str:
    scope = scope.strip()
    return scope if ":" in scope or scope == "offline_access" else scope.upper()
