"""Which files the imports of a file lead to, as its project's folders are now: what the test of the text asks, file after
file, a hundred times as often as a module is parsed.
"""

from __future__ import annotations

import os

from flake8_confluence_scopes import fresh
from flake8_confluence_scopes.calls.modules import project_files
from flake8_confluence_scopes.calls.modules.listings import entries


@fresh.lasting
def module_at(folder: str, root: str, dots: str, name: str) -> str:
    """The first file that ``import name`` or ``from ..name import`` in a file of the folder may mean, empty where there
    is none; ``root`` is the project's top folder, if there is one. The same files as ``project_files.locate`` gives,
    without a look at each."""
    if dots:
        for _ in dots[1:]:
            folder = os.path.dirname(folder)
        return inside(folder, name) if name else package_at(folder)
    top = name.partition(".")[0]
    module = f"{top}.py"
    # Few imports have the name of a folder on the way up; the others are looked for in the same folders.
    same_name = top if f"{os.sep}{top}{os.sep}" in f"{folder}{os.sep}" else ""
    for place in _searched(folder, root, same_name):
        there = entries(place)
        if (module in there or top in there) and (found := inside(place, name)):
            return found
    return ""


def inside(folder: str, name: str) -> str:
    """The module or package of a dotted name in a folder; empty where there is none."""
    places = project_files.inside(folder, name.split("."))
    return next((place for place in places if os.path.basename(place) in entries(os.path.dirname(place))), "")


def package_at(folder: str) -> str:
    """The file that makes a folder a package; empty where there is none."""
    return os.path.join(folder, "__init__.py") if "__init__.py" in entries(folder) else ""


@fresh.lasting_list
def _searched(folder: str, root: str, top: str) -> tuple[str, ...]:
    """The folders in which an absolute import looks."""
    found = tuple(project_files.searched(folder, top, root or None))
    for place in found:  # which of them are packages makes others be among them
        entries(place)
    return found
