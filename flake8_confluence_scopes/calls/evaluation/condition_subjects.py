"""What a condition asks about: a name with its definitions, an attribute of a class, an argument of a caller."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from flake8_confluence_scopes.calls.flow.blocks import Assigned, Block, Definitions, FunctionBlock, Initial, Parameter
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.values.domain import ClassValue, Constant, Frame, Given, Instance, Unknown, Values

MOST_NAMES = 10
"""Names that stand for one another on the way to what a condition asks."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What a caller passes on under this name."""

    name: str


def meant_by(node: ast.expr, frame: Frame) -> ast.expr | None:
    """The expression that a name alone stands for."""
    return _expression(flow_of(frame.block).uses.get(node, ()))


def _expression(items: Definitions) -> ast.expr | None:
    """The expression that a name with these definitions stands for alone."""
    only = items[0] if len(items) == 1 else None
    return only.expression if isinstance(only, Assigned) and not only.path else None


def subjects_of(node: ast.expr, frame: Frame) -> Iterable[object]:
    """What a condition asks about: a name, its attributes, or what calling it without arguments gives. Each of the
    answers alone tells conditions that ask the same."""
    found: list[object] = []
    behind: tuple[str, ...] = ()
    uses = flow_of(frame.block).uses
    followed = 0
    while followed < MOST_NAMES:
        if node in uses:
            found += ((subject, *behind) for subject in _defined(uses[node], frame))
            meant = meant_by(node, frame)
            if meant is None:
                break
            node = meant
            followed += 1
        elif type(node) is ast.Call and not node.args and not node.keywords:
            behind = ("()", *behind)
            node = node.func
        elif type(node) is ast.Attribute:
            cls = _class_of(_evaluated(node.value, frame))
            if cls is not None:
                found.append(((cls.block, node.attr), *behind))
                break
            behind = (node.attr, *behind)
            node = node.value
        else:
            found += ((node.id, *behind),) if type(node) is ast.Name else ()
            break
    return found


def _defined(items: Definitions, frame: Frame) -> Iterable[object]:
    """What a name stands for, as far as it can be told from others: an attribute of a class, the argument that a
    caller passes on, or else the definitions themselves."""
    found: list[object] = []
    only = items[0] if len(items) == 1 else None
    if isinstance(only, Parameter):
        given = frame.bindings.get(only.name)
        found += map(Argument, _arguments(given if isinstance(given, tuple) else frame.memo.get(only, ())))
    attribute = only.attribute if isinstance(only, Initial) else _stored_in(items, frame)
    cls = _class_of(frame.bindings.get(_receiver(frame.block)))
    if attribute and cls is not None:
        found.append((cls.block, attribute))
    return found or ((frame, items),)


def _arguments(values: Values) -> Iterable[str]:
    """The name of what a caller passes on, where that is all that a value stands for beside a default."""
    names = [value.hole.name for value in values if isinstance(value, Unknown)]
    alone = len(names) == 1 and all(isinstance(value, (Unknown, Constant)) for value in values)
    return names if alone and names[0].replace(".", "").isidentifier() else ()


def _stored_in(items: Definitions, frame: Frame) -> str:
    """The attribute that a constructor keeps what a name stands for in; empty where there is none."""
    receiver, flow = _receiver(frame.block), flow_of(frame.block)
    written = _expression(items)
    for name, left in flow.exit.items() if receiver and frame.block.name == "__init__" else ():
        owner, _, attribute = name.rpartition(".")
        kept = _expression(left)
        if owner != receiver or kept is None or left[0].guard is not None:
            continue
        if kept is written or flow.uses.get(kept) == items:
            return attribute
    return ""


def _receiver(block: Block) -> str:
    """The name of a method's receiver; empty for other blocks."""
    listed = block.parameters if isinstance(block, FunctionBlock) and block.is_method else ()
    return listed[0].name if listed else ""


def _evaluated(node: ast.expr, frame: Frame) -> Given | None:
    """What is known of an expression by now: whether a condition holds has been asked before."""
    if type(node) is not ast.Name:
        return frame.memo.get(node)
    items = flow_of(frame.block).uses.get(node, ())
    return frame.bindings.get(items[0].name) if len(items) == 1 and isinstance(items[0], Parameter) else None


def _class_of(given: Given | None) -> ClassValue | None:
    """The class of an object, or the class that is the object."""
    value = given[0] if isinstance(given, tuple) and len(given) == 1 else None
    return value.cls if isinstance(value, Instance) else value if isinstance(value, ClassValue) else None
