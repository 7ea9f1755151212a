"""Every code in one table, and the finding that carries one."""

from __future__ import annotations

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """One code. ``messages`` are its forms, with the fields that a finding fills in."""

    code: str
    name: str
    on: bool
    messages: tuple[str, ...]


class Finding(NamedTuple):
    """One reported problem; ``line`` counts from 1, ``column`` in characters from 0."""

    line: int
    column: int
    code: str
    message: str


_TABLE = (
    Rule(
        "CFS101",
        "missing-scope",
        True,
        (
            "{method} {path} needs {needs}; {descriptor} declares {declared}",
            "{method} {path} needs {needs}; {descriptor} declares {declared}; still missing: {missing}",
        ),
    ),
    Rule(
        "CFS102",
        "closed-method",
        True,
        (
            "{method} {path} is closed to apps: {catalog} opens only {methods} of {resource}{hint}",
            "{method} {path} is closed to apps in {catalog}{hint}",
        ),
    ),
    Rule(
        "CFS103",
        "unlisted-resource",
        True,
        ("{method} {path} is closed to apps: {catalog} lists no such resource{hint}",),
    ),
    Rule(
        "CFS104",
        "unlisted-version",
        True,
        ("{method} {path} names version {version}; {catalog} lists {versions} of {resource}{hint}",),
    ),
    Rule(
        "CFS105",
        "removed-operation",
        False,
        (
            "{method} {path} was removed: Confluence's REST document of {date} no longer has it{hint}",
            "{method} {path} is deprecated in Confluence's REST document of {date}{hint}",
        ),
    ),
    Rule("CFS201", "no-descriptor", True, ("calls cannot be checked: {reason}",)),
    Rule(
        "CFS202",
        "unreadable-descriptor",
        True,
        ("calls cannot be checked: {descriptor} {reason}",),
    ),
    Rule(
        "CFS203",
        "unknown-scope",
        True,
        (
            "{descriptor} declares {scope}, which is no scope of Confluence; did you mean {nearest}?",
            "{descriptor} declares {scope}, which is no scope of Confluence",
        ),
    ),
    Rule("CFS301", "undecided-call", False, ("{method} {path} is not checked: {reason}",)),
    Rule("CFS901", "unchecked-file", True, ("the file's calls are not checked: {reason}",)),
    Rule(
        "CFS902",
        "internal-error",
        True,
        ("the plugin failed with {error}, the file's calls are not checked; please report it at {url}",),
    ),
)
RULES = {rule.code: rule for rule in _TABLE}
OFF_BY_DEFAULT = tuple(rule.code for rule in _TABLE if not rule.on)

# python-lsp-server takes a message apart at what looks like another "file:line:column: text";
# for it the numbers may be missing.
_PLACE_LIKE = re.compile(r":(?=\d*:\d*:)")
_LONGEST_FIELD = 300


def finding(line: int, column: int, code: str, form: int = 0, **fields: str) -> Finding:
    """A finding whose message is form number ``form`` of the code's row with ``fields`` filled in.

    Raises KeyError for a code or a field that the table does not have.
    """
    text = RULES[code].messages[form].format_map({key: _clean(value) for key, value in fields.items()})
    return Finding(line, column, code, f"{code} {text}")


def _clean(field: str) -> str:
    """One line of ASCII; a field that would fill the screen is cut."""
    start = field[: _LONGEST_FIELD + 1]  # More would be cut in any case.
    printable = "".join(char if char.isprintable() else repr(char)[1:-1] for char in start)
    text = printable.encode("ascii", "backslashreplace").decode()
    if len(text) > _LONGEST_FIELD:
        text = text[: _LONGEST_FIELD - 3] + "..."
    return _PLACE_LIKE.sub(" ", text)
