"""Python's garbage collector while files are looked at: for the doors, whose process is theirs to tune."""

from __future__ import annotations

import atexit
import functools
import gc
import itertools
from collections.abc import Iterator
from contextlib import contextmanager

_LOOKED_THROUGH_AGAIN = 200
"""After it was set aside so often, what was is looked through: some of it may have become garbage since."""

_WORTH_IT = 5_000
"""So many objects more than at the last search for garbage are worth another one; most files leave a few hundred."""

_times = itertools.count(1)


@contextmanager
def paused(sets_aside: bool = False, alone: bool = False) -> Iterator[None]:
    """No garbage is looked for: what is made are many small objects, hardly any of them garbage. Looking for some takes a
    fifth of the time of files with calls. When Python ends, it looks for none either.

    With ``sets_aside``, for a process that ends with its run, what is left is set aside: the collector passes over it from
    then on. ``alone`` tells that nobody else makes garbage in the process.
    """
    _leave_at_exit()
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            if sets_aside and gc.get_count()[0] > _WORTH_IT:
                _set_aside(next(_times), alone)
            gc.enable()


def _set_aside(time: int, alone: bool) -> None:
    """Walking again and again through the modules that are kept takes a tenth of flake8's time on 46 files with calls, 0.75 s
    of 7.75; this takes 0.1 s. Not for the first file, which may be the only one."""
    again = time % _LOOKED_THROUGH_AGAIN == 0
    if again:
        gc.unfreeze()
    if again or not alone and time > 1:
        gc.collect()  # what is garbage by now would stay for good
    if alone or time > 1:
        gc.freeze()


@functools.cache
def _leave_at_exit() -> None:
    # Walking through the modules that are kept takes a thirtieth of the time that finding their calls took.
    atexit.register(gc.freeze)
