"""Places in a document's text: as the protocol counts them, as Python counts them, and as offsets."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
"""A value of the protocol, as it is sent."""

BOM = "\ufeff"
UTF16 = "utf-16"

_LINE_END = re.compile(r"\r\n|\n|\r")
_WIDTHS: dict[str, Callable[[str], int]] = {
    "utf-8": lambda character: len(character.encode("utf-8", "surrogatepass")),
    UTF16: lambda character: 2 if character > "\uffff" else 1,
    "utf-32": lambda character: 1,
}


class Lines:
    """The lines of a text. ``encoding`` is what a position's ``character`` counts the units of."""

    def __init__(self, text: str, encoding: str = UTF16) -> None:
        self.text = text
        self._width = _WIDTHS[encoding]
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def __len__(self) -> int:
        return len(self._starts)

    def line(self, number: int) -> str:
        """A line by its number from 0, without its end; empty where there is none."""
        if number >= len(self._starts):
            return ""
        following = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[number] : following].rstrip("\r\n")

    def offset(self, position: Mapping[str, int]) -> int:
        """The offset of a position; of one that is not there, of the nearest before it."""
        number, units = position["line"], position["character"]
        if number >= len(self._starts):
            return len(self.text)
        line = self.line(number)
        if line.isascii():
            return self._starts[number] + min(units, len(line))
        count = 0
        for character in line:
            units -= self._width(character)
            if units < 0:
                break
            count += 1
        return self._starts[number] + count

    def position(self, offset: int) -> Json:
        """The position of an offset."""
        number = bisect.bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[number] : offset]
        return {"line": number, "character": len(before) if before.isascii() else sum(map(self._width, before))}

    def range(self, start: int, end: int) -> Json:
        """The range between two offsets."""
        return {"start": self.position(start), "end": self.position(end)}

    def at(self, line: int, column: int) -> int:
        """The offset of a place of Python's: the line from 1, the column in characters from 0, without a byte order mark."""
        number = min(line, len(self._starts)) - 1
        shift = 1 if number == 0 and self.text.startswith(BOM) else 0
        return min(self._starts[number] + column + shift, len(self.text))

    def range_of(self, place: tuple[int, int, int, int]) -> Json:
        """The range between two places of Python's, as line, column, line and column."""
        return self.range(self.at(*place[:2]), self.at(*place[2:]))

    def rest_of_line(self, line: int, column: int) -> Json:
        """The range from a place of Python's to the end of its line."""
        start = self.at(line, column)
        end = self._starts[min(line, len(self._starts)) - 1] + len(self.line(line - 1))
        return self.range(start, max(start, end))


def changed(text: str, changes: Sequence[Mapping[str, Any]], encoding: str = UTF16) -> str:
    """The text after changes as the protocol tells them, one after the other."""
    for change in changes:
        if (where := change.get("range")) is None:
            text = change["text"]
            continue
        lines = Lines(text, encoding)
        start = lines.offset(where["start"])
        end = max(start, lines.offset(where["end"]))
        text = text[:start] + change["text"] + text[end:]
    return text


def edit_between(before: Lines, after: str) -> Json:
    """The one edit that makes ``after`` of a text: what both begin and end with stays."""
    old = before.text
    most = min(len(old), len(after))
    start = next((index for index in range(most) if old[index] != after[index]), most)
    left = most - start
    end = next((index for index in range(left) if old[-1 - index] != after[-1 - index]), left)
    # No edit begins or ends between a carriage return and its line feed.
    if old[start - 1 : start + 1] == "\r\n" or after[start - 1 : start + 1] == "\r\n":
        start -= 1
    if end and "\r\n" in (old[len(old) - end - 1 :][:2], after[len(after) - end - 1 :][:2]):
        end -= 1
    return {"range": before.range(start, len(old) - end), "newText": after[start : len(after) - end]}
