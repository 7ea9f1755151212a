"""Which requests a call expression sends: itself, or through functions of the project that pass it on."""

from __future__ import annotations

import ast
from collections.abc import Generator, Iterable
from typing import Any

from flake8_confluence_scopes.calls.evaluation import assumptions
from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.flow import slices
from flake8_confluence_scopes.calls.flow.blocks import Block, CallSite, FunctionBlock, Module, Step
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import (
    arguments,
    attributes,
    bindings,
    calling,
    class_functions,
    classes,
    definitions,
    name_lookup,
    results,
)
from flake8_confluence_scopes.calls.sending import (
    by_method_name,
    doubt,
    given_objects,
    loop_rounds,
    method_branches,
    receivers,
    relevance,
    request_classes,
    runs,
    set_methods,
    unresolved,
)
from flake8_confluence_scopes.calls.sending.callers import left_to_callers
from flake8_confluence_scopes.calls.sending.direct import guessed, may_send, sent_by
from flake8_confluence_scopes.calls.sending.general_frames import frames_of, inner_frames
from flake8_confluence_scopes.calls.sending.left_open import NO_SITES, OpenSites, for_callers, is_said
from flake8_confluence_scopes.calls.sending.request import GUESSED, Request, Requests, distinct
from flake8_confluence_scopes.calls.values import urls
from flake8_confluence_scopes.calls.values.domain import (
    MOST_ALTERNATIVES,
    NO_ARGUMENTS,
    Arguments,
    ClassValue,
    External,
    Frame,
    Function,
    Instance,
    Lazy,
    Member,
    Partial,
    Unknown,
    Value,
    Values,
)
from flake8_confluence_scopes.calls.values.openness import is_open, is_telling
from flake8_confluence_scopes.calls.values.operators import without_none

_PROJECTS = (Function, ClassValue, Instance)
"""What code of the project runs when it is called."""

_MOST_REQUESTS = MOST_ALTERNATIVES * 4
"""Different requests of one function for the same arguments."""


def requests_at(ev: Evaluator, site: CallSite, frame: Frame) -> Steps[Requests]:
    """The requests that a call may send in a frame."""
    start = _in_each_round if site.loops else _requests_at
    return ev.ask(frame, site, lambda: start(ev, site, frame), ())


def _in_each_round(ev: Evaluator, site: CallSite, frame: Frame) -> Steps[Requests]:
    """The requests in each round of the loops around a call. The names that one round binds belong together."""
    found: Requests = yield _requests_at(ev, site, frame)
    if not found and not (yield _calls_wrapper(ev, site, frame)):
        return found
    rounds: list[loop_rounds.Round] = yield loop_rounds.around(ev, site, frame)
    if len(rounds) < 2:
        return found
    each: list[Request] = []
    for known in rounds:
        once = ev.frames.add(loop_rounds.frame_of(frame, known))
        met: bool = yield ev.holds(site.guard, once)
        if met:
            requests: Requests = yield _requests_at(ev, site, once)
            each.extend(requests)
    return distinct(each)


def _calls_wrapper(ev: Evaluator, site: CallSite, frame: Frame) -> Steps[bool]:
    """Whether a call may have been lost only because all rounds together are too many alternatives."""
    callees: Values = yield ev.value(site.node.func, frame)
    if ev.alone:
        return not all(isinstance(callee, _PROJECTS) for callee in callees)
    for callee in callees:
        if isinstance(callee, Function) and (yield open_sites(ev, callee)):
            return True
    return False


def _requests_at(ev: Evaluator, site: CallSite, frame: Frame) -> Steps[Requests]:
    callees = ev.value(site.node.func, frame)
    if is_pending(callees):
        callees = yield callees
    if not any(may_send(callee) or by_method_name.is_worth_it(ev, callee) for callee in callees):
        return (yield given_objects.left_to_callers(ev, site.node, callees, frame))
    given: Arguments = yield arguments.of_call(ev, site.node, frame)
    found: list[Request] = []
    others: Requests = ()
    for callee in without_none(callees):
        sent: Requests = yield _sent_by(ev, callee, given, frame.module)
        if isinstance(callee, Unknown):
            others += sent
        else:
            found.extend(sent)
    # What a caller may pass in the place of a function that is there does the same: transport or self._send.
    found.extend(request._replace(said=request.said or bool(found)) for request in others)
    if not found:
        return (yield given_objects.left_to_callers(ev, site.node, callees, frame))
    if site.node in flow_of(frame.block).methods_set:
        found = yield set_methods.applied(ev, site, frame, found)
    if ev.origin is not None:
        here = ev.origin(site, frame.block)
        found = [request if request.origin else request._replace(origin=here) for request in found]
    return distinct(found, assumptions.of_guard(site.guard, frame))


def _sent_by(ev: Evaluator, callee: Value, given: Arguments, module: Module) -> Steps[Requests]:
    found: Requests = ()
    run = runs.run_by(callee, given)
    if run is not None:
        handed: Arguments = (yield _items_of(ev, run.given)) if run.each else run.given
        for function in (yield ev.given(run.function)):
            found += yield _sent_by(ev, function, handed, module)
        return found
    match callee:
        case Partial(callee=inner, arguments=first):
            found = yield _sent_by(ev, inner, calling.merged(first, given), module)
        case Function(block=block, receiver=receiver) if receiver is not None and class_functions.is_abstract(block):
            if receivers.may_be_client(receiver):
                found = yield guessed(ev, receiver, block.name, given)
        case Function():
            if ev.alone:
                # Whether it sends something itself is not asked, so that more may be found here than else.
                return (yield unresolved.by_name(ev, callee, given)) if unresolved.is_named_like_request(callee) else ()
            ev.reached.add(callee.block)
            if ev.walked is None and _settles_nothing(callee, given) and not (ev.open_urls and callee.block.parameters):
                return ()
            found = yield passed_on(ev, callee, given, callee.block.name)
            if not found and unresolved.is_named_like_request(callee) and not (yield open_sites(ev, callee)):
                found = yield unresolved.by_name(ev, callee, given)
        case ClassValue() | Instance() if ev.alone:
            return ()
        case ClassValue():
            found = yield constructed(ev, callee, given)
        case Instance():
            methods: Values = yield attributes.attribute(ev, callee, "__call__")
            for method in methods:
                if isinstance(method, Function):
                    ev.reached.add(method.block)
                    found += yield passed_on(ev, method, given, method.block.name)
        case _:
            found = yield sent_by(ev, callee, given, module)
    return found


def _settles_nothing(function: Function, given: Arguments) -> bool:
    """Whether a call says no more than the function itself: ``main()``, which leads into all of a program."""
    is_alone = function.receiver is None and isinstance(function.frame.block, Module)
    return is_alone and not (given.positional or given.keywords or given.rest)


def _items_of(ev: Evaluator, given: Arguments) -> Steps[Arguments]:
    """An item of each positional argument."""
    items: list[Values] = []
    for argument in given.positional:
        items.append((yield definitions.take(ev, (yield ev.given(argument)), Step.EACH)))
    return Arguments(tuple(items), (), given.rest)


def passed_on(ev: Evaluator, function: Function, given: Arguments, name: str) -> Steps[Requests]:
    """The requests of a function of the project that its arguments or its receiver settle or leave open."""
    if ev.walked is not None:
        every = frozenset(parameter.name for parameter in function.block.parameters)
        return (yield all_sent(ev, (yield bindings.frame_for(ev, function, given, every)), name))
    sites: OpenSites = yield open_sites(ev, function)
    if not sites or ev.active[function.block] >= results.DEEPEST_RECURSION:
        return ()
    frame: Frame = yield bindings.frame_for(ev, function, given, sites.needed)
    taken = tuple(value for given in frame.bindings.values() if not isinstance(given, Lazy) for value in given)
    settles = ev.open_urls or any(map(is_telling, taken))
    if settles and not sites.rooted and not ev.open_urls:
        settles = yield relevance.brings_root(ev, taken, function.receiver)
    if not settles:
        passes = any(map(is_open, taken)) or (yield _is_made_with_open(ev, function.receiver))
        return tuple(request.through(name) for request in sites.unsaid if passes or request.settled)
    return (yield _sent_in(ev, frame, sites, name))


def _is_made_with_open(ev: Evaluator, receiver: Value | None) -> Steps[bool]:
    """Whether a caller may fill a part of what an object was made with."""
    made_with = receiver.arguments if isinstance(receiver, Instance) else None
    return made_with is not None and (yield arguments.evaluated(ev, made_with)).open


def all_sent(ev: Evaluator, frame: Frame, name: str) -> Steps[Requests]:
    """All that a run of a function of this name sends, itself or through others, whoever reports it. Only for an evaluator
    that keeps what it has ``walked`` through."""
    assert ev.walked is not None
    if ev.active[frame.block] >= results.DEEPEST_RECURSION:
        return ()
    ev.walked[frame] = None
    return (yield _sent_in(ev, frame, None, name))


def _sent_in(ev: Evaluator, frame: Frame, sites: OpenSites | None, name: str) -> Steps[Requests]:
    """What some calls in a function send, or with None all of them."""
    ev.active[frame.block] += 1
    found: list[method_branches.Sent] = []
    yield _collect(ev, frame.block, frame, sites, found)
    joined: list[Request] = yield method_branches.joined(ev, found, name)
    ev.active[frame.block] -= 1
    requests = distinct(request.through(name) for request in joined)
    ev.cut = ev.cut or len(requests) > _MOST_REQUESTS
    return requests[:_MOST_REQUESTS]


def constructed(ev: Evaluator, cls: ClassValue, given: Arguments) -> Steps[Requests]:
    """The requests that making an object of a class sends."""
    order: tuple[Value, ...] = yield classes.order_of(ev, cls)
    found: Requests = yield request_classes.sent(ev, cls, order, given)
    for name, handed in (("__init__", given), ("__post_init__", NO_ARGUMENTS)):
        methods: Values = yield classes.class_member(ev, order, name)
        for method in methods:
            if isinstance(method, Function):
                bound = Function(method.block, method.frame, Instance(cls, given))
                found += yield passed_on(ev, bound, handed, cls.block.name)
    return found


def requests_in(ev: Evaluator, site: CallSite, frames: tuple[Frame, ...]) -> Steps[Requests]:
    """What a call sends in the first frame, and where that settles nothing for sure, what the others settle."""
    found: Requests = ()
    for frame in frames:
        met: bool = yield ev.holds(site.guard, frame)
        requests: Requests = (yield requests_at(ev, site, frame)) if met else ()
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
    found: OpenSites = yield ev.ask(
        function.frame, ("open sites", general), lambda: _open_sites(ev, general), NO_SITES
    )
    return found


def _open_sites(ev: Evaluator, function: Function) -> Steps[OpenSites]:
    settled_at: dict[ast.Call, frozenset[Request]] = {}
    sites: list[slices.Site] = []
    unsaid: dict[Request, None] = {}
    own: Frame = yield bindings.general_frame(ev, function)
    frames: tuple[Frame, ...] = (own,)
    if function.receiver is not None:
        frames = (own, *(yield frames_of(ev, function.block, function.frame)))
    elif isinstance(function.frame.block, FunctionBlock) and _wraps_function(function.frame):
        # Where it stands, nobody knows what it wraps.
        around: Frame = yield name_lookup.frame_of(ev, function.frame.block)
        frames = (own, (yield bindings.general_frame(ev, Function(function.block, around))))
    for block, (mine, *general) in (yield inner_frames(ev, function.block, frames)):
        for site in flow_of(block).calls:
            requests: Requests = yield requests_at(ev, site, mine)
            if not requests:
                continue
            reported: Requests = yield requests_in(ev, site, tuple(general) or (mine,))
            settled = frozenset(request for request in reported if request.settled) - left_to_callers(reported, block)
            if any(request.open or (request.settled and not is_said(request, settled)) for request in requests):
                callees: Values = yield ev.value(site.node.func, mine)
                is_client = all(isinstance(callee, (External, Member)) for callee in callees)
                sites.append(slices.Site(block, site.node, site.guard, is_client))
                settled_at[site.node] = settled
                unsaid.update(dict.fromkeys(for_callers(requests, settled)))
    if not sites:
        return NO_SITES
    rooted = any(settled_at.values()) or any(urls.shows_root(request.url) for request in unsaid)
    needed = slices.for_calls(function.block, sites)
    if not rooted:
        rooted = yield relevance.bring_root(ev, needed, own)
    return OpenSites(settled_at, needed.parameters, tuple(unsaid), rooted)


def _wraps_function(frame: Frame) -> bool:
    """Whether the function around a wrapper was given a function of the project."""
    bound = (given for given in frame.bindings.values() if not isinstance(given, Lazy))
    return any(isinstance(value, Function) for values in bound for value in values)


def _collect(
    ev: Evaluator, block: Block, frame: Frame, sites: OpenSites | None, found: list[method_branches.Sent]
) -> Generator[Any, Any, None]:
    for inner_block, (inner,) in (yield inner_frames(ev, block, (frame,))):
        for site in flow_of(inner_block).calls:
            if sites is not None and site.node not in sites.reported:
                continue
            met: bool = yield ev.holds(site.guard, inner)
            if met:
                requests: Requests = yield requests_at(ev, site, inner)
                if sites is None:
                    left: Iterable[Request] = yield doubt.marked(ev, site, inner, requests, inner_block is not block)
                else:
                    left = for_callers(requests, sites.reported[site.node])
                found += (method_branches.Sent(one, site.guard, inner) for one in left)
