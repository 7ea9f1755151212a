"""An editor, as small as it can be: the real server in a process, driven by JSON-RPC over its standard input and output."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from flake8_confluence_scopes.server.lines import Json, Lines

PATIENCE = 120
"""Seconds for one message; starting the server takes two."""

_ENDED: Json = {}
"""In the place of a message: the server has ended."""

EVERYTHING: Json = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {"publishDiagnostics": {"relatedInformation": True}},
    "workspace": {"workspaceEdit": {"documentChanges": True}, "workspaceFolders": True},
}


class Editor:
    """The server with the folders ``roots`` open; use it in a ``with``. ``texts`` are the open documents."""

    def __init__(
        self,
        *roots: Path,
        options: Json | None = None,
        capabilities: Json | None = None,
        environment: Json | None = None,
        program: str = "flake8_confluence_scopes",
    ) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", program, "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | (environment or {}),
        )
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.shown: dict[str, Json] = {}
        """The last diagnostics of each document."""
        self.progress: list[Json] = []
        """How far the server says that something is."""
        self.bar = ""
        """The token of that."""
        self.said: list[str] = []
        """What the server shows its user."""
        self.answers: dict[int, Json] = {}
        """The answers to requests, by their numbers: they may come before what else a test waits for."""
        self._received: queue.Queue[Json] = queue.Queue()
        self._errors: list[bytes] = []
        self._numbers = 0
        self._threads = [threading.Thread(target=target, daemon=True) for target in (self._read, self._read_errors)]
        for thread in self._threads:
            thread.start()
        folders = [{"uri": root.as_uri(), "name": root.name} for root in roots]
        settings = {"delay": 0, "project": False} if options is None else options
        self.server = self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": None,
                "capabilities": capabilities or EVERYTHING,
                "workspaceFolders": folders,
                "initializationOptions": settings,
            },
        )
        self.notify("initialized", {})

    def __enter__(self) -> Editor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.process.stdin is not None
        # It goes by itself, so that its coverage is written.
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self.process.stdin.close()
            self.process.wait(10)
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()

    # Documents.

    def open(self, file: Path | str, text: str, language: str = "python") -> list[Json]:
        """Opens a document, by its path or address; gives its diagnostics."""
        uri = file.as_uri() if isinstance(file, Path) else file
        self.texts[uri], self.versions[uri] = text, 1
        self.shown.pop(uri, None)
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return self.diagnostics(file)

    def write(self, file: Path | str, text: str) -> None:
        """Replaces the whole text of a document, and waits for nothing."""
        self.edit(file, [{"text": text}], text)

    def change(self, file: Path | str, text: str) -> list[Json]:
        """Replaces the whole text of a document; gives its diagnostics."""
        self.write(file, text)
        return self.diagnostics(file)

    def edit(self, file: Path | str, changes: Sequence[Json], text: str) -> None:
        """Sends changes, which make ``text``."""
        uri = file.as_uri() if isinstance(file, Path) else file
        self.texts[uri] = text
        self.versions[uri] += 1
        document = {"uri": uri, "version": self.versions[uri]}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def close(self, file: Path | str) -> None:
        uri = file.as_uri() if isinstance(file, Path) else file
        del self.texts[uri], self.versions[uri]
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def diagnostics(self, file: Path | str) -> list[Json]:
        """The diagnostics of a document's present version."""
        uri = file.as_uri() if isinstance(file, Path) else file
        self.until(lambda: self.shown.get(uri, {}).get("version") == self.versions[uri])
        found: list[Json] = self.shown[uri]["diagnostics"]
        return found

    def becomes(self, file: Path | str, expected: Callable[[list[Json]], bool]) -> list[Json]:
        """The diagnostics of a document once they are as expected."""
        uri = file.as_uri() if isinstance(file, Path) else file
        self.until(lambda: uri in self.shown and expected(self.shown[uri]["diagnostics"]))
        found: list[Json] = self.shown[uri]["diagnostics"]
        return found

    def marked(self, file: Path | str, where: Json) -> str:
        """What a range of a document covers."""
        uri = file.as_uri() if isinstance(file, Path) else file
        lines = Lines(self.texts[uri], self.server["capabilities"]["positionEncoding"])
        return lines.text[lines.offset(where["start"]) : lines.offset(where["end"])]

    # Requests.

    def request(self, method: str, parameters: Json | None) -> Any:
        """The answer to a request. Raises KeyError for an error."""
        number = self.send_request(method, parameters)
        self.until(lambda: self.is_answered(number))
        answer = self.answers[number]
        assert "result" in answer, answer
        return answer["result"]

    def send_request(self, method: str, parameters: Json | None) -> int:
        """Sends a request, and waits for nothing."""
        self._numbers += 1
        self.send({"id": self._numbers, "method": method, "params": parameters})
        return self._numbers

    def is_answered(self, number: int) -> bool:
        """Whether the answer to a request has come."""
        return number in self.answers

    def notify(self, method: str, parameters: Json | None) -> None:
        self.send({"method": method, "params": parameters})

    def actions(self, file: Path | str, where: Json, diagnostics: Sequence[Json] = ()) -> list[Json]:
        """The code actions at a range."""
        uri = file.as_uri() if isinstance(file, Path) else file
        context = {"diagnostics": list(diagnostics)}
        parameters = {"textDocument": {"uri": uri}, "range": where, "context": context}
        found: list[Json] = self.request("textDocument/codeAction", parameters)
        return found

    # Messages.

    def until(self, is_so: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Takes messages until something is so. Raises queue.Empty where it does not become so."""
        end = time.monotonic() + seconds
        while not is_so():
            message = self._received.get(timeout=max(end - time.monotonic(), 0.001))
            assert message != _ENDED, self.errors()
            self._HEARD.get(message.get("method", ""), Editor._answered)(self, message)

    def settle(self, seconds: float) -> None:
        """Takes all messages that come within some time."""
        with contextlib.suppress(queue.Empty):
            self.until(lambda: False, seconds)

    def errors(self) -> str:
        """What the process has written to standard error."""
        return b"".join(self._errors).decode(errors="replace")

    def send(self, message: Json) -> None:
        self.send_bytes(framed(json.dumps({"jsonrpc": "2.0"} | message).encode()))

    def send_bytes(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def _published(self, message: Json) -> None:
        self.shown[message["params"]["uri"]] = message["params"]

    def _message(self, message: Json) -> None:
        self.said.append(message["params"]["message"])

    def _progress(self, message: Json) -> None:
        self.progress.append(message["params"]["value"])
        self.bar = message["params"]["token"]

    def _created(self, message: Json) -> None:
        self.send({"id": message["id"], "result": None})

    def _answered(self, message: Json) -> None:
        self.answers[message["id"]] = message

    _HEARD = {
        "textDocument/publishDiagnostics": _published,
        "window/showMessage": _message,
        "window/workDoneProgress/create": _created,
        "$/progress": _progress,
    }

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            while header := stream.readline():
                length = int(header.partition(b":")[2])
                while stream.readline().strip():
                    pass
                self._received.put(json.loads(stream.read(length)))
        self._received.put(_ENDED)

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as stream:
            self._errors.extend(stream)


def framed(body: bytes) -> bytes:
    """A message as it is sent."""
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def codes(diagnostics: Sequence[Json]) -> list[str]:
    """The codes of diagnostics, in their order."""
    return [str(one["code"]) for one in diagnostics]


def applied(text: str, edits: Sequence[Json], encoding: str = "utf-16") -> str:
    """A text with edits of the protocol."""
    lines = Lines(text, encoding)
    places = sorted(
        ((lines.offset(one["range"]["start"]), lines.offset(one["range"]["end"]), one["newText"]) for one in edits),
        reverse=True,
    )
    for start, end, new in places:
        text = text[:start] + new + text[end:]
    return text
