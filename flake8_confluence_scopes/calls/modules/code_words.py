"""Whether code has a word in it: in a name, a module's name, or a string that it uses."""

from __future__ import annotations

import ast
from collections.abc import Collection


def has_word(tree: ast.AST, words: Collection[str]) -> bool:
    """Whether one of the words, which are in small letters, stands in the code, in small letters or large ones. Comments,
    docstrings and other strings that stand for themselves are nobody's code."""
    waiting: list[object] = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, ast.AST):
            if not _stands_for_itself(item):
                waiting += (value for _, value in ast.iter_fields(item))
        elif isinstance(item, list):
            waiting += item
        elif isinstance(item, (str, bytes)):
            text = (item.decode("latin-1") if isinstance(item, bytes) else item).lower()
            if any(word in text for word in words):
                return True
    return False


def _stands_for_itself(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
