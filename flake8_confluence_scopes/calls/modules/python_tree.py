"""Python's own syntax tree of a source."""

from __future__ import annotations

import ast
import warnings

from flake8_confluence_scopes.calls.model import LARGEST, UncheckedFile


def standard_tree(source: str) -> ast.Module:
    """The module's ``ast``.

    Raises UncheckedFile.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        where = f" in line {line}" if line else ""
        raise UncheckedFile(f"Python cannot parse it ({type(error).__name__}{where})") from None


def must_parse(source: str) -> None:
    """Does nothing for a text that Python can parse, or that is too large to try.

    Raises UncheckedFile.
    """
    import symtable

    if len(source) > LARGEST or source.count(",") > MOST_COMMAS:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Python's symbol table takes 3.4 s for a million lines, its tree 5.5 s; the table alone refuses some that parse.
            symtable.symtable(source, "source", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        standard_tree(source)


MOST_COMMAS = 200_000
"""Such a text is data. A tree takes about 250 bytes for each item of a list."""


def parse(source: str, tree: ast.AST | None = None) -> ast.Module:
    """The same of a text of a size that is worth it; ``tree`` is its ``ast`` where the caller has it.

    Raises UncheckedFile.
    """
    if len(source) > LARGEST:
        raise UncheckedFile(f"it has more than {LARGEST} characters")
    if source.count(",") > MOST_COMMAS:
        raise UncheckedFile(f"it has more than {MOST_COMMAS} commas")
    return tree if isinstance(tree, ast.Module) else standard_tree(source)
