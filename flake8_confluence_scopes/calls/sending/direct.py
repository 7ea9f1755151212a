"""The requests that a call sends by itself: through a client's own functions and methods, or through what may be a client's."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Module
from flake8_confluence_scopes.calls.language import client_objects
from flake8_confluence_scopes.calls.libraries import clients, models_in_force, receiver_names
from flake8_confluence_scopes.calls.libraries.clients import Parameter, Sends
from flake8_confluence_scopes.calls.sending import by_method_name, named, receivers, runs
from flake8_confluence_scopes.calls.sending.request import GUESSED, Request, Requests, unlisted
from flake8_confluence_scopes.calls.values import strings, urls
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    Arguments,
    ClassValue,
    EnumMember,
    External,
    ExternalObject,
    Function,
    Given,
    Hole,
    Instance,
    Member,
    Partial,
    Text,
    Unknown,
    Value,
    Values,
)
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.calls.values.operators import without_none
from flake8_confluence_scopes.calls.values.texts import as_text, describe
from flake8_confluence_scopes.path_template import HOLE

_OF_UNKNOWN_NAME = Sends(Parameter(0, "url"))
"""A callable whose name nobody knows counts as one of the verbs."""


def may_send(callee: Value) -> bool:
    """Whether a callee is worth evaluating the arguments for."""
    if isinstance(callee, External):
        return (
            callee.name in clients.FUNCTIONS
            or receiver_names.sends_by(callee.name.rpartition(".")[2]) is not None
            or runs.is_runner(callee)
            or models_in_force.modelled(clients.canonical(callee.name.rpartition(".")[0])) is not None
        )
    if isinstance(callee, Member):
        return (
            callee.name is None
            or receiver_names.sends_by(callee.name) is not None
            or isinstance(callee.receiver, ExternalObject)
            or named.left_open_within(callee) is not None
            or runs.is_runner(callee)
        )
    if isinstance(callee, ExternalObject):
        return runs.is_runner(callee)
    return isinstance(callee, (Function, Partial, Instance, ClassValue)) or (
        isinstance(callee, Unknown) and callee.hole.open
    )


def sent_by(ev: Evaluator, callee: Value, given: Arguments, module: Module) -> Steps[Requests]:
    """The requests of what is no code of the project: a client's own functions and methods, and what may be one's.
    ``module`` is where the call stands."""
    found: Requests = ()
    match callee:
        case External(name=name) if name in clients.FUNCTIONS:
            found = yield _direct(ev, name, clients.FUNCTIONS[name], given)
        case External(name=name) if models_in_force.modelled(clients.canonical(name.rpartition(".")[0])):
            found = yield named.sent_by_class(ev, name, given)
        case External(name=name) if "." in name and receivers.may_be_client(External(name.rpartition(".")[0])):
            owner_name, _, name = name.rpartition(".")
            found = yield guessed(ev, External(owner_name), name, given)
            found = found or (yield by_method_name.sent(ev, External(owner_name), name, given, module))
        case Member(receiver=External(name=package), name=None) if f"{package}.get" in clients.FUNCTIONS:
            found = yield _direct(ev, package, _OF_UNKNOWN_NAME, given, name=f"getattr({package}, ...)")
        case Member(receiver=ExternalObject(name=kind) as owner, name=None) if models_in_force.modelled(kind):
            found = (unlisted(f"getattr({kind}, ...)"),) if ev.open_urls else ()
        case Member(receiver=ExternalObject(name=kind) as owner, name=None) if kind in clients.CLIENTS:
            found = yield _direct(ev, kind, _OF_UNKNOWN_NAME, given, owner, f"getattr({kind}, ...)")
        case Member(receiver=ExternalObject(name=kind) as owner, name=str(name)) if kind in clients.CLIENTS:
            if name in clients.CLIENTS[kind].methods:
                found = yield _direct(ev, f"{kind}.{name}", clients.CLIENTS[kind].methods[name], given, owner)
            else:
                found = yield named.sent(ev, owner, name, given)
        case Member(receiver=ExternalObject() as owner, name=str(name)) if models_in_force.modelled(owner.name):
            found = yield named.sent(ev, owner, name, given)
        case Member() if (full_name := named.left_open_within(callee)) is not None:
            found = (unlisted(full_name),) if ev.open_urls else ()
        case Member(receiver=receiver, name=name) if receivers.may_be_client(receiver):
            found = yield guessed(ev, receiver, name, given)
            if not found and name is not None:
                found = yield by_method_name.sent(ev, receiver, name, given, module)
        case Unknown(hole=hole) if hole.open and hole.name.isidentifier() and receivers.may_be_client(callee):
            found = yield _direct(ev, GUESSED, _OF_UNKNOWN_NAME, given, name=f"{hole.name}(...)")
            if not given.positional and not given.keywords:
                # A partial has all arguments with it, a lambda in its body.
                found = (Request(GUESSED, as_text(callee), as_text(callee)),)
    return found


def _direct(
    ev: Evaluator,
    client: str,
    sends: Sends,
    given: Arguments,
    owner: ExternalObject | None = None,
    name: str = "",
) -> Steps[Requests]:
    """The requests of a client's own callable, which ``name`` names in a reason."""
    item = given.get(*sends.url)
    if item is None and given.rest is None:
        return ()
    urls_given: Values = yield _named(ev, item, given)
    methods: tuple[Text, ...] = yield _methods(ev, sends, given, name or f"{client}(...)")
    bases: Values = () if owner is None else (yield ev.given(client_objects.base_of(owner)))
    found: list[Request] = []
    for value in _without_gaps(without_none(urls_given)):
        if _is_request(value) or (isinstance(value, (ExternalObject, Instance)) and owner is None):
            continue
        text = as_text(value)
        sent = client_objects.based(owner, bases, text) if owner is not None else (text,)
        if ev.open_urls and owner is not None and _has_unknown_base(owner, bases):
            known_ones = sent if any(isinstance(base, Text) for base in bases) else ()
            sent = (*known_ones, urls.on_unknown_base(text, f"the base URL of {describe(owner)}"))
        for url in sent:
            found.extend(Request(client, method, url) for method in methods)
    return tuple(found)


def _named(ev: Evaluator, item: Given | None, given: Arguments) -> Steps[Values]:
    """What an argument is; where it is not written, what it may be among others that nothing fixes."""
    return (Unknown(given.rest),) if item is None and given.rest is not None else ev.given(item or ())


def _is_request(value: Value) -> bool:
    """Whether a value is a request object, which was reported where it was made."""
    return isinstance(value, ExternalObject) and value.name in clients.FUNCTIONS


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
    written: Values = (yield ev.given(given.get(*sends.named_by) or ())) if sends.named_by is not None else ()
    if any(value != NONE for value in written):
        return tuple(dict.fromkeys(_method(value) for value in without_none(written)))
    unknown = Text(HOLE, (given.rest or Hole(f"of {name}", True),))
    if sends.otherwise is None or given.rest is not None:
        return (unknown,)
    body: Values = (yield ev.given(given.get(*sends.body) or ())) if sends.body is not None else ()
    found = [Text(sends.otherwise)] if not body or NONE in body else []
    if any(value != NONE for value in body) and sends.with_body is not None:
        if any(isinstance(value, (Unknown, Member)) and is_open(value) for value in body):
            return (unknown,)
        found.append(Text(sends.with_body))
    return tuple(found)


def _method(value: Value) -> Text:
    text = as_text(value)
    return text if text.holes else strings.upper(text)


def guessed(ev: Evaluator, receiver: Value, name: str | None, given: Arguments) -> Steps[Requests]:
    """The request of a method whose receiver nothing resolves, by the method's name. Where neither the receiver nor
    the argument has the look of it, ``owner.get(key)`` is taken for a look-up."""
    if name is None:
        if not receivers.names_client(receiver):
            return ()
        return (yield _direct(ev, GUESSED, _OF_UNKNOWN_NAME, given, name=f"getattr({describe(receiver)}, ...)"))
    sends = receiver_names.sends_by(name)
    if sends in (receiver_names.METHOD_FIRST, receiver_names.VERB_FIRST):
        first: Values = yield ev.given(given.get(0, "method") or ())
        second: Values = (yield ev.given(given.positional[1])) if len(given.positional) > 1 else ()
        if receivers.are_verbs(second) and not any(isinstance(value, Text) for value in first):
            # What it sends with comes first: make_request(session, "GET", url).
            first, second, given = second, (), Arguments(given.positional[1:], given.keywords, given.rest)
        sends = receivers.ordered(sends, first, second)
    item = None if sends is None else (given.get(*sends.url) or given.get(None, *receiver_names.URL_NAMES))
    if sends is None or (item is None and given.rest is None):
        return ()
    urls_given: Values = yield _named(ev, item, given)
    possible = _without_gaps(without_none(urls_given))
    texts = [as_text(url) for url in possible if isinstance(url, (Text, Unknown, Member, EnumMember))]
    is_named = sends == receiver_names.METHOD_FIRST if item is None else given.get(None, *receiver_names.URL_NAMES) is item
    if sends is receiver_names.READS_PAGES or not (is_named or receivers.names_client(receiver)):
        texts = [text for text in texts if receivers.looks_like_url(text)]
    if ev.open_urls:
        texts = [urls.on_unknown_base(text, f"the base URL of {describe(receiver)}") for text in texts]
    methods: tuple[Text, ...] = yield _methods(ev, sends, given, f"{name}(...)")
    return tuple(Request(GUESSED, method, text) for text in texts for method in methods)
