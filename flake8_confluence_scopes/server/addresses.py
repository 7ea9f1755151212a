"""Files by the addresses that the protocol names them with."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit


def path_of(uri: str) -> str | None:
    """The absolute path that a ``file:`` address names; None for any other address."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file":
        return None
    path = unquote(parts.path, errors="surrogateescape")
    if "\0" in path:
        return None
    if os.name == "nt":  # pragma: no cover
        path = f"//{parts.netloc}{path}" if parts.netloc else path.lstrip("/")
    return os.path.normpath(path) if os.path.isabs(path) else None


def uri_of(path: str) -> str:
    """The address of an absolute path."""
    return Path(path).as_uri()
