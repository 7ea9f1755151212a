"""What the methods of a class leave in the attributes of their receiver."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from flake8_confluence_scopes.calls.flow.blocks import (
    Assigned,
    Augmented,
    Block,
    ClassBlock,
    Definition,
    Definitions,
    FunctionBlock,
    Initial,
    without_initial,
    without_phis,
)
from flake8_confluence_scopes.calls.flow.setting import that_may_set
from flake8_confluence_scopes.calls.flow.statements import flow_of


def methods(block: ClassBlock) -> tuple[FunctionBlock, ...]:
    """The functions that stand right in a class."""
    if block.methods is None:
        block.methods = tuple(inner for inner in flow_of(block).inner.values() if isinstance(inner, FunctionBlock))
    return block.methods


def constructor(block: ClassBlock) -> FunctionBlock | None:
    """The ``__init__`` that stands right in a class."""
    return next((method for method in methods(block) if method.name == "__init__"), None)


def is_replaced(method: FunctionBlock, nearer: Iterable[ClassBlock], name: str, apart: Block | None) -> bool:
    """Whether what a method leaves in an attribute does not last: one of the classes nearer to the object has a method
    of its name, other than a constructor, that does not call this one or that, unless it is ``apart``, sets it anew."""
    return method.name != "__init__" and any(
        own.name == method.name and (not _passes_on(own) or (own is not apart and sets(own, name)))
        for block in nearer
        for own in methods(block)
    )


def _passes_on(method: FunctionBlock) -> bool:
    """Whether a method calls one of its own name: ``super().name()``, ``Base.name(self)``."""
    callees = (site.node.func for site in flow_of(method).calls)
    return any(isinstance(callee, ast.Attribute) and callee.attr == method.name for callee in callees)


def sets(method: FunctionBlock, name: str) -> bool:
    """Whether a method sets an attribute on every way through it."""
    left = left_in(method, name)
    return bool(left) and not any(isinstance(item, Initial) for item in without_phis(left))


def is_built_up(block: ClassBlock, name: str) -> bool:
    """Whether methods of a class lengthen an attribute of their receiver, in an order that only their callers know: there
    are several, or one gives the receiver back for the next call of it."""
    found = block.built_up.get(name)
    if found is None:
        lengthening = [method for method, left in assignments(block, name) if any(_lengthens(one, method, name) for one in left)]
        lengthening = [method for method in lengthening if method.name != "__init__"]
        found = block.built_up[name] = len(lengthening) > 1 or any(map(_gives_receiver, lengthening))
    return found


def _lengthens(item: Definition, method: FunctionBlock, name: str) -> bool:
    """Whether a definition adds to what the attribute was when the method was called."""
    if isinstance(item, Augmented):
        return isinstance(item.operator, ast.Add) and any(isinstance(one, Initial) for one in without_phis(item.before))
    if not isinstance(item, Assigned) or not isinstance(item.expression, (ast.BinOp, ast.JoinedStr)):
        return False
    uses = flow_of(method).uses
    found = (uses.get(node, ()) for node in ast.walk(item.expression) if isinstance(node, ast.Attribute) and node.attr == name)
    return any(isinstance(one, Initial) for items in found for one in without_phis(items))


def _gives_receiver(method: FunctionBlock) -> bool:
    first = method.parameters[0].name
    return any(isinstance(value, ast.Name) and value.id == first for value, _ in flow_of(method).returns)


def left_in(method: FunctionBlock, name: str) -> Definitions:
    """What a method leaves in an attribute of its receiver; none where it does not touch it, or has no receiver."""
    first = method.parameters[:1]
    return flow_of(method).exit.get(f"{first[0].name}.{name}", ()) if first else ()


def assignments(block: ClassBlock, name: str) -> list[tuple[FunctionBlock, Definitions]]:
    """The methods that assign to an attribute of their receiver, with what they leave in it; ``__init__``
    alone where it does."""
    found = block.assigned.get(name)
    if found is None:
        found = block.assigned[name] = list(_assignments(block, name))
    return found


def _assignments(block: ClassBlock, name: str) -> Iterator[tuple[FunctionBlock, Definitions]]:
    for method in that_may_set(methods(block), block, name):
        if definitions := without_initial(left_in(method, name)):
            yield method, definitions
