"""Which requests a call expression sends: itself, or through functions of the project that pass it on."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import libcst as cst

from flake8_confluence_scopes.calls import arguments, clients, functions, objects, receivers, slices
from flake8_confluence_scopes.calls.blocks import Block, CallSite, FunctionBlock, Step
from flake8_confluence_scopes.calls.clients import Parameter, Sends
from flake8_confluence_scopes.calls.flow import flow_of
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.operators import without_none
from flake8_confluence_scopes.calls.values import (
    MOST_ALTERNATIVES,
    NONE,
    Arguments,
    External,
    ExternalObject,
    Function,
    Hole,
    Instance,
    Items,
    Member,
    Partial,
    Table,
    Text,
    Unknown,
    Value,
    Values,
    as_text,
    is_open,
)
from flake8_confluence_scopes.path_template import HOLE, PathTemplate

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator, Steps


class Request(NamedTuple):
    """One request that a call may send. ``method`` is a text, or unknown; ``certain`` tells whether the
    receiver is a client beyond doubt."""

    client: str
    method: Text
    url: Text
    certain: bool

    @property
    def path(self) -> PathTemplate | None:
        """The path from the REST root on; None where the URL shows no root."""
        return PathTemplate.of_url(self.url.template)

    @property
    def settled(self) -> bool:
        """Whether the code fixes the method and the resource."""
        path = self.path
        return not self.method.holes and path is not None and path.names_resource

    @property
    def open(self) -> bool:
        """Whether it is up to a caller to settle it."""
        return not self.settled and (is_open(self.method) or is_open(self.url))

    def is_case_of(self, other: Request) -> bool:
        """Whether the other, settled request has said all of this one: the same with some holes filled."""
        path, known = self.path, other.path
        return self.method == other.method and path is not None and known is not None and known.covers(path)


Requests = tuple[Request, ...]


def requests_at(ev: Evaluator, site: CallSite, frame: Frame) -> Steps[Requests]:
    """The requests that a call may send in a frame."""
    found: Requests = yield ev.remember(frame, site, lambda: _in_each_round(ev, site, frame), ())
    return found


def _in_each_round(ev: Evaluator, site: CallSite, frame: Frame) -> Steps[Requests]:
    """The requests in each round of the loops around a call. The names that one round binds belong together."""
    found: Requests = yield _requests_at(ev, site.node, frame)
    if not found or not site.loops:
        return found
    rounds: list[dict[object, Values]] = [{}]
    for loop in site.loops:
        values: Values = yield ev.value(loop, frame)
        if len(values) == 1 and isinstance(values[0], (Items, Table)):
            items = (
                values[0].items if isinstance(values[0], Items) else [(key,) for key, _ in values[0].entries]
            )
            rounds = [{**known, (loop, Step.EACH): item} for known in rounds for item in items]
        if len(rounds) > MOST_ALTERNATIVES:
            return found
    if len(rounds) < 2:
        return found
    each: dict[Request, None] = {}
    for bindings in rounds:
        once = Frame(frame.block, frame.outer, frame.bindings, dict(bindings))
        met: bool = yield ev.holds(site.guard, once)
        if met:
            requests: Requests = yield _requests_at(ev, site.node, once)
            each.update(dict.fromkeys(requests))
    return tuple(each)


def _requests_at(ev: Evaluator, node: cst.Call, frame: Frame) -> Steps[Requests]:
    callees: Values = yield ev.value(node.func, frame)
    if not any(_may_send(callee) for callee in callees):
        return ()
    given: Arguments = yield arguments.of_call(ev, node, frame)
    found: list[Request] = []
    for callee in without_none(callees):
        sent: Requests = yield _sent_by(ev, callee, given)
        found.extend(sent)
    return tuple(dict.fromkeys(found))


def _may_send(callee: Value) -> bool:
    """Whether a callee is worth evaluating the arguments for."""
    if isinstance(callee, External):
        return callee.name in clients.FUNCTIONS
    if isinstance(callee, Member):
        return (
            callee.name is None
            or callee.name in receivers.METHODS
            or isinstance(callee.receiver, ExternalObject)
        )
    return isinstance(callee, (Function, Partial, Instance)) or (
        isinstance(callee, Unknown) and callee.hole.open
    )


def _sent_by(ev: Evaluator, callee: Value, given: Arguments) -> Steps[Requests]:
    found: Requests = ()
    match callee:
        case External(name=name) if name in clients.FUNCTIONS:
            found = yield _direct(ev, name, clients.FUNCTIONS[name], given, None)
        case Member(receiver=ExternalObject(name=kind) as owner, name=name) if kind in clients.CLIENTS:
            if name is None:
                found = yield _direct(ev, kind, Sends(Parameter(0, "url")), given, owner)
            elif name in clients.CLIENTS[kind].methods:
                found = yield _direct(ev, f"{kind}.{name}", clients.CLIENTS[kind].methods[name], given, owner)
        case Member(receiver=receiver, name=name) if receivers.may_be_client(receiver):
            found = yield _guessed(ev, name, given)
        case Unknown(hole=hole) if hole.open:
            found = yield _direct(ev, "?", Sends(Parameter(0, "url")), given, None, certain=False)
        case Partial(callee=inner, arguments=first):
            found = yield _sent_by(ev, inner, functions.merged(first, given))
        case Function():
            found = yield _passed_on(ev, callee, given)
        case Instance():
            methods: Values = yield objects.attribute(ev, callee, "__call__")
            for method in methods:
                if isinstance(method, Function):
                    found += yield _passed_on(ev, method, given)
    return found


def _direct(
    ev: Evaluator,
    client: str,
    sends: Sends,
    given: Arguments,
    owner: ExternalObject | None,
    certain: bool = True,
) -> Steps[Requests]:
    """The requests of a client's own callable."""
    item = sends.url.of(given)
    if item is None and given.rest is None:
        return ()
    urls: Values = (
        (Unknown(given.rest),) if item is None and given.rest is not None else (yield ev.given(item or ()))
    )
    methods: tuple[Text, ...] = yield _methods(ev, sends, given)
    bases: Values = () if owner is None else (yield ev.given(clients.base_of(owner)))
    found: list[Request] = []
    for value in _without_gaps(without_none(urls)):
        # A request object was reported where it was made.
        if isinstance(value, (ExternalObject, Instance)) and owner is None:
            continue
        text = as_text(value)
        for url in clients.based(owner, bases, text) if owner is not None else (text,):
            found.extend(Request(client, method, url, certain) for method in methods)
    return tuple(found)


def _without_gaps(urls: Values) -> Values:
    """The alternatives without those that have an empty segment where there are others: code that sends a
    request has made sure of its parts."""
    return tuple(url for url in urls if "//" not in as_text(url).template.rpartition("://")[2]) or urls


def _methods(ev: Evaluator, sends: Sends, given: Arguments) -> Steps[tuple[Text, ...]]:
    """The methods that a call may use."""
    if sends.method is not None:
        return (Text(sends.method),)
    named: Values = (yield ev.given(sends.named_by.of(given) or ())) if sends.named_by is not None else ()
    if any(value != NONE for value in named):
        return tuple(dict.fromkeys(_method(value) for value in without_none(named)))
    if sends.otherwise is None or given.rest is not None:
        return (Text(HOLE, (given.rest or Hole("the method", True),)),)
    body: Values = (yield ev.given(sends.body.of(given) or ())) if sends.body is not None else ()
    found = [Text(sends.otherwise)] if not body or NONE in body else []
    if any(value != NONE for value in body) and sends.with_body is not None:
        if any(isinstance(value, (Unknown, Member)) and is_open(value) for value in body):
            return (Text(HOLE, (Hole("the method", True),)),)
        found.append(Text(sends.with_body))
    return tuple(found)


def _method(value: Value) -> Text:
    text = as_text(value)
    return text if text.holes else Text(text.template.upper())


def _guessed(ev: Evaluator, name: str | None, given: Arguments) -> Steps[Requests]:
    """The request of a method whose receiver nothing resolves, by the method's name."""
    sends = receivers.METHODS.get(name or "")
    item = None if sends is None else (sends.url.of(given) or given.get(None, *receivers.URL_NAMES))
    if sends is None or item is None:
        return ()
    urls: Values = yield ev.given(item)
    methods: tuple[Text, ...] = yield _methods(ev, sends, given)
    return tuple(
        Request("?", method, as_text(url), False)
        for url in without_none(urls)
        if isinstance(url, (Text, Unknown, Member))
        for method in methods
    )


def _passed_on(ev: Evaluator, function: Function, given: Arguments) -> Steps[Requests]:
    """The requests of a function of the project that its arguments settle or leave open."""
    sites: OpenSites = yield open_sites(ev, function)
    if not sites.nodes or ev.active[function.block] >= functions.DEEPEST_RECURSION:
        return ()
    ev.active[function.block] += 1
    frame: Frame = yield functions.frame_for(ev, function, given, sites.needed)
    found: dict[Request, None] = {}
    yield _collect(ev, function.block, frame, sites.nodes, found)
    ev.active[function.block] -= 1
    name = function.block.name
    return tuple(
        dict.fromkeys(
            Request(name, request.method, request.url, request.certain)
            for request in found
            if not any(request.is_case_of(known) for known in sites.settled)
        )
    )[: MOST_ALTERNATIVES * 4]


class OpenSites(NamedTuple):
    """The calls of a function that it is up to its callers to settle, and the requests of the function that
    need no caller."""

    nodes: frozenset[cst.Call]
    settled: frozenset[Request]
    needed: frozenset[str]
    """The parameters that these calls depend on."""


NO_SITES = OpenSites(frozenset(), frozenset(), frozenset())


def open_sites(ev: Evaluator, function: Function) -> Steps[OpenSites]:
    """The calls inside a function that depend on how it is called."""
    receiver = function.receiver
    if isinstance(receiver, Instance):
        receiver = Instance(receiver.cls)
    general = Function(function.block, function.frame, receiver)
    found: OpenSites = yield ev.remember(
        function.frame, ("open sites", general), lambda: _open_sites(ev, general), NO_SITES
    )
    return found


def _open_sites(ev: Evaluator, function: Function) -> Steps[OpenSites]:
    frame: Frame = yield functions.open_frame(ev, function)
    nodes: dict[cst.Call, slices.Site] = {}
    settled: set[Request] = set()
    for block, inner in (yield _inner_frames(ev, function.block, frame)):
        for site in flow_of(block).calls:
            requests: Requests = yield requests_at(ev, site, inner)
            if any(request.open for request in requests):
                callees: Values = yield ev.value(site.node.func, inner)
                own = all(isinstance(callee, (External, Member)) for callee in callees)
                nodes[site.node] = slices.Site(block, site.node, site.guard, own)
                settled.update(request for request in requests if request.settled)
    return OpenSites(frozenset(nodes), frozenset(settled), slices.for_calls(function.block, nodes.values()))


def _inner_frames(ev: Evaluator, block: Block, frame: Frame) -> Steps[list[tuple[Block, Frame]]]:
    """A function's frame, and those of the functions and lambdas inside it, which run with it or later."""
    found = [(block, frame)]
    for outer_block, outer in found:
        for inner in flow_of(outer_block).inner.values():
            if isinstance(inner, FunctionBlock):
                found.append((inner, (yield functions.open_frame(ev, Function(inner, outer)))))
    return found


def _collect(
    ev: Evaluator, block: Block, frame: Frame, nodes: Iterable[cst.Call], found: dict[Request, None]
) -> Generator[Any, Any, None]:
    wanted = frozenset(nodes)
    for inner_block, inner in (yield _inner_frames(ev, block, frame)):
        for site in flow_of(inner_block).calls:
            if site.node not in wanted:
                continue
            met: bool = yield ev.holds(site.guard, inner)
            if met:
                requests: Requests = yield requests_at(ev, site, inner)
                found.update(dict.fromkeys(requests))
