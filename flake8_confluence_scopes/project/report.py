"""What an audit says, as values that every format renders."""

from __future__ import annotations

from typing import NamedTuple

from flake8_confluence_scopes.project.sites import Site
from flake8_confluence_scopes.rules import OFF, RULES
from flake8_confluence_scopes.silence import Silence

VERSION = 1
"""Of the JSON format and of the baseline; see docs/audit.md."""


class Kind(NamedTuple):
    """One list of an audit. ``rule`` is the code under which the formats of other tools report it, ``level`` is SARIF's."""

    name: str
    title: str
    rule: str
    level: str
    help: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "required",
            "Required scopes",
            "",
            "none",
            "The scopes that calls and events need, whether declared or not.",
        ),
        Kind(
            "missing",
            "Missing scopes",
            "CFS101",
            "error",
            "The call, or the event, needs a scope that the descriptor does not declare, and fails in production. "
            "Declare the scope, if the app really has to make this call.",
        ),
        Kind(
            "unused",
            "Unused scopes",
            "unused-scope",
            "warning",
            "The descriptor declares a scope that no call needs, and no undecided call could need. Remove it, "
            "or give its reason in confluence-keep-scopes.",
        ),
        Kind(
            "over_broad",
            "Over-broad scopes",
            "over-broad-scope",
            "warning",
            "A smaller declaration opens the same calls. Declare that instead.",
        ),
        Kind(
            "not_proven",
            "Perhaps unused scopes",
            "not-proven-scope",
            "note",
            "No known call needs the scope, or all that it opens, but that cannot be proven. Write the named calls so "
            "that their method and path can be read, look into the files that are not read, or give the scope's reason "
            "in confluence-keep-scopes.",
        ),
        Kind(
            "undecided",
            "Undecided calls",
            "CFS301",
            "note",
            "The code does not fix the call's method, path or requirement, so that it is not checked.",
        ),
        Kind(
            "problems",
            "Problems",
            "",
            "error",
            "What flake8 reports besides: closed calls, unknown scopes, descriptors and files that cannot be read.",
        ),
        Kind(
            "silenced",
            "Silenced findings",
            "",
            "none",
            "What a comment or the configuration of flake8 passes over. The calls still need their scopes.",
        ),
        Kind(
            "kept",
            "Kept scopes",
            "",
            "none",
            "Scopes that confluence-keep-scopes gives a reason for.",
        ),
    )
}


class Entry(NamedTuple):
    """One entry of a list.

    ``subject`` is what the entry is about: a scope, alternatives of scopes as messages write them, or a reason.
    ``message`` is a sentence without a place; ``sites`` are the calls that it is about, or whatever else. ``alternatives`` is
    what missing calls lack, ``instead`` what opens the same calls. ``code`` is flake8's, where flake8 reports it too,
    and ``details`` then is what flake8 says of each site, ``helps`` the next step there. ``is_reported`` tells whether flake8
    does so with its present configuration. ``silence`` is what silences the sites of a silenced entry.
    """

    kind: str
    subject: str
    message: str
    sites: tuple[Site, ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()
    instead: tuple[str, ...] = ()
    code: str = ""
    details: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    is_reported: bool = False
    silence: Silence | None = None

    @property
    def rule(self) -> str:
        """The entry's rule for formats that know rules."""
        return self.code or KINDS[self.kind].rule


class Audit(NamedTuple):
    """What is to be said of one app.

    ``descriptor`` is the descriptor's path as reports name it, or the option's name, or empty where there is none;
    ``is_file`` tells whether it can be opened. ``line`` maps a declared scope to its line in that file.
    ``entries`` stand in the order of ``KINDS``. ``passed_over`` counts what a baseline has accepted,
    ``unread`` the files beside the descriptor that may call and are in another language.
    """

    descriptor: str
    is_file: bool
    kind: str
    declared: tuple[str, ...]
    catalogs: tuple[str, ...]
    lines: dict[str, int]
    entries: tuple[Entry, ...]
    passed_over: int = 0
    unread: int = 0

    def of(self, kind: str) -> list[Entry]:
        """The entries of one list."""
        return [entry for entry in self.entries if entry.kind == kind]


def unsilenced(entry: Entry) -> Entry:
    """A silenced entry in the list where it would stand."""
    if entry.kind != "silenced":
        return entry
    return entry._replace(kind={"CFS101": "missing", "CFS301": "undecided"}.get(entry.code, "problems"))


def level(entry: Entry) -> str:
    """How much the entry matters: ``error``, ``warning``, ``note`` or ``none``."""
    if entry.kind == "problems":
        return "error" if entry.code != "CFS203" and RULES[entry.code].default != OFF else "warning"
    return KINDS[entry.kind].level
