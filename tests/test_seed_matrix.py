"""Every cell of Atlassian's page of Connect scopes, through the real flake8.

What a cell means is worked out here anew, from the rows alone: nothing of the package's matching is asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support import PACKAGE, run_flake8

pytestmark = pytest.mark.once

OPTIONS = ("--isolated", "--select=CFS", "--extend-select=CFS301", "--confluence-catalog=connect-2014")
METHODS = ("GET", "POST", "PUT", "DELETE")
CHAIN = ("READ", "WRITE", "DELETE", "SPACE_ADMIN", "ADMIN")
ROWS = json.loads((PACKAGE / "scopes" / "data" / "connect-2014.json").read_text(encoding="utf-8"))["rows"]

# What stands before and after a resource, and what a message shows of both.
SPELLINGS = (
    ("https://example.com", "", "{}"),
    ("", "?expand=body", "{}"),
    ("https://example.com/confluence", "/", "{}/"),
    ("https://example.atlassian.net/wiki", "/17/x.png", "/wiki{}/17/x.png"),
    ("/confluence", "/17/?a=/b#c", "{}/17/"),
    ("https://api.atlassian.com/ex/confluence/1-2/wiki", "#top", "/wiki{}"),
)
HINT = re.compile(r"; the (connect-2016|cloud) catalog opens it with (no scope|[A-Z_]+)$")


class Case(NamedTuple):
    """One call. ``needs`` is a scope, or empty where ``refusal`` says why no scope opens the call."""

    method: str
    url: str
    shown: str
    needs: str
    refusal: str = ""

    @property
    def source(self) -> str:
        return f"requests.{self.method.lower()}({self.url!r})\n"

    @property
    def column(self) -> int:
        """Where the argument begins, from 0."""
        return self.source.index("(") + 1

    def message(self, declared: tuple[str, ...]) -> str:
        """The finding's message, without a hint; empty where the call is fine."""
        if self.refusal:
            return self.refusal
        if any(CHAIN.index(self.needs) <= CHAIN.index(scope) for scope in declared):
            return ""
        return f"CFS101 {self.method} {self.shown} needs scope {self.needs}; atlassian-connect.json lacks it"


def listed(row: dict[str, Any], resource: str) -> Iterator[Case]:
    """All cells of a row in all spellings, for one version."""
    cells = {method: scope for method, scope in row["scopes"].items() if scope != "N/A"}
    for method in (*METHODS, "PATCH", "HEAD", "OPTIONS"):
        for before, after, shown in SPELLINGS:
            path = shown.format(resource)
            closed = (
                f"CFS102 {method} {path} is closed to apps: connect-2014 opens only "
                f"{', '.join(other for other in METHODS if other in cells)} of {row['path']}"
            )
            refusal = "" if method in cells else closed
            yield Case(method, before + resource + after, path, cells.get(method, ""), refusal)


def unlisted(row: dict[str, Any], version: str, resource: str) -> Iterator[Case]:
    for method in METHODS:
        for before, after, shown in SPELLINGS:
            path = shown.format(resource)
            refusal = (
                f"CFS104 {method} {path} names version {version}; connect-2014 lists "
                f"{', '.join(row['versions']) or 'no version'} of {row['path']}"
            )
            yield Case(method, before + resource + after, path, "", refusal)


def all_cases() -> Iterator[Case]:
    for row in ROWS:
        path = row["path"]
        if path.endswith("/.*"):
            yield from listed(row, path.removesuffix(".*") + "17")
        elif row["versions"]:
            for version in row["versions"]:
                yield from listed(row, path.replace("{version}", version))
            version = next(one for one in ("2", "1.0") if one not in row["versions"])
            yield from unlisted(row, version, path.replace("{version}", version))
        else:
            yield from listed(row, path)
            yield from unlisted(row, "latest", re.sub("^/rest/[^/]+", r"\g<0>/latest", path))


CASES = tuple(all_cases())


def test_all_cells_are_there() -> None:
    assert len(ROWS) == 30
    assert sum(len(row["versions"]) or 1 for row in ROWS) == 65
    assert {tuple(row["scopes"]) for row in ROWS} == {METHODS}
    assert {scope for row in ROWS for scope in row["scopes"].values()} <= {"N/A", *CHAIN}


@pytest.mark.parametrize("scope", ["READ", *(pytest.param(one, marks=pytest.mark.once) for one in ("", *CHAIN[1:]))])
def test_every_cell(scope: str, tmp_path: Path) -> None:
    declared = (scope,) if scope else ()
    (tmp_path / "atlassian-connect.json").write_text(json.dumps({"scopes": declared}), encoding="utf-8")
    source = "import requests\n" + "".join(case.source for case in CASES)
    (tmp_path / "app.py").write_text(source, encoding="utf-8")

    run = run_flake8(*OPTIONS, "app.py", cwd=tmp_path)
    found = run.findings()
    reported = {line: (column, HINT.sub("", message)) for _, line, column, _, message in found}
    assert len(reported) == len(found)
    assert reported == {
        line: (case.column, message)
        for line, case in enumerate(CASES, 2)
        if (message := case.message(declared))
    }
