"""Door 2: the command line, ``confluence-scopes``.

It exits with 0 when it has answered, with 1 when check or audit found what flake8 reports or what ``--fail-on`` names, with
2 and one sentence on stderr when it was asked wrongly or cannot write, and like a process ended by a signal when it is
interrupted (130) or its reader goes away (141).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from flake8_confluence_scopes import __version__, commands
from flake8_confluence_scopes.usage import PROG, UsageError

_USAGE, _INTERRUPTED, _NO_READER = 2, 128 + 2, 128 + 13


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Returns the exit code."""
    try:
        arguments = _parser().parse_args(argv)
        command: Callable[[argparse.Namespace], int | None] = arguments.command
        code = command(arguments) or 0
        # What cannot be written shall show here, not when the interpreter ends.
        print(end="", flush=True)
    except UsageError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        # The interpreter flushes what is left once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if isinstance(error, BrokenPipeError):
            return _NO_READER
        return _refuse(error.strerror or str(error))
    return code


def _refuse(sentence: str) -> int:
    print(f"{PROG}: {sentence}", file=sys.stderr)
    return _USAGE


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROG,
        description="Which Confluence REST calls does a Python project make, and which scopes do they need?",
        epilog="Exit codes: 0 answered, 1 check or audit found something, 2 asked wrongly or the output cannot be "
        "written, 130 interrupted.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROG} {__version__}")
    commands.add(parser.add_subparsers(metavar="COMMAND", required=True))
    return parser
