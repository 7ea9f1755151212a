"""What the catalogs say of one method and path, and on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flake8_confluence_scopes.path_template import PathTemplate
from flake8_confluence_scopes.rules import Rule
from flake8_confluence_scopes.scopes import (
    Catalog,
    Closed,
    Lifecycle,
    Needs,
    Requirement,
    Undecided,
    UnlistedResource,
    UnlistedVersion,
    named,
)

_KINDS: dict[type[Requirement], str] = {
    Needs: "needs",
    Closed: "closed",
    UnlistedResource: "unlisted-resource",
    UnlistedVersion: "unlisted-version",
    Undecided: "undecided",
}
_LONGEST_SOURCE = 90
_FAMILIES = {"connect": "Connect", "oauth": "OAuth"}


class Answer(NamedTuple):
    """One catalog's answer, in one family of scopes; ``table`` is the one that decides, where the catalog asks several."""

    catalog: Catalog
    table: Catalog
    requirement: Requirement
    lifecycle: Lifecycle


def answers(method: str, path: PathTemplate, catalogs: Iterable[Catalog]) -> Iterator[Answer]:
    """The answers of all catalogs; two of one that answers in both families. ``method`` is in upper case."""
    for catalog in catalogs:
        for view in dict.fromkeys((catalog, catalog.for_connect())):
            table, requirement = view.table_for(method, path), view.requirement(method, path)
            yield Answer(view, table, requirement, view.lifecycle(method, path))


def as_object(answer: Answer) -> dict[str, object]:
    """The answer as JSON has it: the catalog, the kind of answer and what that kind carries."""
    catalog, table, requirement, lifecycle = answer
    return {
        "catalog": catalog.name,
        "table": table.name,
        "family": catalog.family,
        "date": catalog.date,
        "source": catalog.source,
        "answer": _KINDS[type(requirement)],
        **requirement._asdict(),
        **lifecycle._asdict(),
    }


def as_lines(answer: Answer, brief: bool = False, verbose: bool = False) -> Iterator[str]:
    """The answer for people; ``brief`` leaves out what the table that decides says for itself, ``verbose`` has its source
    in full."""
    catalog, table, requirement, lifecycle = answer
    yield f"{catalog.name}, {catalog.date}, in {_FAMILIES[catalog.family]} scopes"
    if table is not catalog:
        yield f"  table:  {table.name}, {table.date}"
        if brief:
            yield f"  answer: {said(requirement)}"
            return
    if isinstance(requirement, (Needs, Closed, UnlistedVersion)):
        yield f"  row:    {requirement.resource}"
    yield f"  answer: {said(requirement)}"
    if lifecycle.removed:
        yield f"  note:   removed, as of {lifecycle.removed}{_successor(answer)}"
    elif lifecycle.deprecated:
        yield f"  note:   deprecated{_successor(answer)}"
    yield f"  source: {table.source if verbose else short(table.source)}"


def rule_lines(rule: Rule) -> Iterator[str]:
    """What a code reports, its messages with the fields that a finding fills in, and the next steps."""
    yield f"{rule.code} {rule.name}: {rule.reports}"
    yield f"  default: {rule.default}"
    yield from (f"  message: {message}" for message in rule.messages)
    yield from (f"  help:    {step}" for step in rule.helps)


def short(source: str) -> str:
    """The first of the documents that a source names, without where it is, and how many there are beside it."""
    first, *others = source.split("; ")
    if len(first) > _LONGEST_SOURCE:
        first = first.partition(", ")[0]
    return first + (f", and {len(others)} more" if others else "")


def _successor(answer: Answer) -> str:
    successor = answer.lifecycle.successor
    return f"; its successor is {successor}" if successor else ""


def said(requirement: Requirement) -> str:
    """The answer in words."""
    if isinstance(requirement, Needs):
        return f"needs {named(requirement.alternatives)}"
    if isinstance(requirement, Closed):
        return f"closed to apps; open is {', '.join(requirement.methods) or 'no method'}"
    if isinstance(requirement, UnlistedResource):
        return "closed to apps; no such resource is listed"
    if isinstance(requirement, UnlistedVersion):
        listed = ", ".join(requirement.versions) or "no version"
        return f"closed to apps; not version {requirement.version}, but {listed} is listed"
    return f"not decided: {requirement.reason}"
