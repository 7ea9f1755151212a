"""Python's garbage collector while trees are made: for the doors, whose process is theirs to tune."""

from __future__ import annotations

import atexit
import functools
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No garbage is looked for: trees are many small objects, none of them garbage, and looking again and again makes a
    long file's time quadratic. What is there afterwards counts as old. When Python ends, it looks for none either.
    """
    _leave_at_exit()
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # A file without calls has made little.
        if gc.get_count()[0] > gc.get_threshold()[0] and not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if collects:
            gc.enable()


@functools.cache
def _leave_at_exit() -> None:
    # Walking through the modules that are kept takes as long as parsing them.
    atexit.register(gc.freeze)
