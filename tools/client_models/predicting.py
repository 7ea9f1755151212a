"""Whether a client model predicts what calls by chance have sent."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flake8_confluence_scopes.calls import ClientModel, ModelRequest, NamedMethod
from flake8_confluence_scopes.calls.libraries.client_models import When, version
from tools.client_models.trials import ABSENT, GIVEN_STATE

_UNKNOWN = object()
"""A value that is no literal."""


class Surprise(NamedTuple):
    """A request that the model does not predict, or a method that it does not have."""

    call: str
    request: str


def surprises(model: ClientModel, wanted: str, calls: Sequence[Any]) -> Iterator[Surprise]:
    """``calls`` are those of ``worker.by_chance``, made with this version."""
    for _, kind, side, name, states, sent in calls:
        method = model.method(kind, name)
        call = f"{kind}.{name} on {side} in {wanted} with {states}"
        if method is None or not method.is_in(version(wanted), side):
            yield Surprise(call, "no such method")
            continue
        expected = list(predicted(method, wanted, side, states))
        present = {former: one.name for one in _parameters(method) for former in one.names}
        for verb, path in sent:
            found = re.sub(r"\{(\w+)\}", lambda hole: f"{{{present.get(hole[1], hole[1])}}}", path)
            if not any(verb == row.method and _fits(row.path, found) for row in expected):
                yield Surprise(call, f"{verb} {found}")


def predicted(method: NamedMethod, wanted: str, side: Any, states: Mapping[str, str]) -> Iterator[ModelRequest]:
    """What a call with these states of its arguments may send."""
    values: dict[str, Any] = dict(method.defaults)
    for one in _parameters(method):
        for name in one.names:
            if states.get(name, ABSENT) != ABSENT:
                values[one.name] = _UNKNOWN if states[name] == GIVEN_STATE else ast.literal_eval(states[name])
    for row in method.requests_in(version(wanted), side):
        if _holds(row.when, values, method.defaults):
            yield row


def _parameters(method: NamedMethod) -> list[Any]:
    return [*method.parameters, *(one for signature in method.signatures for one in signature.parameters)]


def _holds(when: When, values: Mapping[str, Any], defaults: Mapping[str, Any]) -> bool:
    usual = {name for name, value in values.items() if name in defaults and value == defaults[name]}
    return (
        all(name in values and name not in usual for name in when.given)
        and all(name not in values or name in usual for name in when.absent)
        and all(values.get(name, _UNKNOWN) in literals for name, literals in when.equal)
        and all(values.get(name, _UNKNOWN) not in literals for name, literals in when.unequal)
    )


def _fits(path: str, found: str) -> bool:
    """A hole of an answer may be anything, since answers may repeat arguments."""
    expression = "".join(
        r"\{\w*\}" if part == "{}" else re.escape(part) for part in re.split(r"(\{\})", path)
    )
    return re.fullmatch(expression, found) is not None
