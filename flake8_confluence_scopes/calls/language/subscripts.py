"""What is taken out of a value in brackets: ``owner[key]`` and ``owner[start:stop]``."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.syntax import kept_in_dict, summary
from flake8_confluence_scopes.calls.language import attributes, enums
from flake8_confluence_scopes.calls.libraries import clients
from flake8_confluence_scopes.calls.libraries.type_names import FORM, FORMS
from flake8_confluence_scopes.calls.values import comparisons, compounds, strings
from flake8_confluence_scopes.calls.values.alternatives import combinations, union
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    Arguments,
    ClassValue,
    Constant,
    External,
    ExternalObject,
    Frame,
    Hole,
    Items,
    Kind,
    Lazy,
    Member,
    Table,
    Text,
    Unknown,
    Value,
    Values,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import is_open


def subscript(ev: Evaluator, node: ast.Subscript, frame: Frame) -> Steps[Values]:
    """Every item, or every part, for every combination of owner and key."""
    kept = kept_in_dict(node)
    if kept is not None:
        holders: Values = yield ev.value(kept[0], frame)
        held: Values = yield ev.for_each(holders, lambda holder: attributes.attribute(ev, holder, kept[1]))
        return held
    owners: Values = yield ev.value(node.value, frame)
    if isinstance(node.slice, ast.Slice):
        found: Values = yield _slice(ev, owners, node.slice, frame, summary(node))
        return found
    if len(owners) == 1 and isinstance(owners[0], External) and owners[0].name in FORMS:
        return (ExternalObject(FORM, Arguments((Lazy(node, frame),))),)
    if isinstance(node.slice, ast.Tuple) and all(isinstance(owner, (ClassValue, External)) for owner in owners):
        return owners  # a generic type: dict[str, int]
    keys: Values = yield ev.value(node.slice, frame)
    items: list[Values] = []
    for owner in owners:
        for key in keys:
            items.append((yield _item(ev, owner, key, summary(node))))
    return union(*items)


def _item(ev: Evaluator, owner: Value, key: Value, name: str) -> Steps[Values]:
    """``owner[key]``."""
    if isinstance(owner, Items) and isinstance(key, Constant) and isinstance(key.value, int):
        return compounds.part(owner, key.value)
    if isinstance(owner, Text) and isinstance(key, Constant) and isinstance(key.value, int):
        letter = strings.cut(owner, key.value, key.value + 1 or None)
        return (letter,) if letter is not None and letter.template else (unknown(name, is_open(owner)),)
    if isinstance(owner, Table):
        found = owner.get(key) if compounds.is_exact(key) else None
        if found is not None:
            return found
        if not is_open(key):
            possible = (values for known, values in owner.entries if comparisons.equal(known, key) is not False)
            return union(*possible, (unknown(name, owner.open),))
        sender = _only_sender(owner)
        if sender is not None:
            return (compounds.member(sender, None),)
    if isinstance(owner, ClassValue):
        member: Values = yield enums.by_key(ev, owner, key)
        return member or (owner,)
    if isinstance(owner, External):
        return (owner,)  # a generic type: list[str]
    return (_from(owner, name, is_open(key)),)


def _only_sender(table: Table) -> Value | None:
    """The client that all values of a dict are methods of, or functions of its module: ``{"GET": requests.get}``. A key
    that a caller fills chooses one of them."""
    found: dict[Value, None] = {}
    for _, group in table.entries:
        for value in group:
            if isinstance(value, External) and value.name in clients.FUNCTIONS:
                found[External(value.name.rpartition(".")[0])] = None
            elif isinstance(value, Member) and isinstance(value.receiver, (ExternalObject, Unknown, Member)):
                found[value.receiver] = None
            else:
                return None
    return next(iter(found)) if len(found) == 1 else None


def _slice(ev: Evaluator, owners: Values, node: ast.Slice, frame: Frame, name: str) -> Steps[Values]:
    """``owner[start:stop]`` of texts and lists, for bounds that are known."""
    lower: Values = (yield ev.value(node.lower, frame)) if node.lower is not None else (NONE,)
    upper: Values = (yield ev.value(node.upper, frame)) if node.upper is not None else (NONE,)
    rows = combinations((owners, lower, upper)) if node.step is None else None
    if rows is None:
        return (unknown(name, any(map(is_open, (*owners, *lower, *upper)))),)
    return union(_part(owner, start, stop, name) for owner, start, stop in rows)


def _part(owner: Value, start: Value, stop: Value, name: str) -> Value:
    bounds = [bound.value for bound in (start, stop) if isinstance(bound, Constant)]
    first, last = bounds if len(bounds) == 2 else (name, name)
    if (first is None or isinstance(first, int)) and (last is None or isinstance(last, int)):
        if isinstance(owner, Text):
            return strings.cut(owner, first, last) or unknown(name, is_open(owner))
        if isinstance(owner, Items) and owner.kind in (Kind.LIST, Kind.TUPLE):
            return Items(owner.items[first:last], owner.kind)
    if isinstance(owner, Items):
        return Items(owner.items, Kind.SOME)
    return _from(owner, name, is_open(start) or is_open(stop))


def _from(owner: Value, name: str, is_key_open: bool) -> Unknown:
    """A part of which nothing is known. What another package's function gave stays its: json.loads(text)["paths"]."""
    origin = owner.origin if isinstance(owner, Unknown) and "." in owner.origin else ""
    return Unknown(Hole(name, is_open(owner) or is_key_open), origin)
