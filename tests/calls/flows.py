"""Small programs that only bind, test and use names, what Python makes of them, and what their flow says.

Every binding gives its name a number of its own, or None, and every use ``use(n, name)`` takes down what it sees.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from random import Random
from typing import Any, NamedTuple

from hypothesis import strategies as st

from flake8_confluence_scopes.calls.flow.blocks import (
    Assigned,
    Augmented,
    Definition,
    FunctionBlock,
    Module,
    without_phis,
)
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.flow.syntax import dotted
from flake8_confluence_scopes.calls.flow.told_values import Told
from flake8_confluence_scopes.calls.flow.walk import descendants

NAMES = ("a", "b")
ANY = -1
"""Stands for a binding of which the flow knows nothing but that it is there."""
NOTHING = -2
"""Stands for None."""

# <n> stands for a name, <s> for the same one throughout a form, <#> for a number of its own, <e> for an expression, <t> for a
# test of names.
SIMPLE = (
    "<n> = new(<#>)", "<n> = <n> = new(<#>)", "<n>, <n> = new(<#>), new(<#>)", "<n>: int = new(<#>)", "<n> += new(<#>)",
    "(<n>, [*_, <n>]) = new(<#>), [0, new(<#>)]", "del <s>; <s> = new(<#>)", "<e>", "<e>", "<e>", "risk()", "risk()",
)  # fmt: skip
TESTING = ("<n> = none(<#>)", "<n> = maybe(<#>)", "<n> = <n>", "assert <t>", "assert <t>")
TESTS = (
    "<n>", "<n>", "not <n>", "<n> is None", "<n> is not None", "<n> == None", "not (<n> is None)", "<n> == 1",
    "isinstance(<n>, int)", "<t> and <t>", "<t> or <t>", "not (<t>)", "(<n> := maybe(<#>))", "(<n> := none(<#>)) is not None",
    "flip()",
)  # fmt: skip
EXPRESSIONS = (
    "use(<#>, <n>)", "use(<#>, <n>)", "(<n> := new(<#>))", "(flip() and <e>)", "(<e> if flip() else <e>)",
    "[use(<#>, <s>) for <s> in each(<#>)]", "[<e> for _ in each(<#>) if flip() and <e>]",
    "{(<e>, 0)[1]: <e> for _ in each(<#>)}", "{use(<#>, <s>): use(<#>, <n>) for <s> in each(<#>) if use(<#>, <n>)}",
    "(<e>, <e>)", "(flip() or (<n> := new(<#>)))", "[x.append(use(<#>, <n>)) for x in ([],)]",
    "((<t>) and <e>)", "((<t>) or <e>)", "(<e> if <t> else <e>)", "[<e> for _ in each(<#>) if <t>]",
)  # fmt: skip
JUMPS = ("break", "continue", "return", "raise Risk")
BLOCKS = (
    ("if flip():",), ("if flip():", "else:"), ("if (<n> := no(<#>)):", "elif flip():", "elif (<n> := no(<#>)):", "else:"),
    ("if (<n> := maybe(<#>)):", "elif (<n> := maybe(<#>)):"), ("for <n> in each(<#>):",), ("for _ in each(<#>):", "else:"),
    ("for <n> in [new(<#>), new(<#>)]:",), ("while flip():",), ("while (<n> := maybe(<#>)):", "else:"), ("while True:",),
    ("try:", "except Risk:"), ("try:", "except Risk as error:", "else:"), ("try:", "finally:"), ("try:", "finally:"),
    ("try:", "except Other:", "except Risk:", "else:", "finally:"), ("with entered(<#>) as <n>:",),
    ("with suppress(Risk):",), ("with suppress(Risk):",),
    ("match new(<#>):", "    case 0:", "    case <n> if no(<#>):", "    case <n> if flip():",
     "    case _ if (<n> := no(<#>)):", "    case _:"),
    ("match new(<#>):", "    case <n>:"),
    ("match [new(<#>)]:", "    case {}:", "    case [<s>] | (<s>, 0) if flip():"),
    ("if <t>:",), ("if <t>:", "else:"), ("if <t>:", "elif <t>:", "else:"), ("if <t>:", "elif <t>:", "elif <t>:"), ("while <t>:",),
    ("while <t>:", "else:"),
)  # fmt: skip

_ENDLESS = re.compile("while (?!flip|.*:=)")
_PLACE = re.compile("<([ns#et])>")


class Number(int):
    """A number that ``+=`` replaces by the other one."""

    def __add__(self, other: int) -> int:
        return other


class Falsy(Number):
    """A number that no condition takes for true."""

    def __bool__(self) -> bool:
        return False


class Seen(NamedTuple):
    """What a use has seen: a number, or ``NOTHING``, and whether a condition takes it for true."""

    place: int
    number: int
    is_true: bool

    def meets(self, told: Told) -> bool:
        """Whether it is what is told of it."""
        meant = {
            Told.TRUE: self.is_true,
            Told.FALSE: not self.is_true,
            Told.SOMETHING: self.number != NOTHING,
            Told.NOTHING: self.number == NOTHING,
        }
        return meant[told]


class Risk(Exception):
    """What ``risk()`` and ``raise`` end a part of a program with."""


class Stop(BaseException):
    """Ends a program that has run long enough."""


class Writer:
    """Writes one program."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw
        self.count = 0
        self.lines = ["def main():", *(f"    {name} = new({self.number()})" for name in NAMES)]

    def number(self) -> str:
        self.count += 1
        return str(self.count)

    def fill(self, form: str, depth: int) -> str:
        """A form with everything in its place."""
        name = self.draw(st.sampled_from(NAMES))
        return _PLACE.sub(lambda match: self.part(match[1], depth, name), form)

    def part(self, kind: str, depth: int, name: str) -> str:
        if kind == "s":
            return name
        if kind == "n":
            return str(self.draw(st.sampled_from(NAMES)))
        if kind == "#":
            return self.number()
        if kind == "t":
            return self.fill(self.draw(st.sampled_from(TESTS if depth > 0 else TESTS[:9])), depth - 1)
        return self.fill(self.draw(st.sampled_from(EXPRESSIONS if depth > 0 else EXPRESSIONS[:3])), depth - 1)

    def statement(self, indent: str, depth: int, forms: tuple[str, ...] = SIMPLE) -> None:
        self.lines.append(indent + self.fill(self.draw(st.sampled_from(forms)), depth))

    def body(self, indent: str, depth: int, loop: bool) -> None:
        """Some statements."""
        for _ in range(self.draw(st.integers(1, 3))):
            if depth > 0 and self.draw(st.booleans()):
                self.block(indent, depth, loop)
            else:
                self.statement(indent, 2, (*SIMPLE, *TESTING))
        if depth < 3 and self.draw(st.integers(0, 3)) == 0:
            self.lines.append(indent + self.draw(st.sampled_from(JUMPS if loop else JUMPS[2:])))

    def block(self, indent: str, depth: int, loop: bool) -> None:
        """A compound statement."""
        for head in self.draw(st.sampled_from(BLOCKS)):
            self.lines.append(indent + self.fill(head, 1))
            if head.startswith("match"):
                continue
            inner = indent + ("        " if head.startswith(" ") else "    ")
            if _ENDLESS.match(head):
                self.lines.append(f"{inner}step()")
            self.body(inner, depth - 1, loop or head.startswith(("for", "while")))
            loop = loop and not head.startswith(("for", "while"))

    def program(self) -> str:
        """All lines; at the end, every name is used."""
        uses = [f"    use({self.number()}, {name})" for name in NAMES]
        return "\n".join([*self.lines, *uses]) + "\n"


@st.composite
def programs(draw: Callable[[st.SearchStrategy[Any]], Any]) -> str:
    """Programs with a function ``main()``; all its names are bound when it starts."""
    writer = Writer(draw)
    writer.body("    ", 3, False)
    return writer.program()


@st.composite
def straight_programs(draw: Callable[[st.SearchStrategy[Any]], Any]) -> str:
    """Programs without a branch."""
    writer = Writer(draw)
    for _ in range(draw(st.integers(1, 8))):
        writer.statement("    ", 0)
    return writer.program()


def run(program: str, chance: Random) -> set[Seen]:
    """What the uses of a program have seen; ``chance`` decides at every fork."""
    seen: set[Seen] = set()
    steps = iter(range(100))

    def flip() -> bool:
        return chance.random() < 0.5

    def step() -> None:
        if next(steps, None) is None:
            raise Stop

    def risk() -> None:
        if flip():
            raise Risk

    def use(place: int, value: int | None) -> int | None:
        seen.add(Seen(place, NOTHING if value is None else int(value), bool(value)))
        return value

    def each(number: int) -> Iterator[Number]:
        while flip():
            yield Number(number)

    def maybe(number: int) -> Number:
        return Number(number) if flip() else Falsy(number)

    @contextmanager
    def entered(number: int) -> Iterator[Number]:
        yield Number(number)

    scope: dict[str, Any] = {
        "new": Number, "no": Falsy, "none": lambda number: None, "maybe": maybe, "each": each, "flip": flip, "risk": risk,
        "use": use, "step": step,
        "entered": entered, "suppress": suppress, "Risk": Risk, "Other": LookupError,
    }  # fmt: skip
    exec(compile(program, "<program>", "exec"), scope)
    # Every name is bound at first. Python 3.12 and 3.13, which compile comprehensions into the function around them,
    # still lose one where a comprehension inside another one binds it.
    with suppress(Risk, Stop, UnboundLocalError, AssertionError, TypeError):
        scope["main"]()
    return seen


def block_of(program: str) -> FunctionBlock:
    """The block of ``main``."""
    (block,) = flow_of(Module("program", None, tree=ast.parse(program))).inner.values()
    assert isinstance(block, FunctionBlock)
    return block


def reported(block: FunctionBlock) -> dict[int, list[int]]:
    """The numbers that each use may see, as the flow of a function says."""
    found = {}
    uses = flow_of(block).uses
    for node in descendants(block.node):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "use":
            definitions = without_phis(uses.get(node.args[1], ()))
            found[_number(node)] = [number for item in definitions for number in _numbers(item)]
    return found


def told(block: FunctionBlock) -> dict[int, Told]:
    """What conditions tell of the names that are used, as the flow of a function says."""
    said = flow_of(block).told
    nodes = (node for node in descendants(block.node) if isinstance(node, ast.Call) and dotted(node.func) == "use")
    return {_number(node): said[node.args[1]] for node in nodes if node.args[1] in said}


def _numbers(definition: Definition) -> list[int]:
    """The numbers that a definition may give its name."""
    if not isinstance(definition, (Assigned, Augmented)):
        return [ANY]
    nodes = [definition.expression]
    for step in definition.path if isinstance(definition, Assigned) else ():
        if isinstance(nodes[0], (ast.Tuple, ast.List)):
            items = [element.value if isinstance(element, ast.Starred) else element for element in nodes[0].elts]
            nodes = [items[step]] if isinstance(step, int) else items
    if isinstance(definition, Assigned) and isinstance(nodes[0], ast.Name):
        return [ANY]
    return [NOTHING if dotted(node.func) == "none" else _number(node) for node in nodes if isinstance(node, ast.Call)]


def _number(node: ast.Call) -> int:
    number = node.args[0]
    assert isinstance(number, ast.Constant) and isinstance(number.value, int)
    return number.value
