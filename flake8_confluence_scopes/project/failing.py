"""What makes an audit fail: by default what flake8 reports and what events lack, or else the lists that ``--fail-on`` names."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from flake8_confluence_scopes.project.report import Audit, Entry

ADDED = "added"
"""What only ``--since`` can say."""

_CODES = {
    "missing": ("CFS101",),
    "closed": ("CFS102", "CFS103", "CFS104"),
    "removed": ("CFS105",),
    "misspelled": ("CFS203",),
    "undecided": ("CFS301",),
    "unchecked": ("CFS201", "CFS202", "CFS901", "CFS902"),
}
WORDS = ("missing", "closed", "removed", "misspelled", "unused", "undecided", "unchecked", ADDED)


class UnknownWord(ValueError):
    """A word that names nothing to fail on; the text is a sentence."""


def words(text: str) -> frozenset[str]:
    """The words of a list with commas. Raises UnknownWord."""
    found = [word.strip() for word in text.split(",")]
    for word in found:
        if word not in WORDS:
            raise UnknownWord(f"{word!r} names nothing to fail on; write a list of {', '.join(WORDS)}")
    return frozenset(found)


def fails(audits: Iterable[Audit], wanted: Collection[str] | None = None) -> bool:
    """Whether the audits have something of what is ``wanted``; None is all that flake8 reports, and what is missing.

    flake8 sees no events: what they lack is in the list of missing scopes alone.
    """
    entries = (entry for audit in audits for entry in audit.entries if entry.kind != "silenced")
    if wanted is None:
        return any(map(_is_reported, entries))
    codes = {code for word in wanted for code in _CODES.get(word, ())}
    kinds = {"missing", "unused"}.intersection(wanted)
    return any(entry.code in codes or entry.kind in kinds for entry in entries)


def reported(audit: Audit) -> Audit:
    """The audit with what makes it fail by default alone."""
    return audit._replace(entries=tuple(filter(_is_reported, audit.entries)))


def _is_reported(entry: Entry) -> bool:
    return entry.is_reported or entry.kind == "missing"
