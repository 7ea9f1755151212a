"""``justify``: a page that says what each scope is for."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from flake8_confluence_scopes.commands.looking import audits_of, command, look_into, say_last
from flake8_confluence_scopes.usage import print_text, save

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands


def add(commands: Commands) -> None:
    """Adds the command."""
    justify = command(
        commands,
        "justify",
        "write a page that says what each scope is for",
        "Writes a page in Markdown for the Marketplace's security review: each scope, its operations, file and line.",
    )
    justify.add_argument("-o", "--output", metavar="FILE", help="where to write it; links count from there (default: print it)")
    justify.set_defaults(command=_justify)


def _justify(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes.project.justify import page

    look = look_into(arguments)
    audits = audits_of(look)
    text = page(audits, arguments.output)
    if arguments.output is None:
        print_text(text)
    else:
        save(arguments.output, text)
    say_last(look, audits)
