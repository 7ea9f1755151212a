"""What flake8, the audit and ``check`` say of a project, as sets that can be compared."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from flake8_confluence_scopes import cli
from tests.support import run_flake8_here

_PER_CALL = ("CFS101", "CFS102", "CFS103", "CFS104", "CFS105", "CFS901")
"""Those of undecided calls, which the audit lists whether flake8 reports them or not, are in the verdict alone."""
_PER_APP = ("CFS201", "CFS202", "CFS203")
_COUNT = re.compile(r"^\d+ calls? ")
"""flake8 counts the calls of a file, the audit those of an app."""
_CONCISE = re.compile(r"(.+):(\d+):(\d+): (CFS\d{3}) (.+)")
_UNPARSED = "Python cannot parse it"


class Said(NamedTuple):
    """Findings at calls, with file, line, column, code and words; what is said of the descriptor, which flake8 says
    once a file and the audit once; the files that Python cannot parse, which are E999 for flake8 and CFS901 for the
    audit; and whether the project fails."""

    of_calls: frozenset[tuple[str, int, int, str, str]]
    of_descriptors: frozenset[tuple[str, str]]
    unparsed: frozenset[str]
    fails: bool


def _said(found: list[tuple[str, int, int, str, str]], fails: bool) -> Said:
    unparsed = frozenset(one[0] for one in found if one[3] == "E999" or _UNPARSED in one[4])
    return Said(
        frozenset(one for one in found if one[3] in _PER_CALL and _UNPARSED not in one[4]),
        frozenset((one[3], _COUNT.sub("", one[4])) for one in found if one[3] in _PER_APP),
        unparsed,
        fails,
    )


def by_flake8(project: Path, *options: str) -> Said:
    """What flake8 says with the project's configuration: what this plugin reports, and what it cannot see."""
    run = run_flake8_here(*options, cwd=project)
    found = [
        (one.path, one.line, one.column, one.code, one.message[len(one.code) + 1 :])
        for one in run.findings()
        if one.code.startswith("CFS") or one.code == "E999"
    ]
    return _said(found, bool(found))


def by_audit(project: Path, *options: str) -> Said:
    """What the audit says."""
    output = io.StringIO()
    with pytest.MonkeyPatch.context() as context, contextlib.redirect_stdout(output):
        context.chdir(project)
        code = cli.main(["audit", "--format=json", *options])
    found = [
        (Path(site["file"]).as_posix(), site["line"], site["column"] - 1, entry.get("code", "CFS101"), site["message"])
        for app in json.loads(output.getvalue())["apps"]
        for name in ("missing", "problems")
        for entry in app[name]
        for site in entry["sites"]
    ]
    return _said(found, code != 0)


def by_check(project: Path, *options: str) -> Said:
    """What ``check`` says."""
    output = io.StringIO()
    with pytest.MonkeyPatch.context() as context, contextlib.redirect_stdout(output):
        context.chdir(project)
        code = cli.main(["check", "--format=concise", *options])
    found = [_CONCISE.fullmatch(line) for line in output.getvalue().splitlines()]
    return _said([(m[1], int(m[2]), int(m[3]) - 1, m[4], m[5]) for m in found if m], code != 0)
