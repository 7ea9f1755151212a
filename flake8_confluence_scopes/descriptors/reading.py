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
        version = files.version(path)
        parse = _parsed if version.settled else _parsed.__wrapped__
        return parse(path, version.moment, version.size)
    except Unreadable as error:
        return Reading(UnreadableDescriptor(_label(path), str(error)))


def of_data(path: str, data: bytes) -> Reading:
    """What ``look`` would give if these bytes stood at the absolute ``path``. Never raises."""
    kind = kind_of(path)
    product = None
    try:
        content = kind.parse(data)
        product = content.product()
        declared = Descriptor(_label(path), path, kind.name, content.scopes(), content.events(), content.is_template)
        return Reading(declared, product)
    except Unreadable as error:
        return Reading(UnreadableDescriptor(_label(path), str(error)), product)


@functools.lru_cache(maxsize=64)
def _parsed(path: str, mtime_ns: int, size: int) -> Reading:
    # An exception is not cached: what the file system refuses now, it may allow with the same key later.
    return of_data(path, files.content(path))


def _label(path: str) -> str:
    return os.path.basename(path) or path
