"""Changes of code at the level of its syntax: parts left out, doubled, swapped, wrapped and put in others' places.

What comes out is code that Python can parse, and often code that nobody would write.
"""

from __future__ import annotations

import ast
import dataclasses
import functools
import re
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import libcst as cst

STRINGS = (
    "''", "'/'", "'/rest/api/'", "'rest/api/content/{}'", "'%s/rest/api/%s'", "'%(a)s/api/v2/pages'", "'{0}/{x.y[z]}'",
    "'{'", "'%'", "'/wiki/rest/api/space?a=b'", "b'/rest/api/content'", "'https://['", "'\\ud800/rest/api/content'", "'GET'",
    "'\\0'", "'/rest/api/\\N{BULLET}'", "f'/rest/api/{f\"{1!r:>{9}}\"}'", "'/rest/' '' 'api/content'",
    "'/rest/x/{v}/content/%s'", "'/download/temp/' * 2000",
)  # fmt: skip
EXPRESSIONS = (
    "()", "[]", "{}", "None", "...", "-1", "1j", "10 ** 9", "lambda *a, **k: a", "lambda: (yield)", "[*x, *y]",
    "{**x, 'url': y}", "(x := '/rest/api/space')", "self", "super()", "super().__init__", "x[::-1]", "x[0][1:]['k']",
    "x.y.z", "not x", "x if y else z", "[x for x in x]", "{x: y for x, y in z.items()}", "x < y < z", "await x",
    "(yield from x)", "dict(x=1)['x']", "type(self)(x)", "'/'.join(x)", "''.join(map(str, x))", "x.format(*y, **z)",
    "x % (y,)", "locals()", "__name__", "getattr(x, 'get')('/rest/api/x')",
)  # fmt: skip
WRAPPERS = (
    "if None:\n    pass", "if 1:\n    pass\nelse:\n    x = y", "if x:\n    pass\nelse:\n    pass", "for x in x:\n    pass",
    "while True:\n    pass", "try:\n    pass\nexcept x as e:\n    pass", "try:\n    pass\nfinally:\n    return",
    "with x as y:\n    pass", "def x(x=x, *y, **z):\n    pass", "class x(x):\n    pass", "async def x():\n    pass",
    "match x:\n    case {'a': [x, *_]} | x.y(z=1) if x:\n        pass", "for x, *y in x:\n    pass",
    "@x\n@property\ndef x(self):\n    pass", "async with x:\n    pass", "if (x := y):\n    pass", "global x", "nonlocal x",
    "del x, y[0]", "import x.y as x", "from . import *", "from .. import x as y", "x: y = z", "x += y",
    "x = y = [z, *w] = x", "assert x, y", "return",
)  # fmt: skip
OPERATORS: tuple[tuple[Any, ...], ...] = (
    (cst.Add(), cst.Subtract(), cst.Multiply(), cst.Divide(), cst.Modulo(), cst.Power(), cst.MatrixMultiply(), cst.BitOr()),
    (cst.Equal(), cst.NotEqual(), cst.Is(), cst.IsNot(), cst.In(), cst.NotIn(), cst.LessThan()),
    (cst.And(), cst.Or()),
    (cst.Not(), cst.Minus(), cst.Plus(), cst.BitInvert()),
    (cst.AddAssign(), cst.ModuloAssign(), cst.MultiplyAssign(), cst.BitOrAssign()),
)

CHAIN = 6
"""Changes of one file, each on top of the last."""

_LETTER = re.compile(r"\b[xyz]\b")
_TRIES = 50


class Mutant(NamedTuple):
    """A changed text that stands at a file's path; ``seed`` brings it back."""

    path: Path
    source: str
    seed: int


class Code:
    """A text that libcst can parse, and the parts of its syntax in the order of the source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tree: Any = cst.parse_module(source)
        self._parts = parts(self.tree)

    def all_of(self, *kinds: Any) -> list[Any]:
        """The parts of some kinds."""
        return [part for part in self._parts if _is_one(part.__class__, kinds)]

    def names(self) -> list[str]:
        """The names in the text."""
        return sorted({name.value for name in self.all_of(cst.Name)} | {"self"})


def mutants(files: Sequence[Path], first: int, count: int) -> Iterator[Mutant]:
    """As many changed texts, the same ones for the same ``first`` seed."""
    codes = {file: Code(file.read_text(encoding="utf-8")) for file in files}
    for number in range(0, count, CHAIN):
        seed = first + number // CHAIN
        path = files[seed % len(files)]
        chance, code = Random(seed), codes[path]
        for _ in range(min(CHAIN, count - number)):
            code = mutated(code, chance)
            yield Mutant(path, code.source, seed)


def mutated(code: Code, chance: Random) -> Code:
    """The code with one change, which Python can still parse; as it was where many tries give none."""
    for _ in range(_TRIES):
        try:
            source = chance.choice(_CHANGES)(code, chance).code
            if is_code(source):
                return Code(source)
        except Exception:  # there is nothing of the kind to change, or libcst refuses to make or to read the tree
            continue
    return code


def is_code(source: str) -> bool:
    """Whether Python can parse the text, as far as flake8 asks."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _without(code: Code, chance: Random) -> Any:
    return code.tree.deep_remove(chance.choice(code.all_of(*_STATEMENTS, cst.Arg)))


def _doubled(code: Code, chance: Random) -> Any:
    one = chance.choice(code.all_of(*_STATEMENTS, cst.Arg))
    return code.tree.deep_replace(one, cst.FlattenSentinel([one, one.deep_clone()]))


def _copied(code: Code, chance: Random) -> Any:
    found = code.all_of(*chance.choice(_KINDS))
    return code.tree.deep_replace(chance.choice(found), chance.choice(found).deep_clone())


def _swapped(code: Code, chance: Random) -> Any:
    """Two parts in each other's place; where one holds the other, only the inner one is replaced."""
    found = code.all_of(*chance.choice(_KINDS))
    one, other = chance.sample(found, 2)
    left, right = one.deep_clone(), other.deep_clone()

    class Swap(cst.CSTTransformer):
        def on_leave(self, original_node: Any, updated_node: Any) -> Any:
            return right if original_node is one else left if original_node is other else updated_node

    return code.tree.visit(Swap())


def _wrapped(code: Code, chance: Random) -> Any:
    """A statement inside of another one or behind it."""
    one = chance.choice(code.all_of(*_STATEMENTS))
    wrapper: Any = cst.parse_statement(_with_names_of(code, chance.choice(WRAPPERS), chance))
    if isinstance(wrapper, cst.SimpleStatementLine):
        return code.tree.deep_replace(one, cst.FlattenSentinel([wrapper, one]))
    inside = chance.choice([part for part in parts(wrapper) if isinstance(part, cst.SimpleStatementLine)])
    return code.tree.deep_replace(one, wrapper.deep_replace(inside, one.deep_clone()))


def _other_expression(code: Code, chance: Random) -> Any:
    written = _with_names_of(code, chance.choice(EXPRESSIONS), chance)
    return code.tree.deep_replace(chance.choice(code.all_of(cst.BaseExpression)), cst.parse_expression(f"({written})"))


def _other_argument(code: Code, chance: Random) -> Any:
    argument = chance.choice(code.all_of(cst.Arg))
    star = chance.choice(("", "", "*", "**"))
    keyword = None if star else cst.Name(chance.choice(code.names()))
    return code.tree.deep_replace(argument, argument.with_changes(star=star, keyword=keyword))


def _other_name(code: Code, chance: Random) -> Any:
    return code.tree.deep_replace(chance.choice(code.all_of(cst.Name)), cst.Name(chance.choice(code.names())))


def _other_text(code: Code, chance: Random) -> Any:
    texts = code.all_of(cst.SimpleString, cst.ConcatenatedString, cst.FormattedString)
    return code.tree.deep_replace(chance.choice(texts), cst.parse_expression(f"({chance.choice(STRINGS)})"))


def _other_operator(code: Code, chance: Random) -> Any:
    operators = chance.choice(OPERATORS)
    found = code.all_of(*map(type, operators))
    return code.tree.deep_replace(chance.choice(found), chance.choice(operators).deep_clone())


_STATEMENTS = (cst.SimpleStatementLine, cst.BaseCompoundStatement)
_KINDS: tuple[Any, ...] = (_STATEMENTS, (cst.BaseExpression,), (cst.Arg,), (cst.BaseSmallStatement,))
_CHANGES = (
    _without, _doubled, _copied, _copied, _swapped, _wrapped, _other_expression, _other_argument, _other_name, _other_text,
    _other_operator,
)  # fmt: skip


def _with_names_of(code: Code, form: str, chance: Random) -> str:
    """A form with names of the module's own for those of one letter."""
    names = code.names()
    return _LETTER.sub(lambda _: chance.choice(names), form)


def parts(tree: cst.CSTNode) -> list[Any]:
    """A node and all below it, in the order of the source, but for what is only space."""
    found = []
    waiting: list[Any] = [tree]
    while waiting:
        part = waiting.pop()
        found.append(part)
        for name in reversed(_fields(part.__class__)):
            value = getattr(part, name)
            if isinstance(value, (list, tuple)):
                waiting.extend(reversed(value))
            elif _is_one(value.__class__, (cst.CSTNode,)):
                waiting.append(value)
    return found


@functools.cache
def _fields(kind: Any) -> tuple[str, ...]:
    names = (field.name for field in dataclasses.fields(kind))
    return tuple(name for name in names if "whitespace" not in name and "lines" not in name)


@functools.cache
def _is_one(kind: Any, kinds: tuple[Any, ...]) -> bool:
    # libcst's classes are abstract: asking them each time takes ten times as long.
    return issubclass(kind, kinds)
