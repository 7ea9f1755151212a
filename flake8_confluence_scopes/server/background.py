"""One thread that does all the work, what matters most first: the rooms that look into code are made for one thread."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, NamedTuple, TypeVar

from flake8_confluence_scopes.failure import show_trace

ASKED, CHANGED, OTHERS, IDLE = range(4)
"""What comes first: what the client tells and asks, the document that was changed, the others, and the project."""

SHARE = 0.03
"""Seconds of long work in one go: whoever asks meanwhile waits for no longer."""

T = TypeVar("T")


class _Job(NamedTuple):
    rank: int
    number: int
    future: Future[Any] | None
    work: Callable[[], Any]


class Background:
    """The thread; it ends with the process."""

    def __init__(self) -> None:
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._thread = threading.Thread(target=self._run, name="confluence-scopes", daemon=True)
        self._thread.start()

    def do(self, rank: int, work: Callable[[], T]) -> Future[T]:
        """The result to come. It can be cancelled as long as the work has not begun."""
        future: Future[T] = Future()
        self._jobs.put(_Job(rank, next(self._numbers), future, work))
        return future

    def stop(self) -> None:
        """Ends the thread after what it is at; nothing else is begun."""
        self._jobs.put(_Job(-1, next(self._numbers), None, lambda: None))
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while (job := self._jobs.get()).future is not None:
            if job.future.set_running_or_notify_cancel():
                try:
                    job.future.set_result(job.work())
                except BaseException as error:  # whoever waits for the result hears of it
                    show_trace(error)
                    job.future.set_exception(error)
