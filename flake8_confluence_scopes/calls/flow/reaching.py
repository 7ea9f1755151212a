"""The names of a block while it is visited: which definitions reach the point that the visit has come to."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from flake8_confluence_scopes.calls.flow.blocks import (
    Definition,
    Definitions,
    Flow,
    Guard,
    Initial,
    Kept,
    Opaque,
    Phi,
    without_phis,
)
from flake8_confluence_scopes.calls.flow.syntax import dotted, kept_in_dict
from flake8_confluence_scopes.calls.flow.told_values import Told, values_told

MOST_DEFINITIONS = 64
"""More definitions of a name at one place than this count as one that nobody knows."""

Log: TypeAlias = "dict[str, list[Definition]]"
"""Every definition in a part of the code, by name: an exception may end the part behind any of them."""


class Fact(NamedTuple):
    """What a condition has told of a name, or of an attribute of one: as long as the same definitions reach it, and it is
    none of the attributes that are set after the first ``stores``."""

    told: Told
    items: Definitions
    stores: int


class Set(NamedTuple):
    """What an attribute of a name is set to, and the rest as in a ``Fact``."""

    value: ast.expr
    items: Definitions
    stores: int


@dataclass(slots=True, eq=False)
class Scope:
    """The names bound in one branch. A loop's scope also keeps what a later round may see."""

    outer: Scope | None
    loop: bool = False
    names: dict[str, Definitions] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    """The names that end with the scope: a comprehension's targets."""
    told: dict[str, Definitions] = field(default_factory=dict)
    """The names of which the branch's condition tells the type, with what stands for them."""
    facts: dict[str, Fact] = field(default_factory=dict)
    """What conditions tell of names."""
    given: dict[str, Set] = field(default_factory=dict)
    """What attributes of names are set to."""
    phis: dict[str, Phi] = field(default_factory=dict)
    left: list[dict[str, Definitions]] = field(default_factory=list)
    """The names at each ``break`` and ``continue``."""
    broken: bool = False
    """Whether the loop has a ``break``."""


def merge(groups: Iterable[Definitions], name: str) -> Definitions:
    merged = tuple(dict.fromkeys(definition for group in groups for definition in group))
    return merged if len(merged) <= MOST_DEFINITIONS else (Opaque(name),)


def _latest(numbers: Mapping[str, int], name: str) -> int:
    """The highest number of a dotted name and of what it begins with."""
    parts = name.split(".")
    return max(numbers.get(".".join(parts[:count]), 0) for count in range(1, len(parts) + 1))


class Names:
    """The scopes around the current point. ``live`` tells whether the point is reached at all, ``receiver`` is the
    first parameter of a method, whose attributes count as names, ``own`` whether what is bound ends with the scope."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.scope = Scope(None)
        self.live = True
        self.receiver = ""
        self.own = False
        self.declared_outer: set[str] = set()
        self.inside: set[str] = set()
        self.logs: list[Log] = []
        self.initial: dict[str, Initial] = {}
        self.stores = 0
        """How many attributes are set, but for those that count as names."""
        self.stored: dict[str, int] = {}
        """The last of them with each dotted name."""
        self.called: dict[str, int] = {}
        """How many were set when a method was called the last time on each dotted name."""
        self.tested: set[str] = set()
        """The last words of all names of which a condition has told something, or that are set as attributes."""
        self.recalled: list[tuple[ast.expr, str, Definitions, Fact | Set]] = []
        """The uses of names of which something is known, each with the name and its definitions there."""

    def lookup(self, name: str) -> Definitions:
        """The definitions that reach this point; none for a name from outside the block."""
        loops = []
        found: Definitions = ()
        scope: Scope | None = self.scope
        while scope is not None:
            if name in scope.names:
                found = scope.names[name]
                break
            if scope.loop:
                loops.append(scope)
            scope = scope.outer
        else:
            receiver, _, attribute = name.rpartition(".")
            if receiver:
                found = (self.initial.setdefault(name, Initial(receiver, attribute)),)
        for loop in reversed(loops):
            phi = loop.phis[name] = Phi(name, list(found), len(found))
            self.flow.phis.append(phi)
            found = loop.names[name] = (phi,)
        return merge((found, (Opaque(name),)), name) if name in self.inside else found

    def set_inside(self, names: Iterable[str]) -> None:
        """From here on, a function inside this block may set the names, which it declares nonlocal, at any time."""
        for name in names:
            self.inside.add(name)
            self.flow.every.setdefault(name, []).append(Opaque(name))

    def at_exit(self) -> dict[str, Definitions]:
        """The names at the block's end."""
        return self.scope.names | {name: self.lookup(name) for name in self.inside}

    def define(self, name: str, definition: Definition) -> None:
        """Bind a name from here on."""
        if self.own:
            self.scope.own.add(name)
            self.scope.names[name] = (definition,)
            self.flow.rounds.setdefault(name, []).append(definition)
            return
        if name in self.declared_outer:
            self.flow.outer.setdefault(name, []).append(definition)
            return
        self.scope.names[name] = (definition,)
        self.flow.every.setdefault(name, []).append(definition)
        for log in self.logs:
            log.setdefault(name, []).append(definition)

    def add(self, name: str, definition: Definition) -> None:
        """Bind a name from here on to one more definition, beside those that reach this point."""
        before = self.lookup(name)
        self.define(name, definition)
        self.scope.names[name] = merge((before, (definition,)), name)

    def enter(self, loop: bool = False) -> None:
        """Begin a part of an expression that may not run, or may run again and again."""
        self.scope = Scope(self.scope, loop)

    def leave(self) -> None:
        """End the part: each name that it binds is as before, or as the part has left it."""
        inner, outer = self.scope, self.scope.outer
        assert outer is not None  # a part lies in something
        self.scope = outer
        for name, definitions in inner.names.items():
            phi = inner.phis.get(name)
            if phi is not None:
                phi.operands.extend(definitions)
            if definitions != (phi,) and name not in inner.own:
                outer.names[name] = merge((self.lookup(name), definitions), name)

    def interrupted(self, log: Log) -> Scope:
        """A scope where each name of the log is as it is here, or as any of the log's definitions has left it."""
        names = {name: merge((self.lookup(name), tuple(found)), name) for name, found in log.items()}
        return Scope(self.scope, names=names)

    def tracked(self, target: ast.AST) -> str:
        """The name under which a target is followed: a plain name, or an attribute of the receiver."""
        if isinstance(target, ast.Name):
            return target.id
        if isinstance(target, ast.Attribute):
            return self.tracked_attribute(target.value, target.attr)
        kept = kept_in_dict(target)
        return self.tracked_attribute(*kept) if kept is not None else ""

    def tracked_attribute(self, owner: ast.expr | None, name: str) -> str:
        """The name under which an attribute is followed; None as the owner stands for the receiver."""
        is_receiver = owner is None or (isinstance(owner, ast.Name) and owner.id == self.receiver)
        return f"{self.receiver}.{name}" if self.receiver and is_receiver else ""

    def join(self, outcomes: Sequence[tuple[Scope, bool]], guards: Sequence[Guard | None] = ()) -> None:
        """Go on with what any branch that reaches its end has left; ``guards`` are the branches'."""
        alive = [scope for scope, live in outcomes if live]
        if not alive:
            self.live = False
            alive = [scope for scope, _ in outcomes]
        elif len(alive) == 1:
            self.scope.facts |= alive[0].facts
            self.scope.given |= alive[0].given
        for name in dict.fromkeys(name for scope in alive for name in scope.names):
            before = self.lookup(name) if any(name not in scope.names for scope in alive) else ()
            for (scope, live), guard in zip(outcomes, guards):
                if before and live and name not in scope.names:
                    fact = scope.facts.get(name)
                    scope.names[name] = (Kept(before, guard, fact.told if fact is not None and fact.items == before else None),)
            self.scope.names[name] = merge((scope.names.get(name, before) for scope in alive), name)

    def rebind(self, names: dict[str, Definitions], outcomes: Sequence[tuple[Scope, bool]]) -> None:
        """Bind names from here on; the branches that have been visited have not seen that."""
        for name, definitions in names.items():
            before = self.lookup(name)
            for scope, _ in outcomes:
                scope.names.setdefault(name, before)
            self.scope.names[name] = definitions

    def learn(self, scope: Scope, test: ast.expr, truth: bool) -> None:
        """Note in a scope what a test tells that has just had this truth."""
        scope.facts |= self.facts(scope, test, truth)

    def facts(self, scope: Scope, test: ast.expr, truth: bool) -> dict[str, Fact]:
        """What a test that has just had this truth tells in a scope."""
        found: dict[str, Fact] = {}
        for node, said in values_told(test, truth):
            name = dotted(node)
            root = self._root(name)
            # What other code may set at any time is told by no condition.
            if root not in self.declared_outer and root not in self.inside:
                found[name] = Fact(said, scope.names.get(root) or self.lookup(root), self.stores)
                self.tested.add(name.rpartition(".")[2])
        return found

    def recall(self, node: ast.Name | ast.Attribute) -> None:
        """Note what is known of a name, or an attribute of one, where it is used."""
        name = dotted(node)
        told: Fact | None = None
        given: Set | None = None
        scope: Scope | None = self.scope
        while scope is not None:
            told, given = told or scope.facts.get(name), given or scope.given.get(name)
            scope = scope.outer
        for known in (told, given):
            if known is not None:
                self.recalled.append((node, name, self.lookup(self._root(name)), known))

    def keep_facts(self) -> None:
        """Keep what is known of the names that are used, once all is visited."""
        for node, name, items, known in self.recalled:
            # Loops that leave them alone do not change what the definitions are.
            if _latest(self.stored, name) > known.stores or without_phis(items, apart=known.items):
                continue
            if isinstance(known, Fact):
                self.flow.told[node] = known.told
            elif _latest(self.called, name) < known.stores:
                # Else a method that is called meanwhile may set the attribute, too.
                self.flow.given[node] = known.value

    def note_store(self, target: ast.AST) -> None:
        """Note that an attribute is set that does not count as a name."""
        self.stores += 1
        self.stored[dotted(target)] = self.stores

    def note_call(self, callee: ast.Attribute) -> None:
        """Note that a method is called."""
        if self.stores:
            self.called[dotted(callee.value)] = self.stores

    def note_set(self, target: ast.AST, value: ast.expr) -> None:
        """Note what an attribute is set to that does not count as a name."""
        name = dotted(target)
        root = self._root(name)
        if name and root not in self.declared_outer and root not in self.inside:
            self.scope.given[name] = Set(value, self.lookup(root), self.stores)
            self.tested.add(name.rpartition(".")[2])

    def _root(self, name: str) -> str:
        """The part of a dotted name that has definitions."""
        parts = name.split(".")
        return ".".join(parts[: 2 if parts[0] == self.receiver else 1])

    def loop_around(self) -> Scope | None:
        """The scope of the innermost loop."""
        scope: Scope | None = self.scope
        while scope is not None and not scope.loop:
            scope = scope.outer
        return scope

    def leave_round(self, ends: bool) -> None:
        """``break`` where that ``ends`` the loop, else ``continue``: its next round and what follows it see the names as they
        are."""
        names: dict[str, Definitions] = {}
        scope: Scope | None = self.scope
        while scope is not None:
            for name, definitions in scope.names.items():
                names.setdefault(name, definitions)
            if scope.loop:
                scope.left.append(names)
                scope.broken |= ends
                break
            scope = scope.outer
        self.live = False
