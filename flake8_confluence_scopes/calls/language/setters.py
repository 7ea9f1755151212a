"""Properties with a setter: what an attribute is after something is assigned to it."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import ClassBlock, FunctionBlock
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.flow.syntax import dotted
from flake8_confluence_scopes.calls.language import class_functions
from flake8_confluence_scopes.calls.language.assignments import methods
from flake8_confluence_scopes.calls.values.domain import ClassValue, Frame, Instance, Value, Values, unknown


def has_setter(cls: ClassValue, name: str) -> bool:
    """Whether an attribute of the class's objects is a property with a setter. Asked are the class and those of its bases
    that stand in the same block: others lead into other modules."""
    return _with_setter(cls, name) is not None


def given_back(ev: Evaluator, owner: Value, name: str, values: Values) -> Steps[Values]:
    """What an attribute of an object is after one of the values was assigned to it: that itself, unless a setter makes
    something else of it. Unknown where it is no other attribute that the property gives back."""
    cls = _with_setter(owner.cls, name) if isinstance(owner, Instance) and values else None
    return values if cls is None else _set_by(ev, owner, cls, name, values)


def _set_by(ev: Evaluator, owner: Value, cls: ClassValue, name: str, values: Values) -> Steps[Values]:
    setter = _setters(cls.block)[name]
    receiver, given = (parameter.name for parameter in setter.parameters)
    kept = {_kept_in(method) for method in methods(cls.block) if method.name == name and class_functions.is_property(method)}
    left = flow_of(setter).exit.get(f"{receiver}.{kept.pop()}", ()) if len(kept) == 1 else ()
    frame = ev.frames.add(Frame(setter, cls.frame, {receiver: (owner,), given: values}))
    found: Values = (yield ev.each_definition(left, frame)) if left else ()
    return found or (unknown(f"self.{name}"),)


def _with_setter(cls: ClassValue, name: str) -> ClassValue | None:
    """The nearest class that has a setter for an attribute."""
    setters = _setters(cls.block) if cls.block.setters is None else cls.block.setters
    setter = setters.get(name) if setters else None
    if setter is None:
        return None
    block = setter.parent
    assert isinstance(block, ClassBlock)  # setters are looked for in classes
    return cls if block is cls.block else ClassValue(block, Frame(block, cls.frame.outer))


def _setters(block: ClassBlock) -> dict[str, FunctionBlock]:
    """The setters of a class, and of those of its bases that stand in the same block, by the properties' names."""
    if block.setters is None:
        block.setters = {}
        waiting, seen = [block], {block}
        for one in waiting:
            for method in methods(one):
                if _is_setter(method):
                    block.setters.setdefault(method.name, method)
            names = {base.id for base in one.node.bases if isinstance(base, ast.Name)}
            inner = flow_of(one.parent).inner.values() if names and one.parent is not None else ()
            bases = [other for other in inner if isinstance(other, ClassBlock) and other.name in names and other not in seen]
            waiting += bases
            seen.update(bases)
    return block.setters


def _is_setter(method: FunctionBlock) -> bool:
    """Whether a method stands below ``@name.setter``."""
    return len(method.parameters) == 2 and "setter" in class_functions.decorators(method)


def _kept_in(getter: FunctionBlock) -> str:
    """The attribute of its receiver that is all that a property gives; empty where it is more, or something else."""
    names: set[str] = set()
    for value, _ in flow_of(getter).returns:
        receiver, _, name = dotted(value).rpartition(".")
        names.add(name if receiver in [parameter.name for parameter in getter.parameters] else "")
    return names.pop() if len(names) == 1 else ""
