"""The path of a URL from its REST root on, with holes where the code does not fix a part."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

HOLE = "\0"
"""Stands for an unknown part of a text. No URL and no scope table can hold this character."""

ROOTS = ("rest/", "download/", "api/v2/")
LAST_WORDS = tuple(root.strip("/").rpartition("/")[2] for root in ROOTS)
"""The word of each root that never stands in two pieces of a URL."""
ROOT_WORDS = frozenset((*"/".join(ROOTS).split("/"), "api")) - {""}
"""The segments that REST roots are made of."""

_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/\0]*|//[^/\0]+(?=/)")
_ROOT = re.compile(rf"(?:^|(?<=[/\0]))(?:{'|'.join(ROOTS)})")
_INNER_ROOT = re.compile(r"(?<=.)/(?:rest/api|api/v2)/")
_WIKI = re.compile(r"(?:^|[/\0])wiki/+$")
_SLASHES = re.compile("/{2,}")
_STEP_BACK = re.compile(r"(?<=/)(?!\.\.?/)[^/\0]+/\.\.(?:/|$)")
_HOLES = re.compile("\0{2,}")
_PLACEHOLDER = re.compile(r"\{[^{}/]*\}|(?<=/)(?::[A-Za-z_]\w*|<[^<>/]+>)(?=[/?#]|$)")
_VERSION = re.compile(r"latest|\d+([.-]\w+)*", re.IGNORECASE)


class PathTemplate(NamedTuple):
    """A path from the REST root on, such as ``/rest/api/content/{}/child``.

    ``text`` begins with a slash, holds no query, no fragment and no empty segment, keeps a
    trailing slash, and has ``HOLE`` where the code leaves a part open. ``wiki`` tells whether the
    code has Confluence Cloud's context path ``/wiki`` right before the REST root.
    """

    text: str
    wiki: bool = False

    @classmethod
    def of_url(cls, url: str) -> PathTemplate | None:
        """The template of a URL or path with ``HOLE`` for unknown parts; None without a REST root."""
        return _of_url(url)

    @classmethod
    def parse(cls, text: str) -> PathTemplate | None:
        """The template of a path as people write it, each ``{name}`` a hole."""
        return cls.of_url(_with_holes(text))

    @classmethod
    def without_root(cls, url: str) -> PathTemplate:
        """The template of a URL without a REST root, from its first hole on."""
        path = url.partition("#")[0].partition("?")[0]
        return cls(_HOLES.sub(HOLE, _SLASHES.sub("/", _with_holes(path[path.find(HOLE) :]))))

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts between slashes, without the empty one after a trailing slash."""
        return tuple(self.text.strip("/").split("/"))

    @property
    def trailing_slash(self) -> bool:
        """Whether the path ends in a slash."""
        return self.text.endswith("/")

    @property
    def has_holes(self) -> bool:
        """Whether any part of the path is open."""
        return HOLE in self.text

    @property
    def names_resource(self) -> bool:
        """Whether the code itself says which resource this is: a literal segment behind the root."""
        segments = self.segments
        if segments[0] == "rest":
            if len(segments) < 3 or HOLE in segments[1]:
                return False
            versioned = segments[2] == HOLE or is_version(segments[2])
            return _is_literal(segments, 3 if versioned and len(segments) > 3 else 2)
        return _is_literal(segments, 2 if segments[0] == "api" else 1)

    @property
    def names_part(self) -> bool:
        """Whether the code says which part of some resource this is: a literal segment behind that of a key."""
        start = 1 if self.segments[0] == "download" else 2
        return any(HOLE not in segment for segment in self.segments[start + 2 :])

    @property
    def has_two_roots(self) -> bool:
        """Whether another REST root follows the first one, as where code adds one that is there already."""
        return _INNER_ROOT.search(self.text) is not None

    def covers(self, other: PathTemplate) -> bool:
        """Whether ``other`` is this template with some holes filled, each within its segment."""
        if len(self.segments) != len(other.segments):
            return False
        return all(fits(mine, theirs) for mine, theirs in zip(self.segments, other.segments))

    def __str__(self) -> str:
        return ("/wiki" if self.wiki else "") + self.text.replace(HOLE, "{}")


@lru_cache(4_096)
def is_version(segment: str) -> bool:
    """Whether Atlassian's server takes a segment for a version."""
    return _VERSION.fullmatch(segment) is not None


@lru_cache(4_096)
def _of_url(url: str) -> PathTemplate | None:
    borders = root_of(url)
    if borders is None:
        return None
    place, end = borders
    # No URL of Confluence's holds them: what is left of a template's field is a part that the code does not fix.
    tail = _HOLES.sub(HOLE, _SLASHES.sub("/", _with_holes(url[place:end])))
    # As clients do before they send it; what .. takes back behind a hole nobody knows.
    while (changed := _STEP_BACK.sub("", tail, count=1)) != tail:
        tail = changed
    return PathTemplate("/" + tail, _WIKI.search(url, _host_end(url), place) is not None)


def root_of(url: str) -> tuple[int, int] | None:
    """Where the path of a URL has its REST root, and where the path ends; None without a root."""
    # A "&" before any "?" comes from code that cannot tell whether the URL has a query already.
    end = len(url.partition("#")[0].partition("?")[0].partition("&")[0])
    root = _ROOT.search(url, _host_end(url), end)
    return None if root is None else (root.start(), end)


def has_fields(text: str) -> bool:
    """Whether a template has a field that nothing has filled: ``{name}``, or as a segment ``:name`` or ``<name>``."""
    return _PLACEHOLDER.search(text) is not None


def _with_holes(text: str) -> str:
    """The text with a hole for each field of a template: ``{name}``, ``{{ name }}``, and as segments ``:name``, ``<name>``."""
    while (changed := _PLACEHOLDER.sub(HOLE, text)) != text:
        text = changed
    return text


def _host_end(url: str) -> int:
    authority = _AUTHORITY.match(url)
    return authority.end() if authority else 0


def fits(pattern: str, segment: str) -> bool:
    """Whether a segment with holes can stand for ``segment``: ``page-{}`` for ``page-1``."""
    if HOLE not in pattern:
        return pattern == segment
    first, *middle, last = pattern.split(HOLE)
    start, end = len(first), len(segment) - len(last)
    if start > end or not segment.startswith(first) or not segment.endswith(last):
        return False
    # Each part at its first place: an expression with .* would try all places, for minutes.
    for part in middle:
        place = segment.find(part, start, end)
        if place < 0:
            return False
        start = place + len(part)
    return True


def _is_literal(segments: tuple[str, ...], index: int) -> bool:
    return index < len(segments) and HOLE not in segments[index]
