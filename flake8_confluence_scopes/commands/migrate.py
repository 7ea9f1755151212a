"""``migrate``: the scopes that a Connect app's calls need on Forge."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from flake8_confluence_scopes.commands.looking import command, doubts_beside, look_into, say_last
from flake8_confluence_scopes.usage import print_text

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands


def add(commands: Commands) -> None:
    """Adds the command."""
    migrate = command(
        commands,
        "migrate",
        "list the Forge scopes that a Connect app's calls need",
        "Prints the permissions of a Forge manifest that the same calls need, with comments on the calls that have no "
        "equivalent, that were removed, or that cannot be decided.",
    )
    migrate.add_argument(
        "--family", choices=("classic", "granular"), default="classic", help="which scopes to prefer (default: %(default)s)"
    )
    migrate.set_defaults(command=_migrate)


def _migrate(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes.project.migrate import migrated, render

    look = look_into(arguments)
    beside = doubts_beside(look)
    found = (migrated(app, look.settings, arguments.family, look.decide, more) for app, more in zip(look.apps, beside))
    print_text(render(list(found)))
    say_last(look, beside=beside)
