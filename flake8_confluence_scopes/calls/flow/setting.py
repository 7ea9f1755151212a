"""Which functions of a class have a name in their text for anything but a call: a large class has a thousand methods, and
hardly any sets the attribute that somebody asks for. One search through the text of the class takes less than a look at
the text of each method, and that a hundredth of a visit."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from flake8_confluence_scopes.calls.flow.blocks import ClassBlock, FunctionBlock, Module
from flake8_confluence_scopes.calls.flow.syntax import FunctionNode

_ENDS = re.compile(r"\b(?![^\S\r\n]*\()")
_LINE_END = re.compile(r"\r\n?|\n")
_WIDE = re.compile(r"[^\x00-\x7f]+")


def that_may_set(functions: Sequence[FunctionBlock], cls: ClassBlock, name: str) -> list[FunctionBlock]:
    """Those of the functions of a class whose lines may bind or change an attribute of that name."""
    module = cls.module
    starts = starts_of(module)
    lines = sorted((*module.wide, *_lines_with(name, cls.node.lineno, cls.node.end_lineno or 0, module.text, starts)))
    return [function for function in functions if _is_among(lines, function.node)] if lines else []


def starts_of(module: Module) -> Sequence[int]:
    """Where each line of a module starts, and its text ends."""
    if module.starts is None:
        module.starts = [0, *(end.end() for end in _LINE_END.finditer(module.text)), len(module.text)]
        # Python takes some letters for others: those of names that are written in a wider form.
        module.wide = [bisect_right(module.starts, found.start()) for found in _WIDE.finditer(module.text)]
    return module.starts


def _lines_with(name: str, first: int, last: int, text: str, starts: Sequence[int]) -> Iterator[int]:
    """The lines of a stretch that have a name for anything but a call; ``starts`` is where each line starts."""
    # An expression for the name takes longer to make than all the rest.
    end = starts[last]
    place = text.find(name, starts[first - 1], end)
    while place >= 0:
        before = text[place - 1]  # most places are in other names: url in base_url
        if before != "_" and not before.isalnum() and _ENDS.match(text, place + len(name), end):
            yield bisect_right(starts, place)
        place = text.find(name, place + 1, end)


def _is_among(lines: Sequence[int], function: FunctionNode) -> bool:
    place = bisect_left(lines, function.lineno)
    return place < len(lines) and lines[place] <= (function.end_lineno or 0)
