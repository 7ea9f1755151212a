"""Where the modules of a project stand on disk, by the names that its files import them under."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache

from flake8_confluence_scopes.calls.modules.listings import entries


def locate(importer: str, name: str, level: int, root: str | None) -> Iterator[str]:
    """The files that ``import name`` or ``from ..name import`` may mean in the file ``importer``, likeliest
    first, as far as something of their name is there; ``level`` counts the leading dots, ``root`` is the project's top
    folder."""
    parts = name.split(".") if name else []
    if level:
        folder = os.path.dirname(importer)
        for _ in range(level - 1):
            folder = os.path.dirname(folder)
        # The package itself has no other file than its own.
        yield from inside(folder, parts) if parts else (os.path.join(folder, "__init__.py"),)
        return
    for folder in searched(os.path.dirname(importer), parts[0], root):
        yield from inside(folder, parts)


def inside(folder: str, parts: Sequence[str]) -> Iterator[str]:
    """The module and the package of a dotted name in a folder, as far as something of their name is there."""
    *packages, name = parts
    for package in packages:
        if package not in entries(folder):
            return
        folder = os.path.join(folder, package)
    there = entries(folder)
    module, package = files_at(os.path.join(folder, name))
    if f"{name}.py" in there:
        yield module
    if name in there:
        yield package


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
        in_package = in_package and "__init__.py" in entries(folder)
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
