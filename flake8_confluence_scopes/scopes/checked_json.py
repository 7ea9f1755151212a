"""Reading values out of decoded JSON, with a sentence for what is not as it should be.

``where`` names the place in the file, such as ``rows[3]``. Every function that takes it raises CatalogError.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flake8_confluence_scopes.path_template import HOLE
from flake8_confluence_scopes.scopes.catalog import CatalogError


def mapping(value: object, where: str) -> Mapping[str, Any]:
    """The value as an object."""
    if not isinstance(value, dict):
        raise CatalogError(f"{where} must be an object")
    return value


def items(entry: Mapping[str, Any], key: str, where: str) -> list[Any]:
    """The list under the key."""
    value = entry.get(key)
    if not isinstance(value, list):
        raise CatalogError(f"{where} needs {key!r} with a list")
    return value


def text(entry: Mapping[str, Any], key: str, where: str) -> str:
    """The text under the key, not empty."""
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise CatalogError(f"{where} needs {key!r} with a text")
    return value


def optional_text(entry: Mapping[str, Any], key: str, where: str) -> str:
    """The text under the key, or empty."""
    return "" if entry.get(key) is None else text(entry, key, where)


def path(entry: Mapping[str, Any], where: str) -> str:
    """The path of a resource."""
    value = text(entry, "path", where)
    if not value.startswith("/") or HOLE in value:
        raise CatalogError(f"{where}.path is {shown(value)}; begin it with a slash, as in /rest/api/content")
    return value


def texts(value: object, where: str) -> tuple[str, ...]:
    """The value as a list of texts, none empty."""
    if not isinstance(value, list) or not all(isinstance(part, str) and part for part in value):
        raise CatalogError(f"{where} must be a list of texts")
    return tuple(value)


def flag(entry: Mapping[str, Any], key: str, where: str) -> bool:
    """The truth value under the key; false where it is missing."""
    value = entry.get(key, False)
    if not isinstance(value, bool):
        raise CatalogError(f"{where}.{key} must be true or false")
    return value


def shown(value: object) -> str:
    """The value as a message quotes it, in one short piece of ASCII."""
    quoted = ascii(value)
    return quoted if len(quoted) <= 60 else quoted[:57] + "..."
