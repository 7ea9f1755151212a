"""The libraries that have a client model, and how their clients are made: one entry for each library."""

from __future__ import annotations

from typing import Any

_CLOUD, _SERVER = "https://site.atlassian.net", "https://site.example.com"

ATLASSIAN: dict[str, Any] = {
    "package": "atlassian-python-api",
    "module": "atlassian",
    "word": "confluence",
    "first": "1.17.0",
    "broken": ["3.7.0", "3.41.6"],
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
        {"class": "Confluence", "model": "confluence", "side": "cloud", "keywords": {"url": _CLOUD, "cloud": True}},
        {"class": "Confluence", "model": "confluence", "side": "server", "keywords": {"url": _SERVER}},
        {"class": "ConfluenceCloud", "model": "confluence", "side": "cloud", "keywords": {"url": _CLOUD}, "again": True},
        {"class": "ConfluenceServer", "model": "confluence", "side": "server", "keywords": {"url": _SERVER}, "again": True},
        {"class": "ConfluenceV2", "model": "v2", "side": "cloud", "keywords": {"url": _CLOUD}},
    ],
    "derived": [
        ("atlassian.confluence.server.Server", "confluence", "server"),
        ("atlassian.confluence.cloud.Cloud", "confluence", "cloud"),
        ("atlassian.confluence.cloud.cloud.ConfluenceCloud", "v2", "cloud"),
    ],
    "linked": ["download_attachments_from_page"],
}

_BASIC = {"username": "somebody", "password": "secret"}

MD2CF: dict[str, Any] = {
    "package": "md2cf",
    "module": "md2cf.api",
    "word": "api",
    "first": "2.0.0",
    "broken": [],
    "usual": "2.",
    "checked": ["2.0.0", "2.2.1"],
    "inner": "",
    "probed": [],
    "verbs": [],
    "classes": {"MinimalConfluence": "confluence"},
    "answers": "plain",
    # Its README and its command line have the URL end with the REST root.
    "ways": [
        {
            "class": "MinimalConfluence",
            "model": "confluence",
            "side": "cloud",
            "keywords": {"host": f"{_CLOUD}/wiki/rest/api", **_BASIC},
        },
        {
            "class": "MinimalConfluence",
            "model": "confluence",
            "side": "server",
            "keywords": {"host": f"{_SERVER}/rest/api/", **_BASIC},
        },
    ],
    "derived": [],
    "linked": [],
}

LIBRARIES = {library["package"]: library for library in (ATLASSIAN, MD2CF)}
"""By the name of the package, which is that of the model's file, too. What an entry has:

* ``package``: on PyPI; ``module``: where its classes are imported from; its other modules have them as well whose name begins
  like that and has the ``word`` in it;
* ``first``: the first version that counts; ``broken``: those that cannot be imported, be it beside present versions of what
  they need; ``usual``: how the version begins that counts where a project names none; ``checked``: versions that are called
  by chance, with the newest;
* ``classes``: each with the model of its methods, perhaps with the side that its objects are always on;
* ``ways``: how a client is made, once for each model and side; the keyword that is a URL is its base. ``again`` marks what
  sends as another way does: calls by chance go through it as well;
* ``inner``: the attribute with the object that a client hands on to, if any; ``probed``: the modules of the layer that sends,
  which is compared by what it does; ``verbs``: the client's methods that room 1 knows as those of an HTTP client;
* ``answers``: ``plain`` for code that looks into every key of an answer, which has to come to an end;
* ``derived``: classes whose source has the methods of a model, with the side that they are for; ``linked``: methods of which a
  run has also followed what an answer links to.
"""
