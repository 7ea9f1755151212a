"""Fields of dataclasses and of classes like them, and attributes that a class only annotates."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Assigned, Block, ClassBlock
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.flow.syntax import dotted
from flake8_confluence_scopes.calls.language import bindings, class_functions, classes, constructors, type_hints
from flake8_confluence_scopes.calls.language.assignments import is_replaced, left_in, methods
from flake8_confluence_scopes.calls.libraries.type_names import AFTER_FIELDS, RECORD_DECORATORS, RECORDS
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    UNKNOWN_ARGUMENTS,
    ClassValue,
    External,
    Frame,
    Instance,
    Value,
    Values,
    unknown,
)


def field(
    ev: Evaluator, owner: Instance, order: tuple[Value, ...], name: str, apart: Block | None = None
) -> Steps[Values]:
    """A field of a dataclass or of a class like it, which the constructor sets: what it was given, else the default, and
    what a method that runs behind the constructor, ``apart`` from one, makes of it; none for any other attribute."""
    names: dict[str, ClassValue] = yield ev.remember(owner.cls.frame, ("fields", order), lambda: _fields(order), {})
    if name not in names:
        return ()
    found: Values = yield _made_after(ev, owner, order, name, apart)
    return found or (yield _given(ev, owner, order, name, names))


def _made_after(
    ev: Evaluator, owner: Instance, order: tuple[Value, ...], name: str, apart: Block | None
) -> Steps[Values]:
    """What ``__post_init__`` leaves in a field; none where it does not touch it."""
    nearer: list[ClassBlock] = []
    for base in order:
        if not isinstance(base, ClassValue):
            continue
        for method in methods(base.block):
            left = left_in(method, name) if method.name in AFTER_FIELDS and method is not apart else ()
            if left and not is_replaced(method, nearer, name, apart):
                frame: Frame = yield constructors.method_frame(ev, owner, base, method, order)
                return (yield ev.each_definition(left, frame))
        nearer.append(base.block)
    return ()


def _given(
    ev: Evaluator, owner: Instance, order: tuple[Value, ...], name: str, names: dict[str, ClassValue]
) -> Steps[Values]:
    """What the constructor sets a field to."""
    given = owner.arguments or UNKNOWN_ARGUMENTS
    item = given.get(list(names).index(name), name)
    if item is not None:
        values: Values = yield ev.given(item)
        return values
    default: Values = yield classes.class_member(ev, order, name)
    if any(value != NONE for value in default) and given.rest is None:
        return default
    base = names[name]
    annotation = flow_of(base.block).annotations[name]
    typed: Values = yield type_hints.instance_of(ev, annotation, base.frame)
    if default and given.rest is None:
        return union(default, typed)  # what is nothing at first is there to be set
    return bindings.open_values(name, typed, default, type_hints.data_type(annotation))


def _fields(order: tuple[Value, ...]) -> dict[str, ClassValue]:
    """The fields of a class, in the order of its constructor, and behind them those that it does not take; none where the
    class writes its own."""
    blocks = [base for base in order if isinstance(base, ClassValue)]
    if any(method.name == "__init__" for base in blocks for method in methods(base.block)):
        return {}
    external = any(isinstance(base, External) and base.name in RECORDS for base in order)
    if not external and not any(class_functions.decorators(base.block) & RECORD_DECORATORS for base in blocks):
        return {}
    found: dict[str, ClassValue] = {}
    nearest: dict[str, ClassBlock] = {}
    for base in reversed(blocks):
        for name, annotation in flow_of(base.block).annotations.items():
            if not _is_class_variable(annotation):
                found.setdefault(name, base)
                nearest[name] = base.block
    return dict(sorted(found.items(), key=lambda item: not _is_taken(nearest[item[0]], item[0])))


def _is_taken(block: ClassBlock, name: str) -> bool:
    """Whether the constructor takes a field: not one with ``field(init=False)``."""
    items = flow_of(block).exit.get(name, ())
    values = [item.expression for item in items if isinstance(item, Assigned)]
    given = [keyword for value in values if isinstance(value, ast.Call) for keyword in value.keywords]
    return not any(
        keyword.arg == "init" and isinstance(keyword.value, ast.Constant) and keyword.value.value is False for keyword in given
    )


def _is_class_variable(annotation: ast.expr) -> bool:
    outer = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    return dotted(outer).rpartition(".")[2] in ("ClassVar", "KW_ONLY")


def declared(ev: Evaluator, order: tuple[Value, ...], name: str) -> Steps[Values]:
    """An attribute that a class only annotates: what its type says."""
    for base in order:
        if isinstance(base, ClassValue) and name in flow_of(base.block).annotations:
            typed: Values = yield type_hints.instance_of(ev, flow_of(base.block).annotations[name], base.frame)
            return typed or (unknown(f"self.{name}", True),)
    return ()
