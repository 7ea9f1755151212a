"""``explain``: which row of which catalog decides a call."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from flake8_confluence_scopes.usage import UsageError, print_line

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands

_METHODS_NAMED = "GET, POST, PUT or DELETE"


def add(commands: Commands) -> None:
    """Adds the command."""
    explain = commands.add_parser(
        "explain",
        help="say which row of which catalog decides a call, and what it needs",
        description="Says which row of which catalog decides a call, and what it needs.",
        allow_abbrev=False,
    )
    explain.add_argument("method", metavar="METHOD", help=_METHODS_NAMED)
    explain.add_argument(
        "path", metavar="PATH", help="a URL or its path, parts left open as {name}: /rest/api/content/{id}"
    )
    explain.add_argument(
        "--catalog", metavar="NAME-or-PATH", help="this catalog only (default: all that have a name)"
    )
    explain.add_argument("--format", choices=("text", "json"), default="text", help="default: %(default)s")
    explain.set_defaults(command=_explain)


def _explain(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes import explanation, scopes
    from flake8_confluence_scopes.path_template import PathTemplate

    method = arguments.method.upper()
    if not (method.isascii() and method.isalpha()):
        raise UsageError(f"{arguments.method} is no HTTP method; write {_METHODS_NAMED}, and then the path")
    path = PathTemplate.parse(arguments.path)
    if path is None:
        raise UsageError(
            f"{arguments.path} has no REST root; write a path with rest/, download/ or api/v2/ in it, "
            "such as /rest/api/content/{id}"
        )
    names = [arguments.catalog] if arguments.catalog else scopes.names()
    try:
        catalogs = [scopes.load(name) for name in names]
    except scopes.CatalogError as error:
        raise UsageError(str(error)) from error
    answers = explanation.answers(method, path, catalogs)
    if arguments.format == "json":
        found = [explanation.as_object(answer) for answer in answers]
        print(json.dumps({"method": method, "path": str(path), "answers": found}, indent=1))
        return
    print_line(f"{method} {path}")
    for answer in answers:
        print_line("")
        for line in explanation.as_lines(answer, brief=len(names) > 1):
            print_line(line)
