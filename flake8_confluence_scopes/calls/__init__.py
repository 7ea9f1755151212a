"""Room 1: Python source -> calls. The only room that knows libcst, which it imports only when a file needs it."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from flake8_confluence_scopes.calls.evidence import PRODUCT, Belongs, has_sign
from flake8_confluence_scopes.calls.model import UNKNOWN_METHOD, Call, Place, UncheckedFile
from flake8_confluence_scopes.calls.standard import standard_tree
from flake8_confluence_scopes.calls.text_test import may_hold_calls

if TYPE_CHECKING:
    import ast

__all__ = [
    "PRODUCT",
    "UNKNOWN_METHOD",
    "Belongs",
    "Call",
    "Place",
    "UncheckedFile",
    "find_calls",
    "has_sign",
    "may_hold_calls",
]


def find_calls(
    source: str,
    filename: str,
    *,
    tree: ast.AST | None = None,
    root: str | None = None,
    belongs: Belongs | None = None,
) -> list[Call]:
    """The HTTP calls of a file whose URL shows a REST root, in the order of the source.

    ``filename`` tells where the file's imports start from and need not exist; ``tree`` is the source's ``ast``
    where the caller has it; ``root`` is the project's top folder. ``belongs`` spares the work on files in which no
    path can belong to what is asked for.

    Raises UncheckedFile.
    """
    # Trees of many small objects, none of them garbage: collecting again and again makes a long file's time quadratic.
    collects = gc.isenabled()
    gc.disable()
    try:
        if not os.path.isabs(filename):
            filename = os.path.abspath(filename)
        if tree is None and has_sign(source):
            tree = standard_tree(source)
        if not may_hold_calls(source, filename, root, tree, belongs):
            return []
        from flake8_confluence_scopes.calls import finder

        try:
            return finder.find(source, filename, tree, root)
        finally:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
    finally:
        if collects:
            gc.enable()
