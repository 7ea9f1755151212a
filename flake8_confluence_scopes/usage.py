"""What all commands of the command line share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable


PROG = "confluence-scopes"


class UsageError(Exception):
    """What was asked cannot be answered; ``str(error)`` is a sentence that says what to do."""


def check_paths(paths: Iterable[str]) -> None:
    """Raises UsageError where one of the paths does not exist."""
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"there is no file or directory {path}; name what to look through")


def complain(path: str, reason: str) -> None:
    """Says on stderr what was passed over."""
    print(f"{path}: {reason}", file=sys.stderr)


def remark(sentence: str) -> None:
    """Says on stderr what is worth knowing beside the answer, which is out before."""
    sys.stdout.flush()
    print(sentence, file=sys.stderr)


def print_text(text: str) -> None:
    """Prints what may hold a file's name that the output's encoding does not have."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), end="")


def print_line(line: str) -> None:
    """Prints one line, with its end."""
    print_text(line + "\n")


def save(path: str, text: str) -> None:
    """Writes a file that was asked for. Raises UsageError."""
    try:
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}; name another file") from error
