"""Failures of our own: they end no run, and tell whoever asks where they come from."""

from __future__ import annotations

import os

SWITCH = "CONFLUENCE_SCOPES_TRACEBACK"
"""The environment variable that asks, by any text but an empty one."""


def show_trace(error: BaseException) -> None:
    """Prints the failure's traceback to stderr where somebody asks for it."""
    if os.environ.get(SWITCH):
        import traceback

        traceback.print_exception(error)
