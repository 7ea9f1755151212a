"""How far a long work is, for somebody who looks at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

_AFTER_S = 1.0
"""Shorter work needs no word."""
_EVERY_S = 0.1


class Progress:
    """Counts done files in one line of ``stream``, which is left empty in the end."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._clock = clock
        self._shows = self._stream.isatty()
        self._next = clock() + _AFTER_S
        self._width = 0

    def step(self, done: int, total: int) -> None:
        """Says that ``done`` of ``total`` files are read."""
        if self._shows and self._clock() >= self._next:
            self._next = self._clock() + _EVERY_S
            self._write(f"{done} of {total} files")

    def end(self) -> None:
        """Clears the line."""
        if self._width:
            self._write("")
            self._write("")

    def _write(self, text: str) -> None:
        self._stream.write("\r" + text.ljust(self._width))
        self._stream.flush()
        self._width = len(text)
