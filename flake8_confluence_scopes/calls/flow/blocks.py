"""The blocks of a module (module, class and function bodies) and what flows through each."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple, NoReturn, TypeAlias

from flake8_confluence_scopes.calls.flow import syntax
from flake8_confluence_scopes.calls.flow.told_values import Told


class Step(Enum):
    """How a bound name gets its value out of the expression's value."""

    EACH = "an item of it"
    ENTER = "what its __enter__ gives"
    REST = "the items that a starred target takes"


@dataclass(frozen=True, eq=False, slots=True)
class Guard:
    """A condition under which code runs: ``test`` has the truth ``truth``, and ``outer`` holds too.

    ``pattern`` is set for a case of a match statement, whose subject is ``test``.
    """

    test: ast.expr
    truth: bool
    outer: Guard | None
    pattern: ast.pattern | None = None


@dataclass(eq=False, slots=True)
class Assigned:
    """A name bound to an expression's value, taken apart along ``path``: an index or a Step each. ``annotation`` is the
    type that the assignment states."""

    expression: ast.expr
    path: tuple[int | Step, ...]
    guard: Guard | None
    annotation: ast.expr | None = None


@dataclass(eq=False, slots=True)
class Augmented:
    """``name += expression``; ``before`` are the name's definitions until then."""

    target: ast.expr
    before: Definitions
    operator: ast.operator
    expression: ast.expr
    guard: Guard | None


@dataclass(eq=False, slots=True)
class Stored:
    """``name[key] = expression``, ``name.append(expression)`` where there is no key, ``name.extend(expression)`` or
    ``name.update(expression)`` where there are ``several``, ``del name[key]`` where there is no expression, or where there
    is neither a change that is not followed."""

    before: Definitions
    key: ast.expr | None
    expression: ast.expr | None
    guard: Guard | None
    several: bool = False


@dataclass(eq=False, slots=True)
class Parameter:
    """A parameter of the function; the frame knows its value."""

    name: str
    guard: Guard | None = None


@dataclass(eq=False, slots=True)
class Imported:
    """An imported name: ``member`` of ``module``, or the module itself; ``level`` counts the leading dots."""

    module: str
    level: int
    member: str | None
    guard: Guard | None


@dataclass(eq=False, slots=True)
class Defined:
    """A function or class statement."""

    block: FunctionBlock | ClassBlock
    guard: Guard | None


@dataclass(eq=False, slots=True)
class Phi:
    """A name at a loop's start: as it came in, by the first ``entering`` operands, or as an earlier round left it."""

    name: str
    operands: list[Definition]
    entering: int
    guard: Guard | None = None


@dataclass(eq=False, slots=True)
class Initial:
    """An attribute of the receiver as the method found it."""

    receiver: str
    attribute: str
    guard: Guard | None = None


@dataclass(eq=False, slots=True)
class Kept:
    """A name as it was before a branch that leaves it alone; ``guard`` is the branch's, and ``told`` what that tells."""

    before: Definitions
    guard: Guard | None
    told: Told | None = None


@dataclass(eq=False, slots=True)
class Opaque:
    """A binding whose value nobody knows: an exception, a capture, a deleted name."""

    name: str
    guard: Guard | None = None


Definition: TypeAlias = (
    "Assigned | Augmented | Stored | Parameter | Imported | Defined | Phi | Initial | Kept | Opaque"
)
Definitions: TypeAlias = "tuple[Definition, ...]"
Tested: TypeAlias = "tuple[str, Assigned | Parameter]"
"""A name that a condition asks about, and its only definition."""


@dataclass(frozen=True, eq=False, slots=True)
class CallSite:
    """A call expression, the outermost expression that it stands in, the condition under which it runs, and what the
    loops around it go through."""

    node: ast.Call
    within: ast.AST
    guard: Guard | None
    loops: tuple[ast.expr, ...] = ()


class MethodSet(NamedTuple):
    """``request.method = value``, or with ``by_function`` ``request.get_method = value``, on what a call has made."""

    value: ast.expr
    by_function: bool
    guard: Guard | None


class Store(NamedTuple):
    """``owner.attribute = value``."""

    target: ast.Attribute
    value: ast.expr
    guard: Guard | None


class Slice(NamedTuple):
    """What a result or a request depends on: parameters, and what is looked up or called on the way."""

    parameters: frozenset[str]
    lookups: tuple[ast.Subscript | ast.Call, ...] = ()


@dataclass(eq=False, slots=True)
class Flow:
    """What one visit of a block collects.

    ``uses`` holds the definitions that reach each use of a name; a use that is missing there is of a
    name from outside the block. ``exit`` holds those that reach the block's end, ``every`` all of them.
    An attribute of a method's first parameter counts as a name: ``self.url``.
    """

    uses: dict[ast.AST, Definitions] = field(default_factory=dict)
    told: dict[ast.expr, Told] = field(default_factory=dict)
    """What conditions tell of names, and of attributes of names, where they are used."""
    given: dict[ast.expr, ast.expr] = field(default_factory=dict)
    """What the block itself has set attributes to that count as no names, where they are used."""
    calls: list[CallSite] = field(default_factory=list)
    stores: list[Store] = field(default_factory=list)
    """The attributes that are set of others than the receiver."""
    returns: list[tuple[ast.expr | None, Guard | None]] = field(default_factory=list)
    yields: list[tuple[ast.expr | None, Guard | None]] = field(default_factory=list)
    exit: dict[str, Definitions] = field(default_factory=dict)
    every: dict[str, list[Definition]] = field(default_factory=dict)
    rounds: dict[str, list[Definition]] = field(default_factory=dict)
    """The targets of comprehensions, which no name outside of them means."""
    outer: dict[str, list[Definition]] = field(default_factory=dict)
    """Definitions of names that the block declares global or nonlocal."""
    stars: list[Imported] = field(default_factory=list)
    inner: dict[ast.AST, Block] = field(default_factory=dict)
    annotations: dict[str, ast.expr] = field(default_factory=dict)
    phis: list[Phi] = field(default_factory=list)
    methods_set: dict[ast.Call, list[MethodSet]] = field(default_factory=dict)
    """The HTTP methods that are set on request objects, by the calls that have made them."""
    result_slice: Slice | None = None
    """What the block's result depends on, once somebody has asked."""
    tested: dict[Guard, tuple[Tested, ...]] = field(default_factory=dict)
    """The names that conditions ask about, once somebody has asked."""
    named: dict[ast.expr, frozenset[str]] = field(default_factory=dict)
    """The names in expressions behind such conditions, once somebody has asked."""
    added: dict[Definition, tuple[ast.expr, ...]] = field(default_factory=dict)
    """What the rounds of a loop add by a definition, once somebody has asked."""


@dataclass(eq=False, slots=True)
class Block:
    """A body of statements with names of its own. ``flow`` is filled at the first need."""

    name: str
    parent: Block | None
    flow: Flow | None = None

    @property
    def module(self) -> Module:
        """The module that the block stands in, or is."""
        block: Block | None = self
        while not isinstance(block, Module):
            assert block is not None  # every block stands in a module
            block = block.parent
        return block


@dataclass(eq=False, slots=True)
class Module(Block):
    """A module with its absolute path and its text, and, once somebody has asked, where its lines start, which of them have
    letters beyond ASCII, and which may set an attribute of anything but a method's receiver, by the attribute's name, and
    whether functions may set names of the module."""

    tree: ast.Module = field(default_factory=lambda: ast.Module([], []))
    path: str = ""
    text: str = ""
    starts: list[int] | None = None
    wide: list[int] = field(default_factory=list)
    sets: dict[str, list[int]] | None = None
    has_global: bool | None = None


@dataclass(eq=False, slots=True)
class ClassBlock(Block):
    """A class statement. ``methods`` are the functions that stand right in it, once somebody has asked, ``assigned`` what
    they assign to those attributes of their receivers that somebody has asked for, ``built_up`` whether that is done piece
    by piece, and ``setters`` those of its properties and of its nearest bases', by the property's name."""

    node: ast.ClassDef = field(kw_only=True)
    methods: tuple[FunctionBlock, ...] | None = None
    assigned: dict[str, list[tuple[FunctionBlock, Definitions]]] = field(default_factory=dict)
    built_up: dict[str, bool] = field(default_factory=dict)
    setters: dict[str, FunctionBlock] | None = None


@dataclass(eq=False, slots=True)
class FunctionBlock(Block):
    """A function statement or a lambda, and the condition under which it comes into being."""

    node: syntax.FunctionNode = field(kw_only=True)
    guard: Guard | None = None
    _parameters: tuple[syntax.ListedParameter, ...] | None = None

    @property
    def parameters(self) -> tuple[syntax.ListedParameter, ...]:
        """Every parameter with a name of its own, in the order of the source, stars included."""
        if self._parameters is None:
            self._parameters = syntax.parameters(self.node.args)
        return self._parameters

    @property
    def is_method(self) -> bool:
        """Whether it stands right in a class."""
        return isinstance(self.parent, ClassBlock)


def never(kind: NoReturn) -> NoReturn:
    """To end a match over kinds of definitions with: mypy tells where one is forgotten. ``typing`` has its own from
    Python 3.11 on."""
    raise AssertionError(kind)


def without_phis(items: Iterable[Definition], apart: Iterable[Definition] = ()) -> Definitions:
    """The definitions that the loops' starts and the branches' ends stand for, each once, ``apart`` from some and what only
    those stand for."""
    items = tuple(items)
    for item in items:
        if apart or isinstance(item, (Phi, Kept)):
            break
    else:
        return items
    found: dict[Definition, None] = {}
    seen: set[Definition] = set(apart)
    waiting = list(reversed(items))
    while waiting:
        item = waiting.pop()
        if item in seen:
            continue
        seen.add(item)
        if isinstance(item, Phi):
            waiting.extend(reversed(item.operands))
        elif isinstance(item, Kept):
            waiting.extend(reversed(item.before))
        else:
            found[item] = None
    return tuple(found)


def without_initial(items: Iterable[Definition]) -> Definitions:
    """The definitions but for what an attribute of the receiver was at first."""
    found: list[Definition] = []
    for item in items:
        if isinstance(item, Kept):
            before = without_initial(item.before)
            found += [Kept(before, item.guard, item.told)] if before else []
        elif isinstance(item, Phi):
            found += (inner for inner in without_phis((item,)) if not isinstance(inner, Initial))
        elif not isinstance(item, Initial):
            found.append(item)
    return tuple(dict.fromkeys(found))
