"""A descriptor's path -> what it declares."""

from __future__ import annotations

import functools
import os

from flake8_confluence_scopes.descriptors import files
from flake8_confluence_scopes.descriptors.declaration import Descriptor, Unreadable, UnreadableDescriptor
from flake8_confluence_scopes.descriptors.kinds import kind_of


def read(path: str) -> Descriptor | UnreadableDescriptor:
    """What the descriptor at ``path`` declares; never raises, whatever stands there."""
    path = os.path.abspath(path)
    try:
        status = files.status(path)
        parse = _parsed if files.settled(status.st_mtime_ns) else _parsed.__wrapped__
        return parse(path, status.st_mtime_ns, status.st_size)
    except Unreadable as error:
        return UnreadableDescriptor(_label(path), str(error))


@functools.lru_cache(maxsize=64)
def _parsed(path: str, mtime_ns: int, size: int) -> Descriptor | UnreadableDescriptor:
    # An exception is not cached: what the file system refuses now, it may allow with the same key later.
    data = files.content(path)
    kind = kind_of(path)
    try:
        return Descriptor(_label(path), path, kind.name, kind.scopes(data))
    except Unreadable as error:
        return UnreadableDescriptor(_label(path), str(error))


def _label(path: str) -> str:
    return os.path.basename(path) or path
