"""``catalog``: lists, shows and imports the catalogs."""

from __future__ import annotations

import argparse
import os
import time
from typing import TYPE_CHECKING

from flake8_confluence_scopes import __version__
from flake8_confluence_scopes.commands.actions import action, actions_of, add_format, answer
from flake8_confluence_scopes.usage import PROG, UsageError, save

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands
    from flake8_confluence_scopes.scopes import Catalog


def add(commands: Commands) -> None:
    """Adds the command."""
    actions = actions_of(
        commands,
        "catalog",
        "list, show, compare and import the catalogs",
        "Lists, shows, compares and imports the catalogs: the tables that say which scopes a call needs.",
    )
    lister = action(actions, "list", _catalog_list, "list the packaged catalogs", "Lists the packaged catalogs.")
    show = action(
        actions,
        "show",
        _catalog_show,
        "show what a catalog lists",
        "Shows every method of every resource that a catalog lists, and what it needs.",
    )
    show.add_argument("catalog", metavar="NAME-or-PATH", help="a packaged catalog's name, or a catalog file")
    differ = action(
        actions,
        "diff",
        _catalog_diff,
        "say what a newer catalog adds, drops and moves",
        "Says which operations and scopes the second catalog adds and drops, and which operations need other scopes there.",
    )
    differ.add_argument("old", metavar="OLD", help="a packaged catalog's name, or a catalog file")
    differ.add_argument("new", metavar="NEW", help="another one")
    add_format(lister, show, differ)
    importer = action(
        actions,
        "import",
        _catalog_import,
        "make a catalog file of Atlassian's OpenAPI documents",
        "Makes a catalog file for --confluence-catalog of Atlassian's OpenAPI documents. Its name is that of FILE or of the "
        "first document, and its date the day on which that one was last changed.",
    )
    importer.add_argument("documents", nargs="+", metavar="OPENAPI.json", help="one document, or those of v1 and v2")
    importer.add_argument("-o", "--output", metavar="FILE", help="where to write it (default: print it)")


def _catalog_list(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes import scopes
    from flake8_confluence_scopes.explaining import listing

    catalogs = [scopes.load(name) for name in scopes.names()]
    answer(arguments.format, [listing.about(catalog) for catalog in catalogs], listing.list_lines(catalogs))


def _catalog_show(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes.explaining import listing

    catalog = _loaded(arguments.catalog)
    entries = [listing.as_object(entry) for entry in catalog.entries()]
    answer(arguments.format, listing.about(catalog) | {"entries": entries}, listing.show_lines(catalog))


def _catalog_diff(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes.explaining import catalog_changes

    old, new = _loaded(arguments.old), _loaded(arguments.new)
    found = catalog_changes.changes(old, new)
    answer(arguments.format, catalog_changes.as_object(old, new, found), catalog_changes.as_lines(old, new, found))


def _loaded(name: str) -> Catalog:
    from flake8_confluence_scopes import scopes

    try:
        return scopes.load(name)
    except scopes.CatalogError as error:
        raise UsageError(str(error)) from error


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
