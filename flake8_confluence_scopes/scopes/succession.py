"""The catalog ``connect``: dated tables of the same product, asked one after the other from the newest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from flake8_confluence_scopes.path_template import PathTemplate
from flake8_confluence_scopes.scopes.catalog import Catalog, Entry, Lifecycle, Origin
from flake8_confluence_scopes.scopes.requirement import (
    Alternatives,
    Needs,
    Requirement,
    Undecided,
    UnlistedResource,
)

_Answer = tuple[Requirement, Catalog]


class Succession(Catalog):
    """The first table that opens a call says what it needs, in Connect scopes; it holds no rows of its own.

    What a table does not open it need not close for its time: a document leaves out what another one lists, and an app
    may call what either opens. So a call is closed only where no table opens it, and then by the newest one that lists
    the resource.
    """

    def __init__(self, name: str, newest_first: Sequence[str], load: Callable[[str], Catalog]) -> None:
        """``load`` gives a table by its name; the older ones are loaded when a call needs them."""
        self._names = tuple(newest_first)
        self._load = load
        self._loaded: list[Catalog] = []
        source = f"{', '.join(newest_first[:-1])} and {newest_first[-1]}, asked in this order"
        newest = load(newest_first[0])
        super().__init__(Origin(name, "connect", source, newest.date, newest.generator))

    def tables(self) -> Iterator[Catalog]:
        """The tables, from the newest, in Connect scopes."""
        for index, name in enumerate(self._names):
            if index == len(self._loaded):
                self._loaded.append(self._load(name).for_connect())
            yield self._loaded[index]

    def table_for(self, method: str, path: PathTemplate) -> Catalog:
        return self._ask(method, path)[1]

    def lifecycle(self, method: str, path: PathTemplate) -> Lifecycle:
        found = (table.lifecycle(method, path) for table in self.tables())
        return next((lifecycle for lifecycle in found if lifecycle != Lifecycle()), Lifecycle())

    def openings(self, method: str, path: PathTemplate) -> frozenset[Alternatives | None]:
        return frozenset().union(*(table.openings(method, path) for table in self.tables()))

    def entries(self) -> Iterator[Entry]:
        """What each table opens and no newer one lists under the same path, and what none opens.

        A row of an old table stays beside the operations of a newer document that it covers: it decides what the
        document does not list.
        """
        opened: set[tuple[str, str, str]] = set()
        for table in self.tables():
            for entry in table.entries():
                versions = entry.versions or ("",)
                fresh = tuple(one for one in versions if (entry.method, entry.resource, one) not in opened)
                if fresh and (entry.connect or not self._opens(entry)):
                    yield entry._replace(versions=fresh if entry.versions else (), oauth=None, table=table.name)
                if entry.connect:
                    opened.update((entry.method, entry.resource, one) for one in versions)

    def _opens(self, entry: Entry) -> bool:
        """Whether an older table opens the operation of a document that is closed there."""
        path = PathTemplate.parse(entry.resource)
        return path is not None and isinstance(self.requirement(entry.method, path), Needs)

    def _decide(self, method: str, path: PathTemplate) -> Requirement:
        return self._ask(method, path)[0]

    def _ask(self, method: str, path: PathTemplate) -> _Answer:
        undecided: _Answer | None = None
        closed: _Answer | None = None
        possible: set[Alternatives] = set()
        for table in self.tables():
            answer = table._decide(method, path)
            if isinstance(answer, Needs):
                # A newer table may have a say under some filling of the holes. It has none where it would say the same.
                if undecided and not possible <= {answer.alternatives}:
                    return undecided
                return answer, table
            if isinstance(answer, Undecided):
                openings = table.openings(method, path)
                possible.update(one for one in openings if one is not None)
                if openings:
                    undecided = undecided or (answer, table)
            elif not isinstance(answer, UnlistedResource):
                closed = closed or (answer, table)
        return undecided or closed or (UnlistedResource(), self)

    def _lists(self, path: PathTemplate) -> bool:
        return any(table._lists(path) for table in self.tables())
