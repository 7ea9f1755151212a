"""Where the rooms meet: calls, what a catalog says of them, and what the project declares -> findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.calls import Call
from flake8_confluence_scopes.descriptors import (
    Declaration,
    Descriptor,
    NoDescriptor,
    UnreadableDescriptor,
)
from flake8_confluence_scopes.rules import RULES, Finding, finding
from flake8_confluence_scopes.scopes import (
    Catalog,
    Closed,
    Needs,
    Undecided,
    UnlistedResource,
)

_CONNECT_DEFAULT = "connect-2014"
_OAUTH_DEFAULT = "cloud"

# About as many names as there are scopes; each unknown one is compared with all of them.
_CHECKED_SCOPES = 200


class _Project(NamedTuple):
    """What all calls of a file are compared with."""

    descriptor: Descriptor
    granted: frozenset[str]
    catalog: Catalog


def confluence_calls(calls: Iterable[Call], catalog: Catalog | None = None) -> list[Call]:
    """The calls whose path is Confluence's: a packaged catalog or ``catalog`` says so."""
    return [
        call
        for call in calls
        if scopes.is_confluence(call.path) or (catalog is not None and catalog.knows(call.path))
    ]


def check(
    calls: Iterable[Call],
    declaration: Declaration,
    catalog: Catalog | None = None,
    extra_codes: Collection[str] = (),
) -> list[Finding]:
    """The findings of one file, each once, in the order of the source.

    ``calls`` are those that ``confluence_calls`` gives. ``catalog`` is the one that the user chose;
    without it the declaration decides. ``extra_codes`` are the off-by-default codes that are wanted.
    """
    ordered = sorted(calls, key=lambda call: call.argument[:2])
    if not ordered:
        return []
    first = ordered[0]
    if isinstance(declaration, NoDescriptor):
        return [_at(first, "CFS201", reason=declaration.reason)]
    if isinstance(declaration, UnreadableDescriptor):
        return [_at(first, "CFS202", descriptor=declaration.label, reason=declaration.reason)]
    project = _Project(declaration, scopes.granted(declaration.scopes), _catalog_for(declaration, catalog))
    found = list(_unknown_scopes(first, declaration))
    for call in ordered:
        found += _findings(call, project)
    return [one for one in dict.fromkeys(found) if RULES[one.code].on or one.code in extra_codes]


def _catalog_for(descriptor: Descriptor, chosen: Catalog | None) -> Catalog:
    """The catalog to ask, answering in the kind of scopes that the descriptor declares."""
    declares_connect = descriptor.kind == "connect" or (
        descriptor.kind == "option" and not any(":" in scope for scope in descriptor.scopes)
    )
    if declares_connect:
        return (chosen or scopes.load(_CONNECT_DEFAULT)).for_connect()
    return chosen or scopes.load(_OAUTH_DEFAULT)


def _unknown_scopes(call: Call, descriptor: Descriptor) -> Iterator[Finding]:
    for scope in descriptor.scopes[:_CHECKED_SCOPES]:
        if scopes.is_known_scope(scope):
            continue
        nearest = scopes.nearest_scope(scope)
        form = 0 if nearest else 1
        yield _at(call, "CFS203", form, descriptor=descriptor.label, scope=scope, nearest=nearest or "")


def _findings(call: Call, project: _Project) -> Iterator[Finding]:
    """What is to be said of one call: one finding at most."""
    if not call.decided:
        yield _at(call, "CFS301", reason=call.reason)
        return
    catalog = project.catalog
    answer = catalog.requirement(call.method, call.path)
    if isinstance(answer, Undecided):
        yield _at(call, "CFS301", reason=answer.reason)
    elif isinstance(answer, Needs):
        if not any(project.granted.issuperset(alternative) for alternative in answer.alternatives):
            yield _missing(call, answer, project)
    elif isinstance(answer, Closed):
        yield _at(
            call,
            "CFS102",
            0 if answer.methods else 1,
            catalog=catalog.name,
            methods=", ".join(answer.methods),
            resource=answer.resource,
            hint=_hint(call, catalog),
        )
    elif isinstance(answer, UnlistedResource):
        yield _at(call, "CFS103", catalog=catalog.name, hint=_hint(call, catalog))
    else:
        yield _at(
            call,
            "CFS104",
            version=answer.version,
            catalog=catalog.name,
            versions=", ".join(answer.versions) or "no version",
            resource=answer.resource,
            hint=_hint(call, catalog),
        )


def _missing(call: Call, needs: Needs, project: _Project) -> Finding:
    def addition(alternative: tuple[str, ...]) -> tuple[int, int]:
        missing = len(project.granted.union(alternative)) - len(project.granted)
        return missing, missing - len(alternative)

    # The smallest addition to what is declared first; the catalogs have classic scopes before granular ones.
    alternatives = sorted(needs.alternatives, key=addition)
    word = "" if len(alternatives) > 1 else "scope " if len(alternatives[0]) == 1 else "scopes "
    return _at(
        call,
        "CFS101",
        needs=word + named(alternatives),
        descriptor=project.descriptor.label,
        declared=", ".join(project.descriptor.scopes) or "no scopes",
    )


def named(alternatives: Collection[tuple[str, ...]]) -> str:
    """Alternatives of scope sets as messages write them: one suffices, and needs all of its scopes."""
    texts = [", ".join(alternative) for alternative in alternatives]
    if len(texts) == 1:
        return texts[0] or "no scope"
    return "one of " + ", ".join(f"[{text}]" for text in texts)


def _hint(call: Call, catalog: Catalog) -> str:
    """The end of a message: the newest other packaged catalog of the same family that opens the call."""
    packaged = [scopes.load(name) for name in scopes.names()]
    for other in sorted(packaged, key=lambda it: it.date, reverse=True):
        view = other.for_connect() if catalog.family == "connect" else other
        if view.family != catalog.family or view.name == catalog.name:
            continue
        answer = view.requirement(call.method, call.path)
        if isinstance(answer, Needs) and not view.lifecycle(call.method, call.path).removed:
            return f"; the {view.name} catalog opens it with {named(answer.alternatives)}"
    return ""


def _at(call: Call, code: str, form: int = 0, **fields: str) -> Finding:
    line, column, _, _ = call.argument
    return finding(line, column, code, form, method=call.method, path=str(call.path), **fields)
