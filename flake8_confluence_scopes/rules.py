"""Every code in one table, and the finding that carries one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flake8_confluence_scopes.one_line import in_one_line

ON, OAUTH, OFF = "on", "on for OAuth", "off"
"""When a code is reported by default: always, where the scopes of an app are OAuth's, or never."""


class Rule(NamedTuple):
    """One code, and what it reports; ``default`` is ``ON``, ``OAUTH`` or ``OFF``. ``messages`` and ``helps`` are the
    forms of what is said and of the one next step, with the fields that a finding fills in."""

    code: str
    name: str
    default: str
    reports: str
    messages: tuple[str, ...]
    helps: tuple[str, ...]


class Finding(NamedTuple):
    """One reported problem; ``line`` counts from 1, ``column`` in characters from 0. ``help`` is the next step."""

    line: int
    column: int
    code: str
    message: str
    help: str = ""

    @property
    def text(self) -> str:
        """The message without the code."""
        return self.message.removeprefix(f"{self.code} ")


_OTHER_CATALOG = "compare with --confluence-catalog={other}"

_TABLE = (
    # What a call needs and is not given.
    Rule(
        "CFS101",
        "missing-scope",
        ON,
        "a call that needs a scope which the descriptor does not declare",
        ("{method} {path} needs {needs}; {descriptor} lacks {missing}",),
        (
            "run `confluence-scopes fix`: it adds {addition} to {descriptor}",
            "add {addition} to {descriptor}",
        ),
    ),
    Rule(
        "CFS102",
        "closed-method",
        ON,
        "a call whose method Confluence does not open to apps on this resource",
        (
            "{method} {path} is closed to apps: {catalog} opens only {methods} of {resource}{hint}",
            "{method} {path} is closed to apps in {catalog}{hint}",
        ),
        (
            "use {methods}: no scope opens {method} here",
            "take the call out: no scope opens it",
            _OTHER_CATALOG,
        ),
    ),
    Rule(
        "CFS103",
        "unlisted-resource",
        ON,
        "a call to a Confluence resource that the catalog does not list",
        ("{method} {path} is closed to apps: {catalog} lists no such resource{hint}",),
        (
            "correct the path: `confluence-scopes catalog show {catalog}` prints what there is",
            _OTHER_CATALOG,
        ),
    ),
    Rule(
        "CFS104",
        "unlisted-version",
        ON,
        "a call that names a version of a resource which the catalog does not list",
        ("{method} {path} names version {version}; {catalog} lists {versions} of {resource}{hint}",),
        (
            "write {listed} in place of {version}",
            "take the version out of the path",
            _OTHER_CATALOG,
        ),
    ),
    Rule(
        "CFS105",
        "removed-operation",
        OAUTH,
        "a call of an operation that a newer REST document of Confluence Cloud no longer has",
        ("{method} {path} was removed (REST document of {date}){hint}",),
        (
            "use {method} {successor}",
            "take the call out: it answers 410, whatever the scopes are",
        ),
    ),
    Rule(
        "CFS106",
        "deprecated-operation",
        OFF,
        "a call of an operation that Confluence Cloud's REST document calls deprecated",
        ("{method} {path} is deprecated (REST document of {date}){hint}",),
        (
            "use {method} {successor}",
            "look for its successor in Atlassian's REST documents",
        ),
    ),
    # The descriptor.
    Rule(
        "CFS201",
        "no-descriptor",
        ON,
        "a file with Confluence calls for which no descriptor can be found",
        ("{waiting} cannot be checked: {reason}",),
        (
            "run `confluence-scopes scopes`: it prints what these calls need, to declare with --confluence-scopes",
            "name one of them with --confluence-descriptor",
            "compare with --confluence-catalog=cloud",
        ),
    ),
    Rule(
        "CFS202",
        "unreadable-descriptor",
        ON,
        "a file with Confluence calls whose descriptor cannot be read",
        ("{waiting} cannot be checked: {descriptor} {reason}",),
        ("mend {descriptor}, or declare its scopes with --confluence-scopes",),
    ),
    Rule(
        "CFS203",
        "unknown-scope",
        ON,
        "a descriptor that declares a scope which does not exist",
        (
            "{descriptor} declares {scope}, which is no scope of Confluence; did you mean {nearest}?",
            "{descriptor} declares {scope}, which is no scope of Confluence",
            "{descriptor} declares more than {most} scopes; those behind {scope} are not checked for misspellings",
        ),
        (
            "put {nearest} in its place: `confluence-scopes fix` does, where something needs {nearest}",
            "put {nearest} in its place",
            "take {scope} out",
            "declare only what the app needs",
        ),
    ),
    # What cannot be decided.
    Rule(
        "CFS301",
        "undecided-call",
        OFF,
        "a Confluence call that cannot be checked, because the code does not fix its method, its path or its requirement",
        (
            "{method} {path} is not checked: {reason}",
            "not all calls of this file are known: {reason}",
        ),
        (
            "write the method and the path out where the call is made",
            "make the calls in smaller files of their own",
        ),
    ),
    # The plugin itself.
    Rule(
        "CFS901",
        "unchecked-file",
        ON,
        "a file that could not be analysed, so that its calls are not checked",
        ("the file's calls are not checked: {reason}", "the cell's calls are not checked: {reason}"),
        ("mend that, or leave the file out with extend-exclude",),
    ),
    Rule(
        "CFS902",
        "internal-error",
        ON,
        "a mistake in the plugin itself, so that the file's calls are not checked",
        ("the plugin failed with {error}, the file's calls are not checked; please report it at {url}",),
        ("report it, with the traceback that CONFLUENCE_SCOPES_TRACEBACK=1 prints",),
    ),
)
RULES = {rule.code: rule for rule in _TABLE}
OFF_BY_DEFAULT = tuple(rule.code for rule in _TABLE if rule.default == OFF)
"""What flake8's own list of ignored codes takes up; a code that is on for some apps must not stand there."""
TO_TURN_ON = tuple(rule.code for rule in _TABLE if rule.default != ON)
"""The codes that are not reported everywhere unless they are selected."""

# python-lsp-server takes a message apart at what looks like another "file:line:column: text";
# for it the numbers may be missing.
_PLACE_LIKE = re.compile(r":(?=\d*:\d*:)")
_LONGEST_FIELD = 300


def finding(line: int, column: int, code: str, form: int = 0, step: int = 0, **fields: str) -> Finding:
    """A finding whose message is form number ``form`` of the code's row with ``fields`` filled in; for ``step`` see
    ``help_for``.

    Raises KeyError for a code or a field that the table does not have.
    """
    return Finding(line, column, code, f"{code} {_filled(RULES[code].messages[form], fields)}", help_for(code, step, **fields))


def help_for(code: str, step: int = 0, **fields: str) -> str:
    """The next step: form number ``step`` of the helps in the code's row. Raises KeyError as ``finding`` does."""
    return _filled(RULES[code].helps[step], fields)


def doubted(codes: Iterable[str], alone: bool) -> str:
    """A sentence on the first of ``codes``, each a code or the beginning of some, that can only be a slip: it begins as
    ours do and none of ours does so, or, where ``alone`` these shall be reported, none of them is ours. Else empty."""
    codes = tuple(codes)
    ours = [code for code in codes if any(known.startswith(code) for known in RULES)]
    slips = [code for code in codes if code not in ours and (code.startswith("CFS") or (alone and not ours))]
    if not slips:
        return ""
    import difflib

    near = difflib.get_close_matches(slips[0], RULES, 1)
    hint = f"did you mean {near[0]}?" if near else "write CFS for all, or some of " + ", ".join(RULES)
    return f"there is no code {slips[0]} here; {hint}"


def _filled(form: str, fields: Mapping[str, str]) -> str:
    return form.format_map({key: _clean(value) for key, value in fields.items()})


def _clean(field: str) -> str:
    """One line of ASCII; a field that would fill the screen is cut."""
    start = field[: _LONGEST_FIELD + 1]  # More would be cut in any case.
    text = in_one_line(start).encode("ascii", "backslashreplace").decode()
    if len(text) > _LONGEST_FIELD:
        text = text[: _LONGEST_FIELD - 3] + "..."
    return _PLACE_LIKE.sub(" ", text)
