"""Where the modules of a project stand on disk, by the names that its files import them under."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache


def locate(importer: str, name: str, level: int, root: str | None) -> Iterator[str]:
    """The files that ``import name`` or ``from ..name import`` may mean in the file ``importer``, likeliest
    first; ``level`` counts the leading dots, ``root`` is the project's top folder."""
    parts = name.split(".") if name else []
    if level:
        folder = os.path.dirname(importer)
        for _ in range(level - 1):
            folder = os.path.dirname(folder)
        # The package itself has no other file than its own.
        yield from files_at(os.path.join(folder, *parts)) if parts else (os.path.join(folder, "__init__.py"),)
        return
    for folder in searched(os.path.dirname(importer), parts[0], root):
        yield from files_at(os.path.join(folder, *parts))


def files_at(place: str) -> tuple[str, str]:
    """The module or the package that has a dotted name's place."""
    return f"{place}.py", os.path.join(place, "__init__.py")


def searched(own: str, top: str, root: str | None) -> Iterator[str]:
    """The folders in which an absolute import looks: the importer's own, the one above its package, the one above
    a folder with the name of the import's first part (a namespace package), the root with its src folder, and those
    between, where a script may have been started."""
    found = [own]
    in_package = True
    for folder, above, name in _ancestors(own):
        in_package = in_package and os.path.isfile(os.path.join(folder, "__init__.py"))
        if in_package or name == top:
            found.append(above)
    if root:
        found += [root, os.path.join(root, "src")]
        found += (above for _, above, _ in _ancestors(own) if above.startswith(os.path.join(root, "")))
    yield from dict.fromkeys(found)


@lru_cache(1_000)
def _ancestors(folder: str) -> tuple[tuple[str, str, str], ...]:
    """The folder and those above it, each with the one right above and its own name."""
    found = []
    above, name = os.path.split(folder)
    while above != folder:
        found.append((folder, above, name))
        folder = above
        above, name = os.path.split(folder)
    return tuple(found)
