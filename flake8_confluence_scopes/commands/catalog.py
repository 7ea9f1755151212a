"""``catalog``: lists, shows and imports the catalogs."""

from __future__ import annotations

import argparse
import json
import os
import time
from typing import TYPE_CHECKING

from flake8_confluence_scopes import __version__
from flake8_confluence_scopes.usage import PROG, UsageError, print_line, save

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands


def add(commands: Commands) -> None:
    """Adds the command."""
    catalog = commands.add_parser(
        "catalog",
        help="list, show, compare and import the catalogs",
        description="Lists, shows, compares and imports the catalogs: the tables that say which scopes a call needs.",
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
    differ = actions.add_parser(
        "diff",
        help="say what a newer catalog adds, drops and moves",
        description="Says which operations and scopes the second catalog adds and drops, and which operations need other "
        "scopes there.",
        allow_abbrev=False,
    )
    differ.add_argument("old", metavar="OLD", help="a packaged catalog's name, or a catalog file")
    differ.add_argument("new", metavar="NEW", help="another one")
    differ.set_defaults(command=_catalog_diff)
    for action in (lister, show, differ):
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


def _catalog_diff(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes import catalog_changes, scopes

    try:
        old, new = scopes.load(arguments.old), scopes.load(arguments.new)
    except scopes.CatalogError as error:
        raise UsageError(str(error)) from error
    found = catalog_changes.changes(old, new)
    if arguments.format == "json":
        print(json.dumps(catalog_changes.as_object(old, new, found), indent=1))
        return
    for line in catalog_changes.as_lines(old, new, found):
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
