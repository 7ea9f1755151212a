"""Objects of client classes: what they are made with, and what their attributes hold."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.libraries.clients import CLIENTS, WRAPPERS, canonical
from flake8_confluence_scopes.calls.libraries.models_in_force import modelled
from flake8_confluence_scopes.calls.values import urls
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    NO_ARGUMENTS,
    NONE,
    UNKNOWN_ARGUMENTS,
    Arguments,
    ExternalObject,
    Given,
    Instance,
    Text,
    Value,
    Values,
)

_JOINS = {"append": urls.append, "join": urls.join}


def is_known(name: str) -> bool:
    """Whether a class of another package is a client's, by the table of clients or by a client model."""
    return name in CLIENTS or modelled(name) is not None


def made(ev: Evaluator, function: str, given: Arguments) -> Steps[Values]:
    """The object that a client's class makes, or a function that stands for one."""
    wrapped = given.get(*WRAPPERS[function]) if function in WRAPPERS else None
    own = ExternalObject(canonical(function), given)
    return (own,) if wrapped is None else _wrapping(ev, own, wrapped)


def _wrapping(ev: Evaluator, own: ExternalObject, wrapped: Given) -> Steps[Values]:
    """What sends for an object that was made with another client."""
    values: Values = yield ev.given(wrapped)
    return union(_sender(own, value) for value in values)


def _sender(own: ExternalObject, wrapped: Value) -> Value:
    if wrapped == NONE:
        return own
    if isinstance(wrapped, Instance) or (isinstance(wrapped, ExternalObject) and wrapped.name in CLIENTS):
        return wrapped
    return ExternalObject(own.name, UNKNOWN_ARGUMENTS)


def attribute(owner: ExternalObject, name: str) -> Given:
    """An attribute of a client that is a client itself or its base URL; none for any other."""
    client = CLIENTS.get(owner.name)
    if client is None:
        return ()
    for attribute_name, kind in client.sessions:
        if attribute_name == name:
            return (ExternalObject(kind, NO_ARGUMENTS),)
    if client.base is not None and client.base.name == name:
        return owner.arguments.get(*client.base) or ()
    return ()


def base_of(owner: ExternalObject) -> Given:
    """The base URL that a client was made with; none where it has none."""
    base = CLIENTS[owner.name].base
    return (owner.arguments.get(*base) if base is not None else None) or ()


def based(owner: ExternalObject, bases: Values, url: Text) -> tuple[Text, ...]:
    """The URL behind each of the base URLs."""
    join = _JOINS[CLIENTS[owner.name].join]
    return tuple(join(base, url) for base in bases if isinstance(base, Text)) or (url,)
