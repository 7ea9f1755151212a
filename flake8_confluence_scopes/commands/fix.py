"""``fix``: adds the missing scopes to the descriptor."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flake8_confluence_scopes.commands.looking import add_disable_noqa, command, look_into, say_last
from flake8_confluence_scopes.usage import UsageError, print_line, print_text

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands


def add(commands: Commands) -> None:
    """Adds the command."""
    fix = command(
        commands,
        "fix",
        "add the missing scopes to the descriptor",
        "Adds the missing scopes to the descriptor with the smallest edit of its text. Adds nothing for a call whose "
        "finding a comment or flake8's configuration silences.",
    )
    fix.add_argument("--diff", action="store_true", help="show what would change, and change nothing")
    fix.add_argument("--remove-unused", action="store_true", help="also remove what the audit proves to be unused")
    add_disable_noqa(fix)
    fix.set_defaults(command=_fix)


def _fix(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes import descriptors
    from flake8_confluence_scopes.project.fix import change, words
    from flake8_confluence_scopes.project.sites import name_of, near

    look = look_into(arguments)
    for app in look.apps:
        declaration = app.declaration
        wanted = change(app, look.settings, arguments.remove_unused, look.decide)
        if wanted is None or not isinstance(declaration, descriptors.Descriptor):
            reason = getattr(declaration, "reason", "the catalog knows no scopes of its kind")
            label = getattr(declaration, "label", "")
            raise UsageError(f"nothing can be fixed: {f'{label} {reason}'.strip()}")
        if wanted.removed:
            said = f"{name_of(declaration)}: {words(wanted.removed)}"
            if arguments.diff:  # Standard output holds the difference alone.
                print(said, file=sys.stderr)
            else:
                print_line(said)
        if not wanted.add and not wanted.remove:
            continue
        if declaration.path is None:
            names = [name for name in (*declaration.scopes, *wanted.add) if name not in wanted.remove]
            raise UsageError(f"the scopes stand in no file; set {declaration.label} to {','.join(names)}")
        shown = near(declaration.path)
        try:
            before, after = descriptors.edited(declaration.path, wanted.add, wanted.remove)
            if arguments.diff:
                _write_diff(shown, before, after)
                continue
            descriptors.write(declaration.path, after)
        except descriptors.Unreadable as error:
            raise UsageError(f"{shown} {error}: {_words(wanted.add, wanted.remove)}") from error
        except OSError as error:
            raise UsageError(f"{shown} cannot be written: {error.strerror}") from error
        print_line(f"{shown}: {_words(wanted.add, wanted.remove)}")
    say_last(look, to_output=not arguments.diff)


def _words(add: Sequence[str], remove: Sequence[str]) -> str:
    words = [f"add {', '.join(add)}"] if add else []
    return "; ".join([*words, f"remove {', '.join(remove)}"] if remove else words)


def _write_diff(path: str, before: bytes, after: bytes) -> None:
    import difflib

    encoding = "utf-16" if before.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    old, new = (data.decode(encoding).splitlines(keepends=True) for data in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"):
        print_text(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")
