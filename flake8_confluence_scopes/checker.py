"""Where the rooms meet: calls, what a catalog says of them, and what the project declares -> findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.calls import Call
from flake8_confluence_scopes.descriptors import (
    Declaration,
    Descriptor,
    NoDescriptor,
    UnreadableDescriptor,
)
from flake8_confluence_scopes.rules import OAUTH, ON, RULES, Finding, finding
from flake8_confluence_scopes.scopes import (
    Catalog,
    Closed,
    Lifecycle,
    Needs,
    Requirement,
    Undecided,
    UnlistedVersion,
)

_CONNECT_DEFAULT = "connect"
_OAUTH_DEFAULT = "cloud"

# About as many names as there are scopes; each unknown one is compared with all of them.
_CHECKED_SCOPES = 200

_NO_OAUTH = "{catalog} knows Connect scopes only, and {descriptor} declares OAuth scopes; set confluence-catalog to cloud"


class View(NamedTuple):
    """A catalog, answering in one family of scopes; ``on_forge``: Connect scopes are spelled as Forge does."""

    catalog: Catalog
    on_forge: bool = False

    def alternatives(self, needs: Needs) -> list[tuple[str, ...]]:
        """What a call needs, in the descriptor's spelling."""
        if not self.on_forge:
            return list(needs.alternatives)
        return [tuple(map(scopes.on_forge, alternative)) for alternative in needs.alternatives]


class Project(NamedTuple):
    """What all calls of a project are compared with; a call is open where one of the views opens it.

    ``extra_codes`` are those that are not on everywhere, and that are wanted.
    """

    descriptor: Descriptor
    granted: frozenset[str]
    views: tuple[View, ...]
    extra_codes: frozenset[str] = frozenset()

    def reports(self, code: str) -> bool:
        """Whether a finding of this code is wanted of the project."""
        default = RULES[code].default
        by_default = default == ON or (default == OAUTH and any(view.catalog.family == "oauth" for view in self.views))
        return by_default or code in self.extra_codes

    @property
    def is_for_fix(self) -> bool:
        """Whether the declared scopes stand in a file that a program may edit."""
        return self.descriptor.kind != "option" and not self.descriptor.by_hand

    @property
    def meant(self) -> tuple[str, ...]:
        """The declared scopes, without those that mean nothing in this kind of descriptor."""
        return _meant(self.descriptor)


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


def unknown_calls(calls: Iterable[Call], spent: Iterable[str]) -> list[Finding]:
    """What is to be said of the calls that ``belonging.open_calls`` gives, and of the bounds at which the search was given up."""
    found = [finding(1, 0, "CFS301", 1, reason=reason) for reason in spent]
    return found + [_at(call, "CFS301", reason=call.reason) for call in calls]


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
    said: set[object] = set()
    for call in ordered:
        of_call = need(call, project)
        if of_call.finding and not _is_said(of_call, said):
            found.append(of_call.finding)
        for one in outdated(call, project) if project.reports("CFS106") else ():
            if one.code == "CFS106" and not _is_said(Need(call, (), (), one), said):
                found.append(one)
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
        step = 1 if declaration.is_choice else 0
        return None, [_at(first, "CFS201", step=step, waiting=waiting, reason=declaration.reason)]
    if isinstance(declaration, UnreadableDescriptor):
        return None, [_at(first, "CFS202", waiting=waiting, descriptor=declaration.label, reason=declaration.reason)]
    try:
        project = project_of(declaration, catalog, extra_codes)
    except NoAnswers as error:
        return None, [_at(first, "CFS201", step=2, waiting=waiting, reason=str(error))]
    return project, list(unknown_scopes(first, project).values())


class NoAnswers(ValueError):
    """The chosen catalog says nothing in the descriptor's family of scopes; the text is the reason."""


def project_of(
    descriptor: Descriptor, catalog: Catalog | None = None, extra_codes: Collection[str] = ()
) -> Project:
    """What calls are compared with where ``descriptor`` declares the scopes; for the rest see ``check``.

    Raises NoAnswers.
    """
    views = _views(descriptor, catalog)
    if not views and catalog:
        raise NoAnswers(_NO_OAUTH.format(catalog=catalog.name, descriptor=descriptor.label))
    return Project(descriptor, scopes.granted(_meant(descriptor)), views, frozenset(extra_codes))


def _views(descriptor: Descriptor, chosen: Catalog | None) -> tuple[View, ...]:
    """The catalog in each family of scopes that the descriptor declares; none if it has no such answers.

    A Forge manifest may declare Connect scopes beside OAuth scopes, or while an app moves, instead of them.
    """
    names = _meant(descriptor)
    if descriptor.kind == "connect" or (descriptor.kind == "option" and not any(":" in name for name in names)):
        return (View((chosen or scopes.load(_CONNECT_DEFAULT)).for_connect()),)
    catalog = chosen or scopes.load(_OAUTH_DEFAULT)
    connect = [name for name in names if scopes.connect_scope(name)]
    views = []
    if catalog.family != "connect" and (not connect or any(_is_oauth_of_confluence(name) for name in names)):
        views.append(View(catalog))
    if connect:
        views.append(View(catalog.for_connect(), on_forge=any(":" in name for name in connect)))
    return tuple(views)


def _meant(descriptor: Descriptor) -> tuple[str, ...]:
    """The declared scopes, without those that mean nothing in this kind of descriptor."""
    if descriptor.kind != "forge":
        return descriptor.scopes
    return tuple(name for name in descriptor.scopes if name not in scopes.CONNECT_SCOPES)


def _is_oauth_of_confluence(name: str) -> bool:
    return "confluence" in name and scopes.connect_scope(name) is None


def unknown_scopes(call: Call, project: Project) -> dict[str, Finding]:
    """What is to be said at the ``call`` of declared scopes that do not exist, by the scope."""
    descriptor = project.descriptor
    meant = frozenset(_meant(descriptor))
    found: dict[str, Finding] = {}
    for scope in descriptor.scopes[:_CHECKED_SCOPES]:
        if scope in meant and scopes.is_known_scope(scope):
            continue
        if any(view.catalog.mentions(scope) for view in project.views):
            continue
        close = nearest(scope, project)
        form = 0 if close else 1
        step = 2 if not close else 0 if project.is_for_fix else 1
        found[scope] = _at(call, "CFS203", form, step, descriptor=descriptor.label, scope=scope, nearest=close)
    if len(descriptor.scopes) > _CHECKED_SCOPES:
        last, most = descriptor.scopes[_CHECKED_SCOPES - 1], str(_CHECKED_SCOPES)
        found.setdefault("", _at(call, "CFS203", 2, 3, descriptor=descriptor.label, most=most, scope=last))
    return found


def nearest(scope: str, project: Project) -> str:
    """The scope that a misspelled one looks most like, in the descriptor's spelling; empty where none does."""
    found = scopes.nearest_scope(scope) or ""
    return scopes.on_forge(found) if found and project.descriptor.kind == "forge" else found


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


def need(call: Call, project: Project) -> Need:
    """What the call needs, and what is to be said of it: that its operation was removed, or else what it lacks."""
    found = need_of_scopes(call, project)
    wanted = "CFS105" in project.extra_codes or (project.reports("CFS105") and not _is_open_to_connect(found, project))
    said = next(outdated(call, project), None) if wanted else None
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
        return Need(call, (), (), _at(call, "CFS301", reason=call.reason))
    answers = [(view, view.catalog.requirement(call.method, call.path)) for view in project.views]
    needed: list[tuple[str, ...]] = []
    for view, answer in answers:
        if isinstance(answer, Needs):
            needed += view.alternatives(answer)
    if any(project.granted.issuperset(alternative) for alternative in needed):
        return Need(call, tuple(needed), (), None)
    undecided = [answer for _, answer in answers if isinstance(answer, Undecided)]
    if undecided:
        return Need(call, (), (), _at(call, "CFS301", reason=undecided[0].reason))
    if needed:
        return _missing(call, needed, project)
    return Need(call, (), (), _closed(call, *answers[0]))


def outdated(call: Call, project: Project) -> Iterator[Finding]:
    """The finding for an operation that is removed (CFS105) or on its way out (CFS106)."""
    lifecycle, date = lifecycle_of(call, project)
    if lifecycle.removed or lifecycle.deprecated:
        successor = lifecycle.successor or ""
        hint, step = (f"; use {call.method} {successor}", 0) if successor else ("", 1)
        code = "CFS105" if lifecycle.removed else "CFS106"
        yield _at(call, code, step=step, date=lifecycle.removed or date, hint=hint, successor=successor)


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
        return _at(
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
        return _at(
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
    return _at(call, "CFS103", step=1 if other else 0, catalog=catalog, other=other, hint=hint)


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
    found = _at(
        call,
        "CFS101",
        step=0 if project.is_for_fix else 1,
        needs=word + named(alternatives),
        descriptor=project.descriptor.label,
        missing=addition if len(pairs) > 1 or pairs[0][1] != pairs[0][0] else "it" if len(pairs[0][0]) == 1 else "them",
        addition=addition,
    )
    return Need(call, tuple(alternatives), tuple(lacks for _, lacks in pairs), found)


def main_family(declared: Iterable[str]) -> str:
    """The family of OAuth scopes that most declared ones are of, ``classic`` or ``granular``; empty for as many of both."""
    names = [name for name in declared if _is_oauth_of_confluence(name)]
    classic = sum(map(scopes.is_classic, names))
    return "" if 2 * classic == len(names) else "classic" if 2 * classic > len(names) else "granular"


def is_of_family(names: Iterable[str], family: str) -> bool:
    """Whether all of the scopes are of the family."""
    return all(scopes.connect_scope(name) is None and scopes.is_classic(name) == (family == "classic") for name in names)


def named(alternatives: Collection[tuple[str, ...]]) -> str:
    """Alternatives of scope sets as messages write them: one suffices, and needs all of its scopes."""
    texts = [", ".join(alternative) for alternative in alternatives]
    if len(texts) == 1:
        return texts[0] or "no scope"
    return "one of " + ", ".join(f"[{text}]" for text in texts)


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
            return catalog.name, f"; the {catalog.name} catalog opens it with {named(asked.alternatives(answer))}"
    return "", ""


def _at(call: Call, code: str, form: int = 0, step: int = 0, **fields: str) -> Finding:
    line, column, _, _ = call.argument
    sender = f" (sent by {'.'.join(call.client.split('.')[-2:])})" if call.named and not call.is_open else ""
    return finding(line, column, code, form, step, method=call.method, path=f"{call.path}{sender}", **fields)
