"""The value domain: what an expression may evaluate to, as far as the code tells.

Every evaluation gives ``Values``, a small tuple of alternatives. A text keeps its unknown parts as holes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple, TypeAlias

from flake8_confluence_scopes.calls.flow.blocks import Block, ClassBlock, Definition, FunctionBlock, Module
from flake8_confluence_scopes.calls.values.frozen import frozen

MOST_ALTERNATIVES = 16
"""More possible values than this count as unknown."""

Conditions: TypeAlias = "frozenset[tuple[object, bool]]"
"""Conditions whose truth nobody knows, each with the one that is taken for granted."""

ALWAYS: Conditions = frozenset()

LONGEST_TEXT = 2_000
"""A longer text counts as unknown: no URL of a REST call has this length."""


class Hole(NamedTuple):
    """An unknown part. ``name`` is the expression it stands for; ``open`` tells whether a caller may
    fill it, because it depends on a parameter or on how an object was made; ``rooted``, that a REST root
    may be in it."""

    name: str
    open: bool = False
    rooted: bool = False


@frozen
class Unknown:
    """A value of which nothing is known but, maybe, its ``origin``: the dotted name of its type, or of the function
    of another package that gave it."""

    hole: Hole
    origin: str = ""


@frozen
class Text:
    """A string. ``template`` holds one ``HOLE`` for each of ``holes``, in order; ``when`` tells under which conditions
    it is the one."""

    template: str
    holes: tuple[Hole, ...] = ()
    when: Conditions = field(default=ALWAYS, repr=False, compare=False)


@frozen
class Constant:
    """None, a bool, a number or bytes."""

    value: object
    kind: type


class Kind(Enum):
    """What the items of a collection stand for."""

    LIST = "all of them in this order"
    TUPLE = "all of them in this order, in a tuple"
    SET = "all of them in an order that nobody knows"
    SOME = "some of them, any number of times, in an order that nobody knows"


@frozen
class Items:
    """A list, tuple, set or what a generator yields, each item with its alternatives."""

    items: tuple[Values, ...]
    kind: Kind = Kind.LIST
    hash: int = field(init=False, repr=False, compare=False)
    conditional: bool = field(init=False, repr=False, compare=False)
    """Whether a text in it stands under conditions."""

    def __post_init__(self) -> None:
        # Values in values in values: walking through them all at each look-up costs more than everything else.
        object.__setattr__(self, "hash", hash((self.items, id(self.kind))))
        object.__setattr__(self, "conditional", any(is_conditional(item) for group in self.items for item in group))

    def __hash__(self) -> int:
        return self.hash

    @property
    def sequence(self) -> tuple[Values, ...] | None:
        """The items where their number and order are known."""
        fixed = self.kind in (Kind.LIST, Kind.TUPLE) or (self.kind is Kind.SET and len(self.items) < 2)
        return self.items if fixed else None


@frozen
class Table:
    """A dict of known keys, each once; ``rest`` tells whether it may hold more, ``open`` whether a caller may give that."""

    entries: tuple[tuple[Value, Values], ...]
    rest: bool = False
    open: bool = False
    hash: int = field(init=False, repr=False, compare=False)
    conditional: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "hash", hash((self.entries, self.rest, self.open)))
        object.__setattr__(self, "conditional", any(is_conditional(item) for _, group in self.entries for item in group))

    def __hash__(self) -> int:
        return self.hash

    def get(self, key: Value) -> Values | None:
        """The value of a key."""
        return next((values for known, values in self.entries if known == key), None)


@frozen
class External:
    """Something that other packages define, by its full dotted name."""

    name: str


@frozen
class ExternalObject:
    """An instance of a class of another package, with what its constructor was given."""

    name: str
    arguments: Arguments


@frozen
class ModuleValue:
    """A module of the project."""

    module: Module


@frozen
class ClassValue:
    """A class of the project, with the frame that its free names are looked up in."""

    block: ClassBlock
    frame: Frame


@frozen
class Function:
    """A function of the project, with the frame that its free names are looked up in; ``receiver`` is
    bound to the first parameter."""

    block: FunctionBlock
    frame: Frame
    receiver: Value | None = None


@frozen
class Instance:
    """An object of a project's class; ``arguments`` are the constructor's, None where unknown."""

    cls: ClassValue
    arguments: Arguments | None = None


@frozen
class EnumMember:
    """A member of an enumeration of the project; ``text`` is what ``str()`` gives, or the string that it is."""

    cls: ClassValue
    name: str
    text: Text | None = None


@frozen
class Super:
    """``super()``: the classes behind ``after`` in the receiver's order."""

    receiver: Value
    after: ClassBlock


@frozen
class Member:
    """An attribute of something that is no code of the project, such as a session's ``get``; ``name`` is
    None for ``getattr`` with an unknown name."""

    receiver: Value
    name: str | None


@frozen
class Partial:
    """``functools.partial``: a callee with its first arguments."""

    callee: Value
    arguments: Arguments


@dataclass(eq=False, slots=True)
class Lazy:
    """An argument that is evaluated when somebody asks for it."""

    node: ast.expr
    frame: Frame


Value: TypeAlias = (
    "Unknown | Text | Constant | Items | Table | External | ExternalObject | ModuleValue | ClassValue"
    " | Function | Instance | EnumMember | Super | Member | Partial"
)
Values: TypeAlias = "tuple[Value, ...]"
Given: TypeAlias = "Values | Lazy"


@dataclass(eq=False, slots=True)
class Arguments:
    """The arguments of one call; ``rest`` stands for more of them, by ``*args`` or ``**kwargs`` that nothing
    fixes. Each call's are unlike any other's, which keeps comparing objects cheap."""

    positional: tuple[Given, ...] = ()
    keywords: tuple[tuple[str, Given], ...] = ()
    rest: Hole | None = None

    def get(self, position: int | None, *names: str) -> Given | None:
        """The argument at a position or under one of the names."""
        if position is not None and position < len(self.positional):
            return self.positional[position]
        for name, value in self.keywords:
            if name in names:
                return value
        return None


NONE = Constant(None, type(None))
NO_ARGUMENTS = Arguments()
UNKNOWN_ARGUMENTS = Arguments(rest=Hole("the constructor's arguments", True))


def constant(value: object) -> Constant:
    """A constant that compares by value and type: 1, 1.0 and True differ."""
    return Constant(value, type(value))


def unknown(name: str, is_open: bool = False) -> Unknown:
    """An unknown value that stands for the expression ``name``."""
    return Unknown(Hole(name, is_open))


CIRCULAR: Values = (unknown("a value defined by itself"),)


def is_conditional(value: Value) -> bool:
    """Whether the value, or a text in it, is the one under conditions only."""
    if type(value) is Text:
        return bool(value.when)
    if type(value) is Items or type(value) is Table:
        return value.conditional
    return type(value) is Member and is_conditional(value.receiver)


@dataclass(eq=False, slots=True)
class Frame:
    """``bindings`` are the parameters' values, ``outer`` the frame of the block around, ``items`` what a round of the
    loops takes from the expressions that they go through. The frame of one round of a comprehension has those of its
    syntax nodes ``inside``; all else is evaluated in the frame ``around`` it. ``memo`` has what was found here, and is
    the evaluator's alone."""

    block: Block
    outer: Frame | None = None
    bindings: Mapping[str, Given] = field(default_factory=dict)
    items: Mapping[ast.expr, Values] = field(default_factory=dict)
    around: Frame | None = None
    inside: frozenset[ast.AST] = frozenset()
    memo: dict[object, Any] = field(default_factory=dict)

    def of_round(self, item: Values, source: ast.expr, inside: frozenset[ast.AST]) -> Frame:
        """The frame of one round of a comprehension, which takes ``item`` from ``source``."""
        return Frame(self.block, self.outer, self.bindings, {source: item}, self, inside)

    def of(self, item: Definition) -> Frame:
        """The frame in which a definition of the block is evaluated."""
        frame = self
        while frame.around is not None and getattr(item, "expression", None) not in frame.inside:
            frame = frame.around
        return frame

    @property
    def module(self) -> Module:
        """The module that the frame's block stands in."""
        return self.block.module

    def scopes(self) -> Iterator[Frame]:
        """The frames in which the block's free names are looked up: the module's own, and of those around all but
        classes."""
        if isinstance(self.block, Module):
            yield self
        frame = self.outer
        while frame is not None:
            if not isinstance(frame.block, ClassBlock):
                yield frame
            frame = frame.outer
