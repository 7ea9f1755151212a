"""The JSON form of a catalog, for the packaged ones and for those that people bring; see docs/catalogs.md."""

from __future__ import annotations

from flake8_confluence_scopes.scopes.catalog import Catalog, CatalogError, Origin
from flake8_confluence_scopes.scopes.checked_json import mapping, shown, text
from flake8_confluence_scopes.scopes.document import Document
from flake8_confluence_scopes.scopes.document_file import read_operations
from flake8_confluence_scopes.scopes.table import Table
from flake8_confluence_scopes.scopes.table_file import read_rows

SCHEMA = 1
"""The version of the JSON form that this module reads."""

_LARGEST = 16 * 1024 * 1024


def read_file(path: str) -> Catalog:
    """The catalog in the file of at most 16 MB. Raises CatalogError."""
    import json

    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise CatalogError(f"{path} cannot be read: {error.strerror}; name a readable catalog file") from None
    if len(content) > _LARGEST:
        raise CatalogError(f"{path} is larger than 16 MB; name a smaller catalog file")
    try:
        data = json.loads(content)
    except RecursionError:
        raise CatalogError(f"{path} nests too deeply to be a catalog; name another file") from None
    except ValueError as error:
        raise CatalogError(f"{path} is not JSON: {error}; name a catalog file in JSON") from None
    return parse(data, path)


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
        raise CatalogError(f"its schema is {shown(schema)}, and this version reads schema {SCHEMA} only")
    origin = Origin(*(text(top, key, "its top level") for key in Origin._fields))
    if origin.family == "connect":
        return Table(origin, read_rows(top))
    if origin.family == "oauth":
        return Document(origin, read_operations(top))
    raise CatalogError(f"its family is {shown(origin.family)}; write connect or oauth")
