"""What a project has accepted already, so that an audit shows new things only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TypeVar

from flake8_confluence_scopes.project.report import VERSION, Audit, Entry, level
from flake8_confluence_scopes.project.results import results

_Kept = TypeVar("_Kept")


class BaselineError(ValueError):
    """A file that is no baseline; the text reads on after its name."""


def rendered(audits: Iterable[Audit]) -> str:
    """The baseline that accepts all results; rule and message are for people who read it."""
    accepted = [
        {"fingerprint": result.fingerprint, "rule": result.rule, "message": result.message}
        for result in results(audits)
    ]
    accepted.sort(key=lambda one: (one["rule"], one["message"], one["fingerprint"]))
    return json.dumps({"version": VERSION, "accepted": accepted}, indent=1) + "\n"


def read(path: str) -> frozenset[str]:
    """The accepted fingerprints. Raises BaselineError."""
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
    except OSError as error:
        raise BaselineError(f"cannot be read: {error.strerror}; make it with --write-baseline") from error
    except (ValueError, RecursionError) as error:
        raise BaselineError("is not JSON; make it anew with --write-baseline") from error
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("accepted"), list):
        raise BaselineError(f"is no baseline of version {VERSION}; make it anew with --write-baseline")
    found = [one.get("fingerprint") for one in data["accepted"] if isinstance(one, dict)]
    return frozenset(one for one in found if isinstance(one, str))


def without(audits: Sequence[Audit], accepted: frozenset[str]) -> list[Audit]:
    """The audits without what is accepted, which they count; required and kept scopes, and silenced calls, stay."""
    fresh = {(id(one.entry), one.site) for one in results(audits) if one.fingerprint not in accepted}
    whole = {entry for entry, _ in fresh}
    found = []
    for audit in audits:
        entries: list[Entry] = []
        for entry in audit.entries:
            if level(entry) == "none" or (not entry.details and id(entry) in whole):
                entries.append(entry)
            elif entry.details and id(entry) in whole:
                is_fresh = [(id(entry), site) in fresh for site in entry.sites]
                sites, details = _filtered(entry.sites, is_fresh), _filtered(entry.details, is_fresh)
                entries.append(entry._replace(sites=sites, details=details, helps=_filtered(entry.helps, is_fresh)))
        passed_over = len(list(results([audit]))) - len(list(results([audit._replace(entries=tuple(entries))])))
        found.append(audit._replace(entries=tuple(entries), passed_over=passed_over))
    return found


def _filtered(values: Sequence[_Kept], keep: Sequence[bool]) -> tuple[_Kept, ...]:
    return tuple(value for value, kept in zip(values, keep) if kept)
