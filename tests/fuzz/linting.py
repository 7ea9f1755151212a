"""The plugin on a text, held to what is true of every answer, whatever the text is."""

from __future__ import annotations

import _thread
import ast
import io
import signal
import threading
import time

from flake8_confluence_scopes.plugin import Plugin
from flake8_confluence_scopes.settings import Settings

LONGEST = 10.0
"""Seconds for one small file; most take a hundredth of one."""

EVERYTHING = Settings(extra_codes=frozenset({"CFS105", "CFS301"}))
"""With the codes that are off by default."""

Results = list[tuple[int, int, str]]


def lint(source: str, filename: str, settings: Settings = EVERYTHING, *, longest: float = LONGEST) -> Results:
    """Line, column and message of each finding in a text that Python can parse.

    Raises AssertionError for an internal error, an answer that takes too long, a place outside of the text, and a
    message that is not one line of ASCII.
    """
    lines = list(io.StringIO(source, newline=None))
    plugin = Plugin(ast.parse("".join(lines)), filename, lines)
    plugin.settings = settings  # type: ignore[misc]  # this object's alone
    # A shell lets what it starts in the background ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    # From a thread, so that an endless loop ends, too.
    watchdog = threading.Timer(longest, _thread.interrupt_main)
    watchdog.start()
    started = time.perf_counter()
    try:
        found = [result[:3] for result in plugin.run()]
    except KeyboardInterrupt:
        raise AssertionError(f"no answer after {longest} seconds to:\n{source}") from None
    finally:
        watchdog.cancel()
        signal.signal(signal.SIGINT, before)
    assert time.perf_counter() - started < longest, source
    for line, column, message in found:
        assert "CFS902" not in message, f"{message}\n{source}"
        assert 1 <= line <= len(lines), (line, message, source)
        assert 0 <= column <= len(lines[line - 1]), (line, column, message, source)
        assert message.isascii(), message
        assert message.isprintable(), message
    return found
