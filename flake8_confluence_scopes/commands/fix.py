"""``fix``: adds the missing scopes to the descriptor, and says what it did and why."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from flake8_confluence_scopes.commands.looking import add_disable_noqa, command, doubts_beside, look_into, say_last
from flake8_confluence_scopes.usage import PROG, UsageError, print_line, print_text, remark

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands, Look
    from flake8_confluence_scopes.project.analysis import App


def add(commands: Commands) -> None:
    """Adds the command."""
    fix = command(
        commands,
        "fix",
        "add the missing scopes to the descriptor",
        "Adds the missing scopes to the descriptor with the smallest edit of its text, puts the right name in the place of a "
        "misspelled one, and says why, and what is left to you. Adds nothing for a call whose finding a comment or flake8's "
        "configuration silences.",
    )
    fix.add_argument("--diff", action="store_true", help="show what would change, and change nothing")
    fix.add_argument("--remove-unused", action="store_true", help="also remove what the audit proves to be unused")
    fix.add_argument(
        "--family",
        choices=("classic", "granular"),
        help="which OAuth scopes to add where either opens a call (default: those that the descriptor mostly uses)",
    )
    add_disable_noqa(fix)
    fix.set_defaults(command=_fix)


def _fix(arguments: argparse.Namespace) -> int:
    from flake8_confluence_scopes.project.analysis import reported
    from flake8_confluence_scopes.project.fix import CannotFix, is_descriptor

    look = look_into(arguments)
    # Files without a call, for which there is no descriptor, are no reason to fail.
    apps = [app for app in look.apps if is_descriptor(app) or any(reported(file, look.settings) for file in app.files)]
    apps = apps or look.apps
    failed: list[str] = []
    for app in apps:
        try:
            _fix_app(arguments, app, look)
        except CannotFix as error:
            failed.append(str(error))
    if len(failed) < len(apps):
        say_last(look, to_output=not arguments.diff, beside=doubts_beside(look))
    for sentence in failed[:-1]:
        remark(f"{PROG}: {sentence}")
    if failed:
        raise UsageError(failed[-1])
    return 0


def _fix_app(arguments: argparse.Namespace, app: App, look: Look) -> None:
    """Mends one descriptor. Raises CannotFix."""
    from flake8_confluence_scopes.project import fix, fix_report
    from flake8_confluence_scopes.project.analysis import calls_in
    from flake8_confluence_scopes.project.sites import name_of

    wanted = fix.change(app, look.settings, arguments.remove_unused, look.decide, arguments.family)
    name = name_of(fix.descriptor_of(app))
    if not wanted.is_empty:
        before, after = fix.edited(app, wanted)
        if arguments.diff:
            _write_diff(name, before, after)
        else:
            fix.write(app, after)
    calls = calls_in(app.files, look.settings)
    say = remark if arguments.diff else print_line
    for line in fix_report.lines(name, wanted, calls, would=arguments.diff):
        say(line)


def _write_diff(path: str, before: bytes, after: bytes) -> None:
    import difflib

    encoding = "utf-16" if before.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    old, new = (data.decode(encoding).splitlines(keepends=True) for data in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"):
        print_text(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")
