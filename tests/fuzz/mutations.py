"""Changes of code at the level of its syntax: parts left out, doubled, swapped, wrapped and put in others' places.

What comes out is code that Python can parse, and often code that nobody would write.
"""

from __future__ import annotations

import ast
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


def mutants(files: Sequence[Path], first: int, count: int) -> Iterator[Mutant]:
    """As many changed texts, the same ones for the same ``first`` seed."""
    trees = {file: cst.parse_module(file.read_text(encoding="utf-8")) for file in files}
    left = count
    seed = first
    while left > 0:
        chance = Random(seed)
        path = files[seed % len(files)]
        tree = trees[path]
        for _ in range(min(CHAIN, left)):
            tree = mutated(tree, chance)
            yield Mutant(path, tree.code, seed)
            left -= 1
        seed += 1


def mutated(tree: cst.Module, chance: Random) -> cst.Module:
    """The module with one change, which Python can still parse; as it was where many tries give none."""
    for _ in range(_TRIES):
        try:
            code = chance.choice(_CHANGES)(tree, chance).code
            if is_code(code):
                return cst.parse_module(code)
        # There is nothing of the kind to change, or a tree that libcst refuses to make or to read.
        except (IndexError, cst.CSTValidationError, cst.ParserSyntaxError, AttributeError, TypeError, ValueError):
            continue
    return tree


def is_code(source: str) -> bool:
    """Whether Python can parse the text, as far as flake8 asks."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _without(tree: Any, chance: Random) -> Any:
    return tree.deep_remove(chance.choice(_all_of(tree, (*_STATEMENTS, cst.Arg))))


def _doubled(tree: Any, chance: Random) -> Any:
    one = chance.choice(_all_of(tree, (*_STATEMENTS, cst.Arg)))
    return tree.deep_replace(one, cst.FlattenSentinel([one, one.deep_clone()]))


def _copied(tree: Any, chance: Random) -> Any:
    found = _all_of(tree, chance.choice(_KINDS))
    return tree.deep_replace(chance.choice(found), chance.choice(found).deep_clone())


def _swapped(tree: Any, chance: Random) -> Any:
    """Two parts in each other's place; where one holds the other, only the inner one is replaced."""
    found = _all_of(tree, chance.choice(_KINDS))
    one, other = chance.sample(found, 2)
    left, right = one.deep_clone(), other.deep_clone()

    class Swap(cst.CSTTransformer):
        def on_leave(self, original_node: Any, updated_node: Any) -> Any:
            return right if original_node is one else left if original_node is other else updated_node

    return tree.visit(Swap())


def _wrapped(tree: Any, chance: Random) -> Any:
    """A statement inside of another one or behind it."""
    one = chance.choice(_all_of(tree, _STATEMENTS))
    wrapper: Any = cst.parse_statement(_with_names_of(tree, chance.choice(WRAPPERS), chance))
    if isinstance(wrapper, cst.SimpleStatementLine):
        return tree.deep_replace(one, cst.FlattenSentinel([wrapper, one]))
    inside = chance.choice(_all_of(wrapper, cst.SimpleStatementLine))
    return tree.deep_replace(one, wrapper.deep_replace(inside, one.deep_clone()))


def _other_expression(tree: Any, chance: Random) -> Any:
    written = _with_names_of(tree, chance.choice(EXPRESSIONS), chance)
    return tree.deep_replace(chance.choice(_all_of(tree, cst.BaseExpression)), cst.parse_expression(f"({written})"))


def _other_argument(tree: Any, chance: Random) -> Any:
    argument = chance.choice(_all_of(tree, cst.Arg))
    star = chance.choice(("", "", "*", "**"))
    keyword = None if star else cst.Name(chance.choice(_names(tree)))
    return tree.deep_replace(argument, argument.with_changes(star=star, keyword=keyword))


def _other_name(tree: Any, chance: Random) -> Any:
    return tree.deep_replace(chance.choice(_all_of(tree, cst.Name)), cst.Name(chance.choice(_names(tree))))


def _other_text(tree: Any, chance: Random) -> Any:
    texts = _all_of(tree, (cst.SimpleString, cst.ConcatenatedString, cst.FormattedString))
    return tree.deep_replace(chance.choice(texts), cst.parse_expression(f"({chance.choice(STRINGS)})"))


def _other_operator(tree: Any, chance: Random) -> Any:
    operators = chance.choice(OPERATORS)
    found = _all_of(tree, tuple({type(one).__base__ for one in operators} - {cst.CSTNode}))
    return tree.deep_replace(chance.choice(found), chance.choice(operators).deep_clone())


_STATEMENTS = (cst.SimpleStatementLine, cst.BaseCompoundStatement)
_KINDS: tuple[Any, ...] = (_STATEMENTS, cst.BaseExpression, cst.Arg, cst.BaseSmallStatement)
_CHANGES = (
    _without, _doubled, _copied, _copied, _swapped, _wrapped, _other_expression, _other_argument, _other_name, _other_text,
    _other_operator,
)  # fmt: skip


def _with_names_of(tree: Any, form: str, chance: Random) -> str:
    """A form with names of the module's own for those of one letter."""
    names = _names(tree)
    return _LETTER.sub(lambda _: chance.choice(names), form)


def _names(tree: Any) -> list[str]:
    return sorted({name.value for name in _all_of(tree, cst.Name)} | {"self"})


def _all_of(tree: Any, kind: Any) -> list[Any]:
    """The nodes of one kind, in the order of the source."""
    found = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, kind):
            found.append(node)
        waiting.extend(reversed(node.children))
    return found
