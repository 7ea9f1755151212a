"""Paths that the code names and no call that is found sends, since another program does, or a library that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flake8_confluence_scopes import sources
from flake8_confluence_scopes.calls import Named, UncheckedFile, named_in
from flake8_confluence_scopes.grants import Project
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.project import notebook
from flake8_confluence_scopes.project.analysis import App, SourceFile
from flake8_confluence_scopes.project.possible import scopes_below
from flake8_confluence_scopes.project.scope_use import Doubt
from flake8_confluence_scopes.project.sites import Site, counted, file_site, shown, spot_of


def doubts(app: App, project: Project) -> Iterator[Doubt]:
    """What may need more than the app's calls: programs that the code runs, and paths, for each set of scopes that they could
    need. A path is explained by any call of it or of one below, whatever its method."""
    files = [file for one in (app, *app.neighbours) for file in one.files]
    calls = [call for file in files for call in (*file.calls, *(request.call for request in file.found.open))]
    sent = {call.path for call in calls if not call.path.text.startswith(HOLE)}
    groups: dict[frozenset[str], list[tuple[Site, PathTemplate]]] = {}
    # Where a bound was reached, anything may be needed, which the file says by itself.
    for file in (file for file in app.files if not file.found.spent):
        for line, path, program in _named(file):
            site = _site(file, line)
            if path is None:
                yield Doubt(site, f"{site.in_file} runs {program}, whose requests are not read", None)
            elif not _is_sent(path, sent):
                groups.setdefault(scopes_below(path, project), []).append((site, path))
    for possible, its in groups.items():
        yield from (Doubt(site, _reason(its), possible) for site, _ in its)


def _named(file: SourceFile) -> Iterable[Named]:
    is_notebook = file.path.endswith(notebook.ENDING)
    try:
        return named_in(notebook.read(file.path)[0] if is_notebook else sources.read(file.path))
    except (UncheckedFile, sources.UnreadableSource):
        return ()  # which the file raises a doubt for by itself


def _is_sent(path: PathTemplate, sent: Iterable[PathTemplate]) -> bool:
    return any(_leads_below(path.segments, other.segments) for other in sent)


def _leads_below(named: tuple[str, ...], sent: tuple[str, ...]) -> bool:
    """Whether a path that is sent may begin with one that is named."""
    is_long_enough = len(sent) >= len(named) or HOLE in sent[-1]
    return is_long_enough and all(mine == theirs or HOLE in mine or HOLE in theirs for mine, theirs in zip(named, sent))


def _site(file: SourceFile, line: int) -> Site:
    spot = spot_of(file, line, 0)
    return file_site(shown(file.path), spot.line, spot.cell, spot.file_line)


def _reason(its: list[tuple[Site, PathTemplate]]) -> str:
    (site, path), *others = its
    more = f" (and {counted(others, 'more path')} like it)" if others else ""
    return f"{site.in_file} names {path}{more}, and no call is found that sends it"
