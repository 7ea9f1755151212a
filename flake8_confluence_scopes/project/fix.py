"""The scopes to add to an app's descriptor, to put in the place of misspelled ones, and to take from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import checker, descriptors, grants, scopes
from flake8_confluence_scopes.calls import Call
from flake8_confluence_scopes.descriptors import Descriptor, UnreadableDescriptor
from flake8_confluence_scopes.project import events
from flake8_confluence_scopes.project.analysis import App
from flake8_confluence_scopes.project.audit import Comparison, Placed, compared
from flake8_confluence_scopes.project.report import Audit, Entry
from flake8_confluence_scopes.project.scope_use import UNUSED
from flake8_confluence_scopes.project.sites import Site, name_of
from flake8_confluence_scopes.settings import Settings
from flake8_confluence_scopes.silence import Decide, nothing_silenced


class Added(NamedTuple):
    """A scope that is added, the lower ones that calls needed and that it implies, and what needs it."""

    scope: str
    implied: tuple[str, ...]
    sites: tuple[Site, ...]


class Change(NamedTuple):
    """What to do with a descriptor, in its spelling. ``replace`` puts a scope in the place of a misspelled one; ``doubled``
    are misspelled ones beside which the right one stands already, or one that implies it. ``left`` is what no scope
    mends, as an audit says it, and ``undecided`` counts the calls that may need more."""

    add: tuple[Added, ...] = ()
    replace: tuple[tuple[str, str], ...] = ()
    doubled: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()
    left: tuple[Entry, ...] = ()
    undecided: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done."""
        return not (self.add or self.replace or self.doubled or self.unused)

    @property
    def added(self) -> tuple[str, ...]:
        """The names of the scopes to add."""
        return tuple(one.scope for one in self.add)

    @property
    def removed(self) -> tuple[str, ...]:
        """The names of the scopes to take out."""
        return (*(old for old, _ in self.doubled), *self.unused)

    def applied_to(self, declared: Sequence[str]) -> list[str]:
        """The scopes after the change."""
        right = dict(self.replace)
        return list(dict.fromkeys([*(right.get(one, one) for one in declared if one not in self.removed), *self.added]))


class CannotFix(Exception):
    """What a descriptor lacks cannot be written into it; ``str(error)`` is a sentence that says why, or what to do."""


def change(
    app: App,
    settings: Settings,
    remove_unused: bool = False,
    decide: Decide = nothing_silenced,
    family: str | None = None,
) -> Change:
    """The smallest change that opens all calls and events which scopes can open.

    Nothing is added for a call whose finding flake8 silences, as ``decide`` says.
    Of alternatives it takes those of the ``family``, ``classic`` or ``granular``, by default of the one that the
    descriptor mostly uses, and of these the smallest addition.
    ``remove_unused`` takes what is proven to be unused after that. Raises CannotFix where nothing can be compared.
    """
    declaration = descriptor_of(app)
    try:
        first = compared(app, settings, decide, proves=False)
    except grants.NoAnswers as error:
        raise CannotFix(f"nothing can be fixed: {error}") from error
    # A higher scope than a call needs is nothing that is written for anybody.
    wrong = {old: new for old, new in _misspelled(first).items() if _is_meant(new, first.placed, declaration)}
    corrected = list(dict.fromkeys(wrong.get(scope, scope) for scope in declaration.scopes))
    added = list(dict.fromkeys(one.scope for one in events.lacking(declaration._replace(scopes=tuple(corrected)))))
    family = family or grants.main_family(corrected)
    promised = {one.need.call: one.need.lacking[0] for one in first.placed if one.is_missing}
    while True:
        last = compared(_declaring(app, declaration, [*corrected, *added]), settings, decide, proves=False)
        lacking = _next(last.placed, family, promised)
        if not lacking:
            break
        added += lacking
    needed = [*corrected, *added]
    replace: list[tuple[str, str]] = []
    doubled: list[tuple[str, str]] = []
    for old, new in wrong.items():
        rest = [scope for scope in needed if scope != new]
        if _needs(new, rest, first.placed, declaration):
            # A second misspelling of the same scope finds it written already.
            (doubled if new in declaration.scopes or new in dict(replace).values() else replace).append((old, new))
        elif new in scopes.granted(rest):
            doubled.append((old, new))
        else:
            needed = rest
    unused: list[str] = []
    if remove_unused:
        # Only now: it searches the files beside the descriptor.
        verdicts = compared(_declaring(app, declaration, needed), settings, decide).use.verdicts
        unused = [verdict.scope for verdict in verdicts if verdict.kind == UNUSED and verdict.scope in declaration.scopes]
    mended = {old for old, _ in (*replace, *doubled)}
    return Change(
        tuple(_explained(added, first.placed, declaration)),
        tuple(replace),
        tuple(doubled),
        tuple(unused),
        tuple(_left(first, mended)),
        sum(len(entry.sites) for entry in first.audit.of("undecided")),
    )


def mended(app: App, audit: Audit, settings: Settings, decide: Decide = nothing_silenced) -> int:
    """How many findings of the app's ``audit`` are no more once its descriptor is changed; 0 where it cannot be."""
    open_ones = [entry for entry in audit.entries if entry.kind == "missing" or entry.code == "CFS203"]
    if not open_ones:
        return 0
    try:
        wanted = change(app, settings, decide=decide)
        edited(app, wanted)
    except CannotFix:
        return 0
    left = {entry.message for entry in wanted.left}
    return sum(len(entry.sites) for entry in open_ones if entry.message not in left)


def is_descriptor(app: App) -> bool:
    """Whether there is something to write into."""
    return isinstance(app.declaration, Descriptor)


def descriptor_of(app: App) -> Descriptor:
    """The app's descriptor. Raises CannotFix where there is none that can be read."""
    declaration = app.declaration
    if isinstance(declaration, Descriptor):
        return declaration
    label = f"{declaration.label} " if isinstance(declaration, UnreadableDescriptor) else ""
    raise CannotFix(f"nothing can be fixed: {label}{declaration.reason}")


def edited(app: App, wanted: Change) -> tuple[bytes, bytes]:
    """The bytes of the app's descriptor before and after the change; nothing is written. Raises CannotFix."""
    declaration = descriptor_of(app)
    if declaration.path is None:
        names = ",".join(wanted.applied_to(declaration.scopes))
        raise CannotFix(f"the scopes stand in no file; set {declaration.label} to {names}")
    try:
        return descriptors.edited(declaration.path, wanted.added, wanted.removed, dict(wanted.replace))
    except descriptors.Unreadable as error:
        parts = [f"add {', '.join(wanted.added)}"] if wanted.add else []
        parts += [f"write {new} for {old}" for old, new in wanted.replace]
        parts += [f"remove {', '.join(wanted.removed)}"] if wanted.removed else []
        raise CannotFix(f"{name_of(declaration)} {error}: {'; '.join(parts)}") from error


def write(app: App, after: bytes) -> None:
    """Writes what ``edited`` gave. Raises CannotFix."""
    declaration = descriptor_of(app)
    try:
        descriptors.write(declaration.path or "", after)
    except OSError as error:
        raise CannotFix(
            f"{name_of(declaration)} cannot be written: {error.strerror}; "
            "make it writable, or edit it as `confluence-scopes fix --diff` shows"
        ) from error


def _declaring(app: App, declaration: Descriptor, names: Sequence[str]) -> App:
    return app._replace(declaration=declaration._replace(scopes=tuple(names)))


def _misspelled(comparison: Comparison) -> dict[str, str]:
    """The declared scopes that do not exist, as far as flake8 reports them, each with the one that is meant."""
    reported = {entry.message for entry in comparison.audit.of("problems") if entry.code == "CFS203"}
    if not reported:
        return {}
    found = checker.unknown_scopes(comparison.placed[0].need.call, comparison.project)
    wrong = [scope for scope, one in found.items() if one.text in reported]
    nearest = {scope: checker.nearest(scope, comparison.project) for scope in wrong}
    return {scope: name for scope, name in nearest.items() if name}


def _needs(scope: str, rest: Sequence[str], placed: Iterable[Placed], declaration: Descriptor) -> bool:
    """Whether a call or an event needs the scope beside the rest."""
    granted = scopes.granted(rest)
    wanting = (one.need for one in placed if one.silence is None and not one.need.removed)
    for need in wanting:
        with_it = any(granted.union(scopes.granted([scope])).issuperset(one) for one in need.alternatives)
        if with_it and not any(granted.issuperset(one) for one in need.alternatives):
            return True
    return scope in {one.scope for one in events.needed(declaration)}


def _is_meant(scope: str, placed: Iterable[Placed], declaration: Descriptor) -> bool:
    """Whether it is declared or implied already, or a call or an event needs it by itself."""
    if scope in scopes.granted(declaration.scopes) or scope in {one.scope for one in events.needed(declaration)}:
        return True
    wanting = (one.need for one in placed if one.silence is None and not one.need.removed)
    return any(scope in alternative for need in wanting for alternative in need.alternatives)


def _next(placed: Iterable[Placed], family: str, promised: Mapping[Call, tuple[str, ...]]) -> tuple[str, ...]:
    """What the call lacks that leaves least choice; of Connect scopes, the highest, which implies the others. Where no family
    is wanted, it is what the call's message has ``promised``."""
    needs = [one.need for one in placed if one.is_missing]
    if family:
        wanted = [_of_family(need.lacking, family) for need in needs]
    else:
        wanted = [_kept(need.lacking, promised.get(need.call, ())) for need in needs]
    if not wanted:
        return ()
    return min(wanted, key=lambda lacking: (len(lacking), -len(scopes.granted(lacking[0]))))[0]


def _kept(lacking: Iterable[tuple[str, ...]], promised: Sequence[str]) -> Sequence[tuple[str, ...]]:
    """The additions, first of all the promised one."""
    return sorted(lacking, key=lambda one: not set(one).issubset(promised))


def _of_family(lacking: Sequence[tuple[str, ...]], family: str) -> Sequence[tuple[str, ...]]:
    """The additions of the family, or all where it opens nothing."""
    return [one for one in lacking if grants.is_of_family(one, family)] or lacking


def _explained(added: Sequence[str], placed: Sequence[Placed], declaration: Descriptor) -> Iterator[Added]:
    """Why each of the scopes is added. A Connect scope that another one of them implies is not among them."""
    before = scopes.granted(declaration.scopes)
    after = scopes.granted([*declaration.scopes, *added])
    for_events = events.lacking(declaration)
    for scope in added:
        gives = scopes.granted([scope]) - before
        chain = map(scopes.on_forge, scopes.CHAIN) if ":" in scope else scopes.CHAIN
        sites: list[Site] = [one.site for one in for_events if one.scope == scope]
        lacked: set[str] = set()
        for site, need, _ in (one for one in placed if one.is_missing):
            opening = next((one for one in need.alternatives if after.issuperset(one)), ())
            if gives.intersection(opening):
                sites.append(site)
                lacked |= gives.intersection(opening)
        yield Added(scope, tuple(name for name in chain if name in lacked - {scope}), tuple(sites))


def _left(comparison: Comparison, mended: set[str]) -> Iterator[Entry]:
    """What flake8 reports and no scope mends."""
    right: set[str] = set()
    if mended:
        found = checker.unknown_scopes(comparison.placed[0].need.call, comparison.project)
        right = {found[scope].text for scope in mended}
    yield from (entry for entry in comparison.audit.of("problems") if entry.message not in right)
