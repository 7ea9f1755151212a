"""Clients' own functions and methods that are handed to others, who call them with whatever URL they have:
``Thread(target=session.delete, args=links)``, ``retry_call(requests.put, [url])``, ``retrying(confluence.remove_page)``."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Block, CallSite
from flake8_confluence_scopes.calls.flow.syntax import arguments, called_name
from flake8_confluence_scopes.calls.libraries import clients, models_in_force
from flake8_confluence_scopes.calls.sending.direct import sent_by
from flake8_confluence_scopes.calls.sending.exposure import ASKING
from flake8_confluence_scopes.calls.sending.request import Origin, Request, Requests, distinct
from flake8_confluence_scopes.calls.values.domain import (
    Arguments,
    ClassValue,
    External,
    ExternalObject,
    Frame,
    Function,
    Hole,
    Member,
    Value,
    Values,
)
from flake8_confluence_scopes.calls.values.texts import describe


def sent(ev: Evaluator, site: CallSite, block: Block, frame: Frame) -> Steps[Requests]:
    """The requests of what a call hands on, for any arguments. What a function of the project gets is followed there."""
    name = called_name(site.node)
    callees: Values = yield ev.value(site.node.func, frame)
    if name in ASKING or (callees and all(isinstance(callee, (Function, ClassValue)) for callee in callees)):
        return ()
    found: list[Request] = []
    for argument in arguments(site.node):
        handed: Values = ()
        if isinstance(argument.value, (ast.Name, ast.Attribute)):
            handed = yield ev.value(argument.value, frame)
        for value in filter(_is_sender, handed):
            given = Arguments(rest=Hole(f"what {name or 'another function'} gives {describe(value)}"))
            found += yield sent_by(ev, value, given, frame.module)
    return distinct(request._replace(origin=Origin(site, block)) for request in found)


def _is_sender(value: Value) -> bool:
    match value:
        case External(name=name):
            return name in clients.FUNCTIONS
        case Member(receiver=ExternalObject(name=kind), name=str(name)):
            model = models_in_force.modelled(kind)
            is_verb = kind in clients.CLIENTS and name in clients.CLIENTS[kind].methods
            return is_verb or (model is not None and model.method(name) is not None)
    return False
