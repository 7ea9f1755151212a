"""What this room hands out: calls, their places, and the word for a file that it cannot read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from flake8_confluence_scopes.path_template import PathTemplate

UNKNOWN_METHOD = "?"
UNKNOWN_CLIENT = "?"
"""The client of a request whose receiver nothing resolves."""

COMMON_NAMES = ("get", "options", "head", "post", "put", "patch", "delete", "request", "call", "execute", "fetch", "send")
"""Names that so many methods have that one tells nothing of whose it is."""

LARGEST = 4_000_000
"""Characters of a file; beyond, it is data rather than code."""


class Place(NamedTuple):
    """A stretch of source: lines from 1, columns in characters from 0, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class PlaceIn(NamedTuple):
    """A stretch of a module of the project, by the module's absolute path."""

    file: str
    place: Place


class Call(NamedTuple):
    """One HTTP call that the source may send.

    ``client`` names what sends it (``requests.get``, a wrapper's name, ``?`` for a receiver that
    nothing resolves), ``method`` is an HTTP method in capitals or ``UNKNOWN_METHOD``, ``place`` is the
    call expression's and ``argument`` that of the argument which carries the path. ``reason`` says what
    the code leaves open; it is empty for a decided call. ``product`` is what the client, or the class
    that the call stands in, is named after: Confluence, another product, or empty. ``named`` tells that a method of
    a library sends it that names what it does rather than a path, ``is_open`` that its URL may as well be another
    service's, or that a caller may fill it; the path then begins with a hole where no REST root shows. ``sent_at`` is
    the call inside of the project's wrapper that sends it; None for what a call sends by itself, and where nobody has asked.
    """

    client: str
    method: str
    path: PathTemplate
    place: Place
    argument: Place
    reason: str = ""
    product: str = ""
    named: bool = False
    is_open: bool = False
    sent_at: PlaceIn | None = None

    @property
    def decided(self) -> bool:
        """Whether the code fixes the method and the resource."""
        return not self.reason


class FunctionAt(NamedTuple):
    """A function of the project: the absolute path of its module, and its name with those of the classes and functions
    around it, as in ``Client.fetch``."""

    file: str
    qualname: str

    @property
    def name(self) -> str:
        """The name by which it is called."""
        return self.qualname.rpartition(".")[2]


class SiteAt(NamedTuple):
    """A call in the project: the function that it stands in, and how many calls stand before it there."""

    function: FunctionAt
    number: int


class OpenRequest(NamedTuple):
    """A request of which the code leaves open whether it is one of Confluence's, or which.

    ``call`` is the request; where its URL shows no REST root, the path begins with a hole. ``waits_for`` is the function
    around it whose callers may fill what is open, None where nobody does. ``near`` tells that the URL shows a root, or
    that the file or a module that it leads to names the product.
    """

    site: SiteAt
    call: Call
    waits_for: FunctionAt | None
    near: bool


Reports: TypeAlias = Callable[[OpenRequest], bool]
"""Whether an open request is one to report."""


class Link(NamedTuple):
    """A way to an open request by which nothing settles it: the callers of ``waits_for`` may, or, for None, nobody."""

    site: SiteAt
    waits_for: FunctionAt | None


class FileCalls(NamedTuple):
    """What one file sends.

    ``calls`` are those whose URL shows a REST root. The rest is about open URLs, and there where ``complete`` tells that
    they were looked for: ``open`` are the requests that could be Confluence's all the same, ``links`` the ways to such
    requests, here or in other files, that leave them so, ``reached`` the functions that a followed call leads into,
    ``handed`` those that other packages are given, and ``unresolved`` the names of what is called where nobody knows on
    what. ``spent`` are the bounds at which the search was given up, as reasons, ``spent_near`` those of them on the way to
    calls that show a REST root, or where the file, or a module that it leads to, names the product.
    """

    calls: tuple[Call, ...] = ()
    open: tuple[OpenRequest, ...] = ()
    links: frozenset[Link] = frozenset()
    reached: frozenset[FunctionAt] = frozenset()
    handed: frozenset[FunctionAt] = frozenset()
    unresolved: frozenset[str] = frozenset()
    spent: tuple[str, ...] = ()
    spent_near: tuple[str, ...] = ()
    complete: bool = False


class Named(NamedTuple):
    """What a string names: a ``path`` of a resource, or else the ``program`` that its command line runs, which may request
    any; and the line, from 1, in which it begins."""

    line: int
    path: PathTemplate | None = None
    program: str = ""


class UncheckedFile(Exception):
    """The source cannot be analysed; the text is the reason."""
