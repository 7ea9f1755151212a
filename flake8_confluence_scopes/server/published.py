"""The diagnostics that stand at the client, so that none are sent twice."""

from __future__ import annotations

from flake8_confluence_scopes.server.lines import Json


class Published:
    """The diagnostics that stand at the client, by document."""

    def __init__(self) -> None:
        self._published: dict[str, tuple[int | None, list[Json]]] = {}

    def others(self, uris: set[str]) -> list[str]:
        """The documents with diagnostics that were sent, without these."""
        return [uri for uri in self._published if uri not in uris]

    def news(self, uri: str, version: int | None, found: list[Json]) -> Json | None:
        """What is to be sent where it is new: other diagnostics, or the same ones of another version."""
        if self._published.get(uri) == (version, found):
            return None
        self._published[uri] = (version, found)
        said: Json = {"uri": uri, "diagnostics": found}
        return said if version is None else said | {"version": version}

    def opened(self, uri: str) -> None:
        """A document is opened: the client waits for what is to be said of it."""
        self._published.pop(uri, None)

    def closed(self, uri: str) -> Json | None:
        """What takes all diagnostics of a document away; nothing where there are none."""
        last = self._published.pop(uri, None)
        return {"uri": uri, "diagnostics": []} if last and last[1] else None
