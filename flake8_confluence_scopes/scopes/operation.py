"""The operations of a REST document, ordered by their paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.path_template import HOLE
from flake8_confluence_scopes.scopes.catalog import Lifecycle
from flake8_confluence_scopes.scopes.holes import could_become
from flake8_confluence_scopes.scopes.requirement import Alternatives


class Operation(NamedTuple):
    """One method of one path.

    ``connect`` and ``oauth`` are what it needs, as in ``Needs.alternatives``; empty where it is closed
    to such apps, None where the document does not say.
    """

    method: str
    resource: str
    connect: Alternatives | None
    oauth: Alternatives
    lifecycle: Lifecycle


class Node:
    """What may follow one beginning of a path: literal segments, a parameter, or the end with operations."""

    __slots__ = ("literals", "operations", "parameter")

    def __init__(self) -> None:
        self.literals: dict[str, Node] = {}
        self.parameter: Node | None = None
        self.operations: dict[str, Operation] = {}

    def add(self, segments: Iterable[str], operation: Operation) -> bool:
        """Put the operation below ``segments``, parameters as ``HOLE``; False if its place is taken."""
        node = self
        for segment in segments:
            if segment == HOLE:
                if node.parameter is None:
                    node.parameter = Node()
                node = node.parameter
            else:
                node = node.literals.setdefault(segment, Node())
        return node.operations.setdefault(operation.method, operation) is operation

    def children(self) -> Iterator[Node]:
        """The nodes one segment below."""
        yield from self.literals.values()
        if self.parameter is not None:
            yield self.parameter

    def below(self) -> Iterator[Node]:
        """The nodes one or more segments below."""
        waiting = [self.children()]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
            else:
                yield node
                waiting.append(node.children())


class Match(NamedTuple):
    """Where a path ends: the node, and the index of the last hole that counts, -1 for none.

    The node is reached with every hole as a parameter, and literal segments before parameters from
    left to right. It is None where that leads nowhere; the hole then is the one that may be to blame.
    """

    node: Node | None
    hole: int


def match(root: Node, segments: Sequence[str]) -> Match:
    """Where the path ends; a hole as a whole segment stands for one segment."""
    nodes = [root]
    hole = -1
    for index, segment in enumerate(segments):
        if HOLE in segment:
            hole = index
            if segment != HOLE and any(_hides_literal(node, segment) for node in nodes):
                return Match(None, hole)
        following = []
        for node in nodes:
            if segment in node.literals:
                following.append(node.literals[segment])
            if node.parameter is not None:
                following.append(node.parameter)
        nodes = following
        if not nodes:
            break
    return Match(next((node for node in nodes if node.operations), None), hole)


def possible_ends(root: Node, segments: Sequence[str]) -> Iterator[Node]:
    """The nodes with operations where some filling of the path's holes may end.

    The last segment's hole may hold several segments, as may a hole beside literal text.
    """
    nodes = [root]
    for index, segment in enumerate(segments):
        following: list[Node] = []
        for node in nodes:
            if segment == HOLE:
                following.extend(node.children())
            elif HOLE in segment:
                literals = node.literals.items()
                following.extend(child for literal, child in literals if could_become(segment, literal))
            elif segment in node.literals:
                following.append(node.literals[segment])
            if segment != HOLE and node.parameter is not None:
                following.append(node.parameter)
        nodes = following
        if HOLE in segment and (segment != HOLE or index == len(segments) - 1):
            nodes = [below for node in nodes for below in (node, *node.below())]
            break
    return (node for node in nodes if node.operations)


def _hides_literal(node: Node, segment: str) -> bool:
    """Whether a hole beside literal text may be more than a part of a parameter."""
    if segment.startswith(HOLE):
        return bool(node.literals) or node.parameter is not None
    return any(could_become(segment, literal) for literal in node.literals)
