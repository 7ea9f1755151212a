"""The scopes to add to an app's descriptor, and to take from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import checker, scopes
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.one_line import in_one_line
from flake8_confluence_scopes.project import events
from flake8_confluence_scopes.project.analysis import App
from flake8_confluence_scopes.project.audit import Comparison, compared
from flake8_confluence_scopes.project.scope_use import UNUSED
from flake8_confluence_scopes.project.sites import counted
from flake8_confluence_scopes.settings import Settings
from flake8_confluence_scopes.silence import Decide, nothing_silenced

_SHOWN = 10
"""Operations that one line names."""


class Removed(NamedTuple):
    """A call of a removed operation; ``successor`` is the operation that took its place, where that is sure, or empty."""

    operation: str
    successor: str


class Change(NamedTuple):
    """What to add, in the descriptor's spelling, and what to remove. ``removed`` are the calls of operations that
    Confluence no longer has, for which nothing is added."""

    add: tuple[str, ...]
    remove: tuple[str, ...]
    removed: tuple[Removed, ...] = ()


def change(
    app: App, settings: Settings, remove_unused: bool = False, decide: Decide = nothing_silenced
) -> Change | None:
    """The smallest change that opens all calls and events which scopes can open; None where nothing can be compared.

    Nothing is added for a call whose finding flake8 silences, as ``decide`` says.
    Of alternatives it takes the one that messages name first: the smallest addition, else the classic scopes.
    ``remove_unused`` takes what is proven to be unused after that.
    """
    declaration = app.declaration
    added: list[str] = []
    if isinstance(declaration, Descriptor):
        added += dict.fromkeys(one.scope for one in events.lacking(declaration))
        declaration = declaration._replace(scopes=(*declaration.scopes, *added))
    while True:
        comparison = compared(app._replace(declaration=declaration), settings, decide, proves=False)
        if comparison is None or not isinstance(declaration, Descriptor):
            return None
        lacking = _next(comparison)
        if not lacking:
            break
        added += lacking
        declaration = declaration._replace(scopes=(*declaration.scopes, *lacking))
    removed = tuple(_removed(comparison))
    if not remove_unused:
        return Change(tuple(added), (), removed)
    # Only now: it searches the files beside the descriptor.
    proven = compared(app._replace(declaration=declaration), settings, decide)
    verdicts = proven.use.verdicts if proven else ()
    return Change(tuple(added), tuple(verdict.scope for verdict in verdicts if verdict.kind == UNUSED), removed)


def words(removed: Sequence[Removed]) -> str:
    """What is to be said of calls that get nothing, in one line."""
    operations = dict.fromkeys(
        operation + (f" (its successor is {successor})" if successor else "") for operation, successor in removed
    )
    shown = [*operations][:_SHOWN]
    more = [f"and {len(operations) - _SHOWN} more"] if len(operations) > _SHOWN else []
    return in_one_line(f"adds nothing for {counted(removed)} of removed operations: {', '.join([*shown, *more])}")


def _removed(comparison: Comparison) -> Iterator[Removed]:
    for site, need, _ in comparison.placed:
        if need.removed:
            lifecycle, _ = checker.lifecycle_of(need.call, comparison.project)
            yield Removed(site.operation, f"{site.method} {lifecycle.successor}" if lifecycle.successor else "")


def _next(comparison: Comparison) -> tuple[str, ...]:
    """What the call lacks that leaves least choice; of Connect scopes, the highest, which implies the others."""
    wanted = [one.need.lacking for one in comparison.placed if one.is_missing]
    if not wanted:
        return ()
    return min(wanted, key=lambda lacking: (len(lacking), -len(scopes.granted(lacking[0]))))[0]
