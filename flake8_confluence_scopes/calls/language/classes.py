"""Classes of the project: the order of their bases, their heirs, and the names in their bodies."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.first_look import may_hold
from flake8_confluence_scopes.calls.first_look.imports import imported
from flake8_confluence_scopes.calls.flow.blocks import ClassBlock, Imported, Module, without_phis
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
                values: Values = yield _base(ev, base, item.frame.outer)
                bases.extend(value for value in values[:1] if isinstance(value, (ClassValue, External)))
                # A name that only code which never runs defines has no value at all.
                if not values or not isinstance(values[0], (ClassValue, External)):
                    bases.append(External("?"))
            waiting.extend(reversed(bases))
    return tuple(found)


def _base(ev: Evaluator, base: ast.expr, frame: Frame) -> Steps[Values]:
    """What an expression among the bases of a class stands for."""
    with ev.modules.for_bases():
        found: Values = yield ev.value(base, frame)
    return found


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
            inherited: list[ClassValue] = yield _inherited_in(ev, heir, module.module)
            for base in inherited:
                found.setdefault(base, []).append(heir)
    return found


def _inherited_in(ev: Evaluator, heir: ClassValue, module: Module) -> Steps[list[ClassValue]]:
    """The bases of a class, direct and indirect, by way of none from a module that does not lead back to this one: it is
    not read for that."""
    found: dict[ClassValue, None] = {heir: None}
    waiting = [heir]
    while waiting and len(found) < MOST_BASES:
        item = waiting.pop()
        outer = item.frame.outer
        assert outer is not None  # every class stands in a block
        for base in item.block.node.bases:
            if _is_from_elsewhere(ev, base, outer, module):
                continue
            values: Values = yield _base(ev, base, outer)
            if values and isinstance(values[0], ClassValue) and values[0] not in found:
                found[values[0]] = None
                waiting.append(values[0])
    return list(found)[1:]


def _is_from_elsewhere(ev: Evaluator, base: ast.expr, frame: Frame, module: Module) -> bool:
    """Whether a base is imported, and from where no import leads back to the module."""
    name: ast.expr = base
    attributes: list[str] = []
    while isinstance(name, ast.Attribute):
        attributes.append(name.attr)
        name = name.value
    if not isinstance(name, ast.Name):
        return False
    inner = attributes[:0:-1]
    scopes = (items for scope in frame.scopes() if (items := name_lookup.visible(scope, name.id)))
    items = without_phis(flow_of(frame.block).uses.get(name) or next(scopes, ()))
    return bool(items) and all(
        isinstance(item, Imported) and not _leads_to(item, inner, frame.module.path, module.path, ev.modules.root or "")
        for item in items
    )


def _leads_to(item: Imported, inner: list[str], importer: str, module: str, root: str) -> bool:
    """Whether an import in one module leads to the other; ``inner`` are names of modules inside of what it binds."""
    start = "." * item.level
    statement = f"from {start}{item.module} import {item.member}" if item.member else f"import {item.module}"
    package = ".".join(filter(None, (item.module, item.member, *inner[:-1])))
    statements = (statement, *(f"from {start}{package} import {name}" for name in inner[-1:]))
    return may_hold.lead_to(imported(statements, importer, root), module, root)


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
