"""Which releases of a library a project asks for: its requirements, its configuration, its lock files.

Asked only where a method was found whose requests depend on it. Each file is read once for each content.
"""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from collections.abc import Iterator
from functools import lru_cache

from flake8_confluence_scopes import fresh
from flake8_confluence_scopes.calls.model import LARGEST

_LOCKS = ("*.lock", "pylock*.toml")
_FILES = ("requirements*.txt", "requirements*.in", "constraints*.txt", "pyproject.toml", "setup.cfg", "setup.py", "Pipfile")
_FOLDER = "requirements"
"""A folder of such files whose names say what they are for."""

_COMMENT = re.compile(r"(?:^|\s)#.*", re.MULTILINE)


def required(folder: str, root: str | None, package: str) -> tuple[str, ...]:
    """What a project says of the releases of ``package``, in the files of the nearest folder from ``folder`` up to
    ``root`` that says anything: requirements that all hold, as ``release_numbers`` reads them. What a lock file says
    stands alone; nothing where no file says anything."""
    fresh.begin()
    return _required(folder, root or "", package)


@fresh.briefly
def _required(folder: str, root: str, package: str) -> tuple[str, ...]:
    for place in _upward(folder, root):
        names = sorted(_names_in(place))
        locked = [said for name in names if _is_one(name, _LOCKS) for said in _said_in(os.path.join(place, name), package)]
        if locked:
            return tuple(dict.fromkeys(locked))
        files = [os.path.join(place, name) for name in names if _is_one(name, _FILES)]
        inner = os.path.join(place, _FOLDER)
        files += [os.path.join(inner, name) for name in sorted(_names_in(inner)) if name.endswith((".txt", ".in"))]
        said = dict.fromkeys(one for file in files for one in _said_in(file, package))
        if said:
            return tuple(said)
    return ()


def _upward(folder: str, root: str) -> Iterator[str]:
    yield folder
    while root and folder != root and folder.startswith(os.path.join(root, "")):
        folder = os.path.dirname(folder)
        yield folder


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except (OSError, ValueError):
        return []


def _is_one(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def _said_in(path: str, package: str) -> tuple[str, ...]:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return ()
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
        return ()
    return _said(f"{status.st_mtime_ns} {status.st_size}", path, package)


@fresh.newest_list
def _said(version: str, path: str, package: str) -> tuple[str, ...]:
    """What a file in this version says."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read().replace("\0", "")
    except OSError:
        return ()
    of_lock, of_pipfile_lock, listed = _patterns(package)
    if path.endswith("Pipfile.lock"):
        return tuple(filter(None, of_pipfile_lock.findall(text)))
    if _is_one(os.path.basename(path), _LOCKS):
        return tuple(f"=={number}" for number in of_lock.findall(text))
    found = [next(filter(None, groups), "").strip(" ,") for groups in listed.findall(_COMMENT.sub("", text))]
    return tuple(filter(None, found))


@lru_cache(64)
def _patterns(package: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Expressions for a package in a TOML lock file, in Pipenv's, and in a list of requirements or a table of them. Of its
    name, letters count in any case and -, _ and . are the same."""
    name = "[-_.]+".join(map(re.escape, re.split("[-_.]+", package)))
    start = rf"(?i:(?<![\w.-]){name})(?![\w.-]*[\w-])"
    return (
        re.compile(rf"""\bname\s*=\s*["'](?i:{name})["']\s*\n\s*version\s*=\s*["']([^"'\n]*)["']"""),
        re.compile(rf""""(?i:{name})"\s*:\s*\{{[^{{}}]*?"version"\s*:\s*"([^"\n]*)\""""),
        re.compile(
            rf"""{start}["']?\s*(?:\[[^\]\n]*\]\s*)?"""
            r"""(?:=\s*["']([^"'\n]*)["']|=\s*\{[^}\n]*?\bversion\s*=\s*["']([^"'\n]*)["']"""
            r"""|\(?((?:(?:===|[<>=!~]=|[<>])[ \t]*[\w.*+!-]+[ \t]*,?[ \t]*)+))"""
        ),
    )
