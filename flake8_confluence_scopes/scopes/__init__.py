"""Room 2: what a call needs, (method, path template) -> requirement, out of dated scope tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_confluence_scopes.scopes.catalog import Catalog, CatalogError, Entry, Lifecycle
from flake8_confluence_scopes.scopes.library import (
    CONNECT,
    import_openapi,
    is_confluence,
    is_other_products,
    load,
    may_be_other_products,
    names,
    tables,
)
from flake8_confluence_scopes.scopes.requirement import (
    Alternatives,
    Closed,
    Needs,
    Requirement,
    Undecided,
    UnlistedResource,
    UnlistedVersion,
    named,
)
from flake8_confluence_scopes.scopes.scope_names import (
    CHAIN,
    CONNECT_SCOPES,
    connect_scope,
    granted,
    is_classic,
    is_known_scope,
    nearest_scope,
    on_forge,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.scopes.events import EventScopes

__all__ = [
    "CHAIN",
    "CONNECT",
    "CONNECT_SCOPES",
    "Alternatives",
    "Catalog",
    "CatalogError",
    "Closed",
    "Entry",
    "Lifecycle",
    "Needs",
    "Requirement",
    "Undecided",
    "UnlistedResource",
    "UnlistedVersion",
    "connect_scope",
    "event_scopes",
    "granted",
    "import_openapi",
    "is_classic",
    "is_confluence",
    "is_other_products",
    "is_known_scope",
    "load",
    "may_be_other_products",
    "named",
    "names",
    "nearest_scope",
    "on_forge",
    "tables",
    "words_of",
]


def event_scopes(name: str) -> EventScopes | None:
    """See ``events.event_scopes``; no linted file asks."""
    from flake8_confluence_scopes.scopes import events

    return events.event_scopes(name)


def words_of(scope: str) -> str:
    """See ``words.words_of``; no linted file asks."""
    from flake8_confluence_scopes.scopes import words

    return words.words_of(scope)
