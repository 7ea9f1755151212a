"""Which calls are Confluence's: by what a catalog lists, and by what the code names them after."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.calls import PRODUCT, Call, OpenRequest
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.scopes import Catalog

_OPEN_ROOTS = ("/rest/api/", "/rest/", "/api/v2/")
"""What may stand in a URL's first hole."""


def belongs(path: PathTemplate, named: bool, catalog: Catalog | None = None) -> bool:
    """Whether a path is Confluence's: a packaged catalog or ``catalog`` says so, or what stands around it is
    ``named`` after Confluence, unless the path is another product's."""
    return (
        scopes.is_confluence(path)
        or (catalog is not None and catalog.knows(path))
        or (named and not scopes.is_other_products(path))
    )


def confluence_calls(calls: Iterable[Call], catalog: Catalog | None = None) -> list[Call]:
    """The calls whose path is Confluence's. Where several products have a path, what is named after another one calls
    that one."""
    return [
        call
        for call in calls
        if belongs(call.path, call.product == PRODUCT, catalog)
        and (call.product in ("", PRODUCT) or not scopes.may_be_other_products(call.path))
    ]


def open_calls(requests: Iterable[OpenRequest], is_called: Callable[[str], bool]) -> list[Call]:
    """The open requests that are reported: what may be Confluence's, and is not left to a function's callers that there
    are. ``is_called`` tells whether the project calls a function of a name."""
    return [
        request.call
        for request in requests
        if may_be_reported(request) and (request.waits_for is None or not is_called(request.waits_for.name))
    ]


def may_be_reported(request: OpenRequest) -> bool:
    """Whether an open request may be Confluence's, whoever calls the function that it stands in."""
    return (
        request.near
        and may_be_resource(request.call)
        and request.call.product in ("", PRODUCT)
        and not scopes.is_other_products(request.call.path)
    )


def may_be_resource(call: Call) -> bool:
    """Whether what the code says of an open URL behind its first hole may stand behind a REST root. ``{}/login`` is no
    resource, ``{}/content/{}`` is one, of ``{}`` nobody knows."""
    text = call.path.text
    if not text.startswith(HOLE):
        return True
    below = text[1:].strip("/")
    return below.startswith(HOLE) or not below or any(belongs(PathTemplate(root + below), False) for root in _OPEN_ROOTS)
