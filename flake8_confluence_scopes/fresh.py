"""What the file system has answered, kept as long as it is so: a run asks the same for file after file, and an editor
soon sees what has changed.

What is kept for long is text by text: a dict of nothing but strings is no work for the garbage collector, which flake8
sets off several times a second.
"""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

MOMENT = 1_000_000_000
"""Nanoseconds after which it is looked again whether anything has changed."""

COARSE = 2_000_000_000
"""Nanoseconds between changes to which a file system may give the same time: FAT counts every other second."""

MOST = 20_000
"""Answers of one function that are kept."""

MOST_FOLDERS = 1_000
"""Folders that are looked at again after each moment."""

T = TypeVar("T")
Asks = TypeVar("Asks", bound=Callable[..., Any])


class _State:
    def __init__(self) -> None:
        self.moment = 0
        self.folders: dict[str, int] = {}
        """When each was changed last, of those that lasting answers rest on."""
        self.brief: list[Callable[[], None]] = []
        self.lasting: list[Callable[[], None]] = [self.folders.clear]


_state = _State()


def begin() -> None:
    """To be called before questions about another file: what may be too old by now is forgotten."""
    moment = time.monotonic_ns() // MOMENT
    if moment == _state.moment:
        return
    _state.moment = moment
    for forget in _state.brief:
        forget()
    folders = list(_state.folders.items())  # other threads may add to them
    if len(folders) > MOST_FOLDERS or any(_change(folder) != before for folder, before in folders):
        for forget in _state.lasting:
            forget()


def forget() -> None:
    """What anything rests on may have changed since a moment ago, as when an editor's text has."""
    for empty in (*_state.brief, *_state.lasting):
        empty()


def rests_on(folder: str) -> None:
    """What is about to be answered holds as long as nothing comes into the folder or leaves it."""
    changed = _change(folder)
    _state.folders[folder] = changed if time.time_ns() - changed > COARSE else _TOO_NEW


_NOWHERE, _TOO_NEW = -1, -2


def _change(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns
    except (OSError, ValueError):
        return _NOWHERE


def briefly(function: Asks) -> Asks:
    """The function; its answers hold for a moment."""
    keeping = functools.lru_cache(maxsize=MOST)(function)
    _state.brief.append(keeping.cache_clear)
    return cast(Asks, keeping)


def emptied(known: dict[str, T]) -> dict[str, T]:
    """The dict, which is emptied when a folder has changed that lasting answers rest on."""
    _state.lasting.append(known.clear)
    return known


def lasting(function: Asks) -> Asks:
    """The function, from strings to a string; its answers hold until a folder has changed that they rest on. Only the
    last argument may hold a NUL character."""
    return _kept(function, emptied({}))


def lasting_list(function: Asks) -> Asks:
    """The same for a function to a tuple of strings, none of which is empty or holds a NUL character."""
    return _listed(function, lasting)


def newest_list(function: Asks) -> Asks:
    """``newest`` for such a function."""
    return _listed(function, newest)


def newest_lasting_list(function: Asks) -> Asks:
    """The same where the answers rest on folders besides."""
    return _listed(function, lambda joined: _newest(joined, emptied({})))


def _listed(function: Asks, keeping: Callable[[Callable[..., str]], Callable[..., str]]) -> Asks:
    joined = keeping(lambda *question: "\0".join(function(*question)))

    @functools.wraps(function)
    def answer(*question: str) -> tuple[str, ...]:
        found = joined(*question)
        return tuple(found.split("\0")) if found else ()

    return cast(Asks, answer)


def newest(function: Callable[..., T]) -> Callable[..., T]:
    """The function, whose first argument tells of which version of a file the others speak; the answer about another
    version takes the place of the one before."""
    return _newest(function, {})


def _newest(function: Callable[..., T], known: dict[str, str]) -> Callable[..., T]:
    answers: dict[str, T] = {}

    @functools.wraps(function)
    def answer(version: str, *question: str) -> T:
        key = "\0".join(question)
        if known.get(key) != version:
            if len(answers) >= MOST:
                known.clear()
                answers.clear()
            answers[key] = function(version, *question)
            known[key] = version
        return answers[key]

    return answer


def _kept(function: Asks, known: dict[str, str]) -> Asks:
    @functools.wraps(function)
    def answer(*question: str) -> str:
        key = "\0".join(question)
        found = known.get(key)
        if found is None:
            if len(known) >= MOST:
                known.clear()
            found = known[key] = function(*question)
        return found

    return cast(Asks, answer)
