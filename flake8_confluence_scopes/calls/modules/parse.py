"""Parsing: from the text to libcst's tree, or to the reason why there is none."""

from __future__ import annotations

import ast

import libcst as cst

from flake8_confluence_scopes.calls.model import LARGEST, UncheckedFile
from flake8_confluence_scopes.calls.modules.nesting import too_deep
from flake8_confluence_scopes.calls.modules.parts import parse_changes
from flake8_confluence_scopes.calls.modules.python_tree import standard_tree

MOST_COMMAS = 200_000
"""Such a text is data. libcst's tree takes about 4 KB for each item of a list."""


def parse(source: str, tree: ast.AST | None = None, before: tuple[str, cst.Module] | None = None) -> cst.Module:
    """The syntax tree of a module; ``tree`` is its ``ast`` where the caller has it, ``before`` an earlier version's text
    and tree, of which whatever is the same is taken.

    Raises UncheckedFile.
    """
    if len(source) > LARGEST:
        raise UncheckedFile(f"it has more than {LARGEST} characters")
    if source.count(",") > MOST_COMMAS:
        raise UncheckedFile(f"it has more than {MOST_COMMAS} commas")
    if not isinstance(tree, ast.Module):
        tree = standard_tree(source)
    if too_deep(tree, source):
        raise UncheckedFile("it nests too deeply")
    try:
        if before is not None:
            return parse_changes(source, tree, *before)
    except KeyboardInterrupt:
        raise
    except BaseException:  # a part by itself may be no statement, since it may end in a backslash
        pass
    try:
        return cst.parse_module(source)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # for valid code, too; a failure of the native parser is no Exception
        raise UncheckedFile(f"libcst cannot parse it ({type(error).__name__})") from error
