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

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        """Refuses what this command does not know, while it is known which command that is."""
        arguments, unknown = super().parse_known_args(args, namespace)
        if unknown:
            options = [option for action in self._actions for option in action.option_strings]
            self.error(f"unrecognized arguments: {' '.join(unknown)}{_did_you_mean(unknown[0].partition('=')[0], options)}")
        return arguments, unknown

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is not None and value not in action.choices:
            choices = list(map(str, action.choices))
            kind = f"{action.metavar} ".lower() if isinstance(action.metavar, str) else ""
            option = "".join(f"{name}: " for name in action.option_strings[-1:])
            near = _did_you_mean(str(value), choices) or f"; write {_either(choices)}"
            raise argparse.ArgumentError(None, f"{option}there is no {kind}{value}{near}")


class _PrintCompletion(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, namespace: object, shell: object, option: object = None) -> None:
        try:
            import shtab
        except ImportError as error:
            raise UsageError(
                "shell completion needs shtab, which is not installed here; "
                'install it with: pip install "flake8-confluence-scopes[completion]"'
            ) from error
        if shell not in shtab.SUPPORTED_SHELLS:
            raise UsageError(f"{shell} is no shell that can be completed; write {_either(shtab.SUPPORTED_SHELLS)}")
        print(shtab.complete(parser, str(shell)))
        parser.exit()


def _did_you_mean(word: str, words: Sequence[str]) -> str:
    """A question that reads on behind the word, empty where nothing is like it."""
    import difflib

    # Other linters call theirs by a longer name: --output-format.
    longer = [one for one in words if one.startswith("--") and word.endswith(one[1:])]
    near = longer or difflib.get_close_matches(word, words, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _either(words: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Returns the exit code."""
    # Python has no object for a stream that was closed before it began; what is written to none goes to standard output.
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")
    if sys.stdout is None:
        return _refuse("standard output is closed; write to a file with -o, or to /dev/null")
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
    parser.add_argument(
        "--print-completion",
        action=_PrintCompletion,
        metavar="SHELL",
        help="print what completes this command line in bash, zsh or fish; needs the extra completion",
    )
    commands.add(parser.add_subparsers(metavar="COMMAND", required=True))
    return parser
