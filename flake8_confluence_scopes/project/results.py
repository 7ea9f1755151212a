"""An audit as a flat list of results, for formats that know files and lines only, and for the baseline."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flake8_confluence_scopes.project.report import Audit, Entry, level, unsilenced
from flake8_confluence_scopes.project.sites import Site, file_site
from flake8_confluence_scopes.rules import RULES

_COUNT = re.compile(r"^\d+ (?=calls? )")
_OF_SCOPES = ("unused", "over_broad", "not_proven")


class Result(NamedTuple):
    """One thing to see to. ``site`` is a call's, or the scope's line in the descriptor, or None without a file.

    ``fingerprint`` stays the same when lines move: it holds the rule, the file, the operation or scope, and the
    ordinal among equal ones. ``text`` is the message without a place, ``help`` the next step, empty where the entry's list
    says it.
    """

    rule: str
    level: str
    message: str
    site: Site | None
    fingerprint: str
    entry: Entry
    text: str = ""
    help: str = ""


def results(audits: Iterable[Audit], silenced: bool = False) -> Iterator[Result]:
    """All results: missing scopes, problems, unused and over-broad ones, undecided calls, and if asked for those that
    are ``silenced``."""
    seen: Counter[tuple[str, ...]] = Counter()
    for audit in audits:
        for entry in audit.entries:
            weight = level(entry)
            if entry.kind in _OF_SCOPES:
                site = _declared_at(audit, entry.subject) if audit.is_file else None
                key = (entry.rule, audit.descriptor, entry.subject)
                yield Result(entry.rule, weight, sentence(entry), site, _fingerprint(key, seen), entry, sentence(entry))
            elif weight != "none" or (silenced and entry.kind == "silenced"):
                weight = level(unsilenced(entry))
                for site, detail, step in zip(entry.sites, entry.details, entry.helps, strict=True):
                    # A problem of the descriptor is one, whichever call comes first, and however many wait.
                    of_descriptor = entry.code.startswith("CFS2")
                    about = _COUNT.sub("", detail) if of_descriptor else f"{site.file}\n{site.operation}"
                    fingerprint = _fingerprint((entry.rule, about), seen)
                    yield Result(entry.rule, weight, _in_cell(detail, site), site, fingerprint, entry, detail, step)


def named(rule: str) -> str:
    """A rule as headings have it: flake8's codes with their names."""
    return f"{rule} {RULES[rule].name}" if rule in RULES else rule


def said(result: Result) -> str:
    """What is to be said, with the next step in a line of its own."""
    return f"{result.message}\nhelp: {result.help}" if result.help else result.message


def sentence(entry: Entry) -> str:
    """What is to be said of a declared scope, in one sentence."""
    if entry.kind == "unused":
        return f"scope {entry.subject} is unused: {entry.message}"
    if entry.kind == "over_broad":
        return f"scope {entry.subject} is broader than the calls need: {entry.message} ({', '.join(entry.instead)})"
    return f"scope {entry.subject} is perhaps unused: {entry.message}"


def _in_cell(message: str, site: Site) -> str:
    """The message with the cell, which the file's line does not tell."""
    return f"{message} (cell {site.cell}, line {site.line})" if site.cell else message


def _declared_at(audit: Audit, scope: str) -> Site:
    line = audit.lines.get(scope, 1)
    return file_site(audit.descriptor, line)


def _fingerprint(key: tuple[str, ...], seen: Counter[tuple[str, ...]]) -> str:
    seen[key] += 1
    text = "\0".join((*key, str(seen[key])))
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]
