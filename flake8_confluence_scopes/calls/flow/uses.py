"""The expressions of a block: the uses of names, the names that they bind, the calls and the blocks in them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias, cast

from flake8_confluence_scopes.calls.flow.blocks import (
    Assigned,
    Block,
    CallSite,
    Flow,
    FunctionBlock,
    Guard,
    MethodSet,
    Step,
    Store,
    Stored,
)
from flake8_confluence_scopes.calls.flow.reaching import Names
from flake8_confluence_scopes.calls.flow.syntax import arguments, attribute_set, dotted
from flake8_confluence_scopes.calls.flow.walk import children

_Comprehension: TypeAlias = "ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp"
_PATHS = frozenset(("path", "segments"))
_COMPREHENSIONS = frozenset((ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp))
_MUTATORS = frozenset(
    """add append appendleft clear discard extend extendleft insert pop popitem popleft remove reverse rotate set setdefault sort
    update""".split()
)

_METHODS = frozenset(("method", "get_method"))

MOST_TESTS = 8
"""Parts of ``a and b`` right before one that are asked what they tell."""

FIRST = ast.Constant(0)
"""The index that ``popleft()`` means."""

LAST = ast.UnaryOp(ast.USub(), ast.Constant(1))
"""The index that ``pop()`` means."""


def _is_list(node: ast.expr) -> bool:
    """Whether it is a list or a tuple whose items are written one by one."""
    return isinstance(node, (ast.List, ast.Tuple)) and not any(isinstance(item, ast.Starred) for item in node.elts)


def key_of(target: ast.Subscript) -> ast.expr | None:
    """The ``key`` of ``name[key]``; None for a slice."""
    return None if isinstance(target.slice, ast.Slice) else target.slice


class UseVisitor:
    """Collects what the expressions of one block tell. ``guard`` is the condition under which the current ones run,
    ``loops`` what the loops around them go through."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.flow = Flow()
        self.names = Names(self.flow)
        self.guard: Guard | None = None
        self.loops: tuple[ast.expr, ...] = ()
        self.answered: set[ast.AST] = set()
        """Calls that make a request object for an answer that is made up: ``Response(200, request=Request(...))``."""

    def expressions(self, *roots: ast.AST, calls: bool = True) -> None:
        """Note the uses of names, the calls and the blocks in expressions, in the order they are evaluated."""
        for root in roots:
            self._expression(root, calls)

    def _expression(self, root: ast.AST, calls: bool) -> None:
        names = self.names
        stack: list[ast.AST | Callable[[], None]] = [root]
        while stack:
            node = stack.pop()
            if type(node) is ast.Name:
                found = names.lookup(node.id)
                if found:
                    self.flow.uses[node] = found
                if node.id in names.tested:
                    names.recall(node)
            elif type(node) is ast.Attribute:
                name = names.tracked(node)
                found = names.lookup(name) if name else ()
                if found:
                    self.flow.uses[node] = found
                if node.attr in names.tested:
                    names.recall(node)
                stack.append(node.value)
            elif not isinstance(node, ast.AST):
                node()
            elif type(node) is ast.Lambda:
                block = self.flow.inner[node] = FunctionBlock("lambda", self.block, node=node, guard=self.guard)
                stack.extend(parameter.default for parameter in block.parameters if parameter.default)
            elif type(node) is ast.NamedExpr:
                stack += (partial(self.bind, node.target, node.value), node.value)
            elif type(node) is ast.BoolOp:
                holds = isinstance(node.op, ast.And)
                for number in reversed(range(1, len(node.values))):
                    tests = (partial(self.learn, test, holds) for test in node.values[max(0, number - MOST_TESTS) : number])
                    stack += (names.leave, node.values[number], *tests, names.enter)
                stack.append(node.values[0])
            elif type(node) is ast.IfExp:
                failed, met = partial(self.learn, node.test, False), partial(self.learn, node.test, True)
                stack += (names.leave, node.orelse, failed, names.enter, names.leave, node.body, met, names.enter, node.test)
            elif type(node) in _COMPREHENSIONS:
                parts = list(self.comprehension(cast(_Comprehension, node)))
                stack += (names.leave, *reversed(parts), partial(names.enter, loop=True))
            else:
                if type(node) is ast.Call:
                    self.answer(node)
                    if calls:
                        self.flow.calls.append(CallSite(node, root, self.guard, self.loops))
                    stack.append(partial(self.change_by, node))
                elif type(node) is ast.Yield:
                    self.flow.yields.append((node.value, self.guard))
                elif type(node) is ast.YieldFrom:
                    self.flow.yields.append((None, self.guard))
                stack.extend(reversed(children(node)))

    def answer(self, node: ast.Call) -> None:
        """Note the request object of an answer that is made up, as tests do."""
        for argument in node.keywords if dotted(node.func).rpartition(".")[2] == "Response" else ():
            if argument.arg == "request":
                made = self.names.lookup(self.names.tracked(argument.value))
                self.answered.add(argument.value)
                self.answered |= {item.expression for item in made if isinstance(item, Assigned)}

    def learn(self, test: ast.expr, truth: bool) -> None:
        """Note for the part of an expression that begins here what a test in it tells."""
        self.names.learn(self.names.scope, test, truth)

    def comprehension(self, node: _Comprehension) -> Iterator[ast.AST | Callable[[], None]]:
        """What a comprehension evaluates, in order. Its targets are bound for itself alone."""
        for part in node.generators:
            yield part.iter
            yield partial(self.bind_round, part)
            for test in part.ifs:
                yield test
                yield partial(self.learn, test, True)
        if isinstance(node, ast.DictComp):
            yield node.key
            yield node.value
        else:
            yield node.elt

    def bind(
        self,
        target: ast.AST,
        value: ast.expr,
        steps: tuple[int | Step, ...] = (),
        annotation: ast.expr | None = None,
    ) -> None:
        """Bind what an assignment, a loop or a with statement names as its target."""
        waiting: list[tuple[ast.AST, tuple[int | Step, ...]]] = [(target, steps)]
        while waiting:
            item, path = waiting.pop()
            name = self.names.tracked(item)
            if name:
                self.names.define(name, Assigned(value, path, self.guard, annotation))
            elif isinstance(item, (ast.Tuple, ast.List)):
                parts: list[tuple[ast.AST, tuple[int | Step, ...]]] = []
                behind = 0
                for position, element in enumerate(item.elts):
                    if isinstance(element, ast.Starred):
                        behind = len(item.elts)
                        parts.append((element.value, (*path, Step.REST)))
                    else:
                        parts.append((element, (*path, position - behind)))
                waiting.extend(reversed(parts))
            elif isinstance(item, ast.Subscript):
                self.store(item, value)
            else:
                if isinstance(item, ast.Attribute) and item.attr in _METHODS:
                    self.set_method(item, value)
                self.expressions(item)
                self.names.note_store(item)
                self.change_path(item)
                if isinstance(item, ast.Attribute) and not path:
                    self.names.note_set(item, value)
                    self.flow.stores.append(Store(item, value, self.guard))

    def set_method(self, target: ast.Attribute, value: ast.expr) -> None:
        """``request.method = value``."""
        for made in self.names.lookup(self.names.tracked(target.value)):
            if isinstance(made, Assigned) and isinstance(made.expression, ast.Call) and not made.path:
                item = MethodSet(value, target.attr == "get_method", self.guard)
                self.flow.methods_set.setdefault(made.expression, []).append(item)

    def bind_round(self, part: ast.comprehension) -> None:
        """Bind the targets of a comprehension, which end with it."""
        self.names.own = True
        self.bind(part.target, part.iter, (Step.EACH,))
        self.names.own = False

    def store(self, target: ast.Subscript, value: ast.expr) -> None:
        """``name[key] = value``."""
        self.expressions(target)
        key = key_of(target)
        self.change(target.value, key, value if key is not None else None)

    def change_by(self, call: ast.Call) -> None:
        """``name.append(value)`` and other calls that change what the name holds, or set an attribute of it."""
        set_by = attribute_set(call)
        if set_by is not None:
            owner, attribute, value = set_by
            name = self.names.tracked_attribute(owner, attribute)
            if name:
                self.names.define(name, Assigned(value, (), self.guard))
        if not isinstance(call.func, ast.Attribute):
            return
        self.names.note_call(call.func)
        method = call.func.attr
        given = arguments(call)
        plain = not any(item.star or item.keyword for item in given)
        if method in ("pop", "popleft") and plain:
            self.change(call.func.value, given[0].value if given else LAST if method == "pop" else FIRST)
        elif method in ("append", "add") and plain and len(given) == 1:
            self.change(call.func.value, None, given[0].value)
        elif method == "extend" and plain and len(given) == 1 and _is_list(given[0].value):
            for item in children(given[0].value):
                self.change(call.func.value, None, cast(ast.expr, item))
        elif method in ("extend", "update") and plain and len(given) == 1:
            self.change(call.func.value, None, given[0].value, several=True)
        elif method in _MUTATORS:
            self.change(call.func.value)

    def change(
        self, target: ast.expr, key: ast.expr | None = None, value: ast.expr | None = None, several: bool = False
    ) -> None:
        """Note that what a name holds is another one from here on."""
        name = self.names.tracked(target)
        before = self.names.lookup(name) if name else ()
        if before:
            self.names.define(name, Stored(before, key, value, self.guard, several))
        elif not name:
            self.change_path(target)

    def change_path(self, target: ast.AST) -> None:
        """Note a change to a URL object's path, in place: ``url.path = path``, ``url.path.segments.append(name)``."""
        while isinstance(target, ast.Attribute) and target.attr in _PATHS:
            target = target.value
            if self.names.tracked(target):
                self.change(target)
                return
