"""The calls of a function that it is up to its callers to settle, and what is left of their requests for those."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from flake8_confluence_scopes.calls.sending.request import Request, Requests


class OpenSites(NamedTuple):
    """The calls of a function that it is up to its callers to settle. ``reported`` has for each the requests that are
    reported where it stands, ``needed`` the parameters that the calls depend on."""

    reported: dict[ast.Call, frozenset[Request]]
    needed: frozenset[str]
    unsaid: Requests = ()
    """What the calls send for any arguments, but for what is reported where they stand."""
    rooted: bool = False
    """Whether one of the requests shows a part of a REST root, whatever the arguments."""

    def __bool__(self) -> bool:
        return bool(self.reported)


NO_SITES = OpenSites({}, frozenset())


def is_said(request: Request, settled: frozenset[Request]) -> bool:
    """Whether a request is one of the ``settled`` ones, which are reported where the call stands."""
    return any(request.is_case_of(known) and not request.names_part(known) for known in settled)


def for_callers(requests: Requests, settled: frozenset[Request]) -> Iterator[Request]:
    """What is left of requests for those who call, where the ``settled`` ones are reported already."""
    for request in requests:
        if not is_said(request, settled):
            yield request
        elif request.leaves_part_open:
            yield request._replace(said=True)
