"""A descriptor's path -> what it declares."""

from __future__ import annotations

import functools
import os
from typing import NamedTuple

from flake8_confluence_scopes.descriptors import files
from flake8_confluence_scopes.descriptors.declaration import Descriptor, Unreadable, UnreadableDescriptor
from flake8_confluence_scopes.descriptors.kinds import kind_of
from flake8_confluence_scopes.descriptors.products import Product


class Reading(NamedTuple):
    """What a file declares, and the only product that it can be for, None where it may be several ones'."""

    declaration: Descriptor | UnreadableDescriptor
    product: Product | None = None


def read(path: str) -> Descriptor | UnreadableDescriptor:
    """What the descriptor at ``path`` declares, whatever product it is for; never raises, whatever stands there."""
    return look(path).declaration


def look(path: str) -> Reading:
    """What ``read`` gives, and the product. Never raises."""
    path = os.path.abspath(path)
    try:
        status = files.status(path)
        parse = _parsed if files.settled(status.st_mtime_ns) else _parsed.__wrapped__
        return parse(path, status.st_mtime_ns, status.st_size)
    except Unreadable as error:
        return Reading(UnreadableDescriptor(_label(path), str(error)))


@functools.lru_cache(maxsize=64)
def _parsed(path: str, mtime_ns: int, size: int) -> Reading:
    # An exception is not cached: what the file system refuses now, it may allow with the same key later.
    data = files.content(path)
    kind = kind_of(path)
    product = None
    try:
        content = kind.parse(data)
        product = content.product()
        return Reading(Descriptor(_label(path), path, kind.name, content.scopes(), content.events()), product)
    except Unreadable as error:
        return Reading(UnreadableDescriptor(_label(path), str(error)), product)


def _label(path: str) -> str:
    return os.path.basename(path) or path
