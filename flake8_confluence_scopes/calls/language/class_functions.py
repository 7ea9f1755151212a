"""The functions of a class: what their decorators make of them, and what they are as attributes."""

from __future__ import annotations

import libcst as cst

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import ClassBlock, FunctionBlock
from flake8_confluence_scopes.calls.flow.syntax import dotted
from flake8_confluence_scopes.calls.values.domain import (
    NO_ARGUMENTS,
    ClassValue,
    Function,
    Instance,
    Partial,
    Value,
    Values,
    unknown,
)

_OF_CLASS = frozenset(("__new__", "__init_subclass__", "__class_getitem__"))

_PROPERTIES = frozenset(("property", "cached_property", "cachedproperty"))


def is_abstract(block: FunctionBlock) -> bool:
    """Whether a method has nothing to do: it leaves that to the classes that inherit it."""
    if isinstance(block.node, cst.Lambda) or not block.is_method:
        return False
    for statement in block.node.body.body:
        parts = statement.body if isinstance(statement, cst.SimpleStatementLine) else (statement,)
        for part in parts:
            empty = isinstance(part, cst.Expr) and isinstance(part.value, (cst.Ellipsis, cst.BaseString))
            if not empty and not isinstance(part, (cst.Pass, cst.Raise)):
                return False
    return True


def decorators(block: FunctionBlock | ClassBlock) -> set[str]:
    """The last names of the decorators: ``retry`` of ``@tenacity.retry(stop=3)``."""
    names = set()
    for item in getattr(block.node, "decorators", ()):
        node = item.decorator.func if isinstance(item.decorator, cst.Call) else item.decorator
        names.add(dotted(node).rpartition(".")[2])
    return names


def takes_class(method: FunctionBlock) -> bool:
    """Whether a method's receiver is the class."""
    return method.name in _OF_CLASS or "classmethod" in decorators(method)


def general_receiver(method: FunctionBlock, cls: ClassValue) -> Value | None:
    """What a method of a class gets first from callers that nobody knows."""
    if "staticmethod" in decorators(method):
        return None
    return cls if takes_class(method) else Instance(cls)


def bound(ev: Evaluator, value: Value, owner: Value, of_class: bool = False) -> Steps[Values]:
    """A name of a class body as an attribute of an object, or of the class itself."""
    if isinstance(value, Partial):
        # functools.partialmethod: a partial of one of the class's own functions makes no sense otherwise.
        inner: Values = yield bound(ev, value.callee, owner)
        if of_class and inner != (value.callee,):
            return (unknown("a partial method"),)
        return tuple(Partial(callee, value.arguments) for callee in inner)
    if not isinstance(value, Function) or value.receiver is not None:
        return (value,)
    names = decorators(value.block)
    if "staticmethod" in names:
        return (value,)
    if "classmethod" in names:
        cls = owner if isinstance(owner, ClassValue) else getattr(owner, "cls", owner)
        return (Function(value.block, value.frame, cls),)
    if of_class:
        return (value,)
    method = Function(value.block, value.frame, owner)
    if names & _PROPERTIES:
        found: Values = yield ev.call(method, NO_ARGUMENTS, f"{value.block.name}()")
        return found
    return (method,)
