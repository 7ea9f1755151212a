"""The scopes that a code needs, as text, JSON and YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from flake8_confluence_scopes.project.needed import Needed, Remark, operations
from flake8_confluence_scopes.project.report import VERSION
from flake8_confluence_scopes.project.sites import counted, counted_needs
from flake8_confluence_scopes.scopes import on_forge

_TITLES = {
    "classic": "Classic scopes, of OAuth 2.0, Forge and API tokens",
    "granular": "Granular scopes, of OAuth 2.0, Forge and API tokens",
    "connect": "Connect scopes",
}
_LISTS = {
    "closed": "Closed to apps, whatever the scopes are",
    "removed": "Removed: no scope helps",
    "undecided": "Not decided: their scopes are not in the list",
}


def text(found: Sequence[Needed]) -> str:
    """A block for each app and family: the scopes with what forces them, what they are not for, and lines to paste."""
    return "\n".join("\n".join(_lines(one)) + "\n" for one in found)


def as_json(found: Sequence[Needed]) -> str:
    """One object; docs/scopes.md describes it."""
    apps: dict[str, dict[str, object]] = {}
    for one in found:
        apps.setdefault(one.app, {})[one.family] = _object(one)
    several = [{"descriptor": app, "families": families} for app, families in apps.items()]
    about = {"families": apps[""]} if "" in apps else {"apps": several}
    return json.dumps({"version": VERSION, **about}, indent=1) + "\n"


def as_yaml(found: Sequence[Needed]) -> str:
    """The permissions of a Forge manifest, a document for each family."""
    return "---\n".join("\n".join(_permissions(one)) + "\n" for one in found)


RENDERERS = {"text": text, "json": as_json, "yaml": as_yaml}
"""What each format's name stands for."""


def _heading(one: Needed) -> str:
    app = f"{one.app}: " if one.app else ""
    return f"{app}{_TITLES[one.family]} ({one.catalog.name}, {one.catalog.date})"


def _lines(one: Needed) -> Iterator[str]:
    yield _heading(one)
    if not one.scopes:
        yield "  none"
    for scope, sites in one.scopes.items():
        yield f"  {scope}  ({counted_needs(sites)})"
        for site, count in operations(sites):
            more = f"  and {counted(range(count - 1), 'more call')}" if count > 1 else ""
            yield f"    {site.place}  {site.operation}{more}"
    if one.lower:
        yield f"    {counted(one.lower, 'more call')} would do with less"
    for name, title in _LISTS.items():
        if remarks := one.of(name):
            yield f"  {title}:"
            yield from (f"    {_said(remark)}" for remark in remarks)
            yield from (f"    help: {step}" for step in dict.fromkeys(remark.help for remark in remarks))
    if one.scopes:
        yield "  To paste:"
        yield f"    flake8, check:  confluence-scopes = {','.join(one.scopes)}"
        if one.family == "connect":
            yield f"    descriptor:     {json.dumps({'scopes': list(one.scopes)})}"
        else:
            yield f"    OAuth 2.0:      {' '.join(one.scopes)}"


def _said(remark: Remark) -> str:
    return f"{remark.site.place}  {remark.message}"


def _object(one: Needed) -> dict[str, object]:
    return {
        "catalog": one.catalog.name,
        "date": one.catalog.date,
        "scopes": list(one.scopes),
        "oauth": "" if one.family == "connect" else " ".join(one.scopes),
        "why": [{"scope": scope, "sites": [site.as_object() for site in sites]} for scope, sites in one.scopes.items()],
        **{name: [_remark(remark) for remark in one.of(name)] for name in _LISTS},
    }


def _remark(remark: Remark) -> dict[str, object]:
    return remark.site.as_object() | {"message": remark.message, "help": remark.help}


def _permissions(one: Needed) -> Iterator[str]:
    yield f"# {_heading(one)}"
    for name, title in _LISTS.items():
        if remarks := one.of(name):
            yield f"# {title}:"
            yield from (f"#   {_said(remark)}" for remark in remarks)
    yield "permissions:"
    yield "  scopes:" if one.scopes else "  scopes: []"
    for scope, sites in one.scopes.items():
        yield f"    - {on_forge(scope)} # {counted_needs(sites)}, {sites[0].place}"
