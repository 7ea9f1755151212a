"""The expressions of a block: the uses of names, the names that they bind, the calls and the blocks in them."""

from __future__ import annotations

import libcst as cst

from flake8_confluence_scopes.calls.blocks import (
    Assigned,
    Block,
    CallSite,
    Flow,
    FunctionBlock,
    Guard,
    Step,
    Stored,
    parameters,
)
from flake8_confluence_scopes.calls.names import Names, Scope
from flake8_confluence_scopes.calls.walk import children


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

    def expressions(self, *roots: cst.CSTNode, calls: bool = True) -> None:
        """Note the uses of names, the calls and the blocks in expressions, in the order they are evaluated."""
        stack: list[cst.CSTNode | tuple[cst.BaseExpression, cst.BaseExpression]] = list(reversed(roots))
        while stack:
            node = stack.pop()
            if isinstance(node, tuple):
                self.bind(*node)
            elif isinstance(node, cst.Name):
                found = self.names.lookup(node.value)
                if found:
                    self.flow.uses[node] = found
            elif isinstance(node, cst.Attribute):
                name = self.names.tracked(node)
                found = self.names.lookup(name) if name else ()
                if found:
                    self.flow.uses[node] = found
                stack.append(node.value)
            elif isinstance(node, cst.Lambda):
                stack.extend(parameter.default for parameter in parameters(node) if parameter.default)
                self.flow.inner[node] = FunctionBlock("lambda", self.block, node=node)
            elif isinstance(node, cst.NamedExpr):
                stack.append((node.target, node.value))
                stack.append(node.value)
            elif isinstance(node, (cst.ListComp, cst.SetComp, cst.GeneratorExp, cst.DictComp)):
                self.comprehension(node, calls)
            else:
                if isinstance(node, cst.Call) and calls:
                    self.flow.calls.append(CallSite(node, self.guard, self.loops))
                elif isinstance(node, cst.Yield):
                    value = node.value if isinstance(node.value, cst.BaseExpression) else None
                    self.flow.yields.append((value, self.guard))
                stack.extend(reversed(children(node)))

    def comprehension(
        self, node: cst.ListComp | cst.SetComp | cst.GeneratorExp | cst.DictComp, calls: bool
    ) -> None:
        """A comprehension's targets are bound in a scope of their own."""
        outer = self.names.scope
        part: cst.CompFor | None = node.for_in
        self.names.scope = Scope(outer)
        while part is not None:
            self.expressions(part.iter, calls=calls)
            self.bind(part.target, part.iter, (Step.EACH,))
            if isinstance(part.target, cst.Name):
                self.flow.targets[part] = self.flow.every[part.target.value][-1]
            self.expressions(*(condition.test for condition in part.ifs), calls=calls)
            part = part.inner_for_in
        if isinstance(node, cst.DictComp):
            self.expressions(node.key, node.value, calls=calls)
        else:
            self.expressions(node.elt, calls=calls)
        self.names.scope = outer

    def bind(
        self, target: cst.CSTNode, value: cst.BaseExpression, steps: tuple[int | Step, ...] = ()
    ) -> None:
        """Bind what an assignment, a loop or a with statement names as its target."""
        waiting: list[tuple[cst.CSTNode, tuple[int | Step, ...]]] = [(target, steps)]
        while waiting:
            item, path = waiting.pop()
            name = self.names.tracked(item)
            if name:
                self.names.define(name, Assigned(value, path, self.guard))
            elif isinstance(item, (cst.Tuple, cst.List)):
                behind = 0
                for position, element in enumerate(item.elements):
                    if isinstance(element, cst.StarredElement):
                        behind = len(item.elements)
                        waiting.append((element.value, (*path, Step.REST)))
                    else:
                        waiting.append((element.value, (*path, position - behind)))
            elif isinstance(item, cst.Subscript):
                self.store(item, value)
            else:
                self.expressions(item)

    def store(self, target: cst.Subscript, value: cst.BaseExpression) -> None:
        """``name[key] = value``."""
        self.expressions(target)
        name = self.names.tracked(target.value)
        before = self.names.lookup(name) if name else ()
        if not before:
            return
        index = target.slice[0].slice
        if len(target.slice) == 1 and isinstance(index, cst.Index):
            self.names.define(name, Stored(before, index.value, value, self.guard))
        else:
            self.names.define(name, Stored(before, None, None, self.guard))
