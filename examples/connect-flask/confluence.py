"""What Tidy Space asks of Confluence."""

from __future__ import annotations

from typing import Any

import requests
from tokens import ConnectAuth


class Confluence:
    """One site that installed the app."""

    def __init__(self, installation: dict[str, str]) -> None:
        self.base_url = installation["baseUrl"]
        self.session = requests.Session()
        self.session.auth = ConnectAuth(installation)

    def _send(self, method: str, path: str, **options: Any) -> Any:
        answer = self.session.request(method, f"{self.base_url}/rest/api/{path}", timeout=10, **options)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def stale_pages(self, space: str) -> list[dict[str, Any]]:
        cql = f"space = '{space}' and type = page and lastModified < now('-1y')"
        return self._send("GET", "content/search", params={"cql": cql, "limit": 50})["results"]

    def page(self, page_id: str) -> dict[str, Any]:
        return self._send("GET", f"content/{page_id}", params={"expand": "version"})

    def add_label(self, page_id: str, name: str) -> None:
        self._send("POST", f"content/{page_id}/label", json=[{"prefix": "global", "name": name}])

    def rename(self, page: dict[str, Any], title: str) -> None:
        version = {"number": page["version"]["number"] + 1}
        self._send("PUT", f"content/{page['id']}", json={"type": "page", "title": title, "version": version})

    def delete(self, page_id: str) -> None:
        self._send("DELETE", f"content/{page_id}")
