"""The paths of a command line -> Python files and their text."""

from __future__ import annotations

import os
import stat
import tokenize
from collections.abc import Callable, Iterable, Iterator

from flake8_confluence_scopes import unsaved
from flake8_confluence_scopes.descriptors.below import ENVIRONMENT_MARKS, NEVER_ENTERED

ENDINGS = (".py", ".ipynb")
"""Of the files that directories are searched for."""

_OF_TOOLS = frozenset(
    ".aws-sam .bzr .cache .cargo .conda .direnv .eggs .git .hg .hypothesis .idea .ipynb_checkpoints .jj .local .mypy_cache .next "
    ".nox .npm .nuxt .pants.d .parcel-cache .pixi .pnpm-store .pyenv .pyre .pytest_cache .pytype .ruff_cache .rustup .svelte-kit "
    ".svn .terraform .tox .turbo .venv .virtual_documents .vs .vscode-test .yarn".split()
)
"""Hidden folders that no author writes sources in. In others, such as ``.github``, scripts are kept, and flake8 reads them."""


class UnreadableSource(Exception):
    """A file is no readable text; ``str(error)`` is the reason."""


def _never(path: str) -> bool:
    return False


def python_files(
    paths: Iterable[str], complain: Callable[[str, str], None], excluded: Callable[[str], bool] = _never
) -> Iterator[str]:
    """The files that ``paths`` name, each once, as they are reached from there.

    A file is taken as it is. A directory is searched for ``*.py`` and notebooks, without what tools keep in hidden
    directories, virtual environments and installed packages, and without following links to directories. ``complain(path,
    reason)`` is told which ones cannot be listed. Files and directories that are ``excluded`` are passed over.
    """
    seen = set()
    for path in paths:
        if excluded(path):
            continue
        for file in _below(path, complain, excluded) if os.path.isdir(path) else (path,):
            key = os.path.abspath(file)
            if key not in seen:
                seen.add(key)
                yield file


def read(path: str) -> str:
    """The text of a source file as Python reads it. Raises UnreadableSource."""
    if held := unsaved.at(os.path.abspath(path)):
        return held.text
    try:
        with tokenize.open(path) as file:
            return file.read()
    except OSError as error:
        raise UnreadableSource(f"it cannot be read: {error.strerror}") from error
    except (SyntaxError, UnicodeError, LookupError) as error:
        raise UnreadableSource("it is not text in the encoding that it declares, or else UTF-8") from error


def _below(
    top: str, complain: Callable[[str, str], None], excluded: Callable[[str], bool]
) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        complain(os.fsdecode(error.filename), f"it cannot be listed: {error.strerror}")

    for folder, folders, names in os.walk(top, onerror=refuse):
        entered = sorted(name for name in folders if may_hold_sources(os.path.join(folder, name)))
        folders[:] = [name for name in entered if not excluded(os.path.join(folder, name))]
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith(ENDINGS) and _is_file(path) and not excluded(path):
                yield path


def _is_file(path: str) -> bool:
    """Whether there is something to read, be it that it may not be read. A named pipe would be waited for."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError as error:
        return isinstance(error, PermissionError)


def is_entered(name: str) -> bool:
    """Whether a folder of this name may hold what an author writes."""
    return name not in _OF_TOOLS and name not in NEVER_ENTERED


def may_hold_sources(folder: str) -> bool:
    """Whether the folder at a path may hold what an author writes: it has such a name, and is no virtual environment."""
    return is_entered(os.path.basename(folder)) and not any(
        os.path.lexists(os.path.join(folder, mark)) for mark in ENVIRONMENT_MARKS
    )
