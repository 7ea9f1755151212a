"""Calls of the project's wrappers: which call inside of the wrapper sends the request. An editor asks; a lint does not."""

from __future__ import annotations

from collections.abc import Sequence

from flake8_confluence_scopes.calls.flow.blocks import CallSite, Module
from flake8_confluence_scopes.calls.model import Call, PlaceIn
from flake8_confluence_scopes.calls.places import Places
from flake8_confluence_scopes.calls.sending.request import Request


def with_origins(calls: Sequence[Call], found: Sequence[tuple[CallSite, Request]]) -> list[Call]:
    """Each call, once, with the place of what sends it; ``found`` has its own site and its request, in the same order."""
    places: dict[Module, Places] = {}
    known: dict[Call, Call] = {}
    for call, (site, request) in zip(calls, found):
        if request.origin is not None and request.origin.site is not site:
            module = request.origin.block.module
            if module not in places:
                places[module] = Places(module.text)
            place = PlaceIn(module.path, places[module].of_node(request.origin.site.node))
            known.setdefault(call, call._replace(sent_at=place))
        known.setdefault(call, call)
    return list(known.values())
