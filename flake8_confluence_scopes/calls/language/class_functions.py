"""The functions of a class: what their decorators make of them, and what they are as attributes."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import ClassBlock, FunctionBlock
from flake8_confluence_scopes.calls.flow.syntax import decorated_by, dotted
from flake8_confluence_scopes.calls.libraries.known_functions import PROPERTIES
from flake8_confluence_scopes.calls.values.domain import (
    NO_ARGUMENTS,
    ClassValue,
    ExternalObject,
    Function,
    Instance,
    Partial,
    Value,
    Values,
    unknown,
)

_OF_CLASS = frozenset(("__new__", "__init_subclass__", "__class_getitem__"))

_OF_CLASSES = frozenset(("classmethod", "classproperty", "class_property"))

# Decorators that make a property, beside those whose names end in that word.
_PROPERTIES = frozenset(("computed_field", "lazy", "reify"))


def is_abstract(block: FunctionBlock) -> bool:
    """Whether a method has nothing to do: it leaves that to the classes that inherit it."""
    if isinstance(block.node, ast.Lambda) or not block.is_method:
        return False
    return all(isinstance(statement, (ast.Pass, ast.Raise)) or _says_nothing(statement) for statement in block.node.body)


def _says_nothing(statement: ast.stmt) -> bool:
    """Whether a statement is a docstring, or ``...``."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.JoinedStr) or (
        isinstance(value, ast.Constant) and isinstance(value.value, (str, bytes, type(...)))
    )


def decorators(block: FunctionBlock | ClassBlock) -> set[str]:
    """The last names of the decorators: ``retry`` of ``@tenacity.retry(stop=3)``."""
    return {dotted(node).rpartition(".")[2] for node in decorated_by(block.node)}


def _is_property(decorator: str) -> bool:
    return decorator.endswith("property") or decorator in _PROPERTIES


def is_property(method: FunctionBlock) -> bool:
    """Whether a method is called by naming it."""
    return any(map(_is_property, decorators(method)))


def takes_class(method: FunctionBlock) -> bool:
    """Whether a method's receiver is the class."""
    return method.name in _OF_CLASS or not decorators(method).isdisjoint(_OF_CLASSES)


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
    if isinstance(value, ExternalObject) and value.name in PROPERTIES and not of_class:
        getters: Values = yield ev.given(value.arguments.get(0, "fget", "func") or ())
        getters = yield ev.for_each(getters, lambda getter: bound(ev, getter, owner))
        return (yield ev.for_each(getters, lambda getter: ev.call(getter, NO_ARGUMENTS, "property(...)")))
    if not isinstance(value, Function) or value.receiver is not None:
        return (value,)
    names = decorators(value.block)
    if "staticmethod" in names:
        return (value,)
    method = Function(value.block, value.frame, owner)
    if not names.isdisjoint(_OF_CLASSES):
        cls = owner if isinstance(owner, ClassValue) else getattr(owner, "cls", owner)
        method = Function(value.block, value.frame, cls)
    elif of_class:
        return (value,)
    if is_property(value.block):
        found: Values = yield ev.call(method, NO_ARGUMENTS, f"{value.block.name}()")
        return found
    return (method,)
