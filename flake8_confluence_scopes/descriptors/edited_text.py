"""Adding to and taking from a list in brackets, as JSON and YAML's flow style have it, by its items' places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of the text; the end is the place behind."""

    start: int
    end: int


def replaced(text: str, span: Span, by: str) -> str:
    """The text with another text in a span's place."""
    return text[: span.start] + by + text[span.end :]


def appended(text: str, brackets: Span, items: Sequence[Span], new: Sequence[str]) -> str:
    """The text with ``new`` items behind the last one, set apart as the others are."""
    if not items:
        return replaced(text, Span(brackets.start + 1, brackets.end - 1), ", ".join(new))
    last = items[-1]
    if len(items) > 1:
        between = text[items[-2].end : last.start]
    else:
        before = text[brackets.start + 1 : last.start]
        between = "," + (before if "\n" in before or "\r" in before else " ")
    if re.fullmatch(r"\s*,\s*", between) is None:  # A comment, for example.
        between = ", "
    return replaced(text, Span(last.end, last.end), "".join(between + item for item in new))


def without(text: str, brackets: Span, items: Sequence[Span], index: int) -> str:
    """The text without the item at ``index``, and one of the commas beside it."""
    if len(items) == 1:
        return replaced(text, Span(brackets.start + 1, brackets.end - 1), "")
    if index + 1 < len(items):
        return replaced(text, Span(items[index].start, items[index + 1].start), "")
    return replaced(text, Span(items[index - 1].end, items[index].end), "")


def line_end(text: str) -> str:
    """How the text ends its lines."""
    found = re.search(r"\r\n|\n|\r", text)
    return found[0] if found else "\n"


def end_of_line(text: str, place: int) -> int:
    """Where the line of ``place`` ends, before its line end."""
    found = re.compile(r"[\r\n]").search(text, place)
    return found.start() if found else len(text)


def start_of_line(text: str, place: int) -> int:
    """Where the line of ``place`` begins."""
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def after_line(text: str, place: int, lines: Sequence[str]) -> str:
    """The text with ``lines`` behind the line of ``place``."""
    end = end_of_line(text, place)
    return replaced(text, Span(end, end), "".join(line_end(text[end:] or text) + line for line in lines))


def without_lines(text: str, start: int, last: int) -> str:
    """The text without the lines from that of ``start`` to that of ``last``."""
    begin, end = start_of_line(text, start), end_of_line(text, last)
    if end < len(text):
        return replaced(text, Span(begin, end + (2 if text[end : end + 2] == "\r\n" else 1)), "")
    # The last line of a text that does not end its last line.
    before = text[:begin]
    return before[: -2 if before.endswith("\r\n") else -1] if before else ""
