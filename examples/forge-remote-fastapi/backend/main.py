"""The back end of Follow Up, a Forge app: closes the open tasks of a page, and says so below it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

import forge
import httpx
from confluence import Confluence
from fastapi import Depends, FastAPI, Header, Request
from fastapi.responses import JSONResponse

app = FastAPI()


def api_base_url(authorization: Annotated[str, Header()]) -> str:
    """Where the site is that the invocation comes from."""
    return forge.verified(authorization.removeprefix("Bearer "))["app"]["apiBaseUrl"]


async def confluence(
    base_url: Annotated[str, Depends(api_base_url)], x_forge_oauth_system: Annotated[str, Header()]
) -> AsyncIterator[Confluence]:
    """That site, with the token that Forge sends along."""
    async with Confluence(base_url, x_forge_oauth_system) as site:
        yield site


Site = Annotated[Confluence, Depends(confluence)]


@app.get("/pages/{page_id}")
async def overview(page_id: str, site: Site) -> dict[str, Any]:
    page = await site.page(page_id)
    return {"title": page["title"], "open": len(await site.open_tasks(page_id))}


@app.post("/pages/{page_id}/tasks/{task_id}/close", status_code=204)
async def close(page_id: str, task_id: str, site: Site) -> None:
    await site.comment(page_id, f"Closed the task {task_id}.")
    await site.close_task(task_id)


@app.post("/pages/{page_id}/done", status_code=204)
async def done(page_id: str, site: Site) -> None:
    await site.add_label(page_id, "followed-up")


@app.exception_handler(httpx.HTTPStatusError)
async def confluence_refused(_: Request, error: httpx.HTTPStatusError) -> JSONResponse:
    return JSONResponse({"confluence": error.response.status_code}, 502)


@app.exception_handler(forge.InvalidToken)
async def not_from_forge(_: Request, __: forge.InvalidToken) -> JSONResponse:
    return JSONResponse({"error": "not an invocation of this app"}, 401)
