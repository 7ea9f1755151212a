"""What calls of random client classes send when Python runs them."""

from __future__ import annotations

import builtins
import contextlib
import types
from collections.abc import Iterator
from functools import partialmethod
from typing import Any, NamedTuple

from flake8_confluence_scopes.path_template import PathTemplate
from tests.calls.client_classes import ROOT, Client

GIVEN, ANSWERED = "zq7", "zz9"
"""What a call gives that its code does not fix, and what is read out of an answer."""

FULL: dict[str, Any] = {"id": ANSWERED}
ANSWERS: tuple[tuple[dict[str, Any], ...], ...] = ((FULL,), ({},), ({"id": ANSWERED, "next": "/x"}, FULL), (FULL, {}))
"""Runs of answers; the last one is repeated."""


class Ran(NamedTuple):
    """What a call has sent, method and path, and whether it came to its end."""

    sent: tuple[tuple[str, PathTemplate], ...]
    ended: bool


class _Answer(NamedTuple):
    body: dict[str, Any]
    status_code: int = 200

    def json(self) -> dict[str, Any]:
        return self.body

    def raise_for_status(self) -> None:
        pass


class _Session(contextlib.ExitStack):
    """Takes down what is requested of it."""

    sent: list[tuple[str, PathTemplate]]
    answers: tuple[dict[str, Any], ...]

    def request(self, method: str, url: str, **_: object) -> _Answer:
        path = PathTemplate.of_url(url)
        assert path is not None, url
        self.sent.append((method, path))
        return _Answer(self.answers[min(len(self.sent), len(self.answers)) - 1])

    get, post = partialmethod(request, "GET"), partialmethod(request, "POST")
    put, delete = partialmethod(request, "PUT"), partialmethod(request, "DELETE")


def states(arguments: tuple[str, ...]) -> dict[str, str]:
    """The same as ``tools.client_models.trials`` has them: literals, or ``+`` for what the code does not fix."""
    named = (one.rpartition("=") for one in arguments)
    return {name or "p": "+" if value == "x" else value for name, _, value in named}


def run(client: Client, name: str, arguments: tuple[str, ...]) -> Iterator[Ran]:
    """What a call sends, once for each of ``ANSWERS``."""
    for answers in ANSWERS:
        sent: list[tuple[str, PathTemplate]] = []
        session = type("Session", (_Session,), {"sent": sent, "answers": answers})
        fake = types.SimpleNamespace(Session=session, request=session().request)
        names = vars(builtins) | {"__import__": lambda name, *rest: fake if name == "requests" else __import__(name, *rest)}
        scope: dict[str, Any] = {"__builtins__": names, "__name__": __name__, "x": GIVEN}
        exec(client.source, scope)
        ended = False
        try:
            exec(f"Wiki({ROOT!r}).{name}({', '.join(arguments)})", scope)
            ended = True
        except Exception:
            pass
        yield Ran(tuple(sent), ended)
