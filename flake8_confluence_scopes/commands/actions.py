"""What the commands with actions of their own share, such as ``catalog list``: how they are added, and how they answer."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flake8_confluence_scopes.usage import print_line

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands


def actions_of(commands: Commands, name: str, summary: str, text: str) -> Commands:
    """A command whose first argument is an action; ``summary`` stands in the list of commands."""
    parser = commands.add_parser(name, help=summary, description=text, allow_abbrev=False)
    actions: Commands = parser.add_subparsers(metavar="ACTION", required=True)
    return actions


def action(
    actions: Commands, name: str, run: Callable[[argparse.Namespace], None], summary: str, text: str
) -> argparse.ArgumentParser:
    """One of its actions, which ``run`` carries out."""
    parser: argparse.ArgumentParser = actions.add_parser(name, help=summary, description=text, allow_abbrev=False)
    parser.set_defaults(command=run)
    return parser


def add_format(*parsers: argparse.ArgumentParser) -> None:
    """Adds the option that ``answer`` is asked with."""
    for parser in parsers:
        parser.add_argument("--format", choices=("text", "json"), default="text", help="default: %(default)s")


def answer(form: str, as_json: object, lines: Iterable[str]) -> None:
    """Prints the answer in the form that was asked for."""
    if form == "json":
        print(json.dumps(as_json, indent=1))
        return
    for line in lines:
        print_line(line)
