"""Door 2: the command line, ``confluence-scopes``.

It exits with 0 when it has answered, with 1 when an audit found what flake8 reports or what ``--fail-on`` names, with
2 and one sentence on stderr when it was asked wrongly or cannot write, and like a process ended by a signal when it is
interrupted (130) or its reader goes away (141).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn

from flake8_confluence_scopes import __version__, project_cli
from flake8_confluence_scopes.usage import UsageError, check_paths, complain, print_line, remark, save

if TYPE_CHECKING:
    from flake8_confluence_scopes.project.analysis import SourceFile

PROG = "confluence-scopes"

_USAGE, _INTERRUPTED, _NO_READER = 2, 128 + 2, 128 + 13
_METHODS_NAMED = "GET, POST, PUT or DELETE"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Returns the exit code."""
    try:
        arguments = _parser().parse_args(argv)
        command: Callable[[argparse.Namespace], int | None] = arguments.command
        code = command(arguments) or 0
        # What cannot be written shall show here, not when the interpreter ends.
        print(end="", flush=True)
    except UsageError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        # The interpreter flushes what is left once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if isinstance(error, BrokenPipeError):
            return _NO_READER
        return _refuse(error.strerror or str(error))
    return code


def _refuse(sentence: str) -> int:
    print(f"{PROG}: {sentence}", file=sys.stderr)
    return _USAGE


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROG,
        description="Which Confluence REST calls does a Python project make, and which scopes do they need?",
        epilog="Exit codes: 0 answered, 1 an audit found missing scopes, 2 asked wrongly or the output cannot be "
        "written, 130 interrupted.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROG} {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    calls = commands.add_parser(
        "calls",
        help="list every Confluence call of a project",
        description="Lists every Confluence call by its place; lines and columns count from 1, and the end "
        "is the place behind. A file that cannot be read or analysed is named on stderr, and passed over.",
        allow_abbrev=False,
    )
    calls.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files and directories (default: here)"
    )
    calls.add_argument(
        "--format", choices=("text", "json", "jsonl"), default="text", help="default: %(default)s"
    )
    calls.set_defaults(command=_calls)

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
    _add_catalog(commands)
    project_cli.add(commands)
    return parser


def _add_catalog(commands: argparse._SubParsersAction[_Parser]) -> None:
    catalog = commands.add_parser(
        "catalog",
        help="list, show and import the catalogs",
        description="Lists, shows and imports the catalogs: the tables that say which scopes a call needs.",
        allow_abbrev=False,
    )
    actions = catalog.add_subparsers(metavar="ACTION", required=True)
    lister = actions.add_parser(
        "list", help="list the packaged catalogs", description="Lists the packaged catalogs.", allow_abbrev=False
    )
    lister.set_defaults(command=_catalog_list)
    show = actions.add_parser(
        "show",
        help="show what a catalog lists",
        description="Shows every method of every resource that a catalog lists, and what it needs.",
        allow_abbrev=False,
    )
    show.add_argument("catalog", metavar="NAME-or-PATH", help="a packaged catalog's name, or a catalog file")
    show.set_defaults(command=_catalog_show)
    for action in (lister, show):
        action.add_argument("--format", choices=("text", "json"), default="text", help="default: %(default)s")
    importer = actions.add_parser(
        "import",
        help="make a catalog file of Atlassian's OpenAPI documents",
        description="Makes a catalog file for --confluence-catalog of Atlassian's OpenAPI documents. Its name is "
        "that of FILE or of the first document, and its date the day on which that one was last changed.",
        allow_abbrev=False,
    )
    importer.add_argument("documents", nargs="+", metavar="OPENAPI.json", help="one document, or those of v1 and v2")
    importer.add_argument("-o", "--output", metavar="FILE", help="where to write it (default: print it)")
    importer.set_defaults(command=_catalog_import)


def _calls(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes.project.summary import last_line
    from flake8_confluence_scopes.settings import Settings

    check_paths(arguments.paths)
    files: list[SourceFile] = []
    rows = _call_rows(arguments.paths, files)
    if arguments.format == "jsonl":
        for row in rows:
            print(json.dumps(row))
    elif arguments.format == "json":
        print(json.dumps(list(rows), indent=1))
    else:
        _print_table(list(rows))
    remark(last_line(files, Settings()))


def _call_rows(paths: Sequence[str], files: list[SourceFile]) -> Iterator[dict[str, object]]:
    """One object for each call and path; lines and columns from 1, the end exclusive. Says on stderr what is not read,
    and puts into ``files`` what was looked at."""
    from flake8_confluence_scopes import sources
    from flake8_confluence_scopes.project.analysis import read_calls, reported
    from flake8_confluence_scopes.project.sites import spot_of
    from flake8_confluence_scopes.settings import Settings

    for file in sources.python_files(paths, complain):
        found = read_calls(file)
        files.append(found)
        for reason in (found.unchecked, *found.found.spent):
            if reason:
                complain(file, reason)
        for part in found.unread:
            complain(f"{file}:cell {part.at.cell}:{part.at.line}", part.reason)
        for call in sorted(reported(found, Settings()), key=lambda call: call.place):
            place, end = spot_of(found, *call.place[:2]), spot_of(found, *call.place[2:])
            yield {
                "file": file,
                **({"cell": place.cell} if place.cell else {}),
                "line": place.line,
                "column": place.column,
                "end_line": end.line,
                "end_column": end.column,
                "client": call.client,
                "method": call.method,
                "path": str(call.path),
                "decided": call.decided,
                "reason": call.reason,
                **({"named": True} if call.named else {}),
            }


def _print_table(rows: Sequence[dict[str, object]]) -> None:
    places = [":".join(map(str, _place(row))) for row in rows]
    width = max(map(len, places), default=0)
    for place, row in zip(places, rows):
        reason = "" if row["decided"] else f"  ({row['reason']})"
        print_line(f"{place:<{width}}  {row['method']:<6}  {row['path']}{reason}")


def _place(row: dict[str, object]) -> list[object]:
    cell = [f"cell {row['cell']}"] if "cell" in row else []
    return [row["file"], *cell, row["line"], row["column"]]


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


def _catalog_list(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes import listing, scopes

    catalogs = [scopes.load(name) for name in scopes.names()]
    if arguments.format == "json":
        print(json.dumps([listing.about(catalog) for catalog in catalogs], indent=1))
        return
    for line in listing.list_lines(catalogs):
        print_line(line)


def _catalog_show(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes import listing, scopes

    try:
        catalog = scopes.load(arguments.catalog)
    except scopes.CatalogError as error:
        raise UsageError(str(error)) from error
    if arguments.format == "json":
        entries = [listing.as_object(entry) for entry in catalog.entries()]
        print(json.dumps(listing.about(catalog) | {"entries": entries}, indent=1))
        return
    for line in listing.show_lines(catalog):
        print_line(line)


def _catalog_import(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes import scopes

    first, output = arguments.documents[0], arguments.output
    name = os.path.splitext(os.path.basename(output or first))[0] or "imported"
    try:
        changed = time.gmtime(os.stat(first).st_mtime if os.path.exists(first) else 0)
        date = time.strftime("%Y-%m-%d", changed)
        text = scopes.import_openapi(arguments.documents, name, date, f"{PROG} {__version__} catalog import")
    except scopes.CatalogError as error:
        raise UsageError(str(error)) from error
    if output is None:
        print(text, end="")
        return
    save(output, text)
