"""The libraries that have a client model, and how their clients are made."""

from __future__ import annotations

from typing import Any

_CLOUD, _SERVER = "https://site.atlassian.net", "https://site.example.com"

ATLASSIAN: dict[str, Any] = {
    "package": "atlassian-python-api",
    "module": "atlassian",
    "word": "confluence",
    "first": "1.17.0",
    "usual": "4.",
    "checked": ["3.41.21", "4.0.7"],
    "inner": "_impl",
    "probed": ["atlassian.rest_client"],
    "verbs": ["get", "post", "put", "patch", "delete", "request"],
    "classes": {
        "Confluence": "confluence",
        "ConfluenceCloud": "confluence:cloud",
        "ConfluenceServer": "confluence:server",
        "ConfluenceV2": "v2",
    },
    "ways": [
        {"class": "Confluence", "model": "confluence", "side": "cloud", "url": _CLOUD, "keywords": {"cloud": True}},
        {"class": "Confluence", "model": "confluence", "side": "server", "url": _SERVER, "keywords": {}},
        {"class": "ConfluenceCloud", "model": "confluence", "side": "cloud", "url": _CLOUD, "keywords": {}, "again": True},
        {"class": "ConfluenceServer", "model": "confluence", "side": "server", "url": _SERVER, "keywords": {}, "again": True},
        {"class": "ConfluenceV2", "model": "v2", "side": "cloud", "url": _CLOUD, "keywords": {}},
    ],
    "derived": [
        ("atlassian.confluence.server.Server", "confluence", "server"),
        ("atlassian.confluence.cloud.Cloud", "confluence", "cloud"),
        ("atlassian.confluence.cloud.cloud.ConfluenceCloud", "v2", "cloud"),
    ],
    "linked": ["download_attachments_from_page"],
}
"""``inner`` is the attribute of the object that a client hands on to; ``probed`` are the modules of the layer that sends, which
is compared by what it does; ``verbs`` are its methods, which room 1 knows as those of an HTTP client. The version that
counts where a project names none is the newest that begins with ``usual``. ``checked`` are versions that are called by
chance, with the newest. ``again`` marks what sends as another way does: calls by chance go through it as well. ``derived``
are classes whose source has the methods of a model, with the side that they are for, ``linked`` methods of which a run has
also followed what an answer links to."""

LIBRARIES = {"atlassian-python-api": ATLASSIAN}
