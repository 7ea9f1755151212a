"""What of a function matters: what a result or a request depends on, found backwards from it.

A call evaluates just the arguments for these parameters; two calls that differ in others only share one frame.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import NamedTuple

from flake8_confluence_scopes.calls.flow.blocks import (
    Assigned,
    Augmented,
    Block,
    Defined,
    Definition,
    FunctionBlock,
    Guard,
    Imported,
    Initial,
    Kept,
    Opaque,
    Parameter,
    Phi,
    Slice,
    Stored,
    never,
)
from flake8_confluence_scopes.calls.flow.decidable import is_decidable
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.flow.syntax import arguments
from flake8_confluence_scopes.calls.flow.walk import descendants
from flake8_confluence_scopes.calls.libraries.parameter_names import PAYLOAD


def for_result(block: FunctionBlock) -> Slice:
    """What the function's result, or what it yields, depends on."""
    flow = flow_of(block)
    if flow.result_slice is None:
        search = _Search(block)
        for node, guard in flow.yields or flow.returns:
            search.add(block, node, guard)
        flow.result_slice = search.run()
    return flow.result_slice


class Site(NamedTuple):
    """A call in a block, its condition, and whether a client's own method is called."""

    block: Block
    node: ast.Call
    guard: Guard | None
    is_client: bool


def for_calls(block: FunctionBlock, sites: Iterable[Site]) -> Slice:
    """What the requests of call sites depend on; a site may stand in a function inside."""
    search = _Search(block)
    for site in sites:
        search.add(site.block, site.node.func, site.guard)
        for method in flow_of(site.block).methods_set.get(site.node, ()):
            search.add(site.block, method.value, method.guard)
        for argument in arguments(site.node):
            if not site.is_client or argument.keyword not in PAYLOAD:
                search.add(site.block, argument.value, site.guard)
    return search.run()


class _Search:
    """A walk from expressions to the definitions of their names, and so on."""

    def __init__(self, block: FunctionBlock) -> None:
        self.block = block
        self.found: set[str] = set()
        self.lookups: list[ast.Subscript | ast.Call] = []
        self.waiting: list[tuple[Block, ast.AST]] = []
        self.definitions: list[tuple[Block, Definition]] = []
        self.seen: set[object] = set()

    def add(self, block: Block, node: ast.AST | None, guard: Guard | None) -> None:
        """An expression that matters, with the conditions that decide whether it runs."""
        if node is not None and node not in self.seen:
            self.seen.add(node)
            self.waiting.append((block, node))
        while guard is not None and guard not in self.seen:
            self.seen.add(guard)
            if guard.pattern is not None or is_decidable(guard.test):
                self.add(block, guard.test, None)
            guard = guard.outer

    def run(self) -> Slice:
        """All of the block that matters."""
        while self.waiting or self.definitions:
            if self.definitions:
                self._definition(*self.definitions.pop())
                continue
            block, node = self.waiting.pop()
            for item in descendants(node):
                if type(item) is ast.Name or type(item) is ast.Attribute:
                    self._name(block, item)
                elif block is self.block and (type(item) is ast.Subscript or type(item) is ast.Call):
                    self.lookups.append(item)
        return Slice(frozenset(self.found), tuple(self.lookups))

    def _name(self, block: Block, node: ast.Name | ast.Attribute) -> None:
        if isinstance(node, ast.Name) and node.id == "super" and block is self.block:
            # super() stands for the receiver, the first parameter, without naming it.
            self.found |= {parameter.name for parameter in self.block.parameters[:1]}
        self.add(block, flow_of(block).given.get(node), None)
        definitions: Iterable[Definition] = flow_of(block).uses.get(node, ())
        inside: Block | None = block
        if not definitions and isinstance(node, ast.Name):
            while isinstance(inside, FunctionBlock) and not definitions:
                flow = flow_of(inside)
                definitions = (*flow.every.get(node.id, ()), *flow.rounds.get(node.id, ()))
                if not definitions:
                    inside = inside.parent
        assert inside is not None  # every function lies in a module
        self._all(inside, definitions)

    def _all(self, block: Block, definitions: Iterable[Definition]) -> None:
        new = [item for item in definitions if item not in self.seen]
        self.seen.update(new)
        self.definitions.extend((block, item) for item in new)

    def _definition(self, block: Block, definition: Definition) -> None:
        before: Iterable[Definition] = ()
        match definition:
            case Parameter(name=name):
                self.found |= {name} if block is self.block else set()
            case Defined(block=FunctionBlock(node=inner)):
                self.add(block, inner, None)
            case Assigned(expression=expression, guard=guard):
                self.add(block, expression, guard)
            case Augmented(before=before, expression=expression, guard=guard):
                self.add(block, expression, guard)
            case Stored(before=before, key=key, expression=value, guard=guard):
                self.add(block, key, None)
                self.add(block, value, guard)
            case Kept(before=before, guard=guard):
                self.add(block, None, guard)
            case Phi(operands=operands):
                before = operands
            case Defined() | Imported() | Initial() | Opaque():
                pass
            case _:
                never(definition)
        self._all(block, before)
