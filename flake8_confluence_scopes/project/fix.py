"""The scopes to add to an app's descriptor, and to take from it."""

from __future__ import annotations

from typing import NamedTuple

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.project import events
from flake8_confluence_scopes.project.analysis import App
from flake8_confluence_scopes.project.audit import Comparison, compared
from flake8_confluence_scopes.project.scope_use import UNUSED
from flake8_confluence_scopes.settings import Settings


class Change(NamedTuple):
    """What to add, in the descriptor's spelling, and what to remove."""

    add: tuple[str, ...]
    remove: tuple[str, ...]


def change(app: App, settings: Settings, remove_unused: bool = False) -> Change | None:
    """The smallest change that opens all calls and events which scopes can open; None where nothing can be compared.

    Of alternatives it takes the one that messages name first: the smallest addition, else the classic scopes.
    ``remove_unused`` takes what is proven to be unused after that.
    """
    declaration = app.declaration
    added: list[str] = []
    if isinstance(declaration, Descriptor):
        added += dict.fromkeys(one.scope for one in events.lacking(declaration))
        declaration = declaration._replace(scopes=(*declaration.scopes, *added))
    while True:
        comparison = compared(app._replace(declaration=declaration), settings, proves=False)
        if comparison is None or not isinstance(declaration, Descriptor):
            return None
        lacking = _next(comparison)
        if not lacking:
            break
        added += lacking
        declaration = declaration._replace(scopes=(*declaration.scopes, *lacking))
    if not remove_unused:
        return Change(tuple(added), ())
    # Only now: it searches the files beside the descriptor.
    comparison = compared(app._replace(declaration=declaration), settings)
    verdicts = comparison.use.verdicts if comparison else ()
    return Change(tuple(added), tuple(verdict.scope for verdict in verdicts if verdict.kind == UNUSED))


def _next(comparison: Comparison) -> tuple[str, ...]:
    """What the call lacks that leaves least choice; of Connect scopes, the highest, which implies the others."""
    wanted = [need.lacking for _, need in comparison.placed if need.lacking and need.finding]
    if not wanted:
        return ()
    return min(wanted, key=lambda lacking: (len(lacking), -len(scopes.granted(lacking[0]))))[0]
