"""Where a call stands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence, Sized
from typing import TYPE_CHECKING, NamedTuple

from flake8_confluence_scopes.calls import Call
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.one_line import in_one_line

if TYPE_CHECKING:
    from flake8_confluence_scopes.project.analysis import SourceFile


class Site(NamedTuple):
    """A call of the project, at the argument that carries its path, where flake8 reports it and the author edits; or
    something else that may need a scope: an event of the descriptor, whose name is the ``path``, without a method; a
    file, or a part of one, that is not read, with neither.

    ``file`` has slashes and counts from the working directory, if it lies below. Lines and columns count from 1, the
    end is the place behind. In a notebook, they count in the ``cell`` of this number, from 1, and ``file_line`` is the
    line of the file; elsewhere both are 0.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    client: str
    method: str
    path: str
    cell: int = 0
    file_line: int = 0

    @property
    def operation(self) -> str:
        """Method and path; of an event, its name."""
        return f"{self.method} {self.path}".strip()

    @property
    def place(self) -> str:
        """File, line and column as compilers write them."""
        return f"{self.in_file}:{self.column}"

    @property
    def in_file(self) -> str:
        """File and line."""
        return f"{self.file}:cell {self.cell}:{self.line}" if self.cell else f"{self.file}:{self.line}"

    @property
    def order(self) -> tuple[str, int, int, int]:
        """The order of sites."""
        return self.file, self.cell, self.line, self.column

    def as_object(self) -> dict[str, object]:
        """The site as JSON has it; ``cell`` in notebooks only."""
        fields = self._asdict()
        del fields["file_line"]
        if not self.cell:
            del fields["cell"]
        return fields


class Spot(NamedTuple):
    """A place as people count, from 1; for ``cell`` and ``file_line`` see ``Site``."""

    line: int
    column: int
    cell: int = 0
    file_line: int = 0


def spot_of(file: SourceFile, line: int, column: int) -> Spot:
    """A place in the text that was analysed, its column from 0, as people find it in the file."""
    if not file.lines:
        return Spot(line, column + 1)
    at = file.lines[line - 1]
    return Spot(at.line, column + 1 + at.shift, at.cell, at.file_line)


def site_of(file: SourceFile, call: Call) -> Site:
    """The site of a call of ``file``."""
    start, end = spot_of(file, *call.argument[:2]), spot_of(file, *call.argument[2:])
    place = (start.line, start.column, end.line, end.column)
    return Site(shown(file.path), *place, call.client, call.method, str(call.path), start.cell, start.file_line)


def file_site(path: str, line: int = 1, cell: int = 0, file_line: int = 0) -> Site:
    """The site of a file, or of a line of it; ``path`` as reports name it, for ``cell`` and ``file_line`` see ``Site``."""
    return Site(path, line, 1, line, 1, "", "", "", cell, file_line)


def shown(path: str) -> str:
    """A path as reports name it, on one line whatever its characters."""
    return in_one_line(os.path.normpath(path).replace(os.sep, "/"))


def counted(items: Sized, noun: str = "call") -> str:
    """``1 call`` or ``2 calls``."""
    return f"{len(items)} {noun}" if len(items) == 1 else f"{len(items)} {noun}s"


def places(sites: Iterable[Site]) -> set[tuple[str, int, int, int]]:
    """Where sites are: a call that sends several requests, or one of several, is at one place."""
    return {site.order for site in sites}


def counted_needs(sites: Sequence[Site]) -> str:
    """The calls and the events among sites: ``2 calls and 1 event``."""
    events = [site for site in sites if not site.method]
    calls = places(site for site in sites if site.method)
    parts = [counted(calls)] if calls else []
    return " and ".join([*parts, counted(events, "event")] if events else parts)


def name_of(descriptor: Descriptor) -> str:
    """A descriptor as reports name it: by its path, or by the option that declares the scopes."""
    return near(descriptor.path) if descriptor.path else descriptor.label


def near(path: str) -> str:
    """An absolute path as reports name it: from the working directory, if it lies below."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # Another drive.
        return shown(path)
    return shown(path if relative.startswith(os.pardir) else relative)
