"""The guard before libcst's parser. It is native code: source that nests too deeply ends the process, and some
patterns of match statements keep it busy for hours."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any

DEEPEST = 400
"""Levels of syntax; with 8 MB of stack the parser fails from about 3,000 on. Real files have at most 87."""

DEEPEST_PATTERN = 7
"""Brackets in brackets of a match pattern; each more takes the parser up to five times as long."""

# What stands in a row for ast and nests for the parser.
_LEVELS: dict[type[ast.AST], Callable[[Any], int]] = {
    ast.BoolOp: lambda node: len(node.values),
    ast.ListComp: lambda node: len(node.generators),
    ast.SetComp: lambda node: len(node.generators),
    ast.DictComp: lambda node: len(node.generators),
    ast.GeneratorExp: lambda node: len(node.generators),
    ast.alias: lambda node: node.name.count("."),
    ast.ImportFrom: lambda node: (node.module or "").count("."),
}
_PLACED = (ast.stmt, ast.expr, ast.arg, ast.keyword, ast.alias, ast.excepthandler)
_STRING_TOKENS = (tokenize.STRING, getattr(tokenize, "FSTRING_START", tokenize.STRING))


def too_deep(tree: ast.AST, source: str) -> bool:
    """Whether the source nests deeper than the parser may be trusted with. ``tree`` is its ``ast``."""
    text = source.encode()  # ast counts bytes
    starts = [0, *accumulate(map(len, text.splitlines(keepends=True)))]
    if _nests_too_deeply(tree, text, starts):
        return True
    return b"case" in text and any(_brackets(item) > DEEPEST_PATTERN for item in _patterns(tree, text, starts))


def _nests_too_deeply(tree: ast.AST, text: bytes, starts: list[int]) -> bool:
    """A level takes a character at least: nothing is walked that has no more of them than there are levels left."""
    waiting = [(tree, DEEPEST)]
    counted: set[int] = set()
    while waiting:
        node, left = waiting.pop()
        left -= _LEVELS[type(node)](node) if type(node) in _LEVELS else 1
        if isinstance(node, (ast.Constant, ast.JoinedStr)):
            start, end = _span(node, starts)
            # Up to Python 3.11, a part of an f-string has the place of the whole.
            if start not in counted:
                counted.add(start)
                left -= _neighbours(text[start:end])
        if left < 0:
            return True
        for child in ast.iter_child_nodes(node):
            if isinstance(child, _PLACED):
                start, end = _span(child, starts)
                if end - start <= left:
                    continue
            waiting.append((child, left))
    return False


def _span(
    node: ast.stmt | ast.expr | ast.arg | ast.keyword | ast.alias | ast.excepthandler, starts: list[int]
) -> tuple[int, int]:
    """Where a node's text starts and ends."""
    # ast.parse sets all four, whatever their types say.
    end_line, end_column = node.end_lineno or 0, node.end_col_offset or 0
    return starts[node.lineno - 1] + node.col_offset, starts[end_line - 1] + end_column


def _neighbours(text: bytes) -> int:
    """How many more strings stand beside the first one."""
    if text.count(b"'") + text.count(b'"') < 2 * DEEPEST:
        return 0
    tokens = tokenize.generate_tokens(io.StringIO(f"({text.decode()})").readline)
    return sum(token.type in _STRING_TOKENS for token in tokens) - 1


def _patterns(tree: ast.AST, text: bytes, starts: list[int]) -> Iterator[str]:
    """The text of every pattern of a match statement; ``ast`` knows nothing of the parentheses in it."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Match):
            _, start = _span(node.subject, starts)
            for case in node.cases:
                end, _ = _span(case.guard or case.body[0], starts)
                yield text[start:end].decode()
                _, start = _span(case.body[-1], starts)
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            waiting.extend(getattr(node, field, ()))


def _brackets(text: str) -> int:
    """The most brackets in brackets, those of strings and comments included."""
    most = depth = 0
    for character in text:
        if character in "([{":
            depth += 1
            most = max(most, depth)
        elif character in ")]}":
            depth = max(depth - 1, 0)
    return most
