"""One file's text -> its Confluence calls and what is to be said of them: what flake8 and the editor's server both ask."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import ast

    from flake8_confluence_scopes.calls import Belongs, Call, OpenRequest
    from flake8_confluence_scopes.descriptors import Declaration
    from flake8_confluence_scopes.path_template import PathTemplate
    from flake8_confluence_scopes.rules import Finding
    from flake8_confluence_scopes.settings import Settings


class FileFindings(NamedTuple):
    """``calls`` are Confluence's, ``open_calls`` the requests that may be, where CFS301 is asked for; ``declaration`` is
    what the calls are compared with, None where there are none. ``findings`` are all that is to be said of them."""

    calls: tuple[Call, ...] = ()
    open_calls: tuple[Call, ...] = ()
    declaration: Declaration | None = None
    findings: tuple[Finding, ...] = ()


def of_file(
    source: str,
    filename: str,
    settings: Settings,
    root: str | None,
    tree: ast.AST | None = None,
    by_flake8: bool = False,
    sent_at: bool = False,
) -> FileFindings:
    """What a source says that stands, or is to stand, at the absolute path ``filename``; ``root`` is the top folder of its
    project, ``tree`` its ``ast`` where the caller has it. ``by_flake8`` tells that flake8 asks, whose process ends with its
    run, and which passes over the table of the command line, ``sent_at`` asks for those of the calls."""
    from flake8_confluence_scopes import collector
    from flake8_confluence_scopes.calls import UncheckedFile, look_into

    asked = "CFS301" in settings.extra_codes
    try:
        belongs = _belonging(settings)
        with collector.paused(sets_aside=by_flake8):
            found = look_into(
                source,
                filename,
                tree=tree,
                root=root,
                belongs=belongs,
                open_urls=asked,
                clients=settings.clients,
                sent_at=sent_at,
                reports=_may_be_reported,
            )
    except UncheckedFile as error:
        from flake8_confluence_scopes.rules import finding

        return FileFindings(findings=(finding(1, 0, "CFS901", reason=str(error)),))
    if not found.calls and not asked:
        return FileFindings()
    from flake8_confluence_scopes import belonging, checker

    open_calls: list[Call] = []
    unknown: list[Finding] = []
    if asked:
        from flake8_confluence_scopes.called_names import Called

        open_calls = belonging.open_calls(found.open, Called(root, source).calls)
        unknown = checker.unknown_calls(open_calls, found.spent_near)
    catalog = settings.chosen_catalog()
    calls = belonging.confluence_calls(found.calls, catalog)
    if not calls:
        return FileFindings((), tuple(open_calls), None, tuple(unknown))
    from flake8_confluence_scopes.descriptors import NoDescriptor, declared

    declaration = declared(filename, scopes=settings.scopes, descriptor=settings.descriptor, root=settings.root)
    if by_flake8 and root and isinstance(declaration, NoDescriptor):
        from flake8_confluence_scopes import tool_table

        if tool_table.stands_in(root):
            declaration = NoDescriptor(tool_table.PASSED_OVER)
    findings = checker.check(calls, declaration, catalog, settings.extra_codes) + unknown
    return FileFindings(tuple(calls), tuple(open_calls), declaration, tuple(findings))


def _may_be_reported(request: OpenRequest) -> bool:
    from flake8_confluence_scopes import belonging

    return belonging.may_be_reported(request)


@functools.cache
def _belonging(settings: Settings) -> Belongs:
    """Whether a path is to be reported with these settings; one function for them, so that its answers can be kept.
    Few files ask, and the others need no catalog."""

    @functools.lru_cache(maxsize=1_024)
    def belongs(path: PathTemplate, named: bool) -> bool:
        from flake8_confluence_scopes import belonging

        return belonging.belongs(path, named, settings.chosen_catalog())

    return belongs
