"""The expressions of a block: the uses of names, the names that they bind, the calls and the blocks in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias, cast

import libcst as cst

from flake8_confluence_scopes.calls.flow.blocks import (
    Assigned,
    Block,
    CallSite,
    Flow,
    FunctionBlock,
    Guard,
    MethodSet,
    Step,
    Stored,
)
from flake8_confluence_scopes.calls.flow.reaching import Names
from flake8_confluence_scopes.calls.flow.syntax import dotted, parameters
from flake8_confluence_scopes.calls.flow.walk import children

_Comprehension: TypeAlias = "cst.ListComp | cst.SetComp | cst.GeneratorExp | cst.DictComp"
_COMPREHENSIONS = frozenset((cst.ListComp, cst.SetComp, cst.GeneratorExp, cst.DictComp))
_MUTATORS = frozenset("extend insert remove clear update setdefault popitem sort reverse add discard".split())

_METHODS = frozenset(("method", "get_method"))

LAST = cst.UnaryOperation(cst.Minus(), cst.Integer("1"))
"""The index that ``pop()`` means."""


def key_of(target: cst.Subscript) -> cst.BaseExpression | None:
    """The ``key`` of ``name[key]``; None for slices."""
    index = target.slice[0].slice
    return index.value if len(target.slice) == 1 and isinstance(index, cst.Index) else None


class UseVisitor(cst.CSTVisitor):
    """Collects what the expressions of one block tell. ``guard`` is the condition under which the current ones run,
    ``loops`` what the loops around them go through."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.block = block
        self.flow = Flow()
        self.names = Names(self.flow)
        self.guard: Guard | None = None
        self.loops: tuple[cst.BaseExpression, ...] = ()
        self.answered: set[cst.CSTNode] = set()
        """Calls that make a request object for an answer that is made up: ``Response(200, request=Request(...))``."""

    def expressions(self, *roots: cst.CSTNode, calls: bool = True) -> None:
        """Note the uses of names, the calls and the blocks in expressions, in the order they are evaluated."""
        names = self.names
        stack: list[cst.CSTNode | Callable[[], None]] = list(reversed(roots))
        while stack:
            node = stack.pop()
            # type() and not isinstance(), which takes ten times as long for libcst's abstract classes.
            if type(node) is cst.Name:
                found = names.lookup(node.value)
                if found:
                    self.flow.uses[node] = found
            elif type(node) is cst.Attribute:
                name = names.tracked(node)
                found = names.lookup(name) if name else ()
                if found:
                    self.flow.uses[node] = found
                stack.append(node.value)
            elif callable(node):
                node()
            elif type(node) is cst.Lambda:
                stack.extend(parameter.default for parameter in parameters(node) if parameter.default)
                self.flow.inner[node] = FunctionBlock("lambda", self.block, node=node, guard=self.guard)
            elif type(node) is cst.NamedExpr:
                stack += (partial(self.bind, node.target, node.value), node.value)
            elif type(node) is cst.BooleanOperation:
                stack += (names.leave, node.right, names.enter, node.left)
            elif type(node) is cst.IfExp:
                stack += (names.leave, node.orelse, names.enter, names.leave, node.body, names.enter, node.test)
            elif type(node) in _COMPREHENSIONS:
                parts = list(self.comprehension(cast(_Comprehension, node)))
                stack += (names.leave, *reversed(parts), partial(names.enter, loop=True))
            else:
                if type(node) is cst.Call:
                    self.answer(node)
                    if calls:
                        self.flow.calls.append(CallSite(node, self.guard, self.loops))
                    stack.append(partial(self.change_by, node))
                elif type(node) is cst.Yield:
                    value = node.value if isinstance(node.value, cst.BaseExpression) else None
                    self.flow.yields.append((value, self.guard))
                stack.extend(reversed(children(node)))

    def answer(self, node: cst.Call) -> None:
        """Note the request object of an answer that is made up, as tests do."""
        for argument in node.args if dotted(node.func).rpartition(".")[2] == "Response" else ():
            if argument.keyword is not None and argument.keyword.value == "request":
                made = self.names.lookup(self.names.tracked(argument.value))
                self.answered.add(argument.value)
                self.answered |= {item.expression for item in made if isinstance(item, Assigned)}

    def comprehension(self, node: _Comprehension) -> Iterator[cst.CSTNode | Callable[[], None]]:
        """What a comprehension evaluates, in order. Its targets are bound for itself alone."""
        part: cst.CompFor | None = node.for_in
        while part is not None:
            yield part.iter
            yield partial(self.bind_round, part)
            yield from (condition.test for condition in part.ifs)
            part = part.inner_for_in
        if isinstance(node, cst.DictComp):
            yield node.key
            yield node.value
        else:
            yield node.elt

    def bind(
        self,
        target: cst.CSTNode,
        value: cst.BaseExpression,
        steps: tuple[int | Step, ...] = (),
        annotation: cst.BaseExpression | None = None,
    ) -> None:
        """Bind what an assignment, a loop or a with statement names as its target."""
        waiting: list[tuple[cst.CSTNode, tuple[int | Step, ...]]] = [(target, steps)]
        while waiting:
            item, path = waiting.pop()
            name = self.names.tracked(item)
            if name:
                self.names.define(name, Assigned(value, path, self.guard, annotation))
            elif isinstance(item, (cst.Tuple, cst.List)):
                parts: list[tuple[cst.CSTNode, tuple[int | Step, ...]]] = []
                behind = 0
                for position, element in enumerate(item.elements):
                    if isinstance(element, cst.StarredElement):
                        behind = len(item.elements)
                        parts.append((element.value, (*path, Step.REST)))
                    else:
                        parts.append((element.value, (*path, position - behind)))
                waiting.extend(reversed(parts))
            elif isinstance(item, cst.Subscript):
                self.store(item, value)
            else:
                if isinstance(item, cst.Attribute) and item.attr.value in _METHODS:
                    self.set_method(item, value)
                self.expressions(item)

    def set_method(self, target: cst.Attribute, value: cst.BaseExpression) -> None:
        """``request.method = value``."""
        for made in self.names.lookup(self.names.tracked(target.value)):
            if isinstance(made, Assigned) and isinstance(made.expression, cst.Call) and not made.steps:
                item = MethodSet(value, target.attr.value == "get_method", self.guard)
                self.flow.methods.setdefault(made.expression, []).append(item)

    def bind_round(self, part: cst.CompFor) -> None:
        """Bind the targets of a comprehension, which end with it."""
        self.names.own = True
        self.bind(part.target, part.iter, (Step.EACH,))
        self.names.own = False

    def store(self, target: cst.Subscript, value: cst.BaseExpression) -> None:
        """``name[key] = value``."""
        self.expressions(target)
        key = key_of(target)
        self.change(target.value, key, value if key is not None else None)

    def change_by(self, call: cst.Call) -> None:
        """``name.append(value)`` and other calls that change what the name holds."""
        if not isinstance(call.func, cst.Attribute):
            return
        method = call.func.attr.value
        if method == "append" and len(call.args) == 1:
            self.change(call.func.value, None, call.args[0].value)
        elif method == "pop":
            self.change(call.func.value, call.args[0].value if call.args else LAST)
        elif method in _MUTATORS:
            self.change(call.func.value)

    def change(
        self, target: cst.BaseExpression, key: cst.BaseExpression | None = None, value: cst.BaseExpression | None = None
    ) -> None:
        """Note that what a name holds is another one from here on."""
        name = self.names.tracked(target)
        before = self.names.lookup(name) if name else ()
        if before:
            self.names.define(name, Stored(before, key, value, self.guard))
