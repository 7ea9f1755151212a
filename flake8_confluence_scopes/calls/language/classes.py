"""Classes of the project: the order of their bases, their heirs, and the names in their bodies."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.flow.blocks import ClassBlock, Module
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import name_lookup
from flake8_confluence_scopes.calls.values.domain import MOST_ALTERNATIVES, ClassValue, External, Frame, Value, Values

MOST_BASES = 64
"""A class with more bases, direct and indirect, is not followed any further."""


def order_of(ev: Evaluator, cls: ClassValue) -> Steps[tuple[Value, ...]]:
    """The class and its bases, nearest first: classes of the project, and external ones."""
    return ev.remember(cls.frame, "order", lambda: _order_of(ev, cls), (cls,))


def _order_of(ev: Evaluator, cls: ClassValue) -> Steps[tuple[Value, ...]]:
    found: dict[Value, None] = {}
    waiting: list[Value] = [cls]
    while waiting and len(found) < MOST_BASES:
        item = waiting.pop()
        if item in found:
            # A base that several classes share comes behind all of them.
            del found[item]
            found[item] = None
            continue
        found[item] = None
        if isinstance(item, ClassValue) and item.frame.outer is not None:
            bases: list[Value] = []
            for base in item.block.node.bases:
                values: Values = yield ev.value(base, item.frame.outer)
                bases.extend(value for value in values[:1] if isinstance(value, (ClassValue, External)))
                # A name that only code which never runs defines has no value at all.
                if not values or not isinstance(values[0], (ClassValue, External)):
                    bases.append(External("?"))
            waiting.extend(reversed(bases))
    return tuple(found)


def heirs_of(ev: Evaluator, cls: ClassValue) -> Steps[tuple[ClassValue, ...]]:
    """The classes of the same module that have the class among their bases; none where they are too many."""
    module = cls.frame.outer
    if module is None or not isinstance(module.block, Module):
        return ()
    heirs: dict[Value, list[ClassValue]] = yield ev.remember(module, "heirs", lambda: _heirs(ev, module), {})
    found = tuple(heirs.get(cls, ()))
    return found if len(found) <= MOST_ALTERNATIVES else ()


def _heirs(ev: Evaluator, module: Frame) -> Steps[dict[Value, list[ClassValue]]]:
    found: dict[Value, list[ClassValue]] = {}
    for inner in flow_of(module.block).inner.values():
        if isinstance(inner, ClassBlock):
            heir = ClassValue(inner, ev.frames.get(inner, module))
            order: tuple[Value, ...] = yield order_of(ev, heir)
            for base in order[1:]:
                found.setdefault(base, []).append(heir)
    return found


def class_member(ev: Evaluator, order: tuple[Value, ...], name: str) -> Steps[Values]:
    """A name of the class body, from the nearest class that has it."""
    bases = iter(order)
    for base in bases:
        if type(base) is ClassValue:
            found = name_lookup.own_name(ev, base.frame, name)
            if is_pending(found):
                return _in_one_of(ev, found, bases, name)
            if found:
                return found
    return ()


def _in_one_of(ev: Evaluator, first: Steps[Values], bases: Iterator[Value], name: str) -> Steps[Values]:
    found: Values = yield first
    for base in bases:
        if found:
            break
        if isinstance(base, ClassValue):
            found = yield name_lookup.own_name(ev, base.frame, name)
    return found
