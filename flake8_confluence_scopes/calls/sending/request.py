"""One request that a call may send, as far as the code tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from flake8_confluence_scopes.calls.flow.blocks import Block, CallSite
from flake8_confluence_scopes.calls.model import UNKNOWN_CLIENT
from flake8_confluence_scopes.calls.values.alternatives import is_contradiction
from flake8_confluence_scopes.calls.values.domain import ALWAYS, Conditions, Hole, Text
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.path_template import HOLE, PathTemplate, root_of

GUESSED = UNKNOWN_CLIENT

_NAME = re.compile("[a-z][A-Za-z-]*")
"""A part of a resource: ``footer-comments``; keys have capitals or digits."""


class Origin(NamedTuple):
    """The call that sends a request by itself, and the block that this stands in."""

    site: CallSite
    block: Block


class AnyOrigin(Origin):
    """An origin that keeps no two requests apart, and none from one without: just as much is found as where nobody wants
    to know."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return other is None or isinstance(other, AnyOrigin)

    def __hash__(self) -> int:
        return hash(None)


class Request(NamedTuple):
    """``client`` names what sends it, ``method`` is a text, or unknown. ``named`` tells that this is a method of a library
    that names what it does, rather than a path. ``said`` tells that it is reported where it is
    sent, while its callers may name the resource better. ``origin`` is the call that sends it by itself, where somebody
    wants to know. ``doubtful`` tells, for those who walk through a function, that something else than its arguments may
    decide whether it is sent."""

    client: str
    method: Text
    url: Text
    said: bool = False
    origin: Origin | None = None
    named: bool = False
    doubtful: bool = False

    def through(self, function: str) -> Request:
        """The request as a function of the project sends it; a library's method keeps its name."""
        return self if self.named else self._replace(client=function)

    @property
    def path(self) -> PathTemplate | None:
        """The path from the REST root on; None where the URL shows no root."""
        return PathTemplate.of_url(self.url.template)

    @property
    def settled(self) -> bool:
        """Whether the code fixes the method and the resource."""
        path = self.path
        if self.method.holes or path is None or not path.names_resource:
            return False
        # A hole in the version's place may as well be the resource, unless its name tells.
        return path.segments[0] != "rest" or path.segments[2] != HOLE or "ver" in self._name_of_version().lower()

    @property
    def open(self) -> bool:
        """Whether a caller may fill a part of what a scope depends on: the method, or the path."""
        if is_open(self.method):
            return True
        return any(hole.open for hole in (self.path_holes if self.settled else self.url.holes))

    @property
    def path_holes(self) -> tuple[Hole, ...]:
        """The holes from the REST root on, up to the query."""
        start, end = root_of(self.url.template) or (0, 0)
        before = len(self.base_holes)
        return self.url.holes[before : before + self.url.template[start:end].count(HOLE)]

    @property
    def base_holes(self) -> tuple[Hole, ...]:
        """The holes before the REST root."""
        start, _ = root_of(self.url.template) or (0, 0)
        return self.url.holes[: self.url.template[:start].count(HOLE)]

    @property
    def is_relative(self) -> bool:
        """Whether the REST root is all that the URL begins with."""
        start, _ = root_of(self.url.template) or (0, 0)
        return not self.url.template[:start].strip("/")

    def _name_of_version(self) -> str:
        """The name of the first hole of a settled REST path, which stands in the version's place."""
        start, end = root_of(self.url.template) or (0, 0)
        written = [segment for segment in self.url.template[start:end].split("/") if segment][2]
        # The field of a template that nothing fills, {version}, is no hole of the text.
        return self.path_holes[0].name if HOLE in written else written

    def is_case_of(self, other: Request) -> bool:
        """Whether the other, settled request has said all of this one: the same with some holes filled."""
        path, known = self.path, other.path
        if self.method != other.method or path is None or known is None:
            return False
        # A hole that is filled with nothing, as a setting may be by default, ends in a slash.
        return known.covers(path) or (path.trailing_slash and known.covers(PathTemplate(path.text + HOLE)))

    @property
    def leaves_part_open(self) -> bool:
        """Whether callers may say which part of a resource is meant: ``/pages/{id}/{part}``."""
        path = self.path
        return path is not None and self.open and any(_parts(path))

    def names_part(self, other: Request) -> bool:
        """Whether it says which part of a resource is meant, where the other leaves that open."""
        path, wider = self.path, other.path
        if path is None or wider is None:
            return False
        return any(is_part and _NAME.fullmatch(mine) for mine, is_part in zip(path.segments, _parts(wider)))


def _parts(path: PathTemplate) -> list[bool]:
    """For each segment, whether it is a hole in the place of a resource's part: right behind that of its key."""
    segments = path.segments if path.segments[0] != "download" else ()  # names of files end those
    return [before == HOLE == segment for before, segment in zip(("", *segments), segments)]


Requests = tuple[Request, ...]


def unlisted(method: str) -> Request:
    """What a method of a client sends of which only the name is known."""
    unknown = Text(HOLE, (Hole(f"of {method}"),))
    return Request(method, unknown, unknown)


def distinct(requests: Iterable[Request], when: Conditions = ALWAYS) -> Requests:
    """Each request once, where these conditions hold; none that cannot be then."""
    found: dict[Request, Request] = {}
    for request in requests:
        conditions = request.url.when | request.method.when | when
        if conditions != request.url.when:
            request = request._replace(url=replace(request.url, when=conditions))
        if not is_contradiction(conditions):
            known = found.setdefault(request, request)
            if known.url.when != conditions:
                found[request] = known._replace(url=replace(known.url, when=known.url.when & conditions))
    return tuple(found.values())
