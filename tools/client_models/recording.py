"""Running one call of a client's method against a session that sends nothing and records."""

from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import requests

from tools.client_models.answers import ANSWERED, SEQUENCES, TEXT, Mood, Response

GIVEN = "713"
"""How the numbers begin that stand for arguments."""

MOST = 12
"""Requests of a run; one that would go on for ever is stopped here."""

LONGEST = 0.5
"""Seconds of its own work of a run that sends nothing more: how busy the machine is makes no difference."""

EARLY = (TypeError, AttributeError, KeyError, IndexError, NotImplementedError, OSError, NameError)
"""What ends a run that something was wrong with, in place of the library's own word on an answer."""

Request = tuple[str, str]


class _Enough(BaseException):
    """Ends a run, through every ``except Exception``."""


class Run(NamedTuple):
    """The requests of a run, as methods and paths with holes; the name of what ended it early, and whether any error did."""

    requests: tuple[Request, ...]
    early: str
    failed: bool


def _stop(*_: object) -> None:
    raise _Enough


class _Session:
    """What stands in for every session of requests while a run lasts."""

    plain = False
    """Whether answers come to an end."""

    def __init__(self, sequence: str, text: str, arguments: Mapping[str, str]) -> None:
        self.sent: list[tuple[str, str]] = []
        self.sequence, self.text, self.arguments = sequence, text, arguments

    def request(self, _: object, method: str, url: str, *__: object, **___: object) -> Response:
        if len(self.sent) == MOST:
            raise _Enough
        letter = self.sequence[min(len(self.sent), len(self.sequence) - 1)]
        self.sent.append((method.upper(), str(url)))
        return Response(Mood(letter, self.text, self.arguments, str(url)), self.plain)


@contextlib.contextmanager
def stage(answers: str = "") -> Iterator[None]:
    """Inside, code sends nothing, does not wait, says nothing, and writes into a folder that goes away. ``answers`` is that
    of a library's entry."""
    _Session.plain = answers == "plain"
    here = os.getcwd()
    sleep = time.sleep
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        os.chdir(folder)
        time.sleep = lambda _: None
        try:
            yield
        finally:
            time.sleep = sleep
            os.chdir(here)


def ran(call: Callable[[], object], sequence: str, text: str, names: Mapping[str, str], base: str) -> Run:
    """Runs it. ``names`` has the parameter of each number of an argument, ``base`` is what the client was made with."""
    session = _Session(sequence, text, {name.lower(): number for number, name in names.items()})
    before = requests.sessions.Session.request

    def recorder(*arguments: Any, **keywords: Any) -> Response:
        return session.request(*arguments, **keywords)

    requests.sessions.Session.request = recorder  # type: ignore[method-assign]
    early, failed = "", False
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        result = call()
        if hasattr(result, "__next__"):
            list(result)  # type: ignore[call-overload]
    except _Enough:
        failed = True
        early = "" if session.sent else "endless"
    except requests.RequestException:
        pass
    except Exception as error:
        failed = True
        # What the library says of an answer is an end; without a request, it refuses the arguments.
        early = type(error).__name__ if isinstance(error, EARLY) or not session.sent else ""
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        requests.sessions.Session.request = before  # type: ignore[method-assign]
    return Run(tuple(dict.fromkeys((method, path(url, names, base)) for method, url in session.sent)), early, failed)


def path(url: str, names: Mapping[str, str], base: str) -> str:
    """The path of a URL below the base, without context path, with names for arguments: ``/rest/api/content/{page_id}``."""
    host = "://".join(urlsplit(base)[:2])
    rest = url.partition("?")[0].partition("#")[0].removeprefix(host).rstrip("/")
    rest = re.sub(rf"{GIVEN}\d{{4}}", lambda found: f"{{{names.get(found[0], '')}}}", rest)
    rest = re.sub(rf"{ANSWERED}\d{{4}}", "{}", rest)
    rest = "/" + rest.lstrip("/")
    # What has no text of its own, such as None, bytes or a list, is none of a path.
    rest = re.sub(r"(?<=/)(?:None(?=/|$)|[^/]*[^/\w{}.:~%@+,$-][^/]*)", "{}", rest)
    return rest.removeprefix("/wiki") if rest.startswith("/wiki/") else rest


def sequences(words: Sequence[str]) -> list[tuple[str, str]]:
    """All answers to run with; each of the words, which the code compares answers with, is the text of some."""
    return [*((sequence, TEXT) for sequence in SEQUENCES), *((sequence, word) for word in words for sequence in ("F", "FE"))]
