"""The files of a project -> their calls, and the apps that they belong to."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import ISSUES, checker, descriptors, sources
from flake8_confluence_scopes.calls import Call, UncheckedFile, find_calls
from flake8_confluence_scopes.descriptors import Declaration
from flake8_confluence_scopes.project import notebook, pool
from flake8_confluence_scopes.project.notebook import CellLine, UnreadCell
from flake8_confluence_scopes.project.progress import Progress
from flake8_confluence_scopes.project_root import project_root
from flake8_confluence_scopes.settings import Settings


class SourceFile(NamedTuple):
    """One file: ``path`` as it is reached, its HTTP calls with a REST root (Confluence's are among them), and why it is
    not analysed, or empty. In a notebook, ``lines`` says where each line of the text stands that the calls' places count
    in, and ``unread`` which of its cells are not read."""

    path: str
    calls: tuple[Call, ...]
    unchecked: str = ""
    lines: tuple[CellLine, ...] = ()
    unread: tuple[UnreadCell, ...] = ()


class App(NamedTuple):
    """The files that one declaration counts for."""

    declaration: Declaration
    files: tuple[SourceFile, ...]


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
    work = functools.partial(read_calls, settings=settings)
    files = []
    try:
        for file in pool.each(work, names, pool.processes_for(len(names))):
            files.append(file)
            progress.step(len(files), len(names))
    finally:
        progress.end()
    return grouped(files, settings) or [App(_declaration(os.path.join(paths[0], "x.py"), settings), ())]


def read_calls(path: str, settings: Settings = Settings()) -> SourceFile:
    """The calls of one file. Never raises for anything that a file can hold."""
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
        calls = find_calls(
            text, filename, root=root, belongs=functools.partial(checker.belongs, catalog=catalog)
        )
    except (sources.UnreadableSource, UncheckedFile) as error:
        return SourceFile(path, (), str(error))
    except Exception as error:
        return SourceFile(path, (), f"the analysis failed with {type(error).__name__}; please report it at {ISSUES}")
    return SourceFile(path, tuple(calls), "", lines, unread)


def grouped(files: Iterable[SourceFile], settings: Settings) -> list[App]:
    """The files by their declarations."""
    by_folder: dict[str, Declaration] = {}
    apps: dict[Declaration, list[SourceFile]] = {}
    for file in files:
        folder = os.path.dirname(os.path.abspath(file.path))
        if folder not in by_folder:
            by_folder[folder] = _declaration(file.path, settings)
        apps.setdefault(by_folder[folder], []).append(file)
    return [App(declaration, tuple(its)) for declaration, its in apps.items()]


def _declaration(path: str, settings: Settings) -> Declaration:
    filename = os.path.abspath(path)
    return descriptors.declared(
        filename, scopes=settings.scopes, descriptor=settings.descriptor, root=settings.root
    )
