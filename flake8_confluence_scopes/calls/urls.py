"""Joining URLs and paths whose parts may have holes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flake8_confluence_scopes.calls.strings import strip
from flake8_confluence_scopes.calls.values import Hole, Text, concatenate
from flake8_confluence_scopes.path_template import HOLE

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/]*")


def _prefix(text: Text, end: int) -> Text:
    head = text.template[:end]
    return Text(head, text.holes[: head.count(HOLE)])


def without_query(url: Text) -> Text:
    """The URL up to its query or fragment."""
    return _prefix(url, len(url.template.partition("#")[0].partition("?")[0]))


def join(base: Text, url: Text) -> Text:
    """``urllib.parse.urljoin(base, url)``."""
    if _SCHEME.match(url.template):
        return url
    if not url.template:
        return base
    if url.template.startswith(HOLE):
        # It may be a whole URL, or any kind of path: what the base adds is not known.
        return concatenate((Text(HOLE, (Hole("the base URL", any(hole.open for hole in base.holes)),)), url))
    if "./" in url.template:
        return Text(HOLE, (Hole("a relative URL"),))
    authority = _AUTHORITY.match(base.template)
    if url.template.startswith("/"):
        if authority is not None:
            return concatenate((_prefix(base, authority.end()), url))
        return concatenate((_prefix(base, 1 if base.template.startswith(HOLE) else 0), url))
    start = authority.end() if authority is not None else 0
    last = base.template.rfind("/", start)
    if last >= 0:
        return concatenate((_prefix(base, last + 1), url))
    return concatenate((_prefix(base, len(base.template)), Text("/"), url))


def join_path(parts: Sequence[Text]) -> Text:
    """``os.path.join(*parts)``: a part with a leading slash starts anew."""
    joined = parts[0] if parts else Text("")
    for part in parts[1:]:
        if part.template.startswith("/"):
            joined = part
        elif joined.template.endswith("/") or not joined.template:
            joined = concatenate((joined, part))
        else:
            joined = concatenate((joined, Text("/"), part))
    return joined


def append(base: Text, path: Text) -> Text:
    """The base URL and the path with one slash between, as clients with a base URL do."""
    if not base.template or _SCHEME.match(path.template):
        return path
    return concatenate((strip(base, "/", False, True), Text("/"), strip(path, "/", True, False)))


def unsplit(parts: Sequence[Text]) -> Text:
    """``urllib.parse.urlunparse(parts)`` up to the path: scheme, authority and path are the first three."""
    scheme, authority, path = parts[:3]
    if scheme.template and authority.template:
        slash = Text("" if path.template.startswith(("/", HOLE)) or not path.template else "/")
        return concatenate((scheme, Text("://"), authority, slash, path))
    return path
