"""Which of the declared scopes the calls use: those that nothing needs, and those that open more than is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.grants import Project
from flake8_confluence_scopes.judging import Need
from flake8_confluence_scopes.project.sites import Site
from flake8_confluence_scopes.scopes import CHAIN, Alternatives

UNSEEN = ("ACT_AS_USER", "ACCESS_EMAIL_ADDRESSES")
"""Connect scopes that no REST call needs: impersonation and what a user's details hold are not seen in a call."""

SHARED = "a file that is not this app's alone sends a call that needs it"
"""The reason of a doubt about what a file sends that the app's code imports, or that is one app's of several."""

REMOVED = "only removed operations need it"
"""The reason of a doubt about a scope that opens what Confluence no longer has: they may be there for some token."""

_UNDECIDED = "a call that is not decided could need it"

UNUSED, NOT_PROVEN, OVER_BROAD = "unused", "not-proven", "over-broad"


class Doubt(NamedTuple):
    """What could need more than is known: a call, or something else, whose ``reason`` says then where it stands.
    ``possible`` None is any scope."""

    site: Site
    reason: str
    possible: frozenset[str] | None

    @property
    def is_call(self) -> bool:
        """Whether a call raises it."""
        return bool(self.site.method)


class Verdict(NamedTuple):
    """What is to be said of one declared scope; ``instead`` opens the same calls."""

    kind: str
    scope: str
    reason: str
    instead: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Use(NamedTuple):
    """``needed`` are the declared scopes without those that can go."""

    verdicts: tuple[Verdict, ...]
    needed: tuple[str, ...]


def scope_use(project: Project, needs: Iterable[Need], doubts: Sequence[Doubt], kept: Iterable[str]) -> Use:
    """What the calls say of the declared scopes. Of ``kept`` ones nothing is said.

    A scope is unused if no call needs it, and no doubt could; a scope that another declared one implies goes with it.
    """
    return _Judge(project, list(needs), doubts, frozenset(kept)).judged()


class _Judge:
    def __init__(
        self, project: Project, needs: Sequence[Need], doubts: Sequence[Doubt], kept: frozenset[str]
    ) -> None:
        self._project = project
        self._doubts = doubts
        self._opened: list[Alternatives] = list(
            dict.fromkeys(need.alternatives for need in needs if need.finding is None)
        )
        self._wanted = {
            scope for need in needs if need.finding for alternative in need.alternatives for scope in alternative
        }
        self._declared = project.meant
        self._judged = [scope for scope in self._declared if scope not in kept and self._is_judged(scope)]

    def judged(self) -> Use:
        needed = list(self._declared)
        verdicts: list[Verdict] = []
        for scope in sorted(self._judged, key=_order):
            rest = [other for other in needed if other != scope]
            verdict = self._superfluous(scope, rest)
            if verdict is None:
                smaller = self._smaller(scope, rest)
                verdicts += [smaller] if smaller else []
                continue
            verdicts.append(verdict)
            # What may be needed still implies others.
            if verdict.kind != NOT_PROVEN:
                needed = rest
        verdicts.sort(key=lambda verdict: self._declared.index(verdict.scope))
        return Use(tuple(verdicts), tuple(needed))

    def _is_judged(self, scope: str) -> bool:
        """Scopes of other products, and misspelled ones, are no matter of these calls."""
        if scopes.connect_scope(scope):
            return scope != "NONE"
        return scopes.is_known_scope(scope) and "confluence" in scope

    def _superfluous(self, scope: str, rest: Sequence[str]) -> Verdict | None:
        """What to say if the ``rest`` opens the same calls; None if it does not, or implies the scope."""
        if scopes.connect_scope(scope) in UNSEEN:
            return Verdict(NOT_PROVEN, scope, "no REST call shows whether it is needed")
        granted = scopes.granted(rest)
        more = scopes.granted([scope]) - granted
        if not more or more & self._wanted or not self._opens_all(granted):
            return None
        if doubts := self._could_need(more):
            return _not_proven(scope, doubts)
        instead = list(self._opening(more, granted))
        if instead:
            others = tuple(dict.fromkeys(name for alternative in instead for name in alternative))
            return Verdict(OVER_BROAD, scope, "other declared scopes open the same calls", others)
        if not any(view.catalog.mentions(scope) for view in self._project.views) and scopes.connect_scope(scope) is None:
            return Verdict(NOT_PROVEN, scope, "the catalog has no operation that needs it")
        return Verdict(UNUSED, scope, "no call needs it")

    def _smaller(self, scope: str, rest: Sequence[str]) -> Verdict | None:
        """What to say if a lower Connect scope in place of this one opens the same calls."""
        connect = scopes.connect_scope(scope)
        if connect not in CHAIN or scopes.granted([scope]) <= scopes.granted(rest):
            return None
        for lower in CHAIN[: CHAIN.index(connect)]:
            instead = lower if scope == connect else scopes.on_forge(lower)
            granted = scopes.granted([*rest, instead])
            more = scopes.granted([scope]) - granted
            if self._opens_all(granted) and not more & self._wanted:
                if doubts := self._could_need(more):
                    return _not_proven(scope, doubts)
                return Verdict(OVER_BROAD, scope, "a lower scope opens the same calls", (instead,))
        return None

    def _opens_all(self, granted: frozenset[str]) -> bool:
        return all(any(granted.issuperset(one) for one in alternatives) for alternatives in self._opened)

    def _opening(self, more: frozenset[str], granted: frozenset[str]) -> Iterator[tuple[str, ...]]:
        """The alternatives among the ``granted`` that open what ``more`` opens as well."""
        both = granted | more
        for alternatives in self._opened:
            if any(more.intersection(one) and both.issuperset(one) for one in alternatives):
                yield next(one for one in alternatives if granted.issuperset(one))

    def _could_need(self, more: frozenset[str]) -> tuple[Doubt, ...]:
        return tuple(doubt for doubt in self._doubts if doubt.possible is None or doubt.possible & more)


def _not_proven(scope: str, doubts: tuple[Doubt, ...]) -> Verdict:
    reasons = {doubt.reason for doubt in doubts if doubt.is_call}
    if all(doubt.reason == REMOVED for doubt in doubts):
        return Verdict(NOT_PROVEN, scope, REMOVED, (), doubts)
    said = [_UNDECIDED] if reasons - {REMOVED, SHARED} else []
    return Verdict(NOT_PROVEN, scope, "; ".join([*said, *sorted(reasons & {SHARED})]), (), doubts)


def _order(scope: str) -> tuple[int, int]:
    """Which scope to do without first: the higher one of Connect; of OAuth the classic one, which opens more."""
    connect = scopes.connect_scope(scope)
    if connect in CHAIN:
        return 0, -CHAIN.index(connect)
    return (1, 0) if scopes.is_classic(scope) else (2, 0)
