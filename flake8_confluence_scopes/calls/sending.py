"""Which requests a call expression sends: itself, or through functions of the project that pass it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_confluence_scopes.calls import (
    arguments,
    assumptions,
    clients,
    definitions,
    enums,
    functions,
    objects,
    receivers,
    recursion,
    runners,
    set_methods,
    strings,
    urls,
    wrappers,
)
from flake8_confluence_scopes.calls.blocks import CallSite, Step
from flake8_confluence_scopes.calls.clients import Parameter, Sends
from flake8_confluence_scopes.calls.flow import flow_of
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.operators import without_none
from flake8_confluence_scopes.calls.request import GUESSED, Request, Requests, distinct, unlisted
from flake8_confluence_scopes.calls.steps import Steps, is_pending
from flake8_confluence_scopes.calls.texts import as_text, describe
from flake8_confluence_scopes.calls.values import (
    MOST_ALTERNATIVES,
    NONE,
    Arguments,
    ClassValue,
    EnumMember,
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
    is_open,
)
from flake8_confluence_scopes.path_template import HOLE

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator

_OF_UNKNOWN_NAME = Sends(Parameter(0, "url"))
"""A callable whose name nobody knows counts as one of the verbs."""


def requests_at(ev: Evaluator, site: CallSite, frame: Frame) -> Steps[Requests]:
    """The requests that a call may send in a frame."""
    start = _in_each_round if site.loops else _requests_at
    return recursion.ask(ev, frame, site, lambda: start(ev, site, frame), ())


def _in_each_round(ev: Evaluator, site: CallSite, frame: Frame) -> Steps[Requests]:
    """The requests in each round of the loops around a call. The names that one round binds belong together."""
    found: Requests = yield _requests_at(ev, site, frame)
    if not found and not (yield _calls_wrapper(ev, site, frame)):
        return found
    rounds: list[dict[object, Any]] = [{}]
    for loop in site.loops:
        inner: list[dict[object, Any]] = []
        for known in rounds:
            values: Values = yield ev.value(loop, _once(frame, known))
            values = yield enums.iterated(ev, values)
            only = values[0] if len(values) == 1 else None
            if isinstance(only, Items) and only.items:
                inner.extend({**known, (loop, Step.EACH): item} for item in only.items)
            elif isinstance(only, Table) and only.entries:
                inner.extend({**known, (loop, Step.EACH): (key,)} for key, _ in only.entries)
            else:
                inner.append(known)
        rounds = inner
        if len(rounds) > MOST_ALTERNATIVES:
            return found
    if len(rounds) < 2:
        return found
    each: list[Request] = []
    for known in rounds:
        once = ev.frames.add(_once(frame, known))
        met: bool = yield ev.holds(site.guard, once)
        if met:
            requests: Requests = yield _requests_at(ev, site, once)
            each.extend(requests)
    return distinct(each)


def _calls_wrapper(ev: Evaluator, site: CallSite, frame: Frame) -> Steps[bool]:
    """Whether a call may have been lost only because all rounds together are too many alternatives."""
    callees: Values = yield ev.value(site.node.func, frame)
    for callee in callees:
        if isinstance(callee, Function) and (yield wrappers.open_sites(ev, callee)):
            return True
    return False


def _once(frame: Frame, known: dict[object, Any]) -> Frame:
    """A frame of its own for one round, in which ``known`` has the items of the loops."""
    return Frame(frame.block, frame.outer, frame.bindings, dict(known))


def _requests_at(ev: Evaluator, site: CallSite, frame: Frame) -> Steps[Requests]:
    callees = ev.value(site.node.func, frame)
    if is_pending(callees):
        callees = yield callees
    if not any(_may_send(callee) for callee in callees):
        return ()
    given: Arguments = yield arguments.of_call(ev, site.node, frame)
    found: list[Request] = []
    for callee in without_none(callees):
        sent: Requests = yield _sent_by(ev, callee, given)
        found.extend(sent)
    if found and site.node in flow_of(frame.block).methods:
        found = yield set_methods.applied(ev, site, frame, found)
    if ev.open_urls:
        here = (site, frame.block)
        found = [request if request.origin else request._replace(origin=here) for request in found]
    return distinct(found, assumptions.of_guard(site.guard, frame)) if found else ()


def _may_send(callee: Value) -> bool:
    """Whether a callee is worth evaluating the arguments for."""
    if isinstance(callee, External):
        return (
            callee.name in clients.FUNCTIONS
            or receivers.sends_by(callee.name.rpartition(".")[2]) is not None
            or runners.is_runner(callee)
        )
    if isinstance(callee, Member):
        return (
            callee.name is None
            or receivers.sends_by(callee.name) is not None
            or isinstance(callee.receiver, ExternalObject)
            or runners.is_runner(callee)
        )
    return isinstance(callee, (Function, Partial, Instance, ClassValue)) or (
        isinstance(callee, Unknown) and callee.hole.open
    )


def _sent_by(ev: Evaluator, callee: Value, given: Arguments) -> Steps[Requests]:
    found: Requests = ()
    run = runners.run_by(callee, given)
    if run is not None:
        handed: Arguments = (yield _items_of(ev, run.given)) if run.each else run.given
        for function in (yield ev.given(run.function)):
            found += yield _sent_by(ev, function, handed)
        return found
    match callee:
        case External(name=name) if name in clients.FUNCTIONS:
            found = yield _direct(ev, name, clients.FUNCTIONS[name], given)
        case External(name=name) if "." in name and receivers.may_be_client(External(name.rpartition(".")[0])):
            found = yield _guessed(ev, External(name.rpartition(".")[0]), name.rpartition(".")[2], given)
        case Member(receiver=External(name=package), name=None) if f"{package}.get" in clients.FUNCTIONS:
            found = yield _direct(ev, package, _OF_UNKNOWN_NAME, given, name=f"getattr({package}, ...)")
        case Member(receiver=ExternalObject(name=kind) as owner, name=None) if kind in clients.CLIENTS:
            found = yield _direct(ev, kind, _OF_UNKNOWN_NAME, given, owner, f"getattr({kind}, ...)")
        case Member(receiver=ExternalObject(name=kind) as owner, name=str(name)) if kind in clients.CLIENTS:
            if name in clients.CLIENTS[kind].methods:
                found = yield _direct(ev, f"{kind}.{name}", clients.CLIENTS[kind].methods[name], given, owner)
            elif ev.open_urls and clients.CLIENTS[kind].may_send(name):
                found = (unlisted(f"{kind}.{name}"),)
        case Member(receiver=receiver, name=name) if receivers.may_be_client(receiver):
            found = yield _guessed(ev, receiver, name, given)
        case Unknown(hole=hole) if hole.open and hole.name.isidentifier() and receivers.may_be_client(callee):
            found = yield _direct(ev, GUESSED, _OF_UNKNOWN_NAME, given, name=f"{hole.name}(...)")
            if not given.positional and not given.keywords:
                # A partial has all arguments with it, a lambda in its body.
                found = (Request(GUESSED, as_text(callee), as_text(callee)),)
        case Partial(callee=inner, arguments=first):
            found = yield _sent_by(ev, inner, functions.merged(first, given))
        case Function(block=block, receiver=receiver) if receiver is not None and functions.is_abstract(block):
            if receivers.may_be_client(receiver):
                found = yield _guessed(ev, receiver, block.name, given)
        case Function():
            ev.reached.add(callee.block)
            found = yield wrappers.passed_on(ev, callee, given, callee.block.name)
        case ClassValue():
            found = yield wrappers.constructed(ev, callee, given)
        case Instance():
            methods: Values = yield objects.attribute(ev, callee, "__call__")
            for method in methods:
                if isinstance(method, Function):
                    ev.reached.add(method.block)
                    found += yield wrappers.passed_on(ev, method, given, method.block.name)
    return found


def _items_of(ev: Evaluator, given: Arguments) -> Steps[Arguments]:
    """An item of each positional argument."""
    items: list[Values] = []
    for argument in given.positional:
        items.append((yield definitions.take(ev, (yield ev.given(argument)), Step.EACH)))
    return Arguments(tuple(items), (), given.rest)


def _direct(
    ev: Evaluator,
    client: str,
    sends: Sends,
    given: Arguments,
    owner: ExternalObject | None = None,
    name: str = "",
) -> Steps[Requests]:
    """The requests of a client's own callable, which ``name`` names in a reason."""
    item = sends.url.of(given)
    if item is None and given.rest is None:
        return ()
    named: Values = (
        (Unknown(given.rest),) if item is None and given.rest is not None else (yield ev.given(item or ()))
    )
    methods: tuple[Text, ...] = yield _methods(ev, sends, given, name or f"{client}(...)")
    bases: Values = () if owner is None else (yield ev.given(clients.base_of(owner)))
    found: list[Request] = []
    for value in _without_gaps(without_none(named)):
        # A request object was reported where it was made.
        if isinstance(value, (ExternalObject, Instance)) and owner is None:
            continue
        text = as_text(value)
        sent = clients.based(owner, bases, text) if owner is not None else (text,)
        if ev.open_urls and owner is not None and _has_unknown_base(owner, bases):
            known_ones = sent if any(isinstance(base, Text) for base in bases) else ()
            sent = (*known_ones, urls.on_unknown_base(text, f"the base URL of {describe(owner)}"))
        for url in sent:
            found.extend(Request(client, method, url) for method in methods)
    return tuple(found)


def _has_unknown_base(owner: ExternalObject, bases: Values) -> bool:
    if not bases:
        return owner.arguments.rest is not None
    return any(not isinstance(base, Text) and base != NONE for base in bases)


def _without_gaps(texts: Values) -> Values:
    """The alternatives without those that have an empty segment where there are others: code that sends a
    request has made sure of its parts."""
    return tuple(text for text in texts if "//" not in as_text(text).template.rpartition("://")[2]) or texts


def _methods(ev: Evaluator, sends: Sends, given: Arguments, name: str) -> Steps[tuple[Text, ...]]:
    """The methods that a call may use; ``name`` stands for the call in a reason."""
    if sends.method is not None:
        return (Text(sends.method),)
    named: Values = (yield ev.given(sends.named_by.of(given) or ())) if sends.named_by is not None else ()
    if any(value != NONE for value in named):
        return tuple(dict.fromkeys(_method(value) for value in without_none(named)))
    unknown = Text(HOLE, (given.rest or Hole(f"of {name}", True),))
    if sends.otherwise is None or given.rest is not None:
        return (unknown,)
    body: Values = (yield ev.given(sends.body.of(given) or ())) if sends.body is not None else ()
    found = [Text(sends.otherwise)] if not body or NONE in body else []
    if any(value != NONE for value in body) and sends.with_body is not None:
        if any(isinstance(value, (Unknown, Member)) and is_open(value) for value in body):
            return (unknown,)
        found.append(Text(sends.with_body))
    return tuple(found)


def _method(value: Value) -> Text:
    text = as_text(value)
    return text if text.holes else strings.upper(text)


def _guessed(ev: Evaluator, receiver: Value, name: str | None, given: Arguments) -> Steps[Requests]:
    """The request of a method whose receiver nothing resolves, by the method's name. Where neither the receiver nor
    the argument has the look of it, ``owner.get(key)`` is taken for a look-up."""
    sends = receivers.sends_by(name or "")
    if sends in (receivers.METHOD_FIRST, receivers.VERB_FIRST):
        first: Values = yield ev.given(given.get(0, "method") or ())
        second: Values = (yield ev.given(given.positional[1])) if len(given.positional) > 1 else ()
        if receivers.are_verbs(second) and not any(isinstance(value, Text) for value in first):
            # What it sends with comes first: make_request(session, "GET", url).
            first, given = second, Arguments(given.positional[1:], given.keywords, given.rest)
        sends = receivers.ordered(sends, first)
    item = None if sends is None else (sends.url.of(given) or given.get(None, *receivers.URL_NAMES))
    if sends is None or item is None:
        return ()
    named: Values = yield ev.given(item)
    texts = [as_text(url) for url in _without_gaps(without_none(named)) if isinstance(url, (Text, Unknown, Member, EnumMember))]
    if not receivers.names_client(receiver):
        texts = [text for text in texts if receivers.looks_like_url(text)]
    if ev.open_urls:
        texts = [urls.on_unknown_base(text, f"the base URL of {describe(receiver)}") for text in texts]
    methods: tuple[Text, ...] = yield _methods(ev, sends, given, f"{name}(...)")
    return tuple(Request(GUESSED, method, text) for text in texts for method in methods)
