"""Python's garbage collector while files are looked at: for the doors, whose process is theirs to tune."""

from __future__ import annotations

import atexit
import functools
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No garbage is looked for: what is made are many small objects, hardly any of them garbage. Looking for some takes a
    fifth of the time of files with calls. When Python ends, it looks for none either.
    """
    _leave_at_exit()
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@functools.cache
def _leave_at_exit() -> None:
    # Walking through the modules that are kept takes a thirtieth of the time that finding their calls took.
    atexit.register(gc.freeze)
