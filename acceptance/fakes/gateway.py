"""Atlassian's gateway: sign-in with OAuth 2.0, the invocation tokens of Forge, and Confluence behind bearer tokens."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from acceptance.fakes.guard import Guard
from acceptance.fakes.server import Answer, FakeSite, Incoming

REFUSAL = Answer(401, {"code": 401, "message": "Unauthorized; scope does not match"})
CLOUD_ID = "5f3a1c52-0000-4000-8000-000000000000"
SITE = f"/ex/confluence/{CLOUD_ID}"


class Gateway(FakeSite):
    """The gateway, with one site behind it and one app in front of it."""

    def __init__(self) -> None:
        super().__init__()
        self._guards: dict[str, Guard] = {}
        self._refreshable: dict[str, Guard] = {}
        self._key = generate_private_key(65537, 2048)

    def token(self, scopes: Iterable[str]) -> str:
        """An access token for an app with these scopes."""
        return self._issue(Guard("cloud", scopes))

    def refresh_token(self, scopes: Iterable[str]) -> str:
        """What is left of a consent to these scopes."""
        return self._remember(Guard("cloud", scopes))

    def invocation(self, app: str) -> str:
        """The token with which Forge invokes a remote of an app."""
        now = int(time.time())
        claims = {"iss": "forge/invocation-token", "aud": app, "iat": now, "exp": now + 60}
        claims["app"] = {"id": app, "apiBaseUrl": self.url + SITE}
        return jwt.encode(claims, self._key, "RS256", {"kid": "forge"})

    def answer(self, incoming: Incoming) -> Answer:
        if incoming.path == "/.well-known/jwks.json":
            key = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
            return Answer(200, {"keys": [key | {"kid": "forge", "alg": "RS256", "use": "sig"}]})
        if incoming.path == "/oauth/token":
            return self._refreshed(incoming.body)
        guard = self._guards.get(incoming.headers.get("Authorization", "").removeprefix("Bearer "))
        if incoming.path == "/oauth/token/accessible-resources" and guard:
            return Answer(200, [{"id": CLOUD_ID, "name": "example", "url": "https://example.atlassian.net"}])
        if incoming.path.startswith(f"{SITE}/"):
            return self.rest(incoming.method, incoming.path.removeprefix(SITE), guard, REFUSAL)
        return Answer(404)

    def _refreshed(self, body: dict[str, Any]) -> Answer:
        """A refresh token counts once."""
        guard = self._refreshable.pop(body["refresh_token"], None)
        if guard is None or not (body["client_id"] and body["client_secret"]):
            return Answer(403, {"error": "invalid_grant"})
        return Answer(200, {"access_token": self._issue(guard), "refresh_token": self._remember(guard), "expires_in": 3600})

    def _issue(self, guard: Guard) -> str:
        token = secrets.token_urlsafe()
        self._guards[token] = guard
        return token

    def _remember(self, guard: Guard) -> str:
        token = secrets.token_urlsafe()
        self._refreshable[token] = guard
        return token
