"""The Forge Invocation Token: what Forge says of itself with each request."""

from __future__ import annotations

import os
from typing import Any

import jwt

APP_ID = "ari:cloud:ecosystem::app/6f0f3a31-0000-4000-8000-000000000000"
KEYS = jwt.PyJWKClient(
    os.environ.get("FORGE_KEYS", "https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json")
)


class InvalidToken(Exception):
    """The request is not an invocation of this app by Forge."""


def verified(token: str) -> dict[str, Any]:
    """The claims of an invocation token. Raises InvalidToken."""
    try:
        key = KEYS.get_signing_key_from_jwt(token)
        return jwt.decode(token, key, algorithms=["RS256"], audience=APP_ID, issuer="forge/invocation-token")
    except jwt.PyJWTError as error:
        raise InvalidToken from error
