"""``audit``: the missing, unused and over-broad scopes of a project."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from flake8_confluence_scopes.commands.looking import (
    add_disable_noqa,
    audits_of,
    command,
    is_coloured,
    look_into,
    say_last,
)
from flake8_confluence_scopes.usage import UsageError, print_line, print_text, remark, save

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands

FORMATS = ("text", "json", "markdown", "sarif", "github", "gitlab")
"""What ``--format`` takes."""


def add(commands: Commands) -> None:
    """Adds the command."""
    audit = command(
        commands,
        "audit",
        "list the missing, unused and over-broad scopes of a project",
        "Lists the scopes that the calls need, those that the descriptor lacks, those that nothing needs, those that "
        "open more than is needed, the calls that cannot be decided, and the findings that a comment or flake8's "
        "configuration silences. Exits with 1 on what flake8 reports: by default missing scopes, closed calls, misspelled "
        "scopes, and files and descriptors that cannot be checked; with --fail-on on what that names instead.",
    )
    audit.add_argument("--format", choices=FORMATS, default="text", help="default: %(default)s")
    audit.add_argument("--baseline", metavar="FILE", help="pass over what this file accepts")
    audit.add_argument("--write-baseline", metavar="FILE", help="write a file that accepts all that is found, and exit with 0")
    audit.add_argument(
        "--since", metavar="REV", help="only say which scopes were added and dropped since this git revision"
    )
    audit.add_argument(
        "--fail-on",
        metavar="LIST",
        help="what to exit with 1 on, of missing, closed, removed, misspelled, unused, undecided, unchecked, and with "
        "--since added, separated by commas (default: what flake8 reports)",
    )
    add_disable_noqa(audit)
    audit.set_defaults(command=_audit)


def _audit(arguments: argparse.Namespace) -> int:
    from flake8_confluence_scopes.project import baseline, failing
    from flake8_confluence_scopes.project.formats import FORMATS, text

    wanted = _wanted(arguments)
    if arguments.since is not None:
        return _since(arguments, wanted)
    look = look_into(arguments)
    audits = audits_of(look)
    if arguments.write_baseline is not None:
        save(arguments.write_baseline, baseline.rendered(audits))
        say_last(look, audits)
        return 0
    if arguments.baseline is not None:
        try:
            audits = baseline.without(audits, baseline.read(arguments.baseline))
        except baseline.BaselineError as error:
            raise UsageError(f"{arguments.baseline} {error}") from error
    if arguments.format == "text":
        print_text(text.render(audits, is_coloured()))
    else:
        print_text(FORMATS[arguments.format](audits))
    if arguments.baseline is not None:
        _say_passed_over(arguments, sum(audit.passed_over for audit in audits))
    if arguments.format == "text":
        print_line("")
    say_last(look, audits, to_output=arguments.format == "text")
    return int(failing.fails(audits, wanted))


def _wanted(arguments: argparse.Namespace) -> frozenset[str] | None:
    """What ``--fail-on`` names, None without it."""
    from flake8_confluence_scopes.project import failing

    if arguments.fail_on is None:
        return None
    try:
        wanted = failing.words(arguments.fail_on)
    except failing.UnknownWord as error:
        raise UsageError(f"--fail-on: {error}") from error
    if arguments.since is None and failing.ADDED in wanted:
        raise UsageError("--fail-on: only --since REV can say what is added; name the revision, or leave out added")
    if arguments.since is not None and wanted != {failing.ADDED}:
        raise UsageError("--fail-on: --since only says what is added; write --fail-on added")
    return wanted


def _say_passed_over(arguments: argparse.Namespace, count: int) -> None:
    """In the text that people read; whoever reads another format gets nothing else on standard output."""
    line = f"{arguments.baseline} accepts {count} finding{'' if count == 1 else 's'}, not shown here"
    if arguments.format == "text":
        print_line(f"\n{line}")
    else:
        remark(line)


def _since(arguments: argparse.Namespace, wanted: frozenset[str] | None) -> int:
    """The old state is audited with the config files of its time, from the folder of the same name."""
    from flake8_confluence_scopes.project import revisions

    if arguments.format != "text" or arguments.baseline or arguments.write_baseline:
        raise UsageError("--since has a text of its own; leave out --format, --baseline and --write-baseline")
    if any(os.path.isabs(path) or os.pardir in path.split(os.sep) for path in arguments.paths):
        raise UsageError("--since needs paths below the working directory; name them from here")
    look = look_into(arguments)
    after = audits_of(look)
    here = os.getcwd()
    try:
        with revisions.checked_out(arguments.since) as folder:
            os.chdir(folder)
            try:
                arguments.paths = [path for path in arguments.paths if os.path.lexists(path)]
                before = audits_of(look_into(arguments, quiet=True)) if arguments.paths else []
            finally:
                os.chdir(here)
    except revisions.RevisionError as error:
        raise UsageError(str(error)) from error
    found = revisions.differences(before, after)
    print_text(revisions.rendered(arguments.since, found))
    print_line("")
    say_last(look, after, to_output=True)
    return int(wanted is not None and any(one.added for one in found))
