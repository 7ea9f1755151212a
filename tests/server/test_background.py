"""The thread that does the work."""

from __future__ import annotations

import functools
import threading
from concurrent.futures import CancelledError

import pytest

from flake8_confluence_scopes.server.background import ASKED, CHANGED, IDLE, OTHERS, Background


def test_what_matters_most_comes_first_and_what_is_cancelled_does_not_come() -> None:
    background, begin = Background(), threading.Event()
    done: list[int] = []
    background.do(ASKED, begin.wait)
    ranks = (IDLE, OTHERS, OTHERS, CHANGED, ASKED)
    jobs = [background.do(rank, functools.partial(done.append, rank)) for rank in ranks]
    assert jobs[1].cancel()
    begin.set()
    for job in (jobs[0], *jobs[2:]):
        job.result(timeout=10)
    with pytest.raises(CancelledError):
        jobs[1].result()
    assert done == [ASKED, CHANGED, OTHERS, IDLE]
    background.stop()


def test_a_failure_is_told_to_who_waits_and_ends_nothing() -> None:
    background = Background()
    with pytest.raises(ZeroDivisionError):
        background.do(ASKED, lambda: 1 // 0).result(timeout=10)
    assert background.do(ASKED, lambda: 1).result(timeout=10) == 1
    background.stop()
