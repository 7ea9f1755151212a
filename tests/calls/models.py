"""A client model for tests: of a library ``acme`` that nobody has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flake8_confluence_scopes.calls.libraries import models_in_force
from flake8_confluence_scopes.calls.libraries.client_models import ClientModel

METHODS: dict[str, Any] = {
    "read_page": {"parameters": ["page_id"], "requests": [{"method": "GET", "path": "/rest/api/content/{page_id}"}]},
    "read_part": {
        "parameters": [["part", "kind"], "page_id"],
        "defaults": {"part": "page"},
        "requests": [
            {"method": "GET", "path": "/rest/api/content/{page_id}/child/page", "when": {"absent": ["part"]}},
            {"method": "GET", "path": "/rest/api/content/{page_id}/child/{part}", "when": {"given": ["part"]}},
        ],
    },
    "write_page": {
        "parameters": ["title", "*", "page_id", "mode"],
        "defaults": {"page_id": None, "mode": "new"},
        "requests": [
            {"method": "POST", "path": "/rest/api/content", "when": {"absent": ["page_id"]}},
            {"method": "PUT", "path": "/rest/api/content/{page_id}", "when": {"given": ["page_id"]}},
            {"method": "GET", "path": "/rest/api/content/{}/history", "when": {"given": ["page_id"], "answer": True}},
            {"method": "GET", "path": "/rest/api/space", "when": {"equal": {"mode": ["old", "older"]}}},
            {"method": "DELETE", "path": "/rest/api/space/A", "when": {"unequal": {"mode": ["new", "newer"]}}},
            {"method": "POST", "path": "/pages/doit.action", "kind": "action"},
        ],
    },
    "find_spaces": {
        "parameters": [],
        "requests": [
            {"method": "GET", "path": "/rest/api/space", "on": ["server"]},
            {"method": "GET", "path": "/api/v2/spaces", "on": ["cloud"], "in": "2.0.0..3.0.0"},
            {"method": "GET", "path": "/rest/api/space/_all", "on": ["cloud"], "in": "1.0.0..1.9.0"},
        ],
    },
    "old_page_list": {
        "parameters": [],
        "requests": [{"method": "GET", "path": "/rest/api/content"}],
        "in": {"cloud": "1.0.0..1.9.0", "server": "1.0.0..2.0.0"},
    },
    "half_page_read": {
        "parameters": [],
        "requests": [{"method": "GET", "path": "/rest/api/content/1"}],
        "incomplete": "3.0.0",
    },
    "pages": {"requests": [], "incomplete": "0"},
    "late": {"parameters": [], "requests": [{"method": "GET", "path": "/rest/api/space", "in": "3.0.0"}]},
    "quiet": {"parameters": ["**kwargs"], "requests": []},
    "login": {"parameters": ["name"], "requests": [{"method": "GET", "path": "/rest/api/user/current"}]},
}

DATA: dict[str, Any] = {
    "schema": 1,
    "name": "acme",
    "package": "acme-client",
    "versions": {"from": "1.0.0", "to": "3.0.0", "executed": ["1.0.0", "1.9.0", "2.0.0", "3.0.0"]},
    "date": "2026-01-01",
    "source": "a test",
    "generator": "a test",
    "classes": {"acme.Wiki": "wiki", "acme.wiki.Wiki": "wiki", "acme.WikiCloud": "wiki", "acme.WikiServer": "wiki"}
    | dict.fromkeys(["acme.NewWiki", "acme.OldWiki", "acme.NoWiki"], "wiki"),
    "since": {"acme.NewWiki": "2.0.0..3.0.0", "acme.OldWiki": "1.0.0..1.9.0", "acme.NoWiki": "2.5.0"},
    "models": {"wiki": METHODS},
}
MODEL = ClientModel(DATA)


@contextmanager
def acme_in_force() -> Iterator[None]:
    """Within it, ``acme`` is a modelled library."""
    models_in_force.use((MODEL,))
    try:
        yield
    finally:
        models_in_force.use(())


def acme_file(folder: Path) -> str:
    """The path of a file in ``folder`` with the model, as ``--confluence-clients`` takes it."""
    file = folder / "acme.json"
    file.write_text(json.dumps(DATA), encoding="utf-8")
    return str(file)
