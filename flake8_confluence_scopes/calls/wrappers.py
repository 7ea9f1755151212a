"""Wrappers: functions and methods of the project that pass their parameters, or what their receiver is made of,
on into a request."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import libcst as cst

from flake8_confluence_scopes.calls import bindings, classes, functions, lookups, recursion, relevance, sending, slices, urls
from flake8_confluence_scopes.calls.assumptions import left_to_callers
from flake8_confluence_scopes.calls.blocks import Block, CallSite, ClassBlock, FunctionBlock
from flake8_confluence_scopes.calls.flow import flow_of
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.request import GUESSED, Request, Requests, distinct
from flake8_confluence_scopes.calls.values import (
    MOST_ALTERNATIVES,
    NO_ARGUMENTS,
    Arguments,
    ClassValue,
    External,
    Function,
    Instance,
    Lazy,
    Member,
    Value,
    Values,
    is_open,
    is_telling,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator
    from flake8_confluence_scopes.calls.steps import Steps


_MOST_REQUESTS = MOST_ALTERNATIVES * 4
"""Different requests of one function for the same arguments."""


class OpenSites(NamedTuple):
    """The calls of a function that it is up to its callers to settle. ``said`` has for each the requests that are
    reported where it stands, ``needed`` the parameters that the calls depend on."""

    said: dict[cst.Call, frozenset[Request]]
    needed: frozenset[str]
    unsaid: Requests = ()
    """What the calls send for any arguments, but for what is reported where they stand."""
    rooted: bool = False
    """Whether one of the requests shows a part of a REST root, whatever the arguments."""

    def __bool__(self) -> bool:
        return bool(self.said)


NO_SITES = OpenSites({}, frozenset())


def passed_on(ev: Evaluator, function: Function, given: Arguments, name: str) -> Steps[Requests]:
    """The requests of a function of the project that its arguments or its receiver settle or leave open."""
    sites: OpenSites = yield open_sites(ev, function)
    if not sites or ev.active[function.block] >= functions.DEEPEST_RECURSION:
        return ()
    frame: Frame = yield bindings.frame_for(ev, function, given, sites.needed)
    taken = tuple(value for given in frame.bindings.values() if not isinstance(given, Lazy) for value in given)
    settles = ev.open_urls or any(map(is_telling, taken))
    if settles and not sites.rooted and not ev.open_urls:
        settles = yield relevance.brings_root(ev, taken, function.receiver)
    if not settles:
        passes = any(map(is_open, taken))
        return tuple(request._replace(client=name) for request in sites.unsaid if passes or request.settled)
    ev.active[function.block] += 1
    found: list[Request] = []
    yield _collect(ev, function.block, frame, sites, found)
    ev.active[function.block] -= 1
    requests = distinct(request._replace(client=name) for request in found)
    ev.cut = ev.cut or len(requests) > _MOST_REQUESTS
    return requests[:_MOST_REQUESTS]


def constructed(ev: Evaluator, cls: ClassValue, given: Arguments) -> Steps[Requests]:
    """The requests that making an object of a class sends."""
    found: Requests = ()
    order: tuple[Value, ...] = yield classes.order_of(ev, cls)
    for name, arguments in (("__init__", given), ("__post_init__", NO_ARGUMENTS)):
        methods: Values = yield classes.class_member(ev, order, name)
        for method in methods:
            if isinstance(method, Function):
                bound = Function(method.block, method.frame, Instance(cls, given))
                found += yield passed_on(ev, bound, arguments, cls.block.name)
    return found


def frames_of(ev: Evaluator, function: FunctionBlock, frame: Frame) -> Steps[tuple[Frame, ...]]:
    """The frames of a function that is defined in ``frame``, for callers that nobody knows: of a method one for its
    own class first, then one for each class of the same module that inherits it."""
    receivers: list[Value | None] = [None]
    if isinstance(frame.block, ClassBlock):
        own = ClassValue(frame.block, frame)
        heirs: tuple[ClassValue, ...] = yield classes.heirs_of(ev, own)
        receivers = list(dict.fromkeys(functions.general_receiver(function, cls) for cls in (own, *heirs)))
    found: list[Frame] = []
    for receiver in receivers:
        found.append((yield bindings.open_frame(ev, Function(function, frame, receiver))))
    return tuple(found)


def inner_frames(
    ev: Evaluator, block: Block, frames: tuple[Frame, ...]
) -> Steps[list[tuple[Block, tuple[Frame, ...]]]]:
    """A function's frames, and those of the functions and lambdas inside it, which run with it or later."""
    found = [(block, frames)]
    for outer_block, outers in found:
        for inner in flow_of(outer_block).inner.values():
            if not isinstance(inner, FunctionBlock):
                continue
            made: bool = yield ev.holds(inner.guard, outers[0])
            opened: list[Frame] = []
            for outer in outers if made else ():
                opened.append((yield bindings.open_frame(ev, Function(inner, outer))))
            if opened:
                found.append((inner, tuple(opened)))
    return found


def requests_in(ev: Evaluator, site: CallSite, frames: tuple[Frame, ...]) -> Steps[Requests]:
    """What a call sends in the first frame, and where that settles nothing for sure, what the others settle."""
    found: Requests = ()
    for frame in frames:
        met: bool = yield ev.holds(site.guard, frame)
        requests: Requests = (yield sending.requests_at(ev, site, frame)) if met else ()
        if frame is frames[0]:
            found = requests
            if any(request.settled and request.client != GUESSED for request in found):
                break
        else:
            found += tuple(request for request in requests if request.settled)
    return tuple(dict.fromkeys(found))


def open_sites(ev: Evaluator, function: Function) -> Steps[OpenSites]:
    """The calls inside a function that depend on how it is called, or on what."""
    receiver = function.receiver
    if isinstance(receiver, Instance):
        receiver = Instance(receiver.cls)
    general = Function(function.block, function.frame, receiver)
    found: OpenSites = yield recursion.ask(
        ev, function.frame, ("open sites", general), lambda: _open_sites(ev, general), NO_SITES
    )
    return found


def _open_sites(ev: Evaluator, function: Function) -> Steps[OpenSites]:
    said: dict[cst.Call, frozenset[Request]] = {}
    sites: list[slices.Site] = []
    unsaid: dict[Request, None] = {}
    own: Frame = yield bindings.open_frame(ev, function)
    frames: tuple[Frame, ...] = (own,)
    if function.receiver is not None:
        frames = (own, *(yield frames_of(ev, function.block, function.frame)))
    for block, (mine, *general) in (yield inner_frames(ev, function.block, frames)):
        for site in flow_of(block).calls:
            requests: Requests = yield sending.requests_at(ev, site, mine)
            if not requests:
                continue
            reported: Requests = yield requests_in(ev, site, tuple(general) or (mine,))
            settled = frozenset(request for request in reported if request.settled) - left_to_callers(reported, block)
            if any(request.open or (request.settled and not _is_said(request, settled)) for request in requests):
                callees: Values = yield ev.value(site.node.func, mine)
                is_client = all(isinstance(callee, (External, Member)) for callee in callees)
                sites.append(slices.Site(block, site.node, site.guard, is_client))
                said[site.node] = settled
                unsaid.update(dict.fromkeys(_for_callers(requests, settled)))
    if not sites:
        return NO_SITES
    rooted = any(said.values()) or any(urls.shows_root(request.url) for request in unsaid)
    needed = slices.for_calls(function.block, sites)
    if not rooted:
        rooted = yield lookups.bring_root(ev, needed, own)
    return OpenSites(said, needed.parameters, tuple(unsaid), rooted)


def _is_said(request: Request, settled: frozenset[Request]) -> bool:
    return any(request.is_case_of(known) and not request.names_part(known) for known in settled)


def _for_callers(requests: Requests, settled: frozenset[Request]) -> Iterator[Request]:
    """What is left of requests for those who call, where the ``settled`` ones are reported already."""
    for request in requests:
        if not _is_said(request, settled):
            yield request
        elif request.leaves_part_open:
            yield request._replace(said=True)


def _collect(
    ev: Evaluator, block: Block, frame: Frame, sites: OpenSites, found: list[Request]
) -> Generator[Any, Any, None]:
    for inner_block, (inner,) in (yield inner_frames(ev, block, (frame,))):
        for site in flow_of(inner_block).calls:
            if site.node not in sites.said:
                continue
            met: bool = yield ev.holds(site.guard, inner)
            if met:
                requests: Requests = yield sending.requests_at(ev, site, inner)
                settled = sites.said[site.node]
                found += _for_callers(requests, settled)
