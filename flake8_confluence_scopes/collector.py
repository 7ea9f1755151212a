"""Python's garbage collector while files are looked at: for the doors, whose process is theirs to tune."""

from __future__ import annotations

import atexit
import functools
import gc
import itertools
from collections.abc import Iterator
from contextlib import contextmanager

_LOOKED_THROUGH_AGAIN = 25
_LOOKED_THROUGH_AGAIN_ALONE = 200
"""After it was set aside so often, what was is looked through: some of it may have become garbage since, or was by then,
others' above all; of what a file leaves here, a hundred objects are."""

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
    of 7.75. Not for the first file, which may be the only one."""
    if time == 1 and not alone:
        return
    if time % (_LOOKED_THROUGH_AGAIN_ALONE if alone else _LOOKED_THROUGH_AGAIN) == 0:
        gc.unfreeze()
        gc.collect()
    gc.freeze()


@functools.cache
def _leave_at_exit() -> None:
    # Walking through the modules that are kept takes a thirtieth of the time that finding their calls took.
    atexit.register(gc.freeze)
