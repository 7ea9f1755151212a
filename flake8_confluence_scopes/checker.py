"""Where the rooms meet: calls, what a catalog says of them, and what the project declares -> findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.calls import Call
from flake8_confluence_scopes.descriptors import Declaration, NoDescriptor, UnreadableDescriptor
from flake8_confluence_scopes.grants import NoAnswers, Project, project_of
from flake8_confluence_scopes.judging import at, deprecated, each_said_once, need
from flake8_confluence_scopes.rules import Finding, finding
from flake8_confluence_scopes.scopes import Catalog

# About as many names as there are scopes; each unknown one is compared with all of them.
_CHECKED_SCOPES = 200


def unknown_calls(calls: Iterable[Call], spent: Iterable[str]) -> list[Finding]:
    """What is to be said of the calls that ``belonging.open_calls`` gives, and of the bounds at which the search was given up."""
    found = [finding(1, 0, "CFS301", 1, reason=reason) for reason in spent]
    return found + [at(call, "CFS301", reason=call.reason) for call in calls]


def check(
    calls: Iterable[Call],
    declaration: Declaration,
    catalog: Catalog | None = None,
    extra_codes: Collection[str] = (),
) -> list[Finding]:
    """The findings of one file, each once, in the order of the source.

    ``calls`` are those that ``belonging.confluence_calls`` gives. ``catalog`` is the one that the user chose;
    without it the declaration decides. ``extra_codes`` are those that are not on everywhere, and that are wanted.
    """
    ordered = sorted(calls, key=lambda call: call.argument[:2])
    if not ordered:
        return []
    project, found = check_declaration(ordered[0], counted(ordered), declaration, catalog, extra_codes)
    if project is None:
        return found
    said = each_said_once(one for call in ordered for one in (need(call, project), *deprecated(call, project)))
    found += (one.finding for one in said if one.finding)
    return [one for one in dict.fromkeys(found) if project.reports(one.code)]


def counted(calls: Iterable[Call]) -> int:
    """How many calls of one file these are: one that sends several requests, or one of several, counts once."""
    return len({call.place for call in calls})


def check_declaration(
    first: Call,
    count: int,
    declaration: Declaration,
    catalog: Catalog | None = None,
    extra_codes: Collection[str] = (),
) -> tuple[Project | None, list[Finding]]:
    """What calls are compared with, None where that cannot be known, and what is to be said of the descriptor itself,
    at the ``first`` of ``count`` calls. For ``catalog`` and ``extra_codes`` see ``check``."""
    waiting = "1 call" if count == 1 else f"{count} calls"
    if isinstance(declaration, NoDescriptor):
        step = 1 if declaration.choice else 0
        return None, [at(first, "CFS201", step=step, waiting=waiting, reason=declaration.reason)]
    if isinstance(declaration, UnreadableDescriptor):
        return None, [at(first, "CFS202", waiting=waiting, descriptor=declaration.label, reason=declaration.reason)]
    try:
        project = project_of(declaration, catalog, extra_codes)
    except NoAnswers as error:
        return None, [at(first, "CFS201", step=2, waiting=waiting, reason=str(error))]
    return project, list(unknown_scopes(first, project).values())


def unknown_scopes(call: Call, project: Project) -> dict[str, Finding]:
    """What is to be said at the ``call`` of declared scopes that do not exist, by the scope."""
    descriptor = project.descriptor
    meant = frozenset(project.meant)
    found: dict[str, Finding] = {}
    for scope in descriptor.scopes[:_CHECKED_SCOPES]:
        if scope in meant and scopes.is_known_scope(scope):
            continue
        if any(view.catalog.mentions(scope) for view in project.views):
            continue
        close = nearest(scope, project)
        form = 0 if close else 1
        step = 2 if not close else 0 if project.is_for_fix else 1
        found[scope] = at(call, "CFS203", form, step, descriptor=descriptor.label, scope=scope, nearest=close)
    if len(descriptor.scopes) > _CHECKED_SCOPES:
        last, most = descriptor.scopes[_CHECKED_SCOPES - 1], str(_CHECKED_SCOPES)
        found.setdefault("", at(call, "CFS203", 2, 3, descriptor=descriptor.label, most=most, scope=last))
    return found


def nearest(scope: str, project: Project) -> str:
    """The scope that a misspelled one looks most like, in the descriptor's spelling; empty where none does."""
    found = scopes.nearest_scope(scope) or ""
    return scopes.on_forge(found) if found and project.descriptor.kind == "forge" else found
