"""A Confluence site that installs a Connect app, and asks each of its requests for a token and a scope."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from urllib.parse import parse_qs, quote

import jwt

from acceptance.fakes.guard import Guard
from acceptance.fakes.server import Answer, FakeSite, Incoming

REFUSAL = Answer(403, {"statusCode": 403, "message": "Request not in an authorized API scope"})
CONTEXT = "/wiki"


class ConnectSite(FakeSite):
    """The site of one customer."""

    secret = "the secret that the site shares with the app"
    key = "the key of the site"

    def install(self, app: str) -> None:
        """Reads the descriptor that the app serves, takes over its scopes, and tells the app."""
        self.app = app
        descriptor = self.browser.get(f"{app}/atlassian-connect.json", timeout=30).json()
        assert descriptor["baseUrl"] == app
        self.admit(descriptor["key"], descriptor["scopes"])
        settings = {"key": descriptor["key"], "clientKey": self.key, "sharedSecret": self.secret}
        settings |= {"baseUrl": self.url + CONTEXT, "eventType": "installed", "productType": "confluence"}
        url = app + descriptor["lifecycle"]["installed"]
        assert self.browser.post(url, json=settings, timeout=30).ok

    def admit(self, app_key: str, scopes: Iterable[str]) -> None:
        """Grants an app these scopes."""
        self.app_key = app_key
        self.guard = Guard("connect", scopes)

    def send(self, method: str, path: str, secret: str = secret) -> int:
        """Calls a route of the app as its page in Confluence would, and returns the status."""
        now = int(time.time())
        claims = {"iss": self.key, "iat": now, "exp": now + 180, "qsh": "context-qsh"}
        headers = {"Authorization": f"JWT {jwt.encode(claims, secret, 'HS256')}"}
        return self.browser.request(method, self.app + path, headers=headers, timeout=30).status_code

    def answer(self, incoming: Incoming) -> Answer:
        guard = self.guard if self._is_app(incoming) else None
        return self.rest(incoming.method, incoming.path, guard, REFUSAL)

    def _is_app(self, incoming: Incoming) -> bool:
        token = incoming.headers.get("Authorization", "").removeprefix("JWT ")
        try:
            claims = jwt.decode(token, self.secret, ["HS256"], {"require": ["exp"]}, issuer=self.app_key)
        except jwt.InvalidTokenError:
            return False
        return bool(claims.get("qsh") == query_string_hash(incoming.method, incoming.target.removeprefix(CONTEXT)))


def query_string_hash(method: str, target: str) -> str:
    """The claim that binds a token to one request, as Connect's documentation lays it down."""
    path, _, query = target.partition("?")
    names = parse_qs(query, keep_blank_values=True)
    parts = [quote(name, "") + "=" + ",".join(quote(one, "") for one in sorted(names[name])) for name in sorted(names)]
    return hashlib.sha256("&".join((method, path, "&".join(parts))).encode()).hexdigest()
