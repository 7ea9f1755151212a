"""The files of a project -> their calls, and the apps that they belong to."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import ISSUES, belonging, checker, collector, descriptors, sources
from flake8_confluence_scopes.called_names import Called
from flake8_confluence_scopes.calls import COMMON_NAMES, Call, FileCalls, OpenRequest, UncheckedFile, look_into
from flake8_confluence_scopes.descriptors import Declaration
from flake8_confluence_scopes.failure import show_trace
from flake8_confluence_scopes.project import callers, notebook, pool
from flake8_confluence_scopes.project.notebook import CellLine, UnreadCell
from flake8_confluence_scopes.project.progress import Progress
from flake8_confluence_scopes.project_root import project_root
from flake8_confluence_scopes.settings import Settings


class SourceFile(NamedTuple):
    """One file: ``path`` as it is reached, its HTTP calls with a REST root (Confluence's are among them), and why it is
    not analysed, or empty. In a notebook, ``lines`` says where each line of the text stands that the calls' places count
    in, and ``unread`` which of its cells are not read. ``found`` is all that it sends, ``unsettled`` the open requests
    that the project's callers leave so."""

    path: str
    calls: tuple[Call, ...]
    unchecked: str = ""
    lines: tuple[CellLine, ...] = ()
    unread: tuple[UnreadCell, ...] = ()
    found: FileCalls = FileCalls()
    unsettled: tuple[OpenRequest, ...] = ()


class App(NamedTuple):
    """The files that one declaration counts for; ``neighbours`` are the other apps of the project, without theirs."""

    declaration: Declaration
    files: tuple[SourceFile, ...]
    neighbours: tuple[App, ...] = ()


def analysed(
    paths: Sequence[str],
    settings: Settings,
    complain: Callable[[str, str], None],
    excluded: Callable[[str], bool] = lambda path: False,
    progress: Progress | None = None,
) -> list[App]:
    """The apps of the Python files and notebooks that ``paths`` name, in the order of their first file.

    Where there are no files, the one app is that of the first path. ``complain(path, reason)`` is told which
    directories cannot be listed. Raises pool.WorkerDied.
    """
    progress = progress or Progress()
    names = list(sources.python_files(paths, complain, excluded))
    files = {file.path: file for file in _read(names, settings, progress)}
    # Who only calls what another file leaves open shows nothing of a request.
    again = callers_of_open(files)
    files |= {file.path: file for file in _read(again, settings, progress, by_name=True)}
    return grouped(settled(files.values()), settings) or [App(_declaration(os.path.join(paths[0], "x.py"), settings), ())]


def _read(
    names: Sequence[str], settings: Settings, progress: Progress, by_name: bool = False
) -> Iterator[SourceFile]:
    work = functools.partial(read_calls, settings=settings, by_name=by_name, by_command=True)
    try:
        for count, file in enumerate(pool.each(work, names, pool.processes_for(len(names))), 1):
            yield file
            progress.step(count, len(names))
    finally:
        progress.end()


def callers_of_open(files: Mapping[str, SourceFile]) -> list[str]:
    """The files that nobody has looked into for open URLs, and that may call who leaves one open."""
    found = callers.Files({path: file.found for path, file in files.items()})
    mentions = callers.Mentions(found.waited_for(), COMMON_NAMES)
    again = []
    for path in found.not_looked_into():
        if not files[path].unchecked and mentions.are_in(sources.read(path)):
            again.append(path)
    return again


def settled(files: Iterable[SourceFile]) -> list[SourceFile]:
    """The files with the open requests that no caller settles."""
    files = list(files)
    left: dict[str, list[OpenRequest]] = {}
    for path, request in callers.Files({file.path: file.found for file in files}).unsettled():
        left.setdefault(path, []).append(request)
    return [file._replace(unsettled=tuple(left.get(file.path, ()))) for file in files]


def read_calls(
    path: str,
    settings: Settings = Settings(),
    by_name: bool = False,
    by_command: bool = False,
    links: bool = True,
) -> SourceFile:
    """The calls of one file; for ``by_name`` see ``calls.look_into``. ``by_command`` tells that a command asks, whose process
    ends with its run; ``links`` that it shall tell whether callers settle what a request leaves open. Never raises for anything
    that a file can hold."""
    catalog = settings.chosen_catalog()
    lines: tuple[CellLine, ...] = ()
    unread: tuple[UnreadCell, ...] = ()
    try:
        if path.endswith(notebook.ENDING):
            text, lines, unread = notebook.read(path)
        else:
            text = sources.read(path)
        filename = os.path.abspath(path)
        root = project_root(filename, root=settings.root)
        belongs = functools.partial(belonging.belongs, catalog=catalog)
        with collector.paused(sets_aside=by_command, alone=by_command):
            found = look_into(
                text,
                filename,
                root=root,
                belongs=belongs,
                by_name=by_name,
                parses=True,
                clients=settings.clients,
                reports=None if links else belonging.may_be_reported,
                many=by_command,
            )
    except (sources.UnreadableSource, UncheckedFile) as error:
        return SourceFile(path, (), str(error))
    except Exception as error:
        show_trace(error)
        return SourceFile(path, (), f"the analysis failed with {type(error).__name__}; please report it at {ISSUES}")
    return SourceFile(path, found.calls, "", lines, unread, found)


def grouped(files: Iterable[SourceFile], settings: Settings) -> list[App]:
    """The files by their declarations."""
    by_folder: dict[str, Declaration] = {}
    apps: dict[Declaration, list[SourceFile]] = {}
    for file in files:
        folder = os.path.dirname(os.path.abspath(file.path))
        if folder not in by_folder:
            by_folder[folder] = _declaration(file.path, settings)
        apps.setdefault(by_folder[folder], []).append(file)
    found = [App(declaration, tuple(its)) for declaration, its in apps.items()]
    return [app._replace(neighbours=tuple(other for other in found if other is not app)) for app in found]


def reported(file: SourceFile, settings: Settings) -> list[Call]:
    """The calls of a file that flake8 speaks of: those of Confluence, and open requests that may be."""
    known = belonging.confluence_calls(file.calls, settings.chosen_catalog())
    if not file.found.open:
        return known
    root = project_root(os.path.abspath(file.path), root=settings.root)
    called = Called(root, sources.read(file.path) if root is None else "")
    return known + belonging.open_calls(file.found.open, called.calls)


def calls_in(files: Iterable[SourceFile], settings: Settings) -> int:
    """How many calls there are in files; one that sends several requests, or one of several, counts once."""
    return sum(checker.counted(reported(file, settings)) for file in files)


def _declaration(path: str, settings: Settings) -> Declaration:
    filename = os.path.abspath(path)
    return descriptors.declared(
        filename, scopes=settings.scopes, descriptor=settings.descriptor, root=settings.root
    )
