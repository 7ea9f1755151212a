"""The import statements of a text, found without a parser, and the files of the project that they lead to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from flake8_confluence_scopes import fresh
from flake8_confluence_scopes.calls.first_look.folders import inside, module_at

# The bracket closes within the statement that is looked at.
_NAMES = r"\([^)]*\)|(?:\\\r?\n|[^\n#;])*"
_IMPORT = re.compile(
    r"(?:^|[:;])[ \t]*(?:from[ \t]+(\.*)((?:\w[\w.]*)?)(?:[ \t]|\\\r?\n)*import\b[ \t]*"
    rf"({_NAMES})|import[ \t]+((?:\\\r?\n|[^\n#;])+))",
    re.MULTILINE,
)
_NAME = re.compile(r"([A-Za-z_][\w.]*)(?:\s+as\s+\w+)?")


def imported(statements: Iterable[str], path: str, root: str) -> list[str]:
    """The files of the project that import statements of a file lead to; ``root`` is the project's top
    folder, if there is one."""
    found: dict[str, None] = {}
    folder = os.path.dirname(path)
    for statement in statements:
        found.update(dict.fromkeys(_meant(folder, root, statement)))
    return list(found)


@fresh.lasting_list
def _meant(folder: str, root: str, statement: str) -> tuple[str, ...]:
    """The files that import statements in a folder may mean; files of one folder import the same again and again."""
    files: list[str] = []
    for dots, module, names, modules in _IMPORT.findall(statement):
        if modules:
            files += (module_at(folder, root, "", name) for name in _NAME.findall(modules))
        elif dots or module:
            file = module_at(folder, root, dots, module)
            files.append(file)
            if not file:
                # A folder without an __init__.py may hold modules of these names.
                inner = (f"{module}.{name}" if module else name for name in _NAME.findall(names))
                files += (module_at(folder, root, dots, name) for name in inner)
            elif file.endswith("__init__.py"):
                package = os.path.dirname(file)
                files += (inside(package, name) for name in _NAME.findall(names))
    return tuple(filter(None, files))


def statements(source: str) -> Iterator[str]:
    """The lines of a text that may hold import statements, each as far as its brackets and backslashes lead.

    An expression takes a hundred times as long to look through a text as looking for the word does.
    """
    last, end = source.rfind(")"), 0
    goes_on = "\\" in source
    while (place := source.find("import", end)) >= 0:
        start = max(source.rfind("\n", end, place) + 1, end)
        while goes_on and start > end and source.endswith(("\\\n", "\\\r\n"), end, start):
            start = max(source.rfind("\n", end, start - 1) + 1, end)
        end = source.find("\n", place)
        while goes_on and end >= 0 and source.endswith(("\\", "\\\r"), place, end):
            end = source.find("\n", end + 1)
        end = end if end >= 0 else len(source)
        if place < last and "(" in source[place:end]:
            end = max(end, source.find(")", place) + 1)
        yield source[start:end]
