"""Whether a match in a module's text lies in a string that may be a URL: in no comment, docstring or other prose."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, islice

from flake8_confluence_scopes.path_template import HOLE

_MOST_LOOKED_AT = 200
"""Matches; a file with more of them is not worth the search."""


def any_in_url(tree: ast.AST, source: str, places: Iterable[int]) -> bool:
    """Whether one of the places, counted in characters of the source, lies in such a string. ``tree`` is its ``ast``."""
    places = list(islice(places, _MOST_LOOKED_AT + 1))
    if len(places) > _MOST_LOOKED_AT:
        return True
    # ast's lines end at no form feed, and its columns count bytes.
    starts = [0, *accumulate(len(line.decode()) for line in source.encode().splitlines(keepends=True))]
    for place in places:
        line = bisect_right(starts, place)
        column = len(source[starts[line - 1] : place].encode())
        if _in_url(tree, (line, column)):
            return True
    return False


def _in_url(tree: ast.AST, place: tuple[int, int]) -> bool:
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
            return False
    return not isinstance(parent, ast.Expr) and not _is_prose(node)


def _holds(node: ast.stmt | ast.expr | ast.excepthandler | ast.keyword | ast.pattern, place: tuple[int, int]) -> bool:
    # ast.parse sets all four, whatever their types say.
    end = (node.end_lineno or 0, node.end_col_offset or 0)
    return (node.lineno, node.col_offset) <= place < end


def _is_prose(node: ast.Constant | ast.JoinedStr) -> bool:
    """No URL spans lines."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = (part.value if isinstance(part, ast.Constant) else HOLE for part in parts)
    return "\n" in "".join(text for text in texts if isinstance(text, str)).strip()
