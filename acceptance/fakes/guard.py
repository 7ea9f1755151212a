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


class Guard:
    """The scopes that a site has granted to one app, and the catalog that the site goes by."""

    def __init__(self, catalog: str, granted: Iterable[str]) -> None:
        self._granted = set(granted)
        text = (PACKAGE / "scopes" / "data" / f"{catalog}.json").read_text(encoding="utf-8")
        self._catalog: dict[str, Any] = json.loads(text)

    def opens(self, method: str, path: str) -> bool:
        """Whether the granted scopes open a call; ``path`` is a real one, from ``/wiki`` on."""
        if "rows" in self._catalog:
            return any(self._row_opens(row, method, path.removeprefix("/wiki")) for row in self._catalog["rows"])
        operation = self._operation(method, path)
        alternatives = operation["classic"] + operation["granular"] if operation else []
        return any(self._granted.issuperset(alternative) for alternative in alternatives)

    def _row_opens(self, row: dict[str, Any], method: str, path: str) -> bool:
        versions = "|".join(map(re.escape, row["versions"]))
        pattern = row["path"].replace("{version}", f"({versions})")
        below = "" if row.get("exact") or pattern.endswith("*") else "(/.*)?"
        if not re.fullmatch(pattern + below, path):
            return False
        scope = row["scopes"].get(method, "N/A")
        return scope == "NONE" or scope in CHAIN[: 1 + max(map(self._rank, self._granted), default=-1)]

    def _rank(self, scope: str) -> int:
        return CHAIN.index(scope) if scope in CHAIN else -1

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        """The operation that the call is; a literal segment beats a parameter."""
        matching = [
            operation
            for operation in self._catalog["operations"]
            if operation["method"] == method and re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", operation["path"]), path)
        ]
        return max(matching, key=lambda it: [segment[:1] != "{" for segment in it["path"].split("/")], default=None)
