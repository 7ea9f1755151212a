"""What one call needs of the project that it stands in, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.calls import Call
from flake8_confluence_scopes.grants import Project, View, is_of_family, main_family
from flake8_confluence_scopes.rules import Finding, finding
from flake8_confluence_scopes.scopes import (
    Closed,
    Lifecycle,
    Needs,
    Requirement,
    Undecided,
    UnlistedVersion,
)


class Need(NamedTuple):
    """What one call needs of its project.

    ``alternatives`` are in the descriptor's spelling and in the order in which messages name them, ``lacking`` is
    what each of them still lacks where the call is not open. Both are empty for a call that is closed or not decided.
    No scope helps the call of a removed operation: it lacks nothing. ``finding`` is what is to be said of the call, None
    where it is open.
    """

    call: Call
    alternatives: tuple[tuple[str, ...], ...]
    lacking: tuple[tuple[str, ...], ...]
    finding: Finding | None

    @property
    def removed(self) -> bool:
        """Whether the finding is that Confluence no longer has the operation."""
        return self.finding is not None and self.finding.code == "CFS105"


def need(call: Call, project: Project) -> Need:
    """What the call needs, and what is to be said of it: that its operation was removed, or else what it lacks."""
    found = need_of_scopes(call, project)
    wanted = "CFS105" in project.extra_codes or (project.reports("CFS105") and not _is_open_to_connect(found, project))
    said = outdated(call, project) if wanted else None
    return found._replace(lacking=(), finding=said) if said and said.code == "CFS105" else found


def _is_open_to_connect(need: Need, project: Project) -> bool:
    """Whether declared Connect scopes open the call: it need not be made with an OAuth token then."""
    return any(
        project.granted.issuperset(alternative) and all(map(scopes.connect_scope, alternative))
        for alternative in need.alternatives
    )


def need_of_scopes(call: Call, project: Project) -> Need:
    """What the call needs, whether or not Confluence still has the operation."""
    if not call.decided:
        return Need(call, (), (), at(call, "CFS301", reason=call.reason))
    answers = [(view, view.catalog.requirement(call.method, call.path)) for view in project.views]
    needed: list[tuple[str, ...]] = []
    for view, answer in answers:
        if isinstance(answer, Needs):
            needed += view.alternatives(answer)
    if any(project.granted.issuperset(alternative) for alternative in needed):
        return Need(call, tuple(needed), (), None)
    undecided = [answer for _, answer in answers if isinstance(answer, Undecided)]
    if undecided:
        return Need(call, (), (), at(call, "CFS301", reason=undecided[0].reason))
    if needed:
        return _missing(call, needed, project)
    return Need(call, (), (), _closed(call, *answers[0]))


def outdated(call: Call, project: Project) -> Finding | None:
    """The finding for an operation that is removed (CFS105) or on its way out (CFS106)."""
    lifecycle, date = lifecycle_of(call, project)
    if not (lifecycle.removed or lifecycle.deprecated):
        return None
    successor = lifecycle.successor or ""
    hint, step = (f"; use {call.method} {successor}", 0) if successor else ("", 1)
    code = "CFS105" if lifecycle.removed else "CFS106"
    return at(call, code, step=step, date=lifecycle.removed or date, hint=hint, successor=successor)


def deprecated(call: Call, project: Project) -> list[Need]:
    """What is to be said of an operation on its way out, where that is wanted; no scope is lacking for it."""
    found = outdated(call, project) if project.reports("CFS106") else None
    return [Need(call, (), (), found)] if found and found.code == "CFS106" else []


def lifecycle_of(call: Call, project: Project) -> tuple[Lifecycle, str]:
    """What the catalog, or else a newer packaged one, says of the operation, and the date of the one that says it."""
    newest = scopes.load(scopes.tables()[-1])
    asked = project.views[0].catalog
    if call.decided:
        for catalog in (asked, newest) if newest.date > asked.date else (asked,):
            lifecycle = catalog.lifecycle(call.method, call.path)
            if lifecycle.removed or lifecycle.deprecated:
                return lifecycle, catalog.date
    return Lifecycle(), ""


def _closed(call: Call, view: View, answer: Requirement) -> Finding:
    """The finding for a call that the catalog does not open to anybody; it names the table that says so."""
    catalog, (other, hint) = view.catalog.table_for(call.method, call.path).name, _opened_elsewhere(call, view)
    if isinstance(answer, Closed):
        form = 0 if answer.methods else 1
        methods, resource = ", ".join(answer.methods), answer.resource
        return at(
            call,
            "CFS102",
            form,
            2 if other else form,
            methods=methods,
            resource=resource,
            catalog=catalog,
            other=other,
            hint=hint,
        )
    if isinstance(answer, UnlistedVersion):
        versions = ", ".join(answer.versions) or "no version"
        step = 2 if other else 0 if answer.versions else 1
        return at(
            call,
            "CFS104",
            step=step,
            version=answer.version,
            versions=versions,
            listed=answer.versions[0] if answer.versions else "",
            resource=answer.resource,
            catalog=catalog,
            other=other,
            hint=hint,
        )
    return at(call, "CFS103", step=1 if other else 0, catalog=catalog, other=other, hint=hint)


def _missing(call: Call, needed: Sequence[tuple[str, ...]], project: Project) -> Need:
    """The alternatives as the catalog has them, classic scopes before granular ones.

    Those of the family that the descriptor mostly uses come first, and where a part of one is declared already, the smallest
    addition.
    """
    lacking = [tuple(scope for scope in alternative if scope not in project.granted) for alternative in needed]
    pairs = list(dict.fromkeys(zip(needed, lacking)))
    partly = any(len(lacks) < len(alternative) for alternative, lacks in pairs)
    if partly:
        pairs.sort(key=lambda pair: (len(pair[1]), -len(pair[0])))
    if family := main_family(project.descriptor.scopes):
        pairs.sort(key=lambda pair: not is_of_family(pair[1], family))
    alternatives = [alternative for alternative, _ in pairs]
    word = "" if len(alternatives) > 1 else "scope " if len(alternatives[0]) == 1 else "scopes "
    addition = ", ".join(pairs[0][1])
    found = at(
        call,
        "CFS101",
        step=0 if project.is_for_fix else 1,
        needs=word + scopes.named(alternatives),
        descriptor=project.descriptor.label,
        missing=addition if len(pairs) > 1 or pairs[0][1] != pairs[0][0] else "it" if len(pairs[0][0]) == 1 else "them",
        addition=addition,
    )
    return Need(call, tuple(alternatives), tuple(lacks for _, lacks in pairs), found)


def each_said_once(needs: Iterable[Need]) -> Iterator[Need]:
    """The needs, of a library's named method that sends several requests only one for each code and each requirement that
    its calls lack: they are one call of the code, at one place."""
    said: set[object] = set()
    return (one for one in needs if not _is_said(one, said))


def _is_said(need: Need, said: set[object]) -> bool:
    """Whether the finding of a named method's call is among those that are ``said``, where it is noted."""
    call, found = need.call, need.finding
    if not call.named or found is None:
        return False
    key = (call.place, found.code, frozenset(need.lacking))
    known = key in said
    said.add(key)
    return known


def _opened_elsewhere(call: Call, asked: View) -> tuple[str, str]:
    """The newest other table of the same family that opens the call, and the end of a message that says so. Empty where
    there is none: the catalog may have asked them all."""
    family = asked.catalog.family
    for other in map(scopes.load, reversed(scopes.tables())):
        catalog = other.for_connect() if family == "connect" else other
        if catalog.family != family or catalog.name == asked.catalog.name:
            continue
        answer = catalog.requirement(call.method, call.path)
        if isinstance(answer, Needs) and not catalog.lifecycle(call.method, call.path).removed:
            return catalog.name, f"; the {catalog.name} catalog opens it with {scopes.named(asked.alternatives(answer))}"
    return "", ""


def at(call: Call, code: str, form: int = 0, step: int = 0, **fields: str) -> Finding:
    line, column, _, _ = call.argument
    sender = f" (sent by {'.'.join(call.client.split('.')[-2:])})" if call.named and not call.is_open else ""
    return finding(line, column, code, form, step, method=call.method, path=f"{call.path}{sender}", **fields)
