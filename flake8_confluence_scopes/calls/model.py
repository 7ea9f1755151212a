"""What this room hands out: calls, their places, and the word for a file that it cannot read."""

from __future__ import annotations

from typing import NamedTuple

from flake8_confluence_scopes.path_template import PathTemplate

UNKNOWN_METHOD = "?"

LARGEST = 4_000_000
"""Characters of a file; beyond, it is data rather than code."""


class Place(NamedTuple):
    """A stretch of source: lines from 1, columns in characters from 0, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Call(NamedTuple):
    """One HTTP call that the source may send.

    ``client`` names what sends it (``requests.get``, a wrapper's name, ``?`` for a receiver that
    nothing resolves), ``method`` is an HTTP method in capitals or ``UNKNOWN_METHOD``, ``place`` is the
    call expression's and ``argument`` that of the argument which carries the path. ``reason`` says what
    the code leaves open; it is empty for a decided call. ``product`` is what the client, or the class
    that the call stands in, is named after: Confluence, another product, or empty.
    """

    client: str
    method: str
    path: PathTemplate
    place: Place
    argument: Place
    reason: str = ""
    product: str = ""

    @property
    def decided(self) -> bool:
        """Whether the code fixes the method and the resource."""
        return not self.reason


class UncheckedFile(Exception):
    """The source cannot be analysed; the text is the reason."""
