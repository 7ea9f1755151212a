"""Room 2: what a call needs, (method, path template) -> requirement, out of dated scope tables."""

from __future__ import annotations

from flake8_confluence_scopes.scopes.catalog import Catalog, CatalogError, Lifecycle
from flake8_confluence_scopes.scopes.library import is_confluence, load, names
from flake8_confluence_scopes.scopes.requirement import (
    Closed,
    Needs,
    Requirement,
    Undecided,
    UnlistedResource,
    UnlistedVersion,
)
from flake8_confluence_scopes.scopes.scope_names import granted, is_known_scope, nearest_scope

__all__ = [
    "Catalog",
    "CatalogError",
    "Closed",
    "Lifecycle",
    "Needs",
    "Requirement",
    "Undecided",
    "UnlistedResource",
    "UnlistedVersion",
    "granted",
    "is_confluence",
    "is_known_scope",
    "load",
    "names",
    "nearest_scope",
]
