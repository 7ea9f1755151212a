"""``calls``: every Confluence call of a project."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flake8_confluence_scopes.usage import check_paths, complain, print_line, remark

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands
    from flake8_confluence_scopes.project.analysis import SourceFile
    from flake8_confluence_scopes.settings import Settings


def add(commands: Commands) -> None:
    """Adds the command."""
    calls = commands.add_parser(
        "calls",
        help="list every Confluence call of a project",
        description="Lists every Confluence call by its place; lines and columns count from 1, and the end "
        "is the place behind. A file that cannot be read or analysed is named on stderr, and passed over. Of flake8's "
        "configuration, the client models and the project's root count.",
        allow_abbrev=False,
    )
    calls.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files and directories (default: here)"
    )
    calls.add_argument(
        "--format", choices=("text", "json", "jsonl"), default="text", help="default: %(default)s"
    )
    for option in ("config", "confluence-root", "confluence-clients"):
        calls.add_argument(f"--{option}", metavar="VALUE", help="as flake8 has it, from its config file or in its place")
    calls.set_defaults(command=_calls)


def _calls(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes.commands.looking import configured
    from flake8_confluence_scopes.project.summary import last_line
    from flake8_confluence_scopes.settings import Settings

    check_paths(arguments.paths)
    found = configured(arguments).settings
    settings = Settings(root=found.root, clients=found.clients)
    files: list[SourceFile] = []
    rows = _call_rows(arguments.paths, settings, files)
    if arguments.format == "jsonl":
        for row in rows:
            print(json.dumps(row))
    elif arguments.format == "json":
        print(json.dumps(list(rows), indent=1))
    else:
        _print_table(list(rows))
    remark(last_line(files, settings))


def _call_rows(paths: Sequence[str], settings: Settings, files: list[SourceFile]) -> Iterator[dict[str, object]]:
    """One object for each call and path; lines and columns from 1, the end exclusive. Says on stderr what is not read,
    and puts into ``files`` what was looked at."""
    from flake8_confluence_scopes import sources
    from flake8_confluence_scopes.project.analysis import read_calls, reported
    from flake8_confluence_scopes.project.sites import spot_of

    for file in sources.python_files(paths, complain):
        found = read_calls(file, settings, by_command=True, links=False)
        files.append(found)
        for reason in (found.unchecked, *found.found.spent_near):
            if reason:
                complain(file, reason)
        for part in found.unread:
            complain(f"{file}:cell {part.at.cell}:{part.at.line}", part.reason)
        for call in sorted(reported(found, settings), key=lambda call: call.place):
            place, end = spot_of(found, *call.place[:2]), spot_of(found, *call.place[2:])
            yield {
                "file": file,
                **({"cell": place.cell} if place.cell else {}),
                "line": place.line,
                "column": place.column,
                "end_line": end.line,
                "end_column": end.column,
                "client": call.client,
                "method": call.method,
                "path": str(call.path),
                "decided": call.decided,
                "reason": call.reason,
                **({"named": True} if call.named else {}),
            }


def _print_table(rows: Sequence[dict[str, object]]) -> None:
    places = [":".join(map(str, _place(row))) for row in rows]
    width = max(map(len, places), default=0)
    for place, row in zip(places, rows):
        reason = "" if row["decided"] else f"  ({row['reason']})"
        print_line(f"{place:<{width}}  {row['method']:<6}  {row['path']}{reason}")


def _place(row: dict[str, object]) -> list[object]:
    cell = [f"cell {row['cell']}"] if "cell" in row else []
    return [row["file"], *cell, row["line"], row["column"]]
