"""Atlassian's OpenAPI documents -> a catalog file.

The scopes of an operation stand in ``x-atlassian-connect-scope`` and ``x-atlassian-oauth2-scopes``, or where the
latter is missing in ``security``. Source: the documents of Confluence Cloud, swagger.v3.json and openapi-v2.v3.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flake8_confluence_scopes.json_file import read_json_file
from flake8_confluence_scopes.scopes.catalog import CatalogError
from flake8_confluence_scopes.scopes.catalog_file import SCHEMA, parse
from flake8_confluence_scopes.scopes.checked_json import flag, items, mapping, optional_text, shown, texts
from flake8_confluence_scopes.scopes.requirement import METHODS
from flake8_confluence_scopes.scopes.scope_names import is_classic

_HOST = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/]*")
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_CONNECT = "x-atlassian-connect-scope"
_OAUTH = "x-atlassian-oauth2-scopes"


def read_openapi(paths: Sequence[str], name: str, date: str, generator: str) -> dict[str, Any]:
    """The catalog file that the documents of one or more files make, as decoded JSON.

    ``name``, ``date`` and ``generator`` are those of the catalog: a document does not tell its date. Raises
    CatalogError.
    """
    operations: list[dict[str, Any]] = []
    sources = []
    for path in paths:
        document = read_json_file(path, "an OpenAPI document", CatalogError)
        try:
            top = mapping(document, "its top level")
            sources.append(_source(top))
            operations += _operations(top)
        except CatalogError as error:
            raise CatalogError(f"{path} is no OpenAPI document of Atlassian's: {error}") from None
    catalog = {
        "schema": SCHEMA,
        "name": name,
        "family": "oauth",
        "source": "; ".join(sources),
        "date": date,
        "generator": generator,
        "operations": operations,
    }
    parse(catalog, " and ".join(paths))
    return catalog


def _source(top: Mapping[str, Any]) -> str:
    info = mapping(top.get("info", {}), "info")
    title = optional_text(info, "title", "info") or "an OpenAPI document without a title"
    version = optional_text(info, "version", "info")
    return f"{title}, version {version}" if version else title


def _operations(top: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    prefix = _prefix(top)
    scoped = False
    for path, value in mapping(top.get("paths"), "paths").items():
        where = f"paths[{shown(path)}]"
        item = mapping(value, where)
        if not path.startswith("/"):
            raise CatalogError(f"{where} does not begin with a slash")
        for method in METHODS:
            if method.lower() in item:
                here = f"{where}.{method.lower()}"
                operation = mapping(item[method.lower()], here)
                scoped = scoped or _CONNECT in operation or _OAUTH in operation
                yield _operation(method, prefix + path, operation, top.get("security"), here)
    if not scoped:
        raise CatalogError(f"no operation in it has {_CONNECT} or {_OAUTH}")


def _operation(
    method: str, path: str, operation: Mapping[str, Any], default_security: object, where: str
) -> dict[str, Any]:
    if _OAUTH in operation:
        found = _from_extension(operation, where)
    else:
        found = _from_security(operation.get("security", default_security), where)
    alternatives = [list(names) for names in dict.fromkeys(names for names in found if names)]
    built: dict[str, Any] = {"method": method, "path": path}
    connect = optional_text(operation, _CONNECT, where)
    if connect:
        built["connect"] = connect
    built["classic"] = [names for names in alternatives if any(map(is_classic, names))]
    built["granular"] = [names for names in alternatives if not any(map(is_classic, names))]
    return built | ({"deprecated": True} if flag(operation, "deprecated", where) else {})


def _from_extension(operation: Mapping[str, Any], where: str) -> Iterator[tuple[str, ...]]:
    for index, value in enumerate(items(operation, _OAUTH, where)):
        here = f"{where}.{_OAUTH}[{index}]"
        yield texts(mapping(value, here).get("scopes"), f"{here}.scopes")


def _from_security(security: object, where: str) -> Iterator[tuple[str, ...]]:
    """One alternative for each requirement object; the schemes in it are needed together."""
    for index, value in enumerate(items({"security": security or []}, "security", where)):
        here = f"{where}.security[{index}]"
        schemes = mapping(value, here).items()
        yield tuple(scope for scheme, names in schemes for scope in texts(names, f"{here}[{shown(scheme)}]"))


def _prefix(top: Mapping[str, Any]) -> str:
    """The path of the first server, which stands before all paths."""
    servers = items({"servers": top.get("servers") or [{"url": "/"}]}, "servers", "its top level")
    server = mapping(servers[0], "servers[0]")
    variables = mapping(server.get("variables", {}), "servers[0].variables")

    def filled(variable: re.Match[str]) -> str:
        found = variables.get(variable[1])
        return str(found.get("default", "")) if isinstance(found, dict) else variable[0]

    url = _VARIABLE.sub(filled, optional_text(server, "url", "servers[0]"))
    return _HOST.sub("", url, count=1).rstrip("/")
