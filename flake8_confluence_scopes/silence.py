"""How flake8 passes over a finding: the value that door 1 gives and the project's questions read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Silence(NamedTuple):
    """``by`` is what silences the finding: ``# noqa``, ``# noqa: CODE`` where the comment names the code,
    ``# flake8: noqa``, or the option: ``select``, ``ignore`` (with ``extend-ignore``), ``per-file-ignores``."""

    by: str
    in_source: bool
    names_code: bool = False
    """Whether a comment names the finding's code, and so is about this finding and no other linter's."""


Decide = Callable[[str, int, str], "Silence | None"]
"""What silences the finding of a code in a line (from 1) of a file; None where flake8 shows it."""


def nothing_silenced(path: str, line: int, code: str) -> Silence | None:
    """The decision without any configuration or comment."""
    return None
