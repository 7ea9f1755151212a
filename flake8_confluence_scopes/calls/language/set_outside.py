"""Attributes that are set from outside of a class: ``client.path = path``."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import FunctionBlock
from flake8_confluence_scopes.calls.language import classes, name_lookup, setters
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import Arguments, ClassValue, Frame, Instance, Lazy, Value, Values
from flake8_confluence_scopes.calls.values.openness import closed


def values(ev: Evaluator, owner: Instance, name: str) -> Steps[Values]:
    """What the modules that the file leads to set an attribute of an object to, as far as what they set it on may be this
    object; nothing where it is not known what that is."""
    return ev.remember(owner.cls.frame, ("set outside", owner, name), lambda: _values(ev, owner, name), ())


def _values(ev: Evaluator, owner: Instance, name: str) -> Steps[Values]:
    groups: list[Values] = []
    made = _made_in(owner)
    for block, store in ev.modules.stores(name):
        # Where the object is made itself, it is known how that runs.
        frame: Frame = made if made is not None and made.block is block else (yield name_lookup.frame_of(ev, block))
        if not (yield ev.holds(store.guard, frame)):
            continue
        others: Values = yield ev.value(store.target.value, frame)
        for other in others:
            if (yield _may_be(ev, owner, other, frame)):
                given: Values = yield ev.value(store.value, frame)
                given = given if frame is made else tuple(map(closed, given))
                groups.append((yield setters.given_back(ev, owner, name, given)))
                break
    return union(*groups)


def _made_in(owner: Instance) -> Frame | None:
    """The frame in which an object was made, where its arguments tell."""
    frames = (item.frame for item in _lazy(owner.arguments))
    return next(frames, None)


def _lazy(given: Arguments | None) -> list[Lazy]:
    items = (*given.positional, *(item for _, item in given.keywords)) if given is not None else ()
    return [item for item in items if isinstance(item, Lazy)]


def _may_be(ev: Evaluator, owner: Instance, other: Value, frame: Frame) -> Steps[bool]:
    """Whether another object, or a class, that is known in a frame is the owner, or its class."""
    cls = other.cls if isinstance(other, Instance) else other
    if not isinstance(cls, ClassValue) or (isinstance(other, Instance) and _is_made_elsewhere(owner, other, frame)):
        return False
    if cls == owner.cls:
        return True
    order: tuple[Value, ...] = yield classes.order_of(ev, owner.cls)
    return cls in order


def _is_made_elsewhere(owner: Instance, other: Instance, frame: Frame) -> bool:
    """Whether two objects of which it is known how they were made are two indeed."""
    if owner.arguments is None or other.arguments is None or owner.arguments is other.arguments:
        return False
    # One call makes another object in each run of a function.
    return not isinstance(frame.block, FunctionBlock) or _nodes(owner.arguments) != _nodes(other.arguments)


def _nodes(given: Arguments) -> list[ast.expr]:
    return [item.node for item in _lazy(given)]
