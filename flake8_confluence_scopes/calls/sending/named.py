"""The requests of a library's named methods, ``confluence.update_page(...)``, as the model of its client has them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.language import client_objects
from flake8_confluence_scopes.calls.libraries import clients, models_in_force
from flake8_confluence_scopes.calls.libraries.client_models import (
    RELATIVE,
    REST,
    SIDES,
    Literals,
    ModelParameter,
    ModelRequest,
    NamedMethod,
    Side,
    When,
)
from flake8_confluence_scopes.calls.libraries.models_in_force import ModelledClass
from flake8_confluence_scopes.calls.modules.requirements import required
from flake8_confluence_scopes.calls.sending.library_release import meant
from flake8_confluence_scopes.calls.sending.request import Request, Requests, unlisted
from flake8_confluence_scopes.calls.values.alternatives import combinations
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    UNKNOWN_ARGUMENTS,
    Arguments,
    Constant,
    ExternalObject,
    Hole,
    Member,
    Text,
    Unknown,
    Value,
    Values,
    constant,
)
from flake8_confluence_scopes.calls.values.texts import as_text, concatenate
from flake8_confluence_scopes.calls.values.urls import shows_root

_FIELD = re.compile(r"\{(\w*)\}")
_CLOUD = "atlassian.net"


class _Argument(NamedTuple):
    """What an argument is, and the ``default`` of its parameter; without one it is required, or nobody knows its default.
    ``passed``: the call itself has it. There are no values where it has none."""

    values: Values
    default: Value | None
    passed: bool

    @property
    def in_place(self) -> Values:
        """What the parameter is, the default included."""
        return self.values or (() if self.default is None else (self.default,))

    def may_be(self, given: bool) -> bool:
        """Whether it may differ from the default, or else may be that."""
        return any(self.may_be_so(value, given) for value in self.values) if self.values else not given

    def may_be_so(self, value: Value, given: bool) -> bool:
        """Whether it may for one of its values."""
        if _is_literal(value):
            return (value != self.default) is given
        # Who passes something on that is nothing by default has something.
        return given or not (self.passed and self.default in (None, NONE))


def _is_literal(value: Value) -> bool:
    return isinstance(value, Constant) or (isinstance(value, Text) and not value.holes)


def sent(ev: Evaluator, owner: ExternalObject, name: str, given: Arguments) -> Steps[Requests]:
    """What a method of an object of a client class sends whose name is no HTTP method's."""
    cls = models_in_force.modelled(owner.name)
    method = cls.method(name) if cls is not None else None
    if cls is not None and method is not None:
        return requests_of(ev, f"{owner.name}.{name}", cls, method, owner, given)
    client = clients.CLIENTS.get(owner.name)
    may_send = client.may_send(name) if client is not None else not name.startswith("_")
    return (unlisted(f"{owner.name}.{name}"),) if ev.open_urls and may_send else ()


def sent_by_class(ev: Evaluator, name: str, given: Arguments) -> Steps[Requests]:
    """What ``Confluence.update_page(client, ...)`` sends; ``name`` is the full one of the class's method."""
    cls, _, method = name.rpartition(".")
    others = Arguments(given.positional[1:], given.keywords, given.rest)
    return sent(ev, ExternalObject(clients.canonical(cls), UNKNOWN_ARGUMENTS), method, others)


def left_open_within(callee: Member) -> str | None:
    """The full name of a method of what a client's attribute holds, ``wiki.pages.get``, where the client's model has the
    attribute as one of which nobody knows what is sent by it; else None."""
    names: list[str] = []
    value: Value = callee
    while isinstance(value, Member):
        names.append(value.name or "?")
        value = value.receiver
    if len(names) < 2 or not isinstance(value, ExternalObject):
        return None
    cls = models_in_force.modelled(value.name)
    attribute = cls.method(names[-1]) if cls is not None else None
    return ".".join((value.name, *reversed(names))) if attribute is not None and attribute.incomplete else None


def requests_of(
    ev: Evaluator, name: str, cls: ModelledClass, method: NamedMethod, owner: ExternalObject | None, given: Arguments
) -> Steps[Requests]:
    """The requests of a method with these arguments; ``name`` is its full one, ``owner`` what it is called on, None where
    nobody knows how that was made. What no REST resource answers is left out, as is what counts from the client's own URL
    where that is not known to have the REST root."""
    side = cls.side
    if owner is not None and side is None:
        side = yield _side(ev, owner)
    said = required(os.path.dirname(ev.modules.first.path), ev.modules.root, cls.model.package)
    release = meant(cls, method.name, side, said)
    if not method.is_in(release, side):
        return (unlisted(name),) if ev.open_urls else ()
    found: dict[Request, None] = {}
    sides = SIDES if side is None else (side,)
    for row in method.requests_in(release, side):
        if row.kind == REST or (row.kind == RELATIVE and owner is not None):
            paths: list[Text] = []
            # The sides may order the parameters in ways of their own.
            for parameters in dict.fromkeys(method.parameters_in(release, one) for one in sides if row.holds(release, one)):
                paths += yield _paths(ev, name, method, parameters, row, given)
            for path in paths if owner is None or row.kind == REST else (yield _behind_base(ev, owner, paths)):
                found[Request(name, Text(row.method), path, named=True)] = None
    if ev.open_urls and method.is_incomplete(release):
        found[unlisted(name)] = None
    return tuple(found)


def _bases(ev: Evaluator, owner: ExternalObject) -> Steps[Values]:
    """The URL that a client was made with."""
    return ev.given(client_objects.base_of(owner)) if owner.name in clients.CLIENTS else ()


def _behind_base(ev: Evaluator, owner: ExternalObject, paths: Sequence[Text]) -> Steps[list[Text]]:
    """Paths behind the URL that a client was made with, where that has the REST root."""
    bases: Values = yield _bases(ev, owner)
    found = (url for path in paths for url in client_objects.based(owner, bases, path))
    return [url for url in found if shows_root(url)]


def _side(ev: Evaluator, owner: ExternalObject) -> Steps[Side | None]:
    """Whether an object is made for Confluence Cloud, or for a server, by the name of its class or what the constructor
    was given; None where the code does not tell."""
    for side in SIDES:
        if owner.name.lower().endswith(side):
            return side
    item = owner.arguments.get(None, "cloud")
    values: Values = (yield ev.given(item)) if item is not None else ()
    truths = {value.value for value in values if isinstance(value, Constant) and isinstance(value.value, bool)}
    if len(values) == len(truths) == 1:
        return "cloud" if truths.pop() else "server"
    bases: Values = yield _bases(ev, owner)
    hosts = [_CLOUD in base.template for base in bases if isinstance(base, Text)]
    return "cloud" if not values and hosts and len(hosts) == len(bases) and all(hosts) else None


def _paths(
    ev: Evaluator,
    name: str,
    method: NamedMethod,
    parameters: Sequence[ModelParameter],
    row: ModelRequest,
    given: Arguments,
) -> Steps[list[Text]]:
    """The paths of a row for these arguments; none where it is not sent for them."""
    when = row.when
    conditions = (*when.given, *when.absent, *(one for one, _ in when.equal), *(one for one, _ in when.unequal))
    arguments: dict[str, _Argument] = {}
    for parameter in dict.fromkeys((*conditions, *filter(None, _FIELD.findall(row.path)))):
        arguments[parameter] = yield _argument(ev, method, parameters, parameter, given)
    left = _left(when, arguments)
    return [] if left is None else _filled(row.path, left, name)


def _left(when: When, arguments: Mapping[str, _Argument]) -> dict[str, Values] | None:
    """What each argument may be where the conditions hold; None where they cannot."""
    left = {name: argument.in_place for name, argument in arguments.items()}
    for names, is_given in ((when.given, True), (when.absent, False)):
        for name in names:
            if not arguments[name].may_be(is_given):
                return None
            left[name] = tuple(value for value in left[name] if arguments[name].may_be_so(value, is_given))
    for rows, wanted in ((when.equal, True), (when.unequal, False)):
        for name, literals in rows:
            known = left[name]
            left[name] = tuple(value for value in known if not _is_literal(value) or _is_among(value, literals) is wanted)
            if known and not left[name]:
                return None
    return left


def _filled(path: str, left: Mapping[str, Values], name: str) -> list[Text]:
    """A path with its fields filled, in each way in which they may be."""
    parts: list[Values] = []
    end = 0
    for field in _FIELD.finditer(path):
        hole = Unknown(Hole(f"{field[1] or 'an answer'} of {name}(...)"))
        # Code that sends a request has made sure of its parts: what is empty here has been filled elsewhere.
        filled = tuple(value for value in left.get(field[1], ()) if value != Text(""))
        parts += ((Text(path[end : field.start()]),), filled or (hole,))
        end = field.end()
    parts.append((Text(path[end:]),))
    found = combinations(parts)
    if found is None:
        return _filled(path, {}, name)
    return [concatenate(map(as_text, alternative)) for alternative in found]


def _is_among(value: Value, literals: Sequence[Literals]) -> bool:
    return any(value == _value(literal) for literal in literals)


def _value(literal: Literals) -> Value:
    return Text(literal) if isinstance(literal, str) else constant(literal)


def _argument(
    ev: Evaluator, method: NamedMethod, parameters: Sequence[ModelParameter], name: str, given: Arguments
) -> Steps[_Argument]:
    """What a call gives for a parameter."""
    default = _value(method.defaults[name]) if name in method.defaults else None
    position: int | None = None
    names: tuple[str, ...] = (name,)
    by_position = [parameter for parameter in parameters if parameter.kind == "positional"]
    for parameter in parameters:
        if name in parameter.names:
            names = parameter.names
            position = by_position.index(parameter) if parameter in by_position else None
    item = given.get(position, *names)
    if item is not None:
        values: Values = yield ev.given(item)
        return _Argument(values, default, True)
    return _Argument(() if given.rest is None else (Unknown(given.rest),), default, False)
