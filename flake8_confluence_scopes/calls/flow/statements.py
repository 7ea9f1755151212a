"""One visit of a block: which definitions reach which use of a name, and which calls stand in it."""

from __future__ import annotations

import ast
from typing import Any

from flake8_confluence_scopes.calls.flow import unchanged
from flake8_confluence_scopes.calls.flow.blocks import (
    Assigned,
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
from flake8_confluence_scopes.calls.flow.reaching import Fact, Scope, merge
from flake8_confluence_scopes.calls.flow.syntax import decorated_by, dotted
from flake8_confluence_scopes.calls.flow.uses import key_of
from flake8_confluence_scopes.calls.flow.walk import children, descendants

# What a function is of the one that its decorator names: code that reads the name never runs it, or may run either.
_WRITERS = ("setter", "deleter")
_VARIANTS = ("register",)

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
            for position, parameter in enumerate(self.block.parameters):
                self.names.define(parameter.name, Parameter(parameter.name))
                if position == 0 and self.block.is_method:
                    self.names.receiver = parameter.name
            if isinstance(node, ast.Lambda):
                self.expressions(node.body)
                self.flow.returns.append((node.body, None))
            else:
                self.statements(node.body)
        elif isinstance(self.block, ClassBlock):
            self.statements(self.block.node.body)
        else:
            assert isinstance(self.block, Module)
            self.statements(self.block.tree.body)
        self.flow.exit = self.names.at_exit()
        self.names.keep_facts()
        unchanged.settle(self.flow)
        self.flow.calls = [site for site in self.flow.calls if site.node not in self.answered]

    # Statements

    def visit_Assign(self, node: ast.Assign) -> None:
        self.expressions(node.value)
        for target in node.targets:
            self.bind(target, node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        name = dotted(node.target)
        if name:
            self.flow.annotations[name] = node.annotation
        if node.value is not None:
            self.expressions(node.value)
            self.bind(node.target, node.value, annotation=node.annotation)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.expressions(node.value)
        name = self.names.tracked(node.target)
        if name:
            before = self.names.lookup(name)
            self.names.define(name, Augmented(node.target, before, node.op, node.value, self.guard))
        else:
            self.expressions(node.target)
            self.names.note_store(node.target)
            self.change(node.target.value if isinstance(node.target, ast.Subscript) else node.target)

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is not None:
            self.expressions(node.value)
        if self.names.live:
            self.flow.returns.append((node.value, self.guard))
        self.names.live = False

    def visit_Raise(self, node: ast.Raise) -> None:
        self.expressions(*children(node))
        self.names.live = False

    def visit_Break(self, node: ast.Break) -> None:
        self.names.leave_round(ends=True)

    def visit_Continue(self, node: ast.Continue) -> None:
        self.names.leave_round(ends=False)

    def visit_Delete(self, node: ast.Delete) -> None:
        targets = list(reversed(node.targets))
        while targets:
            target = targets.pop()
            name = self.names.tracked(target)
            if name:
                self.names.define(name, Opaque(name, self.guard))
            elif isinstance(target, (ast.Tuple, ast.List)):
                targets.extend(reversed(target.elts))
            else:
                self.expressions(target)
                if isinstance(target, ast.Subscript):
                    self.change(target.value, key_of(target))

    def visit_Global(self, node: ast.Global) -> None:
        if not isinstance(self.block, Module):
            self.names.declared_outer.update(node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.names.declared_outer.update(node.names)

    def visit_TypeAlias(self, node: Any) -> None:  # Python has it from 3.12 on
        self.names.define(node.name.id, Assigned(node.value, (), self.guard))

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.asname is not None:
                self.names.define(alias.asname, Imported(alias.name, 0, None, self.guard))
            else:
                top = alias.name.partition(".")[0]
                self.names.define(top, Imported(top, 0, None, self.guard))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            found = Imported(node.module or "", node.level, alias.name, self.guard)
            if alias.name == "*":
                self.flow.stars.append(found)
            else:
                self.names.define(alias.asname or alias.name, found)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        block = FunctionBlock(node.name, self.block, node=node, guard=self.guard)
        self.expressions(*(parameter.default for parameter in block.parameters if parameter.default))
        # A call in a decorator registers the function below it: it sends nothing.
        self.expressions(*node.decorator_list, calls=False)
        self.note_inner(block, self.shared_with(node))

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.expressions(*node.bases, *(keyword.value for keyword in node.keywords))
        self.expressions(*node.decorator_list, calls=False)
        block = ClassBlock(node.name, self.block, node=node)
        self.note_inner(block)

    def shared_with(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[str, str]:
        """The function that another one belongs to, and as what: ``("client", "setter")`` below ``@client.setter``."""
        for item in decorated_by(node):
            name, _, role = dotted(item).rpartition(".")
            if name and all(isinstance(definition, Defined) for definition in self.names.lookup(name) or (None,)):
                return name, role
        return "", ""

    def note_inner(self, block: FunctionBlock | ClassBlock, shared: tuple[str, str] = ("", "")) -> None:
        """Bind the name of a block inside this one, unless another one's is ``shared``."""
        self.flow.inner[block.node] = block
        name, role = shared
        if role in _VARIANTS:
            self.names.add(name, Defined(block, self.guard))
        elif name != block.name or role not in _WRITERS:
            self.names.define(block.name, Defined(block, self.guard))
        if isinstance(self.block, FunctionBlock):
            statements = (node for node in descendants(block.node) if type(node) is ast.Nonlocal)
            self.names.set_inside(name for node in statements for name in node.names)

    def visit_If(self, node: ast.If) -> None:
        start = self.guard
        outcomes: list[tuple[Scope, bool]] = []
        guards: list[Guard | None] = []
        orelse: list[ast.stmt] = [node]
        failed: list[ast.expr] = []
        missed: dict[str, Fact] = {}
        while len(orelse) == 1 and isinstance(branch := orelse[0], ast.If):
            self.names.rebind(self.bound_by(branch.test), outcomes)
            guards.append(Guard(branch.test, True, self.guard))
            scope = self.with_types(branch.test, failed, guards[-1])
            scope.facts = missed | self.names.facts(scope, branch.test, True)
            missed = missed | self.names.facts(self.names.scope, branch.test, False)
            outcomes.append(self.branch(branch.body, guards[-1], scope))
            self.guard = Guard(branch.test, False, self.guard)
            failed.append(branch.test)
            orelse = branch.orelse
        scope = self.with_types(None, failed, self.guard)
        scope.facts = missed
        outcomes.append(self.branch(orelse, self.guard, scope))
        guards.append(self.guard)
        self.go_on(start, outcomes, guards)

    def visit_Match(self, node: ast.Match) -> None:
        self.expressions(node.subject)
        start, exhausted = self.guard, False
        outcomes: list[tuple[Scope, bool]] = []
        guards: list[Guard | None] = []
        for case in node.cases:
            inner = self.names.scope
            self.names.scope = scope = Scope(inner)
            for item in self.captures(case.pattern):
                self.names.define(item, Opaque(item, self.guard))
            if isinstance(case.pattern, ast.MatchAs) and case.pattern.name is not None:
                self.names.define(case.pattern.name, Assigned(node.subject, (), self.guard))
            self.names.scope = inner
            if case.guard is not None:
                # What the pattern has captured stays bound when the guard fails.
                bound = self.bound_by(case.guard, scope)
                bound = {name: merge((self.names.lookup(name), found), name) for name, found in bound.items()}
                self.names.rebind(bound, outcomes)
            guards.append(Guard(node.subject, True, self.guard, case.pattern))
            outcomes.append(self.branch(case.body, guards[-1], scope))
            if case.guard is None:
                takes_all = isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None
                # No value is left that fails it: what follows runs behind its body.
                self.guard = guards[-1] if takes_all else Guard(node.subject, False, self.guard, case.pattern)
                exhausted |= takes_all
        if not exhausted:
            outcomes.append((Scope(self.names.scope), True))
            guards.append(self.guard)
        self.go_on(start, outcomes, guards)

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.expressions(node.iter)
        items = node.iter.elts if isinstance(node.iter, (ast.List, ast.Tuple, ast.Set)) else ()
        runs = any(not isinstance(item, ast.Starred) for item in items)
        self.loop(node.body, node.orelse, target=(node.target, node.iter), runs=runs)

    visit_AsyncFor = visit_For

    def visit_While(self, node: ast.While) -> None:
        runs = isinstance(node.test, ast.Constant) and node.test.value is True
        self.loop(node.body, node.orelse, test=node.test, runs=runs)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self.expressions(item.context_expr)
            if item.optional_vars is not None:
                self.bind(item.optional_vars, item.context_expr, (Step.ENTER,))
        managers = [item.context_expr.func for item in node.items if isinstance(item.context_expr, ast.Call)]
        if any(dotted(manager) in _SUPPRESSING for manager in managers):
            outcome, log = self.risky(node.body)
            self.names.join([outcome, (self.names.interrupted(log), True)])
        else:
            self.statements(node.body)

    visit_AsyncWith = visit_With

    def visit_Try(self, node: ast.Try) -> None:
        self.attempt(node)

    visit_TryStar = visit_Try

    def captures(self, pattern: ast.pattern) -> list[str]:
        """The names that a pattern binds."""
        names: list[str] = []
        stack: list[ast.AST] = [pattern]
        while stack:
            node = stack.pop()
            name = node.rest if isinstance(node, ast.MatchMapping) else getattr(node, "name", None)
            if name is not None:
                names.append(name)
            stack.extend(children(node))
        return names
