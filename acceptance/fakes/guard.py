"""Who may call what, out of a catalog's JSON.

This is a second reading of the catalogs: it knows real paths only, and shares no code with the package.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from tests.support import PACKAGE

CHAIN = ("READ", "WRITE", "DELETE", "SPACE_ADMIN", "ADMIN")
"""Connect's scopes: each implies those before it."""


NEWEST_FIRST = ("cloud", "connect-2016", "connect-2014")
"""The tables of a site that goes by the catalog ``connect``."""


class Guard:
    """The scopes that a site has granted to one app, and the catalog that the site goes by."""

    def __init__(self, catalog: str, granted: Iterable[str]) -> None:
        names = NEWEST_FIRST if catalog == "connect" else (catalog,)
        texts = ((PACKAGE / "scopes" / "data" / f"{name}.json").read_text(encoding="utf-8") for name in names)
        self._tables: list[dict[str, Any]] = [json.loads(text) for text in texts]
        self._oauth = catalog == "cloud"
        scopes = set(granted)
        highest = max((CHAIN.index(scope) for scope in scopes if scope in CHAIN), default=-1)
        self._granted = {*scopes, *CHAIN[: 1 + highest], "NONE"}

    def opens(self, method: str, path: str) -> bool:
        """Whether the granted scopes open a call; ``path`` is a real one, from ``/wiki`` on."""
        return any(self._granted.issuperset(alternative) for alternative in self.alternatives(method, path))

    def alternatives(self, method: str, path: str) -> list[list[str]]:
        """The lists of scopes of which each opens a call, none where the site opens it to nobody."""
        opening = (needed for table in self._tables if (needed := self._needed(table, method, path)))
        return next(opening, [])

    def _needed(self, table: dict[str, Any], method: str, path: str) -> list[list[str]]:
        """The alternatives of a table, none where it does not open the call."""
        if "rows" in table:
            rows = (row for row in table["rows"] if self._covers(row, path.removeprefix("/wiki")))
            return [[row["scopes"][method]] for row in rows if row["scopes"].get(method, "N/A") != "N/A"]
        operation = self._operation(table, method, path)
        if operation is None:
            return []
        if self._oauth:
            return [*operation["classic"], *operation["granular"]]
        return [] if operation["connect"] == "INACCESSIBLE" else [[operation["connect"]]]

    def _covers(self, row: dict[str, Any], path: str) -> bool:
        versions = "|".join(map(re.escape, row["versions"]))
        pattern = row["path"].replace("{version}", f"({versions})")
        below = "" if row.get("exact") or pattern.endswith("*") else "(/.*)?"
        return re.fullmatch(pattern + below, path) is not None

    def _operation(self, table: dict[str, Any], method: str, path: str) -> dict[str, Any] | None:
        """The operation that the call is; a literal segment beats a parameter."""
        matching = [
            operation
            for operation in table["operations"]
            if operation["method"] == method and re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", operation["path"]), path)
        ]
        return max(matching, key=lambda it: [segment[:1] != "{" for segment in it["path"].split("/")], default=None)
