"""The catalogs of REST documents: an operation is a method of a whole path."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_confluence_scopes.path_template import PathTemplate
from flake8_confluence_scopes.scopes.catalog import Catalog, Entry, Lifecycle, Origin
from flake8_confluence_scopes.scopes.holes import undecided_at
from flake8_confluence_scopes.scopes.operation import Node, Operation, match, possible_ends
from flake8_confluence_scopes.scopes.requirement import (
    NO_CONNECT_SCOPE,
    Alternatives,
    Closed,
    Needs,
    Requirement,
    Undecided,
    UnlistedResource,
    in_order,
)


class Document(Catalog):
    """A catalog of operations, answering in OAuth scopes or, as its family says, in Connect scopes."""

    def __init__(self, origin: Origin, root: Node) -> None:
        super().__init__(origin)
        self._origin = origin
        self._root = root
        self._connect_view: Catalog | None = self if self.family == "connect" else None

    def lifecycle(self, method: str, path: PathTemplate) -> Lifecycle:
        node = match(self._root, path.segments).node
        operation = node.operations.get(method) if node else None
        return operation.lifecycle if operation else Lifecycle()

    def entries(self) -> Iterator[Entry]:
        for node in (self._root, *self._root.below()):
            for method, operation in node.operations.items():
                needed = (operation.connect, operation.oauth)
                yield Entry(method, operation.resource, (), *needed, operation.lifecycle)

    def openings(self, method: str, path: PathTemplate) -> frozenset[Alternatives | None]:
        ends = (end.operations.get(method) for end in possible_ends(self._root, path.segments))
        return frozenset(it for it in (self._alternatives(end) for end in ends if end) if it != ())

    def for_connect(self) -> Catalog:
        if self._connect_view is None:
            self._connect_view = Document(self._origin._replace(family="connect"), self._root)
        return self._connect_view

    def _decide(self, method: str, path: PathTemplate) -> Requirement:
        segments = path.segments
        node, hole = match(self._root, segments)
        if node is None:
            if hole >= 0 and any(possible_ends(self._root, segments)):
                return undecided_at(segments, hole)
            return UnlistedResource()
        operation = node.operations.get(method)
        if operation is None:
            if hole >= 0 and any(method in end.operations for end in possible_ends(self._root, segments)):
                return undecided_at(segments, hole)
            opened = frozenset(other for other, it in node.operations.items() if self._alternatives(it) != ())
            return Closed(next(iter(node.operations.values())).resource, in_order(opened))
        alternatives = self._alternatives(operation)
        if alternatives is None:
            return Undecided(NO_CONNECT_SCOPE.format(catalog=self.name))
        return Needs(operation.resource, alternatives) if alternatives else Closed(operation.resource, ())

    def _lists(self, path: PathTemplate) -> bool:
        return match(self._root, path.segments).node is not None

    def _alternatives(self, operation: Operation) -> Alternatives | None:
        return operation.connect if self.family == "connect" else operation.oauth
