"""The names of a block while it is visited: which definitions reach the point that the visit has come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import libcst as cst

from flake8_confluence_scopes.calls.blocks import (
    Definition,
    Definitions,
    Flow,
    Initial,
    Opaque,
    Phi,
)

MOST_DEFINITIONS = 64
"""More definitions of a name at one place than this count as one that nobody knows."""


@dataclass(slots=True, eq=False)
class Scope:
    """The names bound in one branch. A loop's scope also keeps what a later round may see."""

    outer: Scope | None
    loop: bool = False
    names: dict[str, Definitions] = field(default_factory=dict)
    phis: dict[str, Phi] = field(default_factory=dict)
    left: list[dict[str, Definitions]] = field(default_factory=list)
    """The names at each ``break`` and ``continue``."""


def merge(groups: Iterable[Definitions], name: str) -> Definitions:
    merged = tuple(dict.fromkeys(definition for group in groups for definition in group))
    return merged if len(merged) <= MOST_DEFINITIONS else (Opaque(name),)


class Names:
    """The scopes around the current point. ``live`` tells whether the point is reached at all, ``receiver`` is the
    first parameter of a method, whose attributes count as names."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.scope = Scope(None)
        self.live = True
        self.receiver = ""
        self.declared_outer: set[str] = set()
        self.logs: list[dict[str, list[Definition]]] = []
        self.initial: dict[str, Initial] = {}

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
            phi = loop.phis[name] = Phi(name, list(found))
            found = loop.names[name] = (phi,)
        return found

    def define(self, name: str, definition: Definition) -> None:
        """Bind a name from here on."""
        if name in self.declared_outer:
            self.flow.outer.setdefault(name, []).append(definition)
            return
        self.scope.names[name] = (definition,)
        self.flow.every.setdefault(name, []).append(definition)
        self.note(name, [definition])

    def note(self, name: str, definitions: list[Definition]) -> None:
        """Remember definitions for the handlers of the try statement around."""
        if self.logs:
            self.logs[-1].setdefault(name, []).extend(definitions)

    def tracked(self, target: cst.CSTNode) -> str:
        """The name under which a target is followed: a plain name, or an attribute of the receiver."""
        if isinstance(target, cst.Name):
            return target.value
        if isinstance(target, cst.Attribute) and isinstance(target.value, cst.Name):
            if self.receiver and target.value.value == self.receiver:
                return f"{self.receiver}.{target.attr.value}"
        return ""

    def join(self, outcomes: Sequence[tuple[Scope, bool]]) -> None:
        """Go on with what any branch that reaches its end has left."""
        alive = [scope for scope, live in outcomes if live]
        if not alive:
            self.live = False
            alive = [scope for scope, _ in outcomes]
        for name in dict.fromkeys(name for scope in alive for name in scope.names):
            before = self.lookup(name) if any(name not in scope.names for scope in alive) else ()
            self.scope.names[name] = merge((scope.names.get(name, before) for scope in alive), name)

    def leave_round(self) -> None:
        """``break`` or ``continue``: the loop's next round and what follows it see the names as they are."""
        names: dict[str, Definitions] = {}
        scope: Scope | None = self.scope
        while scope is not None:
            for name, definitions in scope.names.items():
                names.setdefault(name, definitions)
            if scope.loop:
                scope.left.append(names)
                break
            scope = scope.outer
        self.live = False
