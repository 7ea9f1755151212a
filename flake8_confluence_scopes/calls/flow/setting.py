"""Which functions of a class have a name in their text for anything but a call: a large class has a thousand methods, and
hardly any sets the attribute that somebody asks for. One search through the text of the class takes less than a look at
the text of each method, and that a hundredth of a visit."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from flake8_confluence_scopes.calls.flow.blocks import ClassBlock, FunctionBlock

_LINE_END = re.compile(r"\r\n?|\n")
_WIDE = re.compile(r"[^\x00-\x7f]+")


def that_may_set(functions: Sequence[FunctionBlock], cls: ClassBlock, name: str) -> list[FunctionBlock]:
    """Those of the functions of a class whose lines may bind or change an attribute of that name."""
    module = cls.module
    if module.starts is None:
        module.starts = [0, *(end.end() for end in _LINE_END.finditer(module.text)), len(module.text)]
        # Python takes some letters for others: those of names that are written in a wider form.
        module.wide = [bisect_right(module.starts, found.start()) for found in _WIDE.finditer(module.text)]
    lines = sorted((*module.wide, *_lines_with(name, cls.node.lineno, cls.node.end_lineno or 0, module.text, module.starts)))
    return [function for function in functions if _is_among(lines, function.node.lineno, function.node.end_lineno or 0)]


def _lines_with(name: str, first: int, last: int, text: str, starts: Sequence[int]) -> Iterator[int]:
    """The lines of a stretch that have a name for anything but a call; ``starts`` is where each line starts."""
    is_it = re.compile(rf"\b{re.escape(name)}\b(?![^\S\r\n]*\()")
    end = starts[last]
    place = text.find(name, starts[first - 1], end)
    while place >= 0:
        if is_it.match(text, place, end):
            yield bisect_right(starts, place)
        place = text.find(name, place + 1, end)


def _is_among(lines: Sequence[int], first: int, last: int) -> bool:
    place = bisect_left(lines, first)
    return place < len(lines) and lines[place] <= last
