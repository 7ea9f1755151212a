"""Branches, loops and statements that may be left early: the names that reach their ends."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from flake8_confluence_scopes.calls.flow.blocks import Assigned, Definitions, Guard, Opaque, Step
from flake8_confluence_scopes.calls.flow.reaching import Log, Scope, merge
from flake8_confluence_scopes.calls.flow.told_types import types_told
from flake8_confluence_scopes.calls.flow.uses import UseVisitor
from flake8_confluence_scopes.calls.flow.walk import children


class BranchVisitor(UseVisitor):
    """Visits bodies and joins what they leave behind. The ``visit_`` methods of a subclass take the statements."""

    def statements(self, body: Iterable[ast.stmt]) -> None:
        """Statements in order."""
        for statement in body:
            visit = getattr(self, f"visit_{type(statement).__name__}", None)
            if visit is not None:
                visit(statement)
            else:
                self.expressions(*children(statement))
            if isinstance(statement, ast.Assert):
                self.tell_types(self.names.scope, statement.test, True, self.guard)
                self.names.learn(self.names.scope, statement.test, True)

    def attempt(self, node: ast.Try) -> None:
        """A try statement."""
        start, scope = self.guard, self.names.scope
        loop = self.names.loop_around()
        rounds = len(loop.left) if loop is not None else 0
        everything: Log = {}
        before = dict(scope.facts), dict(scope.given)
        self.names.logs.append(everything)
        (body, live), log = self.risky(node.body)
        outcomes: list[tuple[Scope, bool]] = []
        for handler in node.handlers:
            handling = self.names.interrupted(log)
            if handler.type is not None:
                self.expressions(handler.type)
            if handler.name is not None:
                handling.names[handler.name] = (Opaque(handler.name),)
            outcomes.append(self.branch(handler.body, start, handling))
        if live and node.orelse:
            body, live = self.branch(node.orelse, start, body)
        self.names.logs.pop()
        anywhere = self.names.interrupted(everything)
        self.names.join([(body, live), *outcomes])
        if node.finalbody:
            # What the body tells holds behind the statement, but not where the clause runs because the body was left.
            known, (scope.facts, scope.given) = (scope.facts, scope.given), before
            self.finish(node.finalbody, anywhere, loop.left[rounds:] if loop is not None else [])
            scope.facts, scope.given = known

    def finish(self, body: list[ast.stmt], anywhere: Scope, left: list[dict[str, Definitions]]) -> None:
        """A finally clause, which also runs when the statement is left early: then the names are as ``anywhere`` in
        it, and ``left`` holds those at each ``break`` and ``continue``."""
        outer, live = self.names.scope, self.names.live
        found = {name: merge((before, self.names.lookup(name)), name) for name, before in anywhere.names.items()}
        self.names.scope = scope = Scope(outer, names=dict(found))
        self.names.live = True
        self.statements(body)
        self.names.scope = outer
        self.names.live &= live
        for name, definitions in scope.names.items():
            if definitions is not found.get(name):
                for names in (outer.names, *left):
                    names[name] = definitions

    def go_on(self, start: Guard | None, outcomes: list[tuple[Scope, bool]], guards: list[Guard | None]) -> None:
        """Go on behind a statement with branches, which has begun under the guard ``start``."""
        # Behind an if whose body always leaves, its test is known to have failed.
        only_the_last_goes_on = outcomes[-1][1] and not any(live for _, live in outcomes[:-1])
        self.guard = self.guard if only_the_last_goes_on else start
        if sum(live for _, live in outcomes) > 1:
            # Behind them all, a branch's condition tells nothing.
            for scope, _ in outcomes:
                scope.names = {name: found for name, found in scope.names.items() if found is not scope.told.get(name)}
        self.names.join(outcomes, guards)

    def bound_by(self, test: ast.expr, scope: Scope | None = None) -> dict[str, Definitions]:
        """Visit a test; the names that it binds, on top of those of ``scope``."""
        outer = self.names.scope
        self.names.scope = scope = scope or Scope(outer)
        self.expressions(test)
        self.names.scope = outer
        return scope.names

    def risky(self, body: list[ast.stmt]) -> tuple[tuple[Scope, bool], Log]:
        """Visit a body that an exception may end at any point; what it leaves behind, and all that it defines."""
        log: Log = {}
        self.names.logs.append(log)
        outcome = self.branch(body, self.guard)
        self.names.logs.pop()
        return outcome, log

    def branch(
        self, body: list[ast.stmt], guard: Guard | None, scope: Scope | None = None
    ) -> tuple[Scope, bool]:
        """Visit a body in a scope of its own; its names, and whether its end is reached."""
        outer, live, before = self.names.scope, self.names.live, self.guard
        self.names.scope, self.names.live, self.guard = scope or Scope(outer), True, guard
        self.statements(body)
        outcome = self.names.scope, self.names.live
        self.names.scope, self.names.live, self.guard = outer, live, before
        return outcome

    def with_types(self, test: ast.expr | None, failed: Iterable[ast.expr], guard: Guard | None) -> Scope:
        """A scope for code that runs where a test is met and those before it have ``failed``, with what this tells of the
        types of names."""
        scope = Scope(self.names.scope)
        for earlier in failed:
            self.tell_types(scope, earlier, False, guard)
        if test is not None:
            self.tell_types(scope, test, True, guard)
        return scope

    def tell_types(self, scope: Scope, test: ast.expr, truth: bool, guard: Guard | None) -> None:
        """Take in what a test with this truth tells. A name from outside the block stays what it is there."""
        for name, annotation in types_told(test, truth):
            if self.names.lookup(name.id):
                scope.names[name.id] = scope.told[name.id] = (Assigned(name, (), guard, annotation),)

    def loop(
        self,
        body: list[ast.stmt],
        orelse: list[ast.stmt],
        *,
        test: ast.expr | None = None,
        target: tuple[ast.expr, ast.expr] | None = None,
        runs: bool = False,
    ) -> None:
        """A loop: each name may come from before it or from the end of an earlier round. ``runs`` tells that there
        is a first round for sure."""
        start, outer = self.guard, self.names.scope
        self.names.scope = scope = Scope(outer, loop=True)
        live, self.names.live = self.names.live, True
        if test is not None:
            self.expressions(test)
        tested = dict(scope.names)
        if test is not None:
            self.names.learn(scope, test, True)
        around = self.loops
        if target is not None:
            self.bind(target[0], target[1], (Step.EACH,))
            self.loops = (*around, target[1])
        self.statements(body)
        self.loops = around
        ends = [*([scope.names] if self.names.live else []), *scope.left]
        self.names.scope, self.names.live, self.guard = outer, live, start
        for name, phi in scope.phis.items():
            for names in ends:
                phi.operands.extend(names.get(name, ()))
        if not runs:
            ends.append(tested)
        for name in dict.fromkeys(name for end in ends for name in end):
            before = self.names.lookup(name)
            outer.names[name] = merge((end.get(name, before) for end in ends), name)
        if test is not None and not scope.broken:
            self.names.learn(outer, test, False)
        if orelse:
            self.names.join([self.branch(orelse, start), (Scope(outer), True)])
