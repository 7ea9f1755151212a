"""The files of a project that others lead to by their imports, however far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flake8_confluence_scopes import fresh
from flake8_confluence_scopes.calls.first_look.may_hold import imports_of, version_of


def modules_reached(paths: Iterable[str], root: str | None) -> frozenset[str]:
    """The absolute paths of the modules that the files at ``paths``, absolute too, import, and of those that these import.
    ``root`` is the project's top folder. A file that cannot be read leads nowhere."""
    return frozenset(following((module for path in paths for module in modules_imported(path, root)), root))


def following(modules: Iterable[str], root: str | None, apart: Iterable[str] = ()) -> Iterator[str]:
    """The modules, and those that they lead to, each as soon as it is found, ``apart`` from some that are not followed."""
    found = set(apart)
    waiting: list[str] = []
    more = modules
    while True:
        for module in more:
            if module not in found:
                found.add(module)
                waiting.append(module)
                yield module
        if not waiting:
            return
        more = modules_imported(waiting.pop(), root)


def modules_imported(path: str, root: str | None) -> tuple[str, ...]:
    """The absolute paths of the modules of the project that the file at ``path`` imports; none where it cannot be read."""
    fresh.begin()
    version = version_of(path)
    return imports_of(version, root or "", path) if version else ()
