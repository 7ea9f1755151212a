"""Texts of documents that an editor holds open: they count in the place of what stands on the disk.

A module of its own in the hall, since the rooms that read files ask it. Without an editor it holds nothing.
"""

from __future__ import annotations

import os
from typing import NamedTuple


class Held(NamedTuple):
    """A text, and a number that no other text of this process has."""

    text: str
    number: int


_held: dict[str, Held] = {}
_numbers = iter(range(1, 1 << 62))


def hold(path: str, text: str) -> None:
    """From here on, the text stands at the absolute path, whatever is on the disk."""
    _held[path] = Held(text, next(_numbers))


def release(path: str) -> None:
    """From here on, the disk counts again."""
    _held.pop(path, None)


def at(path: str) -> Held | None:
    """What is held for an absolute path."""
    return _held.get(path)


def exists(path: str) -> bool:
    """Whether something stands at the path, held or on the disk, be it a link that leads nowhere."""
    return path in _held or os.path.lexists(path)


def names_in(folder: str) -> list[str]:
    """The names of what is held right in a folder."""
    return [os.path.basename(path) for path in _held if os.path.dirname(path) == folder] if _held else []


def new_below(folder: str) -> list[str]:
    """The paths of what is held in a folder or below, and stands on no disk."""
    return [path for path in _held if path.startswith(os.path.join(folder, "")) and not os.path.lexists(path)]
