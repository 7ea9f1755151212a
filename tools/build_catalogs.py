#!/usr/bin/env python3
"""Build the packaged catalogs from their sources: build_catalogs.py [SOURCES] [--only NAME] [--output DIR] [--check]

SOURCES is the folder with seed/confluence-rest-scopes.txt and facts/*.json (default: ../shared
beside the repository). --check writes nothing and exits with 1 where a packaged file differs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flake8_confluence_scopes.scopes.catalog_file import SCHEMA, rendered

GENERATOR = "tools/build_catalogs.py"
REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE_DATA = REPOSITORY / "flake8_confluence_scopes" / "scopes" / "data"
SOURCES = REPOSITORY.parent / "shared"
METHODS = ("GET", "POST", "PUT", "DELETE")

_FORMS = {"($|/.*)": "", "(/.*)": "/.*", "/.+": "/.+"}
"""How the Connect plugin's expressions end, and what a catalog file writes for each."""

_TITLE = "Resources and their Associated Scopes"
_COLUMNS = "PathGETPOSTPUTDELETE"
# The page's text runs the cells of a row together: "READN/AN/AN/A", "1.02.0latest", "11.0latest". Its
# versions are taken apart as numbers of one digit: 1.0 and 2.0, 1 and 1.0, as the server listed them in 2016.
_VERSION = re.compile(r"latest|\d(?:\.\d)?")
_VERSIONS = re.compile(rf"(?:{_VERSION.pattern})+")
_CELL = re.compile(r"N/A|NONE|READ|WRITE|DELETE|SPACE_ADMIN|ADMIN")
_CELLS = re.compile(rf"(?:{_CELL.pattern}){{{len(METHODS)}}}")


def parse_page(text: str) -> list[dict[str, Any]]:
    """The rows of the page of 2014, as text: path, perhaps versions, one cell for each method.

    Raises ValueError where the text has another shape.
    """
    table = text.partition(_TITLE)[2].split()
    if table[:1] != [_COLUMNS]:
        raise ValueError(f"the page has no table {_COLUMNS} under {_TITLE!r}")
    rows: list[dict[str, Any]] = []
    path = ""
    versions: list[str] = []
    for word in table[1:]:
        if not path and word.startswith("/"):
            path = word
        elif path and not versions and "{version}" in path and _VERSIONS.fullmatch(word):
            versions = _VERSION.findall(word)
        elif path and bool(versions) == ("{version}" in path) and _CELLS.fullmatch(word):
            cells = dict(zip(METHODS, _CELL.findall(word)))
            rows.append({"path": path, "versions": versions, "scopes": cells})
            path, versions = "", []
        else:
            raise ValueError(f"the page's table has {word!r} after {path or 'a row'}")
    if path:
        raise ValueError(f"the page's table ends after {path}")
    return rows


def connect_2014(sources: Path) -> dict[str, Any]:
    """The table of Atlassian's page, all rows and cells as printed."""
    text = (sources / "seed" / "confluence-rest-scopes.txt").read_text(encoding="utf-8")
    return {
        "schema": SCHEMA,
        "name": "connect-2014",
        "family": "connect",
        "source": 'Atlassian Connect documentation, page "Confluence REST Scopes" (February 2014)',
        "date": "2014-02",
        "generator": GENERATOR,
        "rows": parse_page(text),
    }


def connect_2016(sources: Path) -> dict[str, Any]:
    """The Connect plugin's table with its private rows, and the row that every app has without a scope."""
    header, rows = _facts(sources, "connect-table-2016.json", "rows")
    files = " and ".join(name.rpartition("/")[2] for name in header["files"])
    return {
        "schema": SCHEMA,
        "name": "connect-2016",
        "family": "connect",
        "source": f"Atlassian Connect plugin, {files}; {header['source']}",
        "date": header["date"][:10],
        "generator": GENERATOR,
        "rows": [_row_2016(row) for row in (*rows, header["implicit_row"])],
    }


def _row_2016(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the plugin's table, its regular expression in the forms that a catalog file has."""
    expression = row["base_path_regex"]
    stem, ending = next(
        ((expression[: -len(form)], ending) for form, ending in _FORMS.items() if expression.endswith(form)),
        (expression, ""),
    )
    if re.escape(stem).replace("\\-", "-") != stem:
        raise ValueError(f"{row['path']} has the expression {expression!r}, which no catalog file can hold")
    versions = row["versions"]
    prefix = f"/rest/{row['name']}" + ("/{version}" if versions else "") if row["kind"] == "rest" else ""
    cells = {method: "NONE" if scope == "(none needed)" else scope for method, scope in row["scopes"].items()}
    built = {
        "path": prefix + stem + ending,
        "versions": versions,
        "scopes": {method: cells.get(method, "N/A") for method in METHODS},
    }
    return built | ({} if expression != stem else {"exact": True})


def cloud(sources: Path) -> dict[str, Any]:
    """The operations of both REST documents, and those of v1 that a former document had."""
    v1, operations_v1 = _facts(sources, "cloud-v1.json", "operations")
    v2, operations_v2 = _facts(sources, "cloud-v2.json", "operations")
    former, operations_former = _facts(sources, "cloud-v1-2024-02.json", "operations")
    date = v1["document_date"][:10]
    if v2["document_date"][:10] != date:
        raise ValueError("the documents of v1 and v2 have different dates")
    removed = [operation for operation in operations_former if not operation["in_2026_07"]]
    places = {(operation["method"], _shape(operation["path"])): operation["path"] for operation in operations_v2}

    def built(operation: dict[str, Any]) -> dict[str, Any]:
        """The operation with its successor, if it is on its way out and v2 has the same one."""
        entry = _operation(operation)
        successor = places.get((operation["method"], _shape(operation["path"])))
        return entry | ({"successor": successor} if successor and operation["deprecated"] else {})

    return {
        "schema": SCHEMA,
        "name": "cloud",
        "family": "oauth",
        "source": (
            f"{v1['document']}, {v1['document_url']}; {v2['document']}, {v2['document_url']}; "
            f"removed operations: {former['title']}"
        ),
        "date": date,
        "generator": GENERATOR,
        "operations": [
            *map(built, operations_v1),
            *map(_operation, operations_v2),
            *(built(operation) | {"removed": date} for operation in removed),
        ],
    }


def _shape(path: str) -> tuple[str, ...]:
    """What a path of v1 and one of v2 have in common if they lead to the same resource.

    The resources of v2 have the names of v1's, in the plural, and parameters in the same places. What v2 calls
    otherwise, or splits up as it did with content, has no sure successor.
    """
    below = path.removeprefix("/wiki/rest/api/").removeprefix("/wiki/api/v2/")
    words = ["{}" if word.startswith("{") else word for word in below.split("/")]
    return tuple(re.sub("y$", "ie", word.removesuffix("s")) for word in words)


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    built = {key: operation[key] for key in ("method", "path")}
    built["connect"] = operation["connect_scope"]
    for key in ("classic", "granular"):
        built[key] = [list(scopes) for scopes in dict.fromkeys(map(tuple, operation[key]))]
    return built | ({"deprecated": True} if operation["deprecated"] else {})


def oauth_scopes(sources: Path) -> dict[str, Any]:
    """The names of all OAuth scopes, those that stand for a Connect scope in a Forge manifest included."""
    header, scopes = _facts(sources, "oauth-scopes.json", "scopes")
    return {
        "schema": SCHEMA,
        "source": "; ".join(header["sources"]),
        "generator": GENERATOR,
        "scopes": [scope["scope"] for scope in scopes],
    }


def forge_events(sources: Path) -> dict[str, Any]:
    """Forge's events with their scopes; of the write scopes, the source says that they may be dropped."""
    data = json.loads((sources / "facts" / "forge-events.json").read_text(encoding="utf-8"))
    header = data["header"]
    return {
        "schema": SCHEMA,
        "source": header["source"],
        "date": header["date"],
        "generator": GENERATOR,
        "missing": header["not_in_it"],
        "events": [
            {
                "event": name,
                "required": [scope for scope in scopes if not scope.startswith("write:")],
                "droppable": [scope for scope in scopes if scope.startswith("write:")],
            }
            for name, scopes in data["events"].items()
        ],
    }


def _facts(sources: Path, name: str, key: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Header and entries of a file of facts."""
    data = json.loads((sources / "facts" / name).read_text(encoding="utf-8"))
    return data["header"], data[key]


FILES: dict[str, Callable[[Path], dict[str, Any]]] = {
    "connect-2014": connect_2014,
    "connect-2016": connect_2016,
    "cloud": cloud,
    "oauth-scopes": oauth_scopes,
    "forge-events": forge_events,
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Build the packaged catalogs from their sources.")
    parser.add_argument("sources", nargs="?", type=Path, default=SOURCES, help="default: %(default)s")
    parser.add_argument("--only", choices=FILES, help="one file (default: all)")
    parser.add_argument("--output", type=Path, default=PACKAGE_DATA, help="default: %(default)s")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    options = parser.parse_args(arguments)
    differing = 0
    for name in [options.only] if options.only else FILES:
        target: Path = options.output / f"{name}.json"
        text = rendered(FILES[name](options.sources))
        same = target.is_file() and target.read_text(encoding="utf-8") == text
        if not same and not options.check:
            target.write_text(text, encoding="utf-8", newline="\n")
        differing += not same
        print(f"{name}: {'unchanged' if same else 'differs' if options.check else 'written'}")
    return 1 if options.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
