"""The REST paths that a module's strings name, whoever may send them: a program in a subprocess, too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from flake8_confluence_scopes.calls.first_look.literals import template_of
from flake8_confluence_scopes.calls.first_look.rest_roots import has_sign, path_in
from flake8_confluence_scopes.calls.model import Named
from flake8_confluence_scopes.calls.modules.python_tree import parse
from flake8_confluence_scopes.path_template import PathTemplate

_BETWEEN = re.compile(r"""[\s"'`()|]+""")
"""What stands between the words of a command line or of code."""
_PROGRAM = re.compile(r"\s*(?:\S*/)?(curl|wget)(?:\.exe)?(?![^\s])")


def named(source: str) -> list[Named]:
    """What all strings but docstrings name, in the order of their lines, where there is anything like a REST root at all;
    each word of a string may be a URL.

    Raises UncheckedFile.
    """
    if not has_sign(source):
        return []
    found: list[Named] = []
    for line, text in _strings(parse(source)):
        found += (Named(line, path) for path in _paths(text))
        if program := _PROGRAM.match(text):
            found.append(Named(line, program=program[1]))
    return sorted(found, key=lambda one: one.line)


def _strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, template_of(node)
            # Its texts are parts of that.
            waiting += (part for part in node.values if not isinstance(part, ast.Constant))
        elif isinstance(node, ast.Constant):
            value = node.value
            yield node.lineno, value.decode("latin-1") if isinstance(value, bytes) else template_of(node)
        elif not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Constant):
            waiting += ast.iter_child_nodes(node)


def _paths(text: str) -> Iterator[PathTemplate]:
    for word in _BETWEEN.split(text):
        path = path_in(word)
        if path is not None and path.names_resource:
            yield path
