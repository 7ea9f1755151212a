"""Connect's tokens: the app signs its requests to a site, and checks who asks it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from urllib.parse import parse_qs, quote, urlsplit

import jwt
import requests

APP_KEY = "com.example.minute-keeper"


class SiteSession(requests.Session):
    """A session whose requests carry a token of the app; it serves every client library that takes a session."""

    def __init__(self, base_url: str, secret: str) -> None:
        super().__init__()
        self.base_url = base_url
        self.secret = secret
        self.auth = self.sign

    def sign(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        url = urlsplit(request.url.removeprefix(self.base_url))
        values = parse_qs(url.query, keep_blank_values=True)
        query = "&".join(
            "{}={}".format(quote(name, ""), ",".join(quote(value, "") for value in sorted(values[name])))
            for name in sorted(values)
        )
        now = int(time.time())
        claims = {
            "iss": APP_KEY,
            "iat": now,
            "exp": now + 180,
            "qsh": hashlib.sha256(f"{request.method}&{url.path}&{query}".encode()).hexdigest(),
        }
        request.headers["Authorization"] = f"JWT {jwt.encode(claims, self.secret, 'HS256')}"
        return request


def sender(token: str, secrets: Mapping[str, str]) -> str:
    """The key of the site that signed a token. Raises PermissionError."""
    try:
        site = jwt.decode(token, options={"verify_signature": False})["iss"]
        jwt.decode(token, secrets[site], algorithms=["HS256"])
    except (jwt.InvalidTokenError, KeyError):
        raise PermissionError("the token is of no site that installed the app") from None
    return site
