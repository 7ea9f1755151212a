"""The text of a notebook's cell -> Python, line by line; what IPython reads otherwise is passed over.

Source: IPython's documentation, pages "Built-in magic commands" and "IPython reference"; its ``core/inputtransformer2.py``
says where such a line may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.calls import UncheckedFile
from flake8_confluence_scopes.calls.modules.python_tree import standard_tree

PYTHON_MAGICS = ("time", "timeit", "prun", "memit", "lprun", "mprun")
"""What stands behind these, in the line or in the cell, is Python that runs in the notebook."""
PYTHON_CELL_MAGICS = (*PYTHON_MAGICS, "capture", "python", "python3", "pypy")

_CELL_MAGIC = re.compile(r"%%([\w.]+)")
_LINE_MAGIC = re.compile(r"(\s*)%([\w.]+)((?:\s+-\w+(?:\s+\d+)?)*)\s*")
_SHELL = re.compile(r"\s*!")
_HELP = re.compile(r"\s*(?:\?|[%\w.*\[\]'\"]+\?\??\s*$)")
_ASSIGNED = re.compile(r"(\s*[\w.,\s\[\]()*'\"]+=\s*)([%!])")
_UNKNOWN = "get_ipython()"
"""What a magic or a command gives."""

_MARK = re.compile(r"'''|\"\"\"|['\"#()\[\]{}]|\\$")
_STRING_ENDS = {quote: re.compile(rf"\\.|\\$|{quote}") for quote in ("'''", '"""', "'", '"')}


class CellText(NamedTuple):
    """A cell as Python. ``shifts`` says of each line how many characters before its code are gone; ``language`` is
    what the whole cell is written in, empty for Python; ``passed_over`` are the numbers of lines that are no Python,
    from 0."""

    lines: list[str]
    shifts: list[int]
    language: str
    passed_over: list[int]


class NoPython(Exception):
    """The cell is none; the text is the reason."""


def as_python(lines: Sequence[str]) -> CellText:
    """The cell's text as Python. Raises NoPython."""
    shifts = [0] * len(lines)
    # What Python reads has none of IPython's lines: no statement begins with their signs.
    if _is_python(lines):
        return CellText(list(lines), shifts, "", [])
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    magic = _CELL_MAGIC.match(lines[first])
    if magic and magic[1] not in PYTHON_CELL_MAGICS:
        return CellText([""] * len(lines), shifts, magic[1], list(range(len(lines))))
    head = first + 1 if magic else 0
    indent = _indent(lines, head)
    found = list(_translated([line.removeprefix(indent) for line in lines[head:]]))
    text = [""] * head + [line for line, _, _ in found]
    for number, (_, removed, _) in enumerate(found, head):
        shifts[number] = removed + (len(indent) if lines[number].startswith(indent) else 0)
    passed_over = [*range(head), *(number for number, (_, _, foreign) in enumerate(found, head) if foreign)]
    _check(text)
    return CellText(text, shifts, "", passed_over)


def _is_python(lines: Sequence[str]) -> bool:
    try:
        _check(lines)
    except NoPython:
        return False
    return True


def _check(lines: Sequence[str]) -> None:
    try:
        standard_tree("\n".join([*lines, ""]))
    except UncheckedFile as error:
        raise NoPython(str(error)) from None


def _indent(lines: Sequence[str], head: int) -> str:
    """What stands before the first line, which IPython takes from all of them."""
    first = next((line for line in lines[head:] if line.strip()), "")
    return first[: len(first) - len(first.lstrip())]


def _translated(lines: Sequence[str]) -> Iterator[tuple[str, int, bool]]:
    """Each line as Python, how many characters before its code are gone, and whether it is passed over."""
    inside = _Inside()
    goes_on = False
    for line in lines:
        text, removed, foreign = ("", 0, True) if goes_on else (line, 0, False)
        if not goes_on and inside.begins:
            text, removed, foreign = _line(line)
        if foreign:
            goes_on = line.endswith("\\")
        else:
            inside.read(text)
        yield text, removed, foreign


def _line(line: str) -> tuple[str, int, bool]:
    """A line at which a statement begins; for the values see ``_translated``."""
    is_help = _HELP.match(line)
    magic = _LINE_MAGIC.match(line)
    if magic and not is_help and magic[2] in PYTHON_MAGICS and line[magic.end() :]:
        return magic[1] + line[magic.end() :], magic.end() - len(magic[1]), False
    if magic or is_help or _SHELL.match(line):
        return line[: len(line) - len(line.lstrip())] + "pass", 0, True
    assigned = _ASSIGNED.match(line)
    if assigned is None:
        return line, 0, False
    start = assigned.end(1)
    magic = _LINE_MAGIC.match(line, start)
    if magic and magic[2] in PYTHON_MAGICS:
        return assigned[1] + line[magic.end() :], magic.end() - start, False
    return assigned[1] + _UNKNOWN, 0, True


class _Inside:
    """Whether a line goes on with the statement before it: within a string or brackets, or behind a backslash."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._goes_on = False

    @property
    def begins(self) -> bool:
        """Whether a statement begins with the next line."""
        return not self._quote and not self._depth and not self._goes_on

    def read(self, line: str) -> None:
        """Goes through one line."""
        self._goes_on = False
        place = 0
        while place < len(line):
            place = self._string_end(line, place) if self._quote else self._mark_end(line, place)

    def _string_end(self, line: str, place: int) -> int:
        for found in _STRING_ENDS[self._quote].finditer(line, place):
            if found[0] == self._quote:
                self._quote = ""
                return found.end()
        if len(self._quote) == 1 and not line.endswith("\\"):
            self._quote = ""
        return len(line)

    def _mark_end(self, line: str, place: int) -> int:
        found = _MARK.search(line, place)
        if found is None or found[0] == "#":
            return len(line)
        mark = found[0]
        if mark in _STRING_ENDS:
            self._quote = mark
        elif mark == "\\":
            self._goes_on = True
        else:
            self._depth = max(self._depth + (1 if mark in "([{" else -1), 0)
        return found.end()
