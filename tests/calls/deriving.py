"""Small clients whose models are derived, for the tests of this room."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

from flake8_confluence_scopes.calls import derive_client_model
from flake8_confluence_scopes.calls.derived_model import DerivedModel

HEAD = """
import requests

class Wiki:
    def __init__(self, base):
        self.base = base

    def _send(self, method, path, **options):
        return requests.request(method, f"{self.base}/rest/api/{path}", **options).json()

"""


def derived(folder: Path, source: str, name: str = "acme.Wiki", **files: str) -> DerivedModel:
    """The model of a class of the module ``acme`` with this source; ``files`` are other modules beside it."""
    for module, text in {"acme": source, **files}.items():
        (folder / f"{module}.py").write_text(textwrap.dedent(text), encoding="utf-8")
    return derive_client_model(name, [str(folder)], [], "2026-01-01", "a test")


def method(folder: Path, body: str) -> tuple[list[str], list[str]]:
    """Of the method ``do`` with this source, in a class with ``HEAD``: its requests, each as a line with its condition, and the
    reasons why more may be sent."""
    model = derived(folder, HEAD + textwrap.indent(textwrap.dedent(body), "    "))
    rows = model.methods.get("do", {"requests": []})["requests"]
    return list(map(line, rows)), [reason for name, reason in model.left_open if name == "do"]


def line(row: dict[str, Any]) -> str:
    """A request in one line: ``GET /rest/api/content/{id} given id``."""
    when = row.get("when", {})
    words = [
        *(f"given {' '.join(when[key])}" for key in ("given",) if key in when),
        *(f"absent {' '.join(when[key])}" for key in ("absent",) if key in when),
        *(f"{key} {name} {values}" for key in ("equal", "unequal") for name, values in when.get(key, {}).items()),
        *(["maybe"] * when.get("answer", False)),
        *([row["kind"]] if "kind" in row else []),
    ]
    return " ".join((row["method"], row["path"], *words))
