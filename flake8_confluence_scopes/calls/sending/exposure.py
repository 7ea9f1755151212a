"""Who else may call a function of the project: what it is handed to, what it is registered with, and calls by its name
where nobody knows on what."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Assigned, Block, ClassBlock, FunctionBlock, Module, Parameter
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.flow.syntax import arguments, called_name, decorated_by, parameters
from flake8_confluence_scopes.calls.flow.walk import children
from flake8_confluence_scopes.calls.language import classes
from flake8_confluence_scopes.calls.libraries.receiver_names import sends_by
from flake8_confluence_scopes.calls.values.domain import (
    ClassValue,
    External,
    Frame,
    Function,
    Instance,
    Items,
    Member,
    Table,
    Unknown,
    Value,
    Values,
)

_WRAPPING = frozenset(
    """abc asyncio backoff builtins cachetools contextlib deprecated functools overrides ratelimit retry retrying stamina
    tenacity typing typing_extensions warnings wrapt""".split()
)
"""Packages whose decorators call a function for its callers only; others, such as a web framework's, call it themselves."""

ASKING = frozenset("cast hasattr isinstance issubclass print repr signature super".split())
"""Functions that call nothing of what they are given."""

_BLOCKS = (ast.ClassDef, ast.Lambda)
"""Nodes that are blocks of their own."""

_OBJECTS = (ast.Name, ast.Attribute, ast.Call, ast.Dict, ast.List, ast.Tuple)


def is_registered(ev: Evaluator, function: FunctionBlock, frame: Frame) -> Steps[bool]:
    """Whether a decorator may hand a function to others who call it. ``frame`` is one of the function's own."""
    around = frame.outer or frame
    for node in decorated_by(function.node):
        values: Values = yield ev.value(node, around)
        if not all(map(_only_wraps, values)):
            return True
    return False


def _only_wraps(decorator: Value) -> bool:
    if isinstance(decorator, External):
        return decorator.name.partition(".")[0] in _WRAPPING
    # The setter of a property is an attribute of it.
    return isinstance(decorator, Function) or (
        isinstance(decorator, Member) and decorator.name in ("setter", "deleter", "getter")
    )


def handed_over(ev: Evaluator, block: Block, frame: Frame) -> Steps[list[Block]]:
    """The functions of the project that the code of a block passes on instead of calling them: each where it stands for
    itself, those of a class where the class does, and those of an object where somebody else's function gets it."""
    found: dict[Block, None] = {}
    flow = flow_of(block)
    for node in _passed_on(block):
        # A variable has what was passed on where it was bound.
        if all(isinstance(item, (Assigned, Parameter)) for item in flow.uses.get(node, ())) and node in flow.uses:
            continue
        values: Values = yield ev.value(node, frame)
        for value in values:
            if isinstance(value, Function):
                found[value.block] = None
            elif isinstance(value, ClassValue):
                found.update(dict.fromkeys((yield _methods(ev, value))))
    for site in flow.calls:
        callees: Values = yield ev.value(site.node.func, frame)
        if all(isinstance(callee, (Function, ClassValue)) for callee in callees) and callees:
            continue
        for argument in arguments(site.node):
            if isinstance(argument.value, _OBJECTS):
                given: Values = yield ev.value(argument.value, frame)
                for instance in _instances(given):
                    found.update(dict.fromkeys((yield _methods(ev, instance.cls))))
    return list(found)


def _passed_on(block: Block) -> Iterator[ast.expr]:
    """The names and attributes in a block's own code that are neither called nor looked into."""
    assert isinstance(block, (Module, ClassBlock, FunctionBlock))  # there are no others
    body = block.tree.body if isinstance(block, Module) else block.node.body
    waiting: list[ast.AST] = [*reversed(body)] if isinstance(body, list) else [body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
            yield node
        waiting += reversed(_parts(node))


def _parts(node: ast.AST) -> list[ast.AST]:
    """The parts of a node that may pass on what they name."""
    if isinstance(node, ast.Attribute):
        return _below(node.value)
    if isinstance(node, ast.Call):
        asks = isinstance(node.func, ast.Name) and node.func.id in ASKING
        return _below(node.func) + [argument.value for argument in arguments(node) if not asks]
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [one.default for one in parameters(node.args) if one.default is not None]
    if isinstance(node, ast.ExceptHandler):
        return [*node.body]
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        return [node.value] if node.value is not None else []
    return [] if isinstance(node, _BLOCKS) else children(node)


def _below(node: ast.expr) -> list[ast.AST]:
    """What is called, or looked into, unless it is a name."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return [] if isinstance(node, ast.Name) else [node]


def _instances(values: Values) -> Iterator[Instance]:
    """The objects of the project's classes among values, and in lists and dicts."""
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        if isinstance(value, Instance):
            yield value
        elif isinstance(value, Items):
            waiting += (item for group in value.items for item in group)
        elif isinstance(value, Table):
            waiting += (item for _, group in value.entries for item in group)


def _methods(ev: Evaluator, cls: ClassValue) -> Steps[list[Block]]:
    """The functions in a class of the project, and in those of its bases that are the project's."""
    order: tuple[Value, ...] = yield classes.order_of(ev, cls)
    bodies = [flow_of(one.block).inner.values() for one in order if isinstance(one, ClassValue)]
    return [inner for body in bodies for inner in body if isinstance(inner, FunctionBlock)]


def names_without_owner(ev: Evaluator, node: ast.Call, frame: Frame) -> Steps[list[str]]:
    """The name of what is called where nobody knows on what, unless it is one by which every client is called."""
    name = called_name(node)
    if not name or sends_by(name) is not None:
        return []
    callees: Values = yield ev.value(node.func, frame)
    return [name] if any(map(_is_unresolved, callees)) else []


def _is_unresolved(callee: Value) -> bool:
    while isinstance(callee, Member):
        callee = callee.receiver
    return isinstance(callee, (Unknown, Instance))
