"""Evaluating single expressions, for the tests of this room."""

from __future__ import annotations

import ast
import textwrap

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.flow.blocks import ClassBlock, FunctionBlock, Module
from flake8_confluence_scopes.calls.language import name_lookup
from flake8_confluence_scopes.calls.language.rules import RULES
from flake8_confluence_scopes.calls.modules.project import Modules
from flake8_confluence_scopes.calls.values.domain import (
    ClassValue,
    Constant,
    Frame,
    Function,
    Items,
    Kind,
    Table,
    Text,
    Value,
    Values,
)

NAME = "value_of_the_expression"
MODULE = Module("m", None)
_NODES = ast.parse("class Client: pass\ndef f(): pass").body
assert isinstance(_NODES[0], ast.ClassDef) and isinstance(_NODES[1], ast.FunctionDef)
_CLASS = ClassBlock("Client", MODULE, node=_NODES[0])
CLASS = ClassValue(_CLASS, Frame(_CLASS))
_FUNCTION = FunctionBlock("f", MODULE, node=_NODES[1])
FUNCTION = Function(_FUNCTION, Frame(MODULE))


def values_of(expression: str, before: str = "") -> Values:
    """The alternatives of an expression behind some statements."""
    source = textwrap.dedent(before) + f"\n{NAME} = {expression}\n"
    module = Module("m", None, tree=ast.parse(source), path="/no/such/folder/m.py", text=source)
    modules = Modules(None)
    modules.add(module)
    ev = Evaluator(RULES, modules)
    return ev.run(name_lookup.own_name(ev, name_lookup.module_frame(ev, module), NAME))


def said_of(expression: str, before: str = "") -> list[object]:
    """The alternatives of an expression as Python's objects; ``~`` for a hole, ``?`` for what is unknown."""
    return [_said(value) for value in values_of(expression, before)]


def _said(value: Value) -> object:
    if isinstance(value, Text):
        return value.template.replace("\0", "~")
    if isinstance(value, Constant):
        return value.value
    if isinstance(value, Items) and value.kind is not Kind.SOME:
        kind = {Kind.LIST: list, Kind.TUPLE: tuple, Kind.SET: set}[value.kind]
        return kind(_only(group) for group in value.items)
    if isinstance(value, Table) and not value.rest:
        return {_said(key): _only(group) for key, group in value.entries}
    return "?"


def _only(group: Values) -> object:
    return _said(group[0]) if len(group) == 1 else "?"
