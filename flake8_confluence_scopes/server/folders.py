"""The client's root folders, each with the settings that flake8 would have there."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from flake8_confluence_scopes import configuration, unsaved
from flake8_confluence_scopes.configuration import ConfigurationError, Decisions
from flake8_confluence_scopes.project import notebook
from flake8_confluence_scopes.project_root import project_root
from flake8_confluence_scopes.server.options import Options
from flake8_confluence_scopes.settings import Settings

CONFIG_FILES = ("setup.cfg", "tox.ini", ".flake8", "pyproject.toml")


class Configured(NamedTuple):
    """What counts in a folder; ``problem`` says what of it cannot be read, empty where all can. ``files`` are those that are
    named for it, as far as it can be read: the config file, the catalog, client models."""

    settings: Settings
    excluded: Callable[[str], bool]
    decide: Decisions
    problem: str = ""
    files: tuple[str, ...] = ()


class Folders:
    """The root folders; a file outside of them is in that of its own project."""

    def __init__(self) -> None:
        self.options = Options()
        self.paths: list[str] = []
        self._known: dict[str, tuple[object, Configured]] = {}

    def set_options(self, options: Options) -> None:
        """Other settings of the client's count."""
        self.options = options
        self._known.clear()

    def try_again(self) -> None:
        """What could not be read may be so by now: a file is there that an option names."""
        self._known = {folder: known for folder, known in self._known.items() if not known[1].problem}

    def of(self, path: str | None) -> str:
        """The innermost root folder around a file. Without a path it is the first one, or else the working directory."""
        if path is None:
            return self.paths[0] if self.paths else os.getcwd()
        around = [folder for folder in self.paths if path.startswith(os.path.join(folder, ""))]
        own = os.path.dirname(path)
        return max(around, key=len) if around else project_root(path, cwd=own) or own

    def settings_of(self, path: str) -> tuple[Configured, Settings, str | None]:
        """What is configured where a file is, the settings with its project's root, and that root."""
        folder = self.of(path)
        found = self.configured(folder)
        root = project_root(path, root=found.settings.root, cwd=folder)
        return found, found.settings._replace(root=root), root

    def settings_of_descriptor(self, path: str) -> tuple[Configured, Settings, str | None]:
        """The same for a descriptor; of one that settings name, those of the folder that names it."""
        naming = self.naming(path)
        return self.settings_of(os.path.join(naming[0], os.path.basename(path)) if naming else path)

    def naming(self, path: str) -> list[str]:
        """The root folders whose settings name a file as the descriptor."""
        return [folder for folder in self.paths or [self.of(path)] if self.configured(folder).settings.descriptor == path]

    def configured(self, folder: str) -> Configured:
        """The settings in a folder, read anew where one of the config files has changed that could count there, or a file
        that they name."""
        known = self._known.get(folder)
        if known is None or known[0] != _state(folder, known[1].files):
            found = self._read(folder)
            known = self._known[folder] = (_state(folder, found.files), found)
        return known[1]

    def watched(self, folder: str) -> Iterator[str]:
        """The files wherever they are that the settings of a folder rest on, or name."""
        configured = self.configured(folder)
        yield from configured.files
        if configured.settings.descriptor:
            yield configured.settings.descriptor

    def _read(self, folder: str) -> Configured:
        config = (os.path.join(folder, self.options.config),) if self.options.config else ()
        try:
            found = _read(folder, self.options.arguments)
        except ConfigurationError as error:
            found = _read(folder, ("--isolated",))._replace(problem=str(error))
        return found._replace(files=(*config, *found.files))


def _read(folder: str, arguments: Iterable[str]) -> Configured:
    with _within(folder):
        found = configuration.read(tuple(arguments), lines_of)
        settings = found.settings._replace(
            descriptor=_absolute(found.settings.descriptor),
            root=_absolute(found.settings.root),
            clients=tuple(os.path.abspath(path) for path in found.settings.clients),
        )
        files = settings.clients
        if settings.catalog and os.path.isfile(settings.catalog):
            catalog = os.path.abspath(settings.catalog)
            settings, files = settings._replace(catalog=catalog), (catalog, *files)
    assert isinstance(found.decide, Decisions)
    return Configured(settings, found.excluded, found.decide, found.remark, files)


def _absolute(path: str | None) -> str | None:
    return os.path.abspath(path) if path else None


@contextmanager
def _within(folder: str) -> Iterator[None]:
    """flake8 looks for its config files from the working directory."""
    before = os.getcwd()
    try:
        os.chdir(folder)
    except OSError:  # it has been deleted: no config file is in it
        yield
        return
    try:
        yield
    finally:
        os.chdir(before)


def lines_of(path: str) -> list[str] | None:
    """The lines in which flake8's comments are looked for: those of an open document, or of a notebook's cells."""
    held = unsaved.at(path)
    return io.StringIO(held.text).readlines() if held else notebook.lines_of(path)


def _state(folder: str, named: Iterable[str]) -> object:
    """What tells whether a config file has changed that counts in a folder, or one of the ``named`` files."""
    paths = list(named)
    while True:
        paths += (os.path.join(folder, name) for name in CONFIG_FILES)
        above = os.path.dirname(folder)
        if above == folder:
            return list(states(paths))
        folder = above


def states(paths: Iterable[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Each of the files that are there, with what changes when it does."""
    for path in paths:
        with suppress(OSError):
            status = os.stat(path)
            yield path, (status.st_mtime_ns, status.st_size, status.st_ino)
