"""``explain``: what a call needs, what a scope opens, what a library's method sends, what a code says."""

from __future__ import annotations

import argparse
import difflib
import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flake8_confluence_scopes.usage import UsageError, print_line

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands
    from flake8_confluence_scopes.path_template import PathTemplate
    from flake8_confluence_scopes.scopes import Catalog

_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
_METHODS_NAMED = "GET, POST, PUT or DELETE"
_STATUSES = ("401", "403", "410")
_METHOD_OF_CLASS = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)+")
_CODE = re.compile(r"[A-Za-z]+\d+")


def add(commands: Commands) -> None:
    """Adds the command."""
    explain = commands.add_parser(
        "explain",
        help="say what a call needs, what a scope opens, what a library's method sends, or what a code means",
        description="Says which row of which catalog decides a call, and what it needs; which calls a scope opens, and what "
        "else opens them; what a named method of a known library requests; or what a code reports, and what to do.",
        usage="%(prog)s [options] METHOD URL | SCOPE | CLASS.METHOD | CODE",
        allow_abbrev=False,
    )
    explain.add_argument(
        "subject",
        nargs="+",
        metavar="SUBJECT",
        help=f"a call: {_METHODS_NAMED}, and a URL or its path, parts left open as {{name}}: GET /rest/api/content/{{id}}; "
        "a scope: write:page:confluence; a library's method: Confluence.update_page; a code: CFS101",
    )
    explain.add_argument(
        "--catalog", metavar="NAME-or-PATH", help="this catalog only (default: all that have a name)"
    )
    explain.add_argument(
        "--status", choices=_STATUSES, help="say what this answer of Confluence means for the call"
    )
    explain.add_argument("--verbose", action="store_true", help="name the sources in full")
    explain.add_argument("--format", choices=("text", "json"), default="text", help="default: %(default)s")
    explain.set_defaults(command=_explain)


def _explain(arguments: argparse.Namespace) -> None:
    subject = arguments.subject
    if len(subject) > 2:
        raise UsageError(
            f"{' '.join(subject)} is more than one subject; write a method and a URL in quotes, a scope, or a code"
        )
    if len(subject) == 2:
        _explain_call(arguments, *subject)
        return
    if arguments.status:
        raise UsageError("--status is about a call; write its method and its URL")
    if _CODE.fullmatch(subject[0]):
        _explain_code(arguments, subject[0].upper())
    elif _METHOD_OF_CLASS.fullmatch(subject[0]):
        _explain_method(arguments, subject[0])
    else:
        _explain_scope(arguments, subject[0])


def _explain_call(arguments: argparse.Namespace, word: str, url: str) -> None:
    from flake8_confluence_scopes import scopes
    from flake8_confluence_scopes.explaining import catalog_answers, statuses
    from flake8_confluence_scopes.path_template import PathTemplate

    method = word.upper()
    if not (method.isascii() and method.isalpha()):
        raise UsageError(f"{word} is no HTTP method; write {_METHODS_NAMED}, and then the path")
    path = PathTemplate.parse(url)
    if path is None:
        raise UsageError(
            f"{url} has no REST root; write a path with rest/, download/ or api/v2/ in it, such as /rest/api/content/{{id}}"
        )
    catalogs = _catalogs(arguments, scopes.names())
    answers = list(catalog_answers.answers(method, path, catalogs))
    meaning = list(statuses.meaning(arguments.status, answers)) if arguments.status else []
    if arguments.format == "json":
        found = [catalog_answers.as_object(answer) for answer in answers]
        status = {"status": {"code": int(arguments.status), "meaning": meaning}} if meaning else {}
        print(json.dumps({"method": method, "path": str(path), "answers": found} | status, indent=1))
        return
    print_line(f"{method} {path}")
    for line in meaning:
        print_line(f"  {line}")
    for answer in answers:
        print_line("")
        for line in catalog_answers.as_lines(answer, len(catalogs) > 1, arguments.verbose):
            print_line(line)


def _explain_method(arguments: argparse.Namespace, name: str) -> None:
    from flake8_confluence_scopes import scopes
    from flake8_confluence_scopes.explaining import catalog_answers, library_methods

    catalogs = _catalogs(arguments, (scopes.CONNECT, scopes.tables()[-1]))
    found = library_methods.requested(name)
    if not found:
        near = library_methods.nearest(name)
        what = f"did you mean {near}?" if near else "write the class before the method, such as Confluence.update_page"
        raise UsageError(f"no client model knows a method {name}; {what}")

    def ask(method: str, path: PathTemplate) -> list[catalog_answers.Answer]:
        # Of the catalog for OAuth, its Connect scopes are those of the other one.
        answers = catalog_answers.answers(method, path, catalogs)
        asked_for = bool(arguments.catalog)
        return [one for one in answers if asked_for or one.catalog.name == scopes.CONNECT or one.catalog.family == "oauth"]

    if arguments.format == "json":
        print(json.dumps(library_methods.as_objects(found, ask), indent=1))
        return
    _print(library_methods.as_lines(found, ask))


def _explain_scope(arguments: argparse.Namespace, word: str) -> None:
    from flake8_confluence_scopes import scopes
    from flake8_confluence_scopes.explaining import openings

    scope = word if ":" in word else word.upper()
    exists = scopes.connect_scope(scope) or (scopes.is_known_scope(scope) and "confluence" in scope)
    catalogs = _catalogs(arguments, [scopes.CONNECT if scopes.connect_scope(scope) else scopes.tables()[-1]])
    found = openings.openings(scope, catalogs)
    if not exists and not found:
        from flake8_confluence_scopes.explaining import library_methods

        raise UsageError(_unknown(word, library_methods.of_some_class(word), scopes.nearest_scope(word)))
    if arguments.format == "json":
        print(json.dumps(openings.as_object(scope, found), indent=1))
        return
    _print(openings.as_lines(scope, found))


def _unknown(word: str, method: str, nearest: str | None) -> str:
    if "/" in word:
        return f"{word} has no method before it; write {_METHODS_NAMED}, and then the URL"
    if word.upper() in _METHODS:
        return f"{word} is an HTTP method; write the URL behind it, such as {word} /rest/api/content/{{id}}"
    if method:
        return f"{word} is a method of a library; write its class before it, such as {method}"
    if nearest:
        return f"there is no scope {word}; did you mean {nearest}?"
    return f"{word} is no scope and no code; write METHOD URL, a scope such as read:page:confluence, or a code such as CFS101"


def _explain_code(arguments: argparse.Namespace, code: str) -> None:
    from flake8_confluence_scopes import rules
    from flake8_confluence_scopes.explaining import catalog_answers

    rule = rules.RULES.get(code)
    if rule is None:
        near = difflib.get_close_matches(code, rules.RULES, n=1)
        raise UsageError(f"there is no code {code}; {f'did you mean {near[0]}?' if near else 'the codes begin with CFS'}")
    if arguments.format == "json":
        print(json.dumps(rule._asdict(), indent=1))
        return
    _print(catalog_answers.rule_lines(rule))


def _catalogs(arguments: argparse.Namespace, names: Iterable[str]) -> list[Catalog]:
    """The chosen catalog, or those of the names."""
    from flake8_confluence_scopes import scopes

    try:
        return [scopes.load(name) for name in ([arguments.catalog] if arguments.catalog else names)]
    except scopes.CatalogError as error:
        raise UsageError(str(error)) from error


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print_line(line)
