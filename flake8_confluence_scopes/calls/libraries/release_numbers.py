"""Numbers of a library's releases, and what a requirement allows of them: as pip, poetry and Pipenv write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

Release: TypeAlias = "tuple[int, ...]"
"""The numbers of a release without zeros at the end: ``(4,)`` is 4.0 and 4.0.0."""

_NUMBER = re.compile(r"[vV]?(?:\d+!)?(\d+(?:\.\d+)*)")
_CLAUSE = re.compile(r"(===|==|!=|~=|<=|>=|<|>|=|\^|~)?\s*([\w.!+*-]+)")
_MOST_CLAUSES = 50


def release(text: str) -> Release:
    """The release that a text begins with, whatever follows it (``rc1``); an empty one for any other text."""
    return _trimmed(_written(text.strip()))


def _trimmed(numbers: Iterable[int]) -> Release:
    found = list(numbers)
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def pinned(requirement: str) -> Release:
    """The one release that a requirement allows; an empty one where it allows several, or none that is a number."""
    clauses = _clauses(requirement)
    if "||" in requirement or len(clauses) != 1:
        return ()
    operator, number = clauses[0]
    return release(number) if operator in ("==", "===", "=", "") and "*" not in number else ()


def allows(requirement: str, wanted: Release) -> bool:
    """Whether a requirement, clauses with commas or blanks between them and ``||`` between alternatives, allows a release.
    What it says otherwise, as a place to download from, excludes none."""
    return any(all(_meets(*clause, wanted) for clause in _clauses(part)) for part in requirement.split("||"))


def _clauses(requirement: str) -> list[tuple[str, str]]:
    return _CLAUSE.findall(requirement)[:_MOST_CLAUSES]


def _meets(operator: str, number: str, wanted: Release) -> bool:
    stem, bound = _written(number), release(number)
    if not stem:
        return True
    if "*" in number:
        in_front = [*wanted, *[0] * len(stem)][: len(stem)] == stem
        return not in_front if operator == "!=" else in_front
    if operator == "!=":
        return wanted != bound
    if operator in ("<", "<="):
        return wanted < bound or (operator == "<=" and wanted == bound)
    if operator in (">", ">="):
        return wanted > bound or (operator == ">=" and wanted == bound)
    if operator in ("^", "~", "~="):
        return bound <= wanted < _end(operator, stem)
    return wanted == bound


def _written(number: str) -> list[int]:
    """The numbers as they are written, zeros at the end among them, up to a star."""
    found = _NUMBER.match(number)
    return [int(part) for part in found[1].split(".")] if found else []


def _end(operator: str, stem: list[int]) -> Release:
    """The first release that ``^3.41``, ``~3.41`` or ``~=3.41`` no longer allows."""
    if operator == "^":
        place = next((place for place, number in enumerate(stem) if number), len(stem) - 1)
    elif operator == "~":
        place = min(1, len(stem) - 1)
    else:
        place = max(len(stem) - 2, 0)
    return (*stem[:place], stem[place] + 1)
