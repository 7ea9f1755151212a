"""The audit as GitLab's code quality array.

Source: GitLab's documentation, page "Code Quality", section "Code Quality report format".
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from flake8_confluence_scopes.project.report import Audit
from flake8_confluence_scopes.project.results import Result, results, said

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(audits: Sequence[Audit]) -> str:
    """An array; what stands in no file, such as an unused scope of an option, has no place in it."""
    found = [_issue(result) for result in results(audits)]
    return json.dumps([issue for issue in found if issue], indent=1) + "\n"


def _issue(result: Result) -> dict[str, object]:
    if result.site is None:
        return {}
    return {
        "description": said(result),
        "check_name": result.rule,
        "fingerprint": result.fingerprint,
        "severity": _SEVERITIES[result.level],
        "location": {"path": result.site.file, "lines": {"begin": result.site.file_line or result.site.line}},
    }
