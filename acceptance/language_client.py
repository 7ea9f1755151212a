"""A language client over stdio, as small as it can be."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

PATIENCE = 60
"""Seconds for one answer; starting the server takes several."""


class LanguageClient:
    """python-lsp-server in a process of its own, with the folders ``roots`` open; use it in a ``with``."""

    def __init__(self, roots: Sequence[Path], settings: dict[str, Any]) -> None:
        environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        self._server = subprocess.Popen(
            [sys.executable, "-m", "pylsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=roots[0]
        )
        self._received: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self._numbers = 0
        folders = [{"uri": root.as_uri(), "name": root.name} for root in roots]
        self.request(
            "initialize",
            {"processId": os.getpid(), "rootUri": roots[0].as_uri(), "capabilities": {}, "workspaceFolders": folders},
        )
        self.notify("initialized", {})
        self.notify("workspace/didChangeConfiguration", {"settings": settings})

    def __enter__(self) -> LanguageClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.kill()
        self._server.communicate()

    def open(self, file: Path, text: str) -> list[dict[str, Any]]:
        """The diagnostics of a file that is opened with ``text``, whatever is on the disk."""
        document = {"uri": file.as_uri(), "languageId": "python", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return self._diagnostics(file)

    def change(self, file: Path, text: str, version: int) -> list[dict[str, Any]]:
        """The diagnostics after the whole text was replaced."""
        self.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": file.as_uri(), "version": version}, "contentChanges": [{"text": text}]},
        )
        return self._diagnostics(file)

    def request(self, method: str, parameters: dict[str, Any]) -> Any:
        self._numbers += 1
        self._send({"id": self._numbers, "method": method, "params": parameters})
        while True:
            message = self._next()
            if message.get("id") == self._numbers and "method" not in message:
                return message["result"]

    def notify(self, method: str, parameters: dict[str, Any]) -> None:
        self._send({"method": method, "params": parameters})

    def _diagnostics(self, file: Path) -> list[dict[str, Any]]:
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics":
                if message["params"]["uri"] == file.as_uri():
                    found: list[dict[str, Any]] = message["params"]["diagnostics"]
                    return found

    def _next(self) -> dict[str, Any]:
        """The next message. Raises queue.Empty."""
        return self._received.get(timeout=PATIENCE)

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._server.stdin.flush()

    def _read(self) -> None:
        stream = self._server.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.partition(b":")[2])
            while stream.readline().strip():
                pass
            self._received.put(json.loads(stream.read(length)))
