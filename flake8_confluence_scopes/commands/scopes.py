"""``scopes``: which scopes does this code need? It asks no descriptor."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from flake8_confluence_scopes.commands.looking import command, doubts_beside, look_into, say_last
from flake8_confluence_scopes.usage import UsageError, print_line, print_text

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands

_FAMILIES = "classic,granular,connect"


def add(commands: Commands) -> None:
    """Adds the command."""
    scopes = command(
        commands,
        "scopes",
        "list the scopes that the code needs, whatever is declared",
        "Lists the smallest set of scopes that opens the calls, in each family of scopes, with what forces each, what stays "
        "undecided, and lines to paste. Needs no descriptor.",
    )
    scopes.add_argument(
        "--family", metavar="LIST", default=_FAMILIES, help="which scopes to list, separated by commas (default: %(default)s)"
    )
    scopes.add_argument("--format", choices=("text", "json", "yaml"), default="text", help="default: %(default)s")
    scopes.set_defaults(command=_scopes)


def _scopes(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes.project.formats.needed import RENDERERS
    from flake8_confluence_scopes.project.needed import FAMILIES, each_needed

    families = [word.strip() for word in arguments.family.split(",")]
    for word in families:
        if word not in FAMILIES:
            raise UsageError(f"--family: {word!r} is no family of scopes; write a list of {', '.join(FAMILIES)}")
    look = look_into(arguments)
    found = each_needed(look.apps, look.settings, list(dict.fromkeys(families)), look.decide)
    is_text = arguments.format == "text"
    print_text(RENDERERS[arguments.format](found))
    if is_text:
        print_line("")
    say_last(look, to_output=is_text, beside=doubts_beside(look))
