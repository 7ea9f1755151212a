"""The JSON form of a catalog, for the packaged ones and for those that people bring; see docs/catalogs.md."""

from __future__ import annotations

from collections.abc import Mapping

from flake8_confluence_scopes.json_file import read_json_file
from flake8_confluence_scopes.scopes.catalog import Catalog, CatalogError, Origin
from flake8_confluence_scopes.scopes.checked_json import mapping, shown, text
from flake8_confluence_scopes.scopes.document import Document
from flake8_confluence_scopes.scopes.document_file import read_operations
from flake8_confluence_scopes.scopes.table import Table
from flake8_confluence_scopes.scopes.table_file import read_rows

SCHEMA = 1
"""The version of the JSON form that this module reads."""


def read_file(path: str) -> Catalog:
    """The catalog in the file. Raises CatalogError."""
    return parse(read_json_file(path, "a catalog file", CatalogError), path)


def rendered(data: Mapping[str, object]) -> str:
    """The file's text: JSON with one entry a line."""
    import json

    lines = []
    for key, value in data.items():
        if isinstance(value, list):
            entries = ",\n".join(f"  {json.dumps(entry)}" for entry in value)
            lines.append(f" {json.dumps(key)}: [\n{entries}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def parse(data: object, label: str) -> Catalog:
    """The catalog that decoded JSON describes. Raises CatalogError, which calls the file ``label``."""
    try:
        return _catalog(data)
    except CatalogError as error:
        raise CatalogError(f"{label} is no catalog: {error}") from None


def _catalog(data: object) -> Catalog:
    top = mapping(data, "its top level")
    schema = top.get("schema")
    if schema != SCHEMA or isinstance(schema, bool):
        raise CatalogError(f"its schema is {shown(schema)}; write it in schema {SCHEMA}, the only one that this version reads")
    origin = Origin(*(text(top, key, "its top level") for key in Origin._fields))
    if origin.family == "connect":
        return Table(origin, read_rows(top))
    if origin.family == "oauth":
        return Document(origin, read_operations(top))
    raise CatalogError(f"its family is {shown(origin.family)}; write connect or oauth")
