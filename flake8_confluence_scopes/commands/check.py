"""``check``: the findings of a project for people, and for those who do not run flake8."""

from __future__ import annotations

import argparse
import io
import os
import shlex
import shutil
import sys
import tokenize
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flake8_confluence_scopes import unsaved
from flake8_confluence_scopes.commands.looking import (
    SELECTION,
    add_disable_noqa,
    audits_of,
    command,
    is_coloured,
    look_into,
    say_last,
)
from flake8_confluence_scopes.rules import doubted
from flake8_confluence_scopes.usage import PROG, UsageError, print_text, save

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands, Look
    from flake8_confluence_scopes.project.report import Audit
    from flake8_confluence_scopes.project.sites import Site

FORMATS = ("full", "concise", "json", "markdown", "sarif", "github", "gitlab")
"""What ``--format`` takes."""

_STDIN = "-"
_WIDTH = 100
"""Columns of what is no terminal."""


def add(commands: Commands) -> None:
    """Adds the command."""
    check = command(
        commands,
        "check",
        "show the calls that the declared scopes do not open, and what to do",
        "Shows what flake8 reports with this plugin, each finding with its line of source and the next step. Reads flake8's "
        "configuration, and heeds its comments. The path - is standard input. Exits with 1 on findings.",
    )
    check.add_argument("--format", choices=FORMATS, default="full", help="default: %(default)s")
    check.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: %(default)s")
    check.add_argument("-o", "--output", metavar="FILE", help="where to write the findings (default: print them)")
    check.add_argument("-q", "--quiet", action="store_true", help="say nothing but the findings")
    check.add_argument("--exit-zero", action="store_true", help="exit with 0 on findings, too")
    check.add_argument("--stdin-filename", metavar="PATH", help="the file whose text standard input is")
    for option in SELECTION:
        check.add_argument(f"--{option}", metavar="CODES", help="as in flake8")
    add_disable_noqa(check)
    check.set_defaults(command=_check)


def _check(arguments: argparse.Namespace) -> int:
    from flake8_confluence_scopes.project import failing, notebook

    _check_codes(arguments)
    given = _standard_input(arguments)
    try:
        look = look_into(arguments, lines_of=notebook.lines_of if given is None else lambda path: given)
        audits = [failing.reported(audit) for audit in audits_of(look, proves=False)]
        text = _rendered(arguments, look, audits)
    finally:
        if given is not None:
            unsaved.release(os.path.abspath(arguments.paths[0]))
    if arguments.output is not None:
        save(arguments.output, text)
    else:
        print_text(text)
    if not arguments.quiet:
        say_last(look, to_output=arguments.format == "full" and arguments.output is None)
    return int(failing.fails(audits) and not arguments.exit_zero)


def _check_codes(arguments: argparse.Namespace) -> None:
    """Raises UsageError for a code that does not exist, which would be a run that finds nothing."""
    for option in SELECTION:
        codes = (getattr(arguments, option.replace("-", "_")) or "").replace(",", " ").split()
        if sentence := doubted(codes, alone=option == "select"):
            raise UsageError(f"--{option}: {sentence}")


def _rendered(arguments: argparse.Namespace, look: Look, audits: Sequence[Audit]) -> str:
    from flake8_confluence_scopes.project import fix
    from flake8_confluence_scopes.project.formats import FORMATS as OF_AUDITS
    from flake8_confluence_scopes.project.formats import full

    if arguments.format == "concise":
        return full.concise(audits)
    if arguments.format != "full":
        return OF_AUDITS[arguments.format](audits)
    colour = is_coloured() and arguments.output is None if arguments.color == "auto" else arguments.color == "always"
    text = full.full(audits, _lines, shutil.get_terminal_size((_WIDTH, 24)).columns, colour)
    if arguments.quiet:
        return text
    paths = [path for path in arguments.paths if path != os.curdir and os.path.lexists(path)]
    mended = sum(fix.mended(app, audit, look.settings, look.decide) for app, audit in zip(look.apps, audits, strict=True))
    return text + full.summary(audits, shlex.join([PROG, "fix", *paths]), mended)


def _lines(site: Site) -> list[str]:
    """The lines that the site's line counts in, as far as they can be read."""
    from flake8_confluence_scopes import sources
    from flake8_confluence_scopes.project import notebook

    try:
        if site.cell:
            return notebook.cell_lines(site.file, site.cell)
        return sources.read(site.file).split("\n")
    except sources.UnreadableSource:
        return []


def _standard_input(arguments: argparse.Namespace) -> list[str] | None:
    """The lines of standard input, where it is asked for; from here on they stand in the place of the named file."""
    if _STDIN not in arguments.paths:
        if arguments.stdin_filename is not None:
            raise UsageError("--stdin-filename is the name of standard input; write - as the path")
        return None
    if arguments.paths != [_STDIN]:
        raise UsageError("standard input is one file; write - alone, and look at the others in another run")
    name = arguments.stdin_filename or "stdin"
    if name.endswith(".ipynb"):
        raise UsageError("a notebook is not read from standard input; name its file instead")
    if sys.stdin is None:
        raise UsageError("standard input is closed; name a file in its place")
    data = sys.stdin.buffer.read()
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = io.TextIOWrapper(io.BytesIO(data), encoding).read()
    except (SyntaxError, UnicodeError, LookupError) as error:
        raise UsageError("standard input is not text in the encoding that it declares, or else UTF-8") from error
    arguments.paths = [name]
    unsaved.hold(os.path.abspath(name), text)
    return text.splitlines(keepends=True)
