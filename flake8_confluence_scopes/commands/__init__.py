"""The commands, each with its options and its work in a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_confluence_scopes.commands import (
    audit,
    calls,
    catalog,
    check,
    client,
    explain,
    fix,
    justify,
    lsp,
    migrate,
    scopes,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands


def add(commands: Commands) -> None:
    """Adds all of them to the command line, in the order in which it lists them."""
    for command in (check, scopes, calls, explain, catalog, client, audit, fix, migrate, justify, lsp):
        command.add(commands)
