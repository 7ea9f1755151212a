"""The parts of URLs: taken apart as ``urlsplit`` does, exchanged, and put together again.

A hole counts as a stretch without anything that ends a part. Three may hold more: one that the URL begins with, which
stands for a base URL; the end of a host without a path behind it, or with what can be no end of a host's name; and the
end of a URL without a query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urldefrag, urlparse, urlsplit, urlunparse, urlunsplit

from flake8_confluence_scopes.calls.values.domain import Text
from flake8_confluence_scopes.calls.values.marks import Marks, lost
from flake8_confluence_scopes.calls.values.strings import Pieces, lower
from flake8_confluence_scopes.calls.values.texts import concatenate
from flake8_confluence_scopes.calls.values.urls import SCHEME
from flake8_confluence_scopes.path_template import HOLE

NAMES = {
    2: ("url", "fragment"),
    5: ("scheme", "netloc", "path", "query", "fragment"),
    6: ("scheme", "netloc", "path", "params", "query", "fragment"),
}
"""The parts that ``urldefrag``, ``urlsplit`` and ``urlparse`` give, by their number."""

_ENDS_HOST = re.compile(HOLE + r"((?!-)[^.:@\[\0]*)$")
"""A hole at a host's end, and what stands behind it that is no more of a name, as in ``https://{domain}{base_path}api/v2``."""
_POSSIBLE_QUERY = "the query of a URL, if it has one"
_POSSIBLE_FRAGMENT = "the fragment of a URL, if it has one"
_SPLITS: dict[int, Callable[[str], Sequence[str]]] = {2: urldefrag, 5: urlsplit, 6: urlparse}


def split(url: Text, size: int) -> tuple[Text, ...] | None:
    """``urlsplit(url)``, or ``urldefrag(url)`` of size 2, ``urlparse(url)`` of size 6. None where Python refuses it."""
    marks = Marks(url)
    text = marks.texts[0]
    based = url.template.startswith(HOLE) and SCHEME.match(text) is None
    if based:
        # What goes on with a dot or a colon is still the host: {host}:8090/wiki.
        text = f"{marks.host}/" + re.sub(rf"^({marks.mark(0)})[.:][^/?#]*", r"\1", text)
    try:
        parts = [marks.restored(part) for part in _SPLITS[size](text)]
    except ValueError:  # such as a bracket in the host
        return None
    if not url.holes or size == 2:
        return tuple(parts)
    if based:
        parts[0], parts[1] = lost("the scheme of a URL", url), lost("the host of a URL", url)
        # A base URL's path comes with its slash.
        parts[2] = Text(parts[2].template[1:], parts[2].holes, url.when)
    elif (end := _ENDS_HOST.search(parts[1].template)) is not None and (end[1] or not parts[2].template):
        parts[2] = concatenate((Text(end[0], parts[1].holes[-1:], url.when), parts[2]))
        parts[1] = replace(parts[1], template=parts[1].template[: end.start(1)])
    before, has_fragment, _ = url.template.partition("#")
    if "?" not in before:
        parts[-2] = lost(_POSSIBLE_QUERY, url)
    if not has_fragment:
        parts[-1] = lost(_POSSIBLE_FRAGMENT, url)
    return tuple(parts)


def unsplit(parts: Sequence[Text]) -> Text:
    """``urlunsplit(parts)``, or ``urlunparse(parts)`` of six. A query that may be none is left out; so is a fragment."""
    marks = Marks(*parts)
    texts = ["" if _may_be_none(part) else text for part, text in zip(parts, marks.texts)]
    scheme, netloc, path = parts[:3]
    # Which may as well have neither.
    is_base = scheme.template == HOLE == netloc.template
    if is_base:
        texts[0] = ""
    if path.template.startswith(HOLE):
        texts[2] = "/" + texts[2]
    text = (urlunsplit if len(parts) == 5 else urlunparse)(texts)
    if path.template.startswith(HOLE):
        mark = marks.mark(len(scheme.holes) + len(netloc.holes))
        text = text.replace("/" + mark, mark, 1)
    return marks.restored(text.removeprefix("//") if is_base else text)


def _may_be_none(part: Text) -> bool:
    return part.template == HOLE and part.holes[0].name in (_POSSIBLE_QUERY, _POSSIBLE_FRAGMENT)


def with_parts(url: Text, changes: Mapping[str, Text]) -> Text | None:
    """A URL with some of its parts exchanged; None where Python refuses it."""
    parts = split(url, 5)
    if parts is None:
        return None
    return unsplit([changes.get(name, part) for name, part in zip(NAMES[5], parts)])


def without_query(url: Text) -> Text:
    """A URL up to its path."""
    pieces = Pieces(url)
    return pieces.take(url.template.partition("#")[0].partition("?")[0])


def host(netloc: Text) -> Text | None:
    """The ``hostname`` of a ``netloc``; None where brackets stand in it."""
    if "[" in netloc.template:
        return None
    pieces = Pieces(netloc)
    user, at, behind = netloc.template.rpartition("@")
    pieces.take(user + at)
    return lower(pieces.take(behind.partition(":")[0]))
