"""What the releases of a library request by the same method, in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from flake8_confluence_scopes.calls.libraries import models_in_force
from flake8_confluence_scopes.calls.libraries.client_models import NamedMethod, version

_GONE = "no such method for Confluence Cloud"


def on_cloud(client: str) -> str:
    """What the releases that a model knows request of Confluence Cloud by a method, by its full name: in one line, from
    the oldest to the newest; empty where they request the same, or no model knows the method."""
    cls_name, _, name = client.rpartition(".")
    cls = models_in_force.modelled(cls_name)
    method = cls.method(name) if cls is not None else None
    if cls is None or method is None:
        return ""
    said = list(_said(method, cls.model.executed))
    if len(said) < 2:
        return ""
    package = cls.model.package
    return f"{'.'.join(client.split('.')[-2:])} of {package}: {'; '.join(said)}"


def _said(method: NamedMethod, releases: tuple[str, ...]) -> Iterator[str]:
    for words, its in groupby(releases, lambda release: _words(method, release)):
        first, *others = its
        span = f"{first} to {others[-1]}" if others else first
        yield f"{span}: {words}"


def _words(method: NamedMethod, release: str) -> str:
    if not method.is_in(version(release), "cloud"):
        return _GONE
    rows = method.requests_in(version(release), "cloud")
    return ", ".join(sorted({f"{row.method} {row.path}" for row in rows})) or "nothing"
