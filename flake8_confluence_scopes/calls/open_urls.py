"""The requests of a file of which the code leaves open whether they are Confluence's, or which: a URL out of the
environment, a parameter that no caller fills, a method of a client that no table lists.

A second evaluation, which follows what never shows a REST root; what it costs, and where it ends, is no matter of the
calls that are reported. Where nobody asks for the ways to open requests, a look at what the calls send by themselves comes
first: most files have nothing to report, and following their calls leads through all of a large project.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.calls import finder
from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.first_look.named_product import is_named_from
from flake8_confluence_scopes.calls.flow.blocks import Block, CallSite, FunctionBlock, Module
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.libraries import products
from flake8_confluence_scopes.calls.model import Call, FileCalls, FunctionAt, Link, OpenRequest, Place, Reports, SiteAt
from flake8_confluence_scopes.calls.places import Places
from flake8_confluence_scopes.calls.reasons import Reason
from flake8_confluence_scopes.calls.sending import exposure, general_frames, handed_on, product, sites
from flake8_confluence_scopes.calls.sending.request import GUESSED, Origin, Request, Requests
from flake8_confluence_scopes.calls.values import urls
from flake8_confluence_scopes.calls.values.domain import Frame, Text
from flake8_confluence_scopes.calls.values.links import comes_from_answer
from flake8_confluence_scopes.path_template import HOLE, PathTemplate


class _Open(NamedTuple):
    """A call with the requests that it leaves open, and what it is named after."""

    site: CallSite
    block: Block
    frames: tuple[Frame, ...]
    requests: list[Request]
    product: str


def find(first: Evaluator, known: Sequence[Call], reports: Reports | None = None) -> FileCalls:
    """The open requests of a file in the order of the source, and what tells whether callers settle them, beside the
    ``known`` calls, which the ``first`` evaluator has found. With ``reports``, only what it reports is asked for: where that is
    nothing, nothing is said of the rest."""
    if reports is None:
        return _find(first, known)
    alone = first.for_open_urls(Origin, alone=True)
    try:
        left = list(_left(alone, list(_look_alone(alone)), known))
        if _any_reported(alone, left, True, reports) and (_is_near(alone) or _any_reported(alone, left, False, reports)):
            return _find(alone, known)
        return FileCalls(tuple(known), spent=alone.spent(), spent_near=_spent_near(alone))
    finally:
        alone.frames.forget()


def _find(first: Evaluator, known: Sequence[Call]) -> FileCalls:
    ev = first.for_open_urls(Origin)
    try:
        found, unresolved, handed = _look(ev)
        requests: list[OpenRequest] = []
        links: set[Link] = set()
        near = ev.modules.name(*products.NAMES)
        for it, left, places in _left(ev, found, known):
            links.update(Link(_site_at(request), _waits_for(request, it.block)) for request in left)
            requests += _own(ev, it, left, places, near)
        ordered = sorted(requests, key=lambda one: (one.call.place[:2], one.call.method))
        return FileCalls(
            tuple(known),
            tuple(ordered),
            frozenset(links),
            frozenset(map(function_at, ev.reached)),
            frozenset(map(function_at, handed)),
            frozenset(unresolved),
            ev.spent(),
            _spent_near(ev),
            complete=True,
        )
    finally:
        ev.frames.forget()


def _any_reported(
    ev: Evaluator, left: Iterable[tuple[_Open, list[Request], Places]], near: bool, reports: Reports
) -> bool:
    return any(reports(request) for found, own, places in left for request in _own(ev, found, own, places, near))


def _spent_near(ev: Evaluator) -> tuple[str, ...]:
    """The bounds at which the look was given up, where what it has not seen may be the product's."""
    spent = ev.spent()
    return spent if spent and _is_near(ev) else ()


def _is_near(ev: Evaluator) -> bool:
    """Whether the file, or a module that it leads to, names the product, be it one that was not read."""
    first = ev.modules.first
    return ev.modules.name(*products.NAMES) or is_named_from(first.text, first.path, ev.modules.root)


def _look(ev: Evaluator) -> tuple[list[_Open], set[str], set[Block]]:
    """The calls with open requests, the names of what is called where nobody knows on what, and the functions that
    others may call."""
    found: list[_Open] = []
    unresolved: set[str] = set()
    handed: set[Block] = set()
    for block, frames in ev.run(general_frames.all_frames(ev, ev.modules.first)):
        if isinstance(block, FunctionBlock) and ev.run(exposure.is_registered(ev, block, frames[0])):
            handed.add(block)
        for site in flow_of(block).calls:
            requests = ev.run(sites.requests_in(ev, site, frames))
            if not requests:
                unresolved.update(ev.run(exposure.names_without_owner(ev, site.node, frames[0])))
            found += _opened(ev, site, block, frames, requests)
        # Behind the calls, which come first where a bound ends it.
        handed.update(ev.run(exposure.handed_over(ev, block, frames[0])))
    return found, unresolved, handed


def _look_alone(ev: Evaluator) -> Iterator[_Open]:
    """The calls with open requests that they send by themselves, and maybe some more. For an evaluator of those alone."""
    for block, frames in ev.run(general_frames.all_frames(ev, ev.modules.first)):
        for site in flow_of(block).calls:
            yield from _opened(ev, site, block, frames, ev.run(sites.requests_in(ev, site, frames)))


def _opened(
    ev: Evaluator, site: CallSite, block: Block, frames: tuple[Frame, ...], requests: Requests
) -> Iterator[_Open]:
    """A call with those of its requests that are open, if there are any; where it sends none, of what it hands on."""
    requests = requests or ev.run(handed_on.sent(ev, site, block, frames[0]))
    if left := [request for request in requests if _is_open(request)]:
        named = ev.run(product.named_after(ev, site.node, frames, requests))
        yield _Open(site, block, frames, left, named)


def _left(
    ev: Evaluator, found: Iterable[_Open], known: Sequence[Call]
) -> Iterator[tuple[_Open, list[Request], Places]]:
    """What of open requests no known call says, with the places of the file's calls."""
    places: Places | None = None
    known_at: dict[Place, list[Call]] = {}
    for call in known:
        known_at.setdefault(call.place, []).append(call)
    for it in found:
        places = places or Places(ev.modules.first.text)
        yield it, _apart_from(known_at, it, places), places


def _is_open(request: Request) -> bool:
    """Whether the request could be one of Confluence's for all that the code says."""
    path = request.path
    if request.client == GUESSED and request.method.holes:
        return False  # nothing but an argument speaks for a request
    if any(name in request.client.lower() for name in products.OTHER_PRODUCTS):
        return False
    if path is None:
        return urls.may_lead_anywhere(request.url)
    return not request.said and not path.has_two_roots


def _apart_from(known: Mapping[Place, Sequence[Call]], found: _Open, places: Places) -> list[Request]:
    """The requests that no reported call at the same place says, be it on a base that is known there."""
    here = known.get(places.of(found.site, None)[0], ()) if known else ()
    return [request for request in found.requests if not any(_says(call, request) for call in here)]


def _says(call: Call, request: Request) -> bool:
    if call.method != finder.method_of(request):
        return False
    if request.path is not None:
        # Not where the request is the wider one: another round of a loop may be what the call says.
        return call.path.covers(request.path) or request.path.text == call.path.text + HOLE
    if comes_from_answer(request.url.holes[-1]):
        return True
    _, _, tail = request.url.template.partition("?")[0].rpartition("//")[2].partition(HOLE)
    return bool(tail.strip("/")) and call.path.text.endswith("/" + tail.strip("/"))


def _own(
    ev: Evaluator, found: _Open, left: Collection[Request], places: Places, near: bool
) -> Iterator[OpenRequest]:
    """The requests that the call sends by itself, one for each method: the one that says most. ``near`` tells that code of the
    file, or of a module that it leads to, names the product."""
    # A host is somebody else's only where not even a comment names the product.
    mentioned = near or ev.modules.mention(*products.NAMES)
    own = [request for request in left if request.origin == (found.site, found.block)]
    for method in dict.fromkeys(map(finder.method_of, own)):
        requests = [request for request in own if finder.method_of(request) == method]
        best = max(requests, key=lambda request: (request.path is not None, not request.open, len(request.url.template)))
        path = best.path
        if path is None and urls.names_host(best.url) and not (mentioned and _may_be_atlassians(best.url)):
            continue
        argument = ev.run(finder.argument_of(ev, found.site.node, found.frames, best))
        place, argument_place = places.of(found.site, argument)
        unlisted = bool(best.method.holes) and best.method == best.url
        call = Call(
            best.client,
            method,
            path or PathTemplate.without_root(best.url.template),
            place,
            argument_place,
            _reason(best, unlisted),
            found.product,
            unlisted,
            True,
        )
        # What is decided as soon as somebody follows the way to it is no finding by itself. A modelled class is the product's,
        # a path without a root, or below /api, may be anybody's.
        shared = not unlisted and (path is None or (path.segments[0] == "api" and not path.wiki))
        is_near = (near if shared else True) and best.client != GUESSED and not best.settled
        waits = all(request.open for request in requests)
        yield OpenRequest(_site_at(best), call, _waits_for(best, found.block) if waits else None, is_near)


def _may_be_atlassians(url: Text) -> bool:
    """Whether a host that the code fixes may be Confluence's in code that names it: ``/api`` right behind the host is only
    Atlassian's own clouds' way, ``https://other.example/api/{method}`` somebody else's."""
    return not urls.may_be_v2_alone(url) or urls.domain_of(url).endswith(products.DOMAINS)


def _site_at(request: Request) -> SiteAt:
    assert request.origin is not None  # all requests of such an evaluation have one
    site, block = request.origin
    return SiteAt(function_at(block), flow_of(block).calls.index(site))


def _waits_for(request: Request, block: Block) -> FunctionAt | None:
    """The function around a block whose callers fill what is open in the request."""
    return _function_around(block) if request.open else None


def _reason(request: Request, unlisted: bool) -> str:
    if unlisted:
        return Reason.UNLISTED.of(client=request.client)
    if request.path is not None:
        return finder.reason_of(request) or Reason.CALLER.of()
    return Reason.URL.of(name=request.url.holes[0].name)


def _function_around(block: Block | None) -> FunctionAt | None:
    """The function that a block stands in; a lambda's callers are those of the function around it."""
    while block is not None and (not isinstance(block, FunctionBlock) or isinstance(block.node, ast.Lambda)):
        block = block.parent
    return function_at(block) if block is not None else None


def function_at(block: Block) -> FunctionAt:
    """Where a block of a module stands."""
    names: list[str] = []
    while not isinstance(block, Module):
        names.append(block.name)
        assert block.parent is not None  # every block stands in a module
        block = block.parent
    return FunctionAt(block.path, ".".join(reversed(names)))
