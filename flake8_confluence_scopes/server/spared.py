"""Answers about texts that are gone: each change of a document brings expressions, paths and the like that no room has
seen before, and a server lives for days."""

from __future__ import annotations

import functools
import gc
from typing import Any

EVERY = 100
"""Changes after which all such answers are given up. Those that are still needed are soon found again."""

_MANY = 100
_PACKAGE = __name__.partition(".")[0]


def caches() -> list[functools._lru_cache_wrapper[Any]]:
    """What keeps many answers, in whichever room. Tables and the like, of which there are a few for good, are no such
    answers."""
    found: list[Any] = [one for one in gc.get_objects() if type(one) is functools._lru_cache_wrapper]
    return [one for one in found if str(one.__module__).startswith(_PACKAGE) and (one.cache_parameters()["maxsize"] or 0) > _MANY]


def give_up() -> None:
    """From here on, nothing is known of any text."""
    for cache in caches():
        cache.cache_clear()
