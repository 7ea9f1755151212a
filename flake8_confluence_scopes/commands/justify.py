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
        "Writes a page for the Marketplace's security review: what each scope lets the app do, its operations with file and "
        "line, events, and calls that no scope opens. As HTML it is one file that asks nothing of any other place.",
    )
    justify.add_argument("--format", choices=("markdown", "html"), default="markdown", help="default: %(default)s")
    justify.add_argument(
        "-o", "--output", metavar="FILE", help="where to write it; links of Markdown count from there (default: print it)"
    )
    justify.set_defaults(command=_justify)


def _justify(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes.project import justify
    from flake8_confluence_scopes.project.formats import justify_html
    from flake8_confluence_scopes.project.justification import justified

    look = look_into(arguments)
    audits = audits_of(look)
    apps = [justified(app, audit) for app, audit in zip(look.apps, audits)]
    text = justify_html.page(apps) if arguments.format == "html" else justify.page(apps, arguments.output)
    if arguments.output is None:
        print_text(text)
    else:
        save(arguments.output, text)
    say_last(look, audits)
