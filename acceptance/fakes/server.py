"""A server on loopback that answers as Confluence does, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import requests

from acceptance.fakes.guard import Guard


class Incoming(NamedTuple):
    """A request as it came; ``target`` is its path with the query."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: Any

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


class Answer(NamedTuple):
    """A status, and what is sent as JSON."""

    status: int
    content: Any = None


class Request(NamedTuple):
    """What Confluence was asked, with its path from ``/wiki`` on, and with which status it answered."""

    method: str
    path: str
    status: int

    @property
    def succeeded(self) -> bool:
        return self.status < 400


class FakeSite:
    """The part that all kinds of apps meet. ``requests`` are those of the REST API alone."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                incoming = Incoming(self.command, self.path, dict(self.headers.items()), json.loads(body or "null"))
                status, content = site.answer(incoming)
                text = b"" if content is None else json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = do_PUT = do_DELETE = answer

            def log_message(self, *_: object) -> None:
                """The requests are kept instead."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.browser = requests.Session()
        self.browser.trust_env = False

        threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()

    def close(self) -> None:
        self.browser.close()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, incoming: Incoming) -> Answer:
        raise NotImplementedError

    def rest(self, method: str, path: str, guard: Guard | None, refusal: Answer) -> Answer:
        """The REST API's answer; without a guard, nobody knows who asks."""
        if guard is None:
            answer = Answer(401, {"message": "Unauthorized"})
        elif not guard.opens(method, path):
            answer = refusal
        else:
            answer = Answer(204) if method == "DELETE" else Answer(200, _content())
        self.requests.append(Request(method, path, answer.status))
        return answer


def _content() -> dict[str, Any]:
    """A thing of any kind, and a list with it: what the examples read of an answer."""
    thing = {"id": "101", "key": "DEV", "name": "Development", "title": "Minutes", "version": {"number": 3}, "fileSize": 9}
    edited = {"lastUpdated": {"number": 3}, "body": {"storage": {"value": "<p>Present: everybody.</p>"}}}
    return {**thing, **edited, "results": [{**thing, **edited}]}
