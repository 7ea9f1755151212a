"""The catalogs by name, or from a file that people bring."""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence

from flake8_confluence_scopes.path_template import PathTemplate, is_version
from flake8_confluence_scopes.scopes.catalog import Catalog, CatalogError

_OTHER_PRODUCTS = frozenset(
    """access-tokens agile assets auth branch-permissions branch-utils build-status default-reviewers dev-status
    greenhopper insight insights keys servicedeskapi ssh tempo-accounts tempo-timesheets usermanagement zapi""".split()
)
_PACKAGED = ("connect-2014", "connect-2016", "cloud")
CONNECT = "connect"
"""The catalog that asks all tables in Connect scopes."""
_NAMES = (CONNECT, *_PACKAGED)


def names() -> tuple[str, ...]:
    """The catalogs that have a name."""
    return _NAMES


def tables() -> tuple[str, ...]:
    """Those that hold data of their own, the newest last."""
    return _PACKAGED


def load(name_or_path: str) -> Catalog:
    """A catalog by its name, or the one in a file. Raises CatalogError.

    A file is read again when its time or size has changed.
    """
    if name_or_path == CONNECT:
        return _connect()
    if name_or_path in _PACKAGED:
        return _packaged(name_or_path)
    try:
        status = os.stat(name_or_path)
    except (OSError, ValueError):
        raise CatalogError(
            f"there is no catalog {name_or_path!r}; write {', '.join(_NAMES)} or a catalog file's path"
        ) from None
    return _from_file(name_or_path, status.st_mtime_ns, status.st_size)


def is_confluence(path: PathTemplate) -> bool:
    """Whether the path is Confluence's: it lies under ``/wiki``, or a packaged catalog knows it."""
    return path.wiki or any(load(name).knows(path) for name in _PACKAGED)


def is_other_products(path: PathTemplate) -> bool:
    """Whether the path is one of Jira's, Bitbucket's, Bamboo's or Crowd's, by their own REST documentation."""
    root, *rest = path.segments
    if root != "rest" or not rest:
        return False
    # Only Confluence's /rest/api/ has no version.
    versioned = rest[0] == "api" and len(rest) > 1 and is_version(rest[1])
    return versioned or rest[0] in _OTHER_PRODUCTS


def may_be_other_products(path: PathTemplate) -> bool:
    """Whether Jira and others have such a path as well: all of them install plugins below ``/rest/``, such as
    ``/rest/atlassian-connect`` and ``/rest/applinks``."""
    root, *rest = path.segments
    return root == "rest" and rest[:1] != ["api"] and not path.wiki


@functools.cache
def _packaged(name: str) -> Catalog:
    from flake8_confluence_scopes.scopes.catalog_file import parse
    from flake8_confluence_scopes.scopes.package_data import read_json

    return parse(read_json(name), name)


@functools.cache
def _connect() -> Catalog:
    from flake8_confluence_scopes.scopes.succession import Succession

    return Succession(CONNECT, tuple(reversed(_PACKAGED)), _packaged)


@functools.lru_cache(8)
def _from_file(path: str, mtime_ns: int, size: int) -> Catalog:
    from flake8_confluence_scopes.scopes.catalog_file import read_file

    return read_file(path)


def import_openapi(paths: Sequence[str], name: str, date: str, generator: str) -> str:
    """The text of the catalog file that Atlassian's OpenAPI documents make. Raises CatalogError."""
    from flake8_confluence_scopes.scopes.catalog_file import rendered
    from flake8_confluence_scopes.scopes.openapi import read_openapi

    return rendered(read_openapi(paths, name, date, generator))
