"""Joining URLs and paths whose parts may have holes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urljoin

from flake8_confluence_scopes.calls.values.domain import Hole, Text, Values
from flake8_confluence_scopes.calls.values.marks import Marks, lost
from flake8_confluence_scopes.calls.values import strings
from flake8_confluence_scopes.calls.values.texts import concatenate
from flake8_confluence_scopes.path_template import HOLE, LAST_WORDS, ROOTS, root_of

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")

# What stands between a host and a REST root: nothing, the context path, or the way of Atlassian's gateway to a site.
_BEFORE_ROOT = ("", "wiki/", "confluence/", "ex/confluence/id/", "ex/confluence/id/wiki/")
# A hole that may hold the end of a host and more, and no label of its name.
_ENDS_HOST = re.compile(HOLE + "(?![.:-])")
_SITE = re.compile("^(ex/confluence/)[^/]+")

_PART_OF_ROOT = re.compile("|".join(LAST_WORDS))


def shows_root(text: Text) -> bool:
    """Whether a part of a REST root stands in the text, or may."""
    return _PART_OF_ROOT.search(text.template) is not None or any(hole.rooted for hole in text.holes)


def root_among(groups: Iterable[Values]) -> bool:
    """Whether one of a collection's items shows a part of a REST root."""
    return any(isinstance(value, Text) and shows_root(value) for group in groups for value in group)


def join(base: Text, url: Text) -> Text:
    """``urllib.parse.urljoin(base, url)``; a hole at the base's start is taken as a host with a path."""
    if url.template.startswith(HOLE):
        # It may be a whole URL, or any kind of path: what the base adds is not known.
        before = Hole("the base URL", any(hole.open for hole in base.holes), shows_root(base))
        return concatenate((Text(HOLE, (before,), base.when), url))
    marks = Marks(base, url)
    first, second = marks.texts
    try:
        joined = urljoin(f"{marks.host}/{first}" if base.template.startswith(HOLE) else first, second)
    except ValueError:  # such as a bracket in the host
        return lost("urljoin(...)", base, url)
    return marks.restored(joined)


def join_by_slash(parts: list[Text]) -> Text:
    """The parts with one slash between them, whatever stands at their ends."""
    return strings.join(Text("/"), [strings.strip(part, "/", True, True) for part in parts])


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
    if not base.template or SCHEME.match(path.template):
        return path
    return concatenate((strings.strip(base, "/", False, True), Text("/"), strings.strip(path, "/", True, False)))


def on_unknown_base(url: Text, name: str) -> Text:
    """What a client sends whose base URL is not known; ``name`` stands for that. A URL that is whole, begins with a hole
    or shows a REST root stays as it is."""
    template = url.template
    if template.startswith((HOLE, "//")) or SCHEME.match(template) or root_of(template) is not None:
        return url
    return append(Text(HOLE, (Hole(name),)), url)


def may_lead_anywhere(url: Text) -> bool:
    """Whether a URL without a REST root may have one in a hole: at its start, in the host, or behind a host and what a
    root, or the way to it, begins with."""
    template = url.template.partition("#")[0].partition("?")[0]
    scheme = SCHEME.match(template)
    if scheme is not None and scheme[0].lower() not in ("http://", "https://"):
        return False
    host, slash, path = template[scheme.end() if scheme else 0 :].partition("/")
    if _ENDS_HOST.search(host) or (scheme is None and HOLE in host):
        return True
    if scheme is None and not template.startswith("/"):
        return False
    before, hole, _ = path.partition(HOLE)
    begun = _SITE.sub(r"\1id", re.sub("/+", "/", before.lstrip("/")))
    return bool(slash and hole) and any((way + root).startswith(begun) for way in _BEFORE_ROOT for root in ROOTS)


def names_host(url: Text) -> bool:
    """Whether a URL has a host that the code fixes."""
    host, _ = _host_and_path(url)
    return bool(host) and HOLE not in host


def may_be_v2_alone(url: Text) -> bool:
    """Whether a URL goes on behind its host in a way that no REST root does but ``/api/v2`` without ``/wiki`` before it."""
    return _host_and_path(url)[1].startswith("api/")


def domain_of(url: Text) -> str:
    """The end of a URL's host that the code fixes, in small letters: ``example.com`` of ``https://{}.example.com:443/x``;
    empty where it fixes none."""
    domain = _host_and_path(url)[0].rpartition("@")[2].partition(":")[0].rpartition(HOLE)[2].lower()
    return domain.lstrip(".") if "." in domain else ""


def _host_and_path(url: Text) -> tuple[str, str]:
    """What stands before and behind the first slash behind the scheme; empty where there is no scheme."""
    scheme = SCHEME.match(url.template)
    host, _, path = url.template[scheme.end() :].partition("/") if scheme else ("", "", "")
    return host, path
