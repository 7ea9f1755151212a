"""Parsing, with a guard before the parser: it is native code, and source that nests too deeply ends the process."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from flake8_confluence_scopes.calls.model import UncheckedFile

if TYPE_CHECKING:
    import libcst as cst

DEEPEST = 400
"""Levels of syntax; the parser fails from about 3,000 on, real files have at most 87."""

LARGEST = 4_000_000
"""Characters of a file; beyond, it is data rather than code."""

_LONG = 4 * DEEPEST


def parse(source: str, tree: ast.AST | None = None) -> cst.Module:
    """The syntax tree of a module; ``tree`` is its ``ast`` where the caller has it.

    Raises UncheckedFile.
    """
    if len(source) > LARGEST:
        raise UncheckedFile(f"it has more than {LARGEST} characters")
    if tree is None:
        tree = standard_tree(source)
    if too_deep(tree, source):
        raise UncheckedFile("it nests too deeply")
    import libcst

    try:
        return libcst.parse_module(source)
    except RecursionError:
        raise UncheckedFile("it nests too deeply") from None
    except Exception as error:  # the parser raises more than its own errors for valid code
        raise UncheckedFile(f"libcst cannot parse it ({type(error).__name__})") from error


def standard_tree(source: str) -> ast.Module:
    """The module's ``ast``.

    Raises UncheckedFile.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UncheckedFile(f"Python cannot parse it ({type(error).__name__})") from None


def too_deep(tree: ast.AST, source: str) -> bool:
    """Whether the tree has more than ``DEEPEST`` levels. No expression of a short text has, so only the
    statements are walked, and of those the expressions of long ones."""
    stack: list[tuple[ast.AST, int]] = [(tree, 0)]
    starts = None
    while stack:
        node, depth = stack.pop()
        if depth > DEEPEST:
            return True
        if isinstance(node, ast.stmt):
            lines = (node.end_lineno or node.lineno) - node.lineno
            if lines < 4 and not _has_blocks(node):
                if starts is None:
                    starts = max(map(len, source.split("\n")), default=0)
                if starts * (lines + 1) < _LONG:
                    continue
        stack.extend((child, depth + 1) for child in ast.iter_child_nodes(node))
    return False


def _has_blocks(node: ast.stmt) -> bool:
    return hasattr(node, "body")
