"""The findings of an audit for people: each with its lines of source, the next step and its page; or one line for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from flake8_confluence_scopes import ISSUES
from flake8_confluence_scopes.project.excerpt import CUT, excerpt
from flake8_confluence_scopes.project.report import Audit
from flake8_confluence_scopes.project.results import Result, results
from flake8_confluence_scopes.project.sites import Site, counted
from flake8_confluence_scopes.rules import RULES

_LINES = Callable[[Site], Sequence[str]]
# The bright ones: many terminals show the others, blue above all, so dark that they can hardly be read on black.
_COLOURS = {"error": "1;91", "warning": "1;93", "note": "1;96"}
_BOLD, _FRAME, _STEP, _PAGE_OF_RULE = "1", "1;94", "1;96", "94"
_OF_WHOLE_FILES = ("CFS901", "CFS902")
_PAGE = ISSUES.removesuffix("/issues") + "/blob/main/docs/rules.md#"


def full(audits: Sequence[Audit], lines_of: _LINES, width: int, colour: bool = False) -> str:
    """The findings, those of a file beside one another, in lines of source of at most ``width`` columns.

    ``lines_of`` gives the lines that a site's line counts in, none where they cannot be read.
    """
    return "".join("\n".join(_block(one, site, lines_of, width, colour)) + "\n\n" for site, one in _ordered(audits))


def concise(audits: Sequence[Audit]) -> str:
    """flake8's line for each finding."""
    return "".join(f"{site.place}: {one.rule} {one.text}\n" for site, one in _ordered(audits))


def summary(audits: Sequence[Audit], fix: str, mended: int) -> str:
    """How many findings there are, of which rules, and how many of them the command ``fix`` mends."""
    found = _ordered(audits)
    if not found:
        return "No findings.\n"
    rules = Counter(_name(one.rule) for _, one in found)
    named = ", ".join(f"{count} {rule}" for rule, count in sorted(rules.items(), key=lambda one: (-one[1], one[0])))
    text = f"{counted(found, 'finding')} in {counted({site.file for site, _ in found}, 'file')}: {named}\n"
    return text + (f"`{fix}` mends {mended} of them.\n" if mended else "")


def _ordered(audits: Sequence[Audit]) -> list[tuple[Site, Result]]:
    """The findings with their places, in the order of these."""
    return sorted(((one.site, one) for one in results(audits) if one.site), key=lambda pair: pair[0].order)


def _block(one: Result, site: Site, lines_of: _LINES, width: int, colour: bool) -> Iterator[str]:
    strong = _COLOURS[one.level]
    yield f"{_painted(one.rule, strong, colour)} {_painted(one.text, _BOLD, colour)}"
    # Behind the line number, and that of the line below, stand a blank, a bar and a blank.
    room = width - len(str(site.end_line + 1)) - 3
    rows = [] if one.rule in _OF_WHOLE_FILES else excerpt(lines_of(site), site, room)
    gutter = len(str(max((row.number for row in rows), default=site.line)))
    bar = _painted(" " * gutter + " |", _FRAME, colour)
    yield f"{_painted(' ' * gutter + '-->', _FRAME, colour)} {site.place}"
    if rows:
        yield bar
        for row in rows:
            number = f"{row.number:>{gutter}} |" if row.number else f"{CUT:<{gutter + 2}}"
            bracket = _painted(row.bracket, strong, colour and bool(row.bracket.strip()))
            yield f"{_painted(number, _FRAME, colour)} {bracket}{row.text}".rstrip()
            if row.mark:
                yield f"{bar} {_painted(row.mark, strong, colour)}"
        yield bar
    yield f"{_painted('help:', _STEP, colour)} {one.help}"
    yield _painted(f"{_name(one.rule)}: {_PAGE}{one.rule.lower()}", _PAGE_OF_RULE, colour)


def _name(rule: str) -> str:
    return RULES[rule].name


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
