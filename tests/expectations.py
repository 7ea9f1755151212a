"""The expected findings of a fixture project, read from the comments on their lines.

Several expectations on one line stand behind one another, each with its own ``#``:

* ``# CFS101: 13, DELETE``: this finding, at this 0-based column, with this detail (see ``DETAILS``).
* ``# CFS201: 13``: the same for a code that has no detail.
* ``# ok: reason``: nothing is reported on this line.
* ``# miss: reason``: a known missed alarm; fails once it is reported.
* ``# false: reason``: a known false alarm; fails once it is gone.
"""

from __future__ import annotations

import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from flake8_confluence_scopes.rules import RULES

DETAILS = {
    "CFS101": "needs",
    "CFS102": "method",
    "CFS103": "path",
    "CFS104": "version",
    "CFS105": "method",
    "CFS106": "method",
    "CFS203": "scope",
}
"""For each code that takes a detail: the field of its message that the detail names."""

_FINDING = re.compile(r"(CFS\d{3}): (\d+)(?:, (\S.*))?")
_REMARK = re.compile(r"(ok|miss|false): \S.*")
_LOOKS_LIKE_ONE = re.compile(r"(?:[a-z]{2,4}\d{2,4}|cfs\w*|ok|miss|false)\b", re.IGNORECASE)
_FIELD = re.compile(r"\\\{(\w+)\\\}")


class UnreadableExpectation(ValueError):
    """A comment that looks like an expectation and is none, or a project without any."""


class Reported(NamedTuple):
    """What flake8 printed; ``line`` from 1, ``column`` from 0, ``message`` begins with the code."""

    path: str
    line: int
    column: int
    code: str
    message: str


class Expected(NamedTuple):
    """One finding that a comment asks for; ``path`` is relative to the project, with slashes."""

    path: str
    line: int
    column: int
    code: str
    detail: str


class Expectations(NamedTuple):
    """All comments of a project. ``remarks`` maps (path, line) to ``ok``, ``miss`` or ``false``."""

    findings: tuple[Expected, ...]
    remarks: dict[tuple[str, int], str]


def read_expectations(project: Path) -> Expectations:
    """The expectations in all Python files below ``project``.

    Raises UnreadableExpectation.
    """
    findings: list[Expected] = []
    remarks: dict[tuple[str, int], str] = {}
    for file in sorted(project.rglob("*.py")):
        path = file.relative_to(project).as_posix()
        for line, comment in _comments(file):
            expected, remark = parse_comment(path, line, comment)
            findings += expected
            if remark:
                remarks[path, line] = remark
    if not findings and not remarks:
        raise UnreadableExpectation(f"{project} holds no expectation")
    return Expectations(tuple(findings), remarks)


def parse_comment(path: str, line: int, comment: str) -> tuple[list[Expected], str]:
    """The findings and the remark (or an empty text) of one comment.

    Raises UnreadableExpectation.
    """
    findings: list[Expected] = []
    remarks: list[str] = []
    for part in re.split(r"\s+#\s*", comment.lstrip("#").strip()):
        if match := _FINDING.fullmatch(part):
            code, column, detail = match.groups(default="")
            if code not in RULES or (code in DETAILS) != bool(detail):
                raise UnreadableExpectation(f"{path}:{line}: {part!r} is no code, or its detail is wrong")
            findings.append(Expected(path, line, int(column), code, detail))
        elif match := _REMARK.fullmatch(part):
            remarks.append(match[1])
        elif _LOOKS_LIKE_ONE.match(part):
            raise UnreadableExpectation(f"{path}:{line}: {part!r} is no expectation")
    if len(remarks) > 1 or (findings and remarks):
        raise UnreadableExpectation(f"{path}:{line}: {comment!r} contradicts itself")
    return findings, "".join(remarks)


def fields(message: str) -> dict[str, str]:
    """The fields of a finding's message, by the forms in ``rules.py``.

    Raises ValueError if no form makes this message.
    """
    code, _, text = message.partition(" ")
    for form in RULES[code].messages if code in RULES else ():
        pattern = _FIELD.sub(_field_pattern, re.escape(form))
        if match := re.fullmatch(pattern, text):
            return match.groupdict()
    raise ValueError(f"no form in rules.py makes {message!r}")


def mismatches(expectations: Expectations, reported: list[Reported]) -> list[str]:
    """One sentence for each difference; empty if flake8 reported precisely what the comments say."""
    wanted = Counter(expectations.findings)
    problems: list[str] = []
    healed = {place for place, remark in expectations.remarks.items() if remark == "false"}
    for finding in reported:
        remark = expectations.remarks.get((finding.path, finding.line), "")
        where = f"{finding.path}:{finding.line}"
        found = _as_expected(finding)
        if remark == "false":
            healed.discard((finding.path, finding.line))
        elif remark == "miss":
            problems.append(f"{where}: the known miss is reported now, expect it: {finding.message}")
        elif wanted[found] > 0:
            wanted[found] -= 1
        else:
            problems.append(f"{where}: column {finding.column} is not expected: {finding.message}")
    problems += [f"{path}:{line}: the known false alarm is gone, make it ok" for path, line in sorted(healed)]
    for path, line, column, code, detail in wanted.elements():
        problems.append(f"{path}:{line}: not reported: {code} at column {column}, {detail}")
    return problems


def _comments(file: Path) -> Iterator[tuple[int, str]]:
    with tokenize.open(file) as source:
        for token in tokenize.generate_tokens(source.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def _field_pattern(field: re.Match[str]) -> str:
    name = field[1]
    return f"(?P<{name}>(?:; .+)?)" if name == "hint" else f"(?P<{name}>.+?)"


def _as_expected(finding: Reported) -> Expected:
    values = fields(finding.message)
    detail = values[DETAILS[finding.code]].removeprefix("scope ") if finding.code in DETAILS else ""
    return Expected(finding.path, finding.line, finding.column, finding.code, detail)
