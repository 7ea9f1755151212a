"""The scopes to add to an app's descriptor, and to take from it."""

from __future__ import annotations

from typing import NamedTuple

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.project.analysis import App
from flake8_confluence_scopes.project.audit import Comparison, compared
from flake8_confluence_scopes.project.scope_use import UNUSED
from flake8_confluence_scopes.settings import Settings
from flake8_confluence_scopes.silence import Decide, nothing_silenced


class Change(NamedTuple):
    """What to add, in the descriptor's spelling, and what to remove."""

    add: tuple[str, ...]
    remove: tuple[str, ...]


def change(
    app: App, settings: Settings, remove_unused: bool = False, decide: Decide = nothing_silenced
) -> Change | None:
    """The smallest change that opens all calls which scopes can open; None where nothing can be compared.

    Nothing is added for a call whose finding flake8 silences, as ``decide`` says.
    Of alternatives it takes the one that messages name first: the smallest addition, else the classic scopes.
    ``remove_unused`` takes what is proven to be unused after that.
    """
    declaration = app.declaration
    added: list[str] = []
    while True:
        comparison = compared(app._replace(declaration=declaration), settings, decide)
        if comparison is None or not isinstance(declaration, Descriptor):
            return None
        lacking = _next(comparison)
        if not lacking:
            break
        added += lacking
        declaration = declaration._replace(scopes=(*declaration.scopes, *lacking))
    unused = [verdict.scope for verdict in comparison.use.verdicts if verdict.kind == UNUSED]
    return Change(tuple(added), tuple(unused) if remove_unused else ())


def _next(comparison: Comparison) -> tuple[str, ...]:
    """What the call lacks that leaves least choice; of Connect scopes, the highest, which implies the others."""
    wanted = [one.need.lacking for one in comparison.placed if one.is_missing]
    if not wanted:
        return ()
    return min(wanted, key=lambda lacking: (len(lacking), -len(scopes.granted(lacking[0]))))[0]
