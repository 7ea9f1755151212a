"""Python's own syntax tree of a source."""

from __future__ import annotations

import ast
import warnings

from flake8_confluence_scopes.calls.model import UncheckedFile


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
