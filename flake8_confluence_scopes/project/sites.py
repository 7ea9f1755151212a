"""Where a call stands."""

from __future__ import annotations

import os
from collections.abc import Sized
from typing import NamedTuple

from flake8_confluence_scopes.calls import Call
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.one_line import in_one_line


class Site(NamedTuple):
    """A call of the project, at the argument that carries its path, where flake8 reports it and the author edits.

    ``file`` has slashes and counts from the working directory, if it lies below. Lines and columns count from 1, the
    end is the place behind.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    client: str
    method: str
    path: str

    @property
    def operation(self) -> str:
        """Method and path."""
        return f"{self.method} {self.path}"

    @property
    def place(self) -> str:
        """File, line and column as compilers write them."""
        return f"{self.file}:{self.line}:{self.column}"


def site_of(file: str, call: Call) -> Site:
    """The site of a call of ``file``."""
    line, column, end_line, end_column = call.argument
    place = (line, column + 1, end_line, end_column + 1)
    return Site(shown(file), *place, call.client, call.method, str(call.path))


def shown(path: str) -> str:
    """A path as reports name it, on one line whatever its characters."""
    return in_one_line(os.path.normpath(path).replace(os.sep, "/"))


def counted(items: Sized, noun: str = "call") -> str:
    """``1 call`` or ``2 calls``."""
    return f"{len(items)} {noun}" if len(items) == 1 else f"{len(items)} {noun}s"


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
