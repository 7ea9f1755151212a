"""The JSON Web Tokens of Connect: those that the app sends, and those that Confluence sends."""

from __future__ import annotations

import hashlib
import time
from urllib.parse import parse_qs, quote, urlsplit

import jwt
import requests
from requests.auth import AuthBase

APP_KEY = "com.example.tidy-space"


class InvalidToken(Exception):
    """The request does not come from a site that installed the app."""


class ConnectAuth(AuthBase):
    """Signs each request with the secret that the site handed over when it installed the app."""

    def __init__(self, installation: dict[str, str]) -> None:
        self.base_url = installation["baseUrl"]
        self.secret = installation["sharedSecret"]

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        now = int(time.time())
        query = query_string_hash(request.method, request.url.removeprefix(self.base_url))
        claims = {"iss": APP_KEY, "iat": now, "exp": now + 180, "qsh": query}
        request.headers["Authorization"] = f"JWT {jwt.encode(claims, self.secret, 'HS256')}"
        return request


def query_string_hash(method: str, url: str) -> str:
    """Connect's ``qsh`` of a URL behind the base URL: it binds the token to this one request."""
    parts = urlsplit(url)
    query = "&".join(
        f"{quote(name, '')}={','.join(quote(value, '') for value in sorted(values))}"
        for name, values in sorted(parse_qs(parts.query, keep_blank_values=True).items())
    )
    return hashlib.sha256(f"{method}&{parts.path}&{query}".encode()).hexdigest()


def client_key(token: str, installations: dict[str, dict[str, str]]) -> str:
    """The site that signed a token. Raises InvalidToken."""
    try:
        issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
        jwt.decode(token, installations[issuer]["sharedSecret"], algorithms=["HS256"])
    except (jwt.InvalidTokenError, KeyError):
        raise InvalidToken from None
    return issuer
