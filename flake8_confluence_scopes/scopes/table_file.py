"""The rows of a Connect table out of its JSON form; see docs/catalogs.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flake8_confluence_scopes.path_template import is_version
from flake8_confluence_scopes.scopes.catalog import CatalogError
from flake8_confluence_scopes.scopes.checked_json import flag, items, mapping, path, shown, texts
from flake8_confluence_scopes.scopes.requirement import METHODS
from flake8_confluence_scopes.scopes.row import ALL, NOTHING, SLASH, SOMETHING, Row
from flake8_confluence_scopes.scopes.scope_names import CONNECT_SCOPES

_TABLE_METHODS = METHODS[:4]
_CLOSED = "N/A"


def read_rows(top: Mapping[str, Any]) -> list[Row]:
    """The rows. Raises CatalogError."""
    rows = []
    seen: set[tuple[str, str, tuple[str, ...], str]] = set()
    for index, value in enumerate(items(top, "rows", "its top level")):
        where = f"rows[{index}]"
        row = _row(mapping(value, where), where)
        for version in row.versions or ("",):
            key = (row.name, version, row.base, row.below)
            if key in seen:
                raise CatalogError(f"{where} lists {row.resource} a second time; keep one of them")
            seen.add(key)
        rows.append(row)
    return rows


def _row(entry: Mapping[str, Any], where: str) -> Row:
    resource = path(entry, where)
    versions = texts(entry.get("versions"), f"{where}.versions")
    stem, below = resource, NOTHING if flag(entry, "exact", where) else ALL
    for ending, meaning in ((".*", SLASH), (".+", SOMETHING)):
        if resource.endswith("/" + ending):
            stem, below = resource[: -len(ending)], meaning
    root, *parts = stem.strip("/").split("/")
    rest = root == "rest"
    name = parts.pop(0).lower() if rest and parts else ""
    versioned = rest and parts[:1] == ["{version}"]
    base = tuple(parts[versioned:] if rest else (root, *parts))
    literal = base != () and all(base) and not any(char in "".join(base) for char in "{}*+")
    clear = versioned or not (rest and base and is_version(base[0]))
    if not literal or not clear or rest != bool(name) or versioned != bool(versions):
        raise CatalogError(
            f"{where}.path is {shown(resource)}; write it as /rest/name/resource or, exactly where versions "
            "are listed, /rest/name/{version}/resource, with no expression but a final /.* or /.+"
        )
    if not all(is_version(version) for version in versions):
        raise CatalogError(f"{where}.versions must hold texts such as 1, 1.0 or latest")
    if rest and below == SLASH:
        # Atlassian's server drops empty segments of a REST path, and with them the slash at its end.
        below = SOMETHING
    elif not rest and below == ALL:
        below = NOTHING
    return Row(resource, name, versions, base, below, _cells(entry, where))


def _cells(entry: Mapping[str, Any], where: str) -> dict[str, str]:
    """The methods that are open, each with its scope."""
    cells = {}
    for method, scope in mapping(entry.get("scopes"), f"{where}.scopes").items():
        if method not in _TABLE_METHODS:
            listed = ", ".join(_TABLE_METHODS)
            raise CatalogError(f"{where}.scopes names method {shown(method)}; write {listed}")
        if scope not in CONNECT_SCOPES and scope != _CLOSED:
            listed = ", ".join((*CONNECT_SCOPES, _CLOSED))
            raise CatalogError(f"{where}.scopes.{method} is {shown(scope)}; write one of {listed}")
        if scope != _CLOSED:
            cells[method] = scope
    return cells
