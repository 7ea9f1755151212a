"""The lines of a file that a site spans, as a terminal shows them: each with a mark below its part of the site."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.project.sites import Site

CUT = "..."
"""What stands for lines, and parts of lines, that are left out."""

_TAB = 4
_NARROWEST = 20
_MOST_LINES = 4


class Row(NamedTuple):
    """One line of an excerpt, its tabs and unprintable characters written out; ``number`` is 0 where lines are left out.
    ``mark`` is to stand below it."""

    number: int
    text: str
    mark: str


def excerpt(lines: Sequence[str], site: Site, width: int) -> list[Row]:
    """The rows of a site, none of them wider than ``width`` columns; none where the file has no such line.

    A site without an extent marks the whole of its line. The width of a character is Unicode's: a terminal may join several
    into one sign that is narrower.
    """
    if not 1 <= site.line <= len(lines):
        return []
    last = max(site.line, min(site.end_line, len(lines)))
    width = max(width, _NARROWEST)
    return [_row(number, lines[number - 1], site, width) if number else Row(0, CUT, "") for number in _chosen(site.line, last)]


def _chosen(first: int, last: int) -> Iterator[int]:
    """The lines to show, 0 for those between that are not."""
    if last - first < _MOST_LINES:
        yield from range(first, last + 1)
    else:
        yield from (*range(first, first + _MOST_LINES - 1), 0, last)


def _extent(line: str, number: int, site: Site) -> tuple[int, int]:
    """The part of the line that belongs to the site, in characters."""
    blank, end = len(line) - len(line.lstrip()), len(line.rstrip())
    if (site.line, site.column) >= (site.end_line, site.end_column):
        return blank, end
    return site.column - 1 if number == site.line else blank, site.end_column - 1 if number == site.end_line else end


def _row(number: int, line: str, site: Site, width: int) -> Row:
    pieces, starts = _laid_out(line)
    first, last = (min(place, len(pieces)) for place in _extent(line, number, site))
    left, right = 0, len(pieces)
    if starts[-1] > width and starts[first] > width // 2:
        left = next(place for place in range(right + 1) if starts[place] >= starts[first] - width // 4)
    before = CUT if left else ""
    room = width - len(before)
    if starts[-1] - starts[left] > room:
        shorter = (place for place in range(right, left, -1) if starts[place] - starts[left] <= room - len(CUT))
        right = next(shorter, left)
    text = before + "".join(pieces[left:right]) + (CUT if right < len(pieces) else "")
    size = max(starts[min(last, right)] - starts[first], 1) if first < last else 0
    return Row(number, text.rstrip(), " " * (len(before) + starts[first] - starts[left]) * bool(size) + "^" * size)


def _laid_out(line: str) -> tuple[list[str], list[int]]:
    """How each character is shown, and the column at which it begins; behind them the line's width."""
    pieces: list[str] = []
    starts = [0]
    for char in line:
        piece, size = _shown(char, starts[-1])
        pieces.append(piece)
        starts.append(starts[-1] + size)
    return pieces, starts


def _shown(char: str, column: int) -> tuple[str, int]:
    if char == "\t":
        size = _TAB - column % _TAB
        return " " * size, size
    if not char.isprintable():
        escaped = char.encode("ascii", "backslashreplace").decode() if not char.isascii() else f"\\x{ord(char):02x}"
        return escaped, len(escaped)
    if unicodedata.combining(char):
        return char, 0
    return char, 2 if unicodedata.east_asian_width(char) in "WF" else 1
