"""What Follow Up asks of Confluence."""

from __future__ import annotations

from typing import Any

import httpx


class Confluence(httpx.AsyncClient):
    """One site, through Atlassian's gateway."""

    def __init__(self, api_base_url: str, token: str) -> None:
        super().__init__(base_url=f"{api_base_url}/wiki", headers={"Authorization": f"Bearer {token}"})

    async def page(self, page_id: str) -> dict[str, Any]:
        return (await self._checked("GET", f"/api/v2/pages/{page_id}")).json()

    async def open_tasks(self, page_id: str) -> list[dict[str, Any]]:
        params = {"page-id": page_id, "status": "incomplete"}
        return (await self._checked("GET", "/api/v2/tasks", params=params)).json()["results"]

    async def close_task(self, task_id: str) -> None:
        await self._checked("PUT", f"/api/v2/tasks/{task_id}", json={"status": "complete"})

    async def comment(self, page_id: str, text: str) -> None:
        body = {"representation": "storage", "value": f"<p>{text}</p>"}
        await self._checked("POST", "/api/v2/footer-comments", json={"pageId": page_id, "body": body})

    async def add_label(self, page_id: str, name: str) -> None:
        # API v2 cannot add a label.
        await self._checked("POST", f"/rest/api/content/{page_id}/label", json=[{"prefix": "global", "name": name}])

    async def _checked(self, method: str, path: str, **options: Any) -> httpx.Response:
        answer = await self.request(method, path, **options)
        return answer.raise_for_status()
