"""The strings of a module that may be URLs: no comment, no docstring, no other prose."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from flake8_confluence_scopes.path_template import HOLE


def urls_at(tree: ast.AST, source: str, places: Iterable[int]) -> Iterator[str]:
    """The templates of such strings in which one of the places lies, counted in characters of the source, whose
    ``ast`` is ``tree``."""
    # ast's lines end at no form feed, and its columns count bytes.
    starts = [0, *accumulate(len(line.decode()) for line in source.encode().splitlines(keepends=True))]
    for place in places:
        line = bisect_right(starts, place)
        column = len(source[starts[line - 1] : place].encode())
        text = _url_at(tree, (line, column))
        if text is not None:
            yield text


def _url_at(tree: ast.AST, place: tuple[int, int]) -> str | None:
    node, parent = tree, tree
    while not isinstance(node, (ast.Constant, ast.JoinedStr)):
        parent = node
        waiting = list(ast.iter_child_nodes(node))
        while waiting:
            child = waiting.pop()
            if not isinstance(child, (ast.stmt, ast.expr, ast.excepthandler, ast.keyword, ast.pattern)):
                waiting.extend(ast.iter_child_nodes(child))  # it has no place of its own
            elif _holds(child, place):
                node = child
                break
        else:
            return None
    text = template_of(node)
    # No URL spans lines.
    return None if isinstance(parent, ast.Expr) or "\n" in text.strip() else text


def _holds(node: ast.stmt | ast.expr | ast.excepthandler | ast.keyword | ast.pattern, place: tuple[int, int]) -> bool:
    # ast.parse sets all four, whatever their types say.
    end = (node.end_lineno or 0, node.end_col_offset or 0)
    return (node.lineno, node.col_offset) <= place < end


def template_of(node: ast.Constant | ast.JoinedStr) -> str:
    """The text of a string with ``HOLE`` for each replacement field; empty for any other constant."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = (part.value if isinstance(part, ast.Constant) else HOLE for part in parts)
    return "".join(text for text in texts if isinstance(text, str))
