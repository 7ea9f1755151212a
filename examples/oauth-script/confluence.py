"""Atlassian's sign-in with OAuth 2.0 (3LO), and what the script asks of Confluence."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import requests

AUTH = os.environ.get("ATLASSIAN_AUTH", "https://auth.atlassian.com")
API = os.environ.get("ATLASSIAN_API", "https://api.atlassian.com")
TOKEN = Path("token.json")


def sign_in() -> Confluence:
    """The first site that the user let the script into. A refresh token counts once: the new one is kept."""
    body = {
        "grant_type": "refresh_token",
        "client_id": os.environ["CLIENT_ID"],
        "client_secret": os.environ["CLIENT_SECRET"],
        "refresh_token": json.loads(TOKEN.read_text(encoding="utf-8"))["refresh_token"],
    }
    answer = requests.post(f"{AUTH}/oauth/token", json=body, timeout=30)
    answer.raise_for_status()
    token = answer.json()
    TOKEN.write_text(json.dumps({"refresh_token": token["refresh_token"]}), encoding="utf-8")
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {token['access_token']}"
    sites = session.get(f"{API}/oauth/token/accessible-resources", timeout=30)
    sites.raise_for_status()
    return Confluence(session, sites.json()[0]["id"])


class Confluence:
    """One site, through Atlassian's gateway."""

    def __init__(self, session: requests.Session, cloud_id: str) -> None:
        self._session = session
        self._url = f"{API}/ex/confluence/{cloud_id}/wiki"

    def _get(self, path: str, **params: Any) -> list[dict[str, Any]]:
        answer = self._session.get(f"{self._url}/{path}", params=params, timeout=30)
        answer.raise_for_status()
        return answer.json()["results"]

    def spaces(self) -> list[dict[str, Any]]:
        return self._get("api/v2/spaces", limit=250)

    def pages(self, space_id: str) -> list[dict[str, Any]]:
        return self._get(f"api/v2/spaces/{space_id}/pages", limit=250)

    def search(self, words: str) -> list[dict[str, Any]]:
        return self._get("rest/api/search", cql=f'text ~ "{words}"')

    def attachments(self, page_id: str) -> list[dict[str, Any]]:
        return self._get(f"api/v2/pages/{page_id}/attachments")

    def trash(self, page_id: str) -> None:
        answer = self._session.delete(f"{self._url}/api/v2/pages/{page_id}", timeout=30)
        answer.raise_for_status()
