"""The JSON files that ship with the package."""

from __future__ import annotations

from typing import Any


def read_json(name: str) -> Any:
    """The content of ``data/{name}.json``."""
    import json

    import importlib_resources

    file = importlib_resources.files("flake8_confluence_scopes.scopes") / "data" / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8"))
