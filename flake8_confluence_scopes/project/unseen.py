"""What a file may send that nobody sees in it: requests whose URL the code leaves open, and what lies behind a bound."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_confluence_scopes.belonging import may_be_resource
from flake8_confluence_scopes.calls import UNKNOWN_CLIENT
from flake8_confluence_scopes.grants import Project
from flake8_confluence_scopes.project.analysis import SourceFile
from flake8_confluence_scopes.project.possible import possible_scopes
from flake8_confluence_scopes.project.scope_use import Doubt
from flake8_confluence_scopes.project.sites import file_site, shown, site_of
from flake8_confluence_scopes.silence import Decide


def of_file(file: SourceFile, project: Project, decide: Decide) -> Iterator[Doubt]:
    """What could need more than the file's known calls. A comment that names CFS301 says that a request is not
    Confluence's."""
    for reason in file.found.spent:
        site = file_site(shown(file.path))
        yield Doubt(site, f"not all calls of {site.file} are known: {reason}", None)
    for request in file.unsettled:
        call = request.call
        silence = decide(file.path, call.argument.line, "CFS301")
        if silence is not None and silence.names_code:
            continue
        # Test clients and look-ups have the look of a request, too.
        if call.client != UNKNOWN_CLIENT or may_be_resource(call):
            yield Doubt(site_of(file, call), call.reason, possible_scopes(call, project))
