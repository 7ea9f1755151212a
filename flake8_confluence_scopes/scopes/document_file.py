"""The operations of a REST document out of their JSON form; see docs/catalogs.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flake8_confluence_scopes.path_template import HOLE
from flake8_confluence_scopes.scopes.catalog import CatalogError, Lifecycle
from flake8_confluence_scopes.scopes.checked_json import (
    flag,
    items,
    mapping,
    optional_text,
    path,
    shown,
    text,
    texts,
)
from flake8_confluence_scopes.scopes.operation import Node, Operation
from flake8_confluence_scopes.scopes.requirement import METHODS, Alternatives
from flake8_confluence_scopes.scopes.scope_names import CONNECT_SCOPES

_CONTEXT_PATH = "/wiki/"
_PARAMETER = re.compile(r"\{[^{}/]+\}")
_TEMPLATE = re.compile(rf"(?:/(?:{_PARAMETER.pattern}|[^{{}}/]+))+/?")
_CONNECT: dict[str, Alternatives] = {
    "INACCESSIBLE": (),
    "NONE": ((),),
    **{scope: ((scope,),) for scope in CONNECT_SCOPES if scope != "NONE"},
}


def read_operations(top: Mapping[str, Any]) -> Node:
    """The root of all operations. Raises CatalogError."""
    root = Node()
    for index, value in enumerate(items(top, "operations", "its top level")):
        where = f"operations[{index}]"
        entry = mapping(value, where)
        operation = _operation(entry, where)
        if not root.add(_segments(operation.resource, where), operation):
            raise CatalogError(
                f"{where} lists {operation.method} {operation.resource} a second time; keep one of them"
            )
    return root


def _operation(entry: Mapping[str, Any], where: str) -> Operation:
    method = text(entry, "method", where)
    if method not in METHODS:
        raise CatalogError(f"{where}.method is {shown(method)}; write one of {', '.join(METHODS)}")
    alternatives = (*_alternatives(entry, "classic", where), *_alternatives(entry, "granular", where))
    lifecycle = Lifecycle(
        optional_text(entry, "removed", where),
        flag(entry, "deprecated", where),
        optional_text(entry, "successor", where),
    )
    return Operation(
        method, path(entry, where), _connect(entry, where), tuple(dict.fromkeys(alternatives)), lifecycle
    )


def _connect(entry: Mapping[str, Any], where: str) -> Alternatives | None:
    scope = optional_text(entry, "connect", where)
    if scope and scope not in _CONNECT:
        raise CatalogError(f"{where}.connect is {shown(scope)}; write one of {', '.join(_CONNECT)}")
    return _CONNECT[scope] if scope else None


def _alternatives(entry: Mapping[str, Any], key: str, where: str) -> Alternatives:
    values = enumerate(items(entry, key, where))
    alternatives = tuple(texts(value, f"{where}.{key}[{index}]") for index, value in values)
    if () in alternatives:
        raise CatalogError(f"{where}.{key} must not hold an empty list; leave that list out")
    return alternatives


def _segments(resource: str, where: str) -> list[str]:
    """What a path has to match: parameters as ``HOLE``, Confluence Cloud's context path cut."""
    if not _TEMPLATE.fullmatch(resource):
        raise CatalogError(
            f"{where}.path is {shown(resource)}; write whole segments, each a word or a {{parameter}}"
        )
    below = resource.removeprefix(_CONTEXT_PATH)
    return _PARAMETER.sub(HOLE, below).strip("/").split("/")
