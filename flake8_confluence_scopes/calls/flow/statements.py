"""One visit of a block: which definitions reach which use of a name, and which calls stand in it."""

from __future__ import annotations

import libcst as cst

from flake8_confluence_scopes.calls.flow.blocks import (
    Augmented,
    Block,
    ClassBlock,
    Defined,
    Flow,
    FunctionBlock,
    Guard,
    Imported,
    Module,
    Opaque,
    Parameter,
    Step,
)
from flake8_confluence_scopes.calls.flow.branches import BranchVisitor
from flake8_confluence_scopes.calls.flow.reaching import Scope, merge
from flake8_confluence_scopes.calls.flow.syntax import dotted, parameters
from flake8_confluence_scopes.calls.flow.uses import key_of
from flake8_confluence_scopes.calls.flow.walk import children, descendants

# Context managers that end with the exceptions of their body.
_SUPPRESSING = ("suppress", "contextlib.suppress")


def flow_of(block: Block) -> Flow:
    """The block's flow, visited at the first need."""
    if block.flow is None:
        visitor = FlowVisitor(block)
        block.flow = visitor.flow
        visitor.visit_block()
    return block.flow


class FlowVisitor(BranchVisitor):
    """Collects one block's Flow. Each ``visit_`` method takes a whole statement and drives its parts itself,
    so that branches and loops are joined in order; blocks inside are noted and left for their own visit.
    """

    def visit_block(self) -> None:
        """Visit the whole body."""
        if isinstance(self.block, FunctionBlock):
            node = self.block.node
            for position, parameter in enumerate(parameters(node)):
                self.names.define(parameter.name.value, Parameter(parameter.name.value))
                if position == 0 and self.block.is_method:
                    self.names.receiver = parameter.name.value
            if isinstance(node, cst.Lambda):
                self.expressions(node.body)
                self.flow.returns.append((node.body, None))
            else:
                self.suite(node.body)
        elif isinstance(self.block, ClassBlock):
            self.suite(self.block.node.body)
        else:
            assert isinstance(self.block, Module)
            self.statements(self.block.tree.body)
        self.flow.exit = self.names.at_exit()
        self.flow.calls = [site for site in self.flow.calls if site.node not in self.answered]

    # Statements

    def visit_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> bool:
        self.statements(node.body)
        return False

    def visit_Assign(self, node: cst.Assign) -> bool:
        self.expressions(node.value)
        for target in node.targets:
            self.bind(target.target, node.value)
        return False

    def visit_AnnAssign(self, node: cst.AnnAssign) -> bool:
        name = dotted(node.target)
        if name:
            self.flow.annotations[name] = node.annotation.annotation
        if node.value is not None:
            self.expressions(node.value)
            self.bind(node.target, node.value, annotation=node.annotation.annotation)
        return False

    def visit_AugAssign(self, node: cst.AugAssign) -> bool:
        self.expressions(node.value)
        name = self.names.tracked(node.target)
        if name:
            before = self.names.lookup(name)
            self.names.define(name, Augmented(node.target, before, node.operator, node.value, self.guard))
        else:
            self.expressions(node.target)
            if isinstance(node.target, cst.Subscript):
                self.change(node.target.value)
        return False

    def visit_Return(self, node: cst.Return) -> bool:
        if node.value is not None:
            self.expressions(node.value)
        if self.names.live:
            self.flow.returns.append((node.value, self.guard))
        self.names.live = False
        return False

    def visit_Raise(self, node: cst.Raise) -> bool:
        self.expressions(*children(node))
        self.names.live = False
        return False

    def visit_Break(self, node: cst.Break) -> bool:
        self.names.leave_round()
        return False

    def visit_Continue(self, node: cst.Continue) -> bool:
        self.names.leave_round()
        return False

    def visit_Del(self, node: cst.Del) -> bool:
        targets: list[cst.BaseExpression] = [node.target]
        while targets:
            target = targets.pop()
            name = self.names.tracked(target)
            if name:
                self.names.define(name, Opaque(name, self.guard))
            elif isinstance(target, (cst.Tuple, cst.List)):
                targets.extend(element.value for element in target.elements)
            else:
                self.expressions(target)
                if isinstance(target, cst.Subscript):
                    self.change(target.value, key_of(target))
        return False

    def visit_Global(self, node: cst.Global) -> bool:
        if not isinstance(self.block, Module):
            self.names.declared_outer.update(item.name.value for item in node.names)
        return False

    def visit_Nonlocal(self, node: cst.Nonlocal) -> bool:
        self.names.declared_outer.update(item.name.value for item in node.names)
        return False

    def visit_TypeAlias(self, node: cst.TypeAlias) -> bool:
        self.names.define(node.name.value, Opaque(node.name.value, self.guard))
        return False

    def visit_Import(self, node: cst.Import) -> bool:
        for alias in node.names:
            module = dotted(alias.name)
            if alias.asname is not None:
                self.names.define(dotted(alias.asname.name), Imported(module, 0, None, self.guard))
            else:
                top = module.partition(".")[0]
                self.names.define(top, Imported(top, 0, None, self.guard))
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        module, level = dotted(node.module), len(node.relative)
        if isinstance(node.names, cst.ImportStar):
            self.flow.stars.append(Imported(module, level, "*", self.guard))
            return False
        for alias in node.names:
            member = dotted(alias.name)
            name = dotted(alias.asname.name) if alias.asname is not None else member
            self.names.define(name, Imported(module, level, member, self.guard))
        return False

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        self.expressions(*(parameter.default for parameter in parameters(node) if parameter.default))
        # A call in a decorator registers the function below it: it sends nothing.
        self.expressions(*(decorator.decorator for decorator in node.decorators), calls=False)
        block = FunctionBlock(node.name.value, self.block, node=node, guard=self.guard)
        self.note_inner(block)
        return False

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        self.expressions(*node.bases, *node.keywords)
        self.expressions(*(decorator.decorator for decorator in node.decorators), calls=False)
        block = ClassBlock(node.name.value, self.block, node=node)
        self.note_inner(block)
        return False

    def note_inner(self, block: FunctionBlock | ClassBlock) -> None:
        """Bind the name of a block inside this one."""
        self.flow.inner[block.node] = block
        self.names.define(block.name, Defined(block, self.guard))
        if isinstance(self.block, FunctionBlock):
            statements = (node for node in descendants(block.node) if type(node) is cst.Nonlocal)
            self.names.set_inside(item.name.value for node in statements for item in node.names)

    def visit_If(self, node: cst.If) -> bool:
        start = self.guard
        outcomes: list[tuple[Scope, bool]] = []
        guards: list[Guard | None] = []
        branch: cst.If | cst.Else | None = node
        while isinstance(branch, cst.If):
            self.names.rebind(self.bound_by(branch.test), outcomes)
            guards.append(Guard(branch.test, True, self.guard))
            outcomes.append(self.branch(branch.body, guards[-1]))
            self.guard = Guard(branch.test, False, self.guard)
            branch = branch.orelse
        if branch is not None:
            outcomes.append(self.branch(branch.body, self.guard))
        else:
            outcomes.append((Scope(self.names.scope), True))
        guards.append(self.guard)
        self.go_on(start, outcomes, guards)
        return False

    def visit_Match(self, node: cst.Match) -> bool:
        self.expressions(node.subject)
        start, exhausted = self.guard, False
        outcomes: list[tuple[Scope, bool]] = []
        guards: list[Guard | None] = []
        for case in node.cases:
            inner = self.names.scope
            self.names.scope = scope = Scope(inner)
            for item in self.captures(case.pattern):
                self.names.define(item, Opaque(item, self.guard))
            if isinstance(case.pattern, cst.MatchAs) and case.pattern.name is not None:
                self.bind(case.pattern.name, node.subject)
            self.names.scope = inner
            if case.guard is not None:
                # What the pattern has captured stays bound when the guard fails.
                bound = self.bound_by(case.guard, scope)
                bound = {name: merge((self.names.lookup(name), found), name) for name, found in bound.items()}
                self.names.rebind(bound, outcomes)
            guards.append(Guard(node.subject, True, self.guard, case.pattern))
            outcomes.append(self.branch(case.body, guards[-1], scope))
            if case.guard is None:
                self.guard = Guard(node.subject, False, self.guard, case.pattern)
                exhausted |= isinstance(case.pattern, cst.MatchAs) and case.pattern.pattern is None
        if not exhausted:
            outcomes.append((Scope(self.names.scope), True))
            guards.append(self.guard)
        self.go_on(start, outcomes, guards)
        return False

    def visit_For(self, node: cst.For) -> bool:
        self.expressions(node.iter)
        items = node.iter.elements if isinstance(node.iter, (cst.List, cst.Tuple, cst.Set)) else ()
        runs = any(isinstance(item, cst.Element) for item in items)
        self.loop(node.body, node.orelse, target=(node.target, node.iter), runs=runs)
        return False

    def visit_While(self, node: cst.While) -> bool:
        runs = isinstance(node.test, cst.Name) and node.test.value == "True"
        self.loop(node.body, node.orelse, test=node.test, runs=runs)
        return False

    def visit_With(self, node: cst.With) -> bool:
        for item in node.items:
            self.expressions(item.item)
            if item.asname is not None:
                self.bind(item.asname.name, item.item, (Step.ENTER,))
        managers = [item.item.func for item in node.items if isinstance(item.item, cst.Call)]
        if any(dotted(manager) in _SUPPRESSING for manager in managers):
            outcome, log = self.risky(node.body)
            self.names.join([outcome, (self.names.interrupted(log), True)])
        else:
            self.suite(node.body)
        return False

    def visit_Try(self, node: cst.Try) -> bool:
        self.attempt(node)
        return False

    def visit_TryStar(self, node: cst.TryStar) -> bool:
        self.attempt(node)
        return False

    def captures(self, pattern: cst.MatchPattern) -> list[str]:
        """The names that a pattern binds."""
        names, stack = [], [pattern]
        while stack:
            node: cst.CSTNode = stack.pop()
            if isinstance(node, (cst.MatchAs, cst.MatchStar)) and node.name is not None:
                names.append(node.name.value)
            elif isinstance(node, cst.MatchMapping) and node.rest is not None:
                names.append(node.rest.value)
            stack.extend(child for child in children(node))  # type: ignore[misc]
        return names
