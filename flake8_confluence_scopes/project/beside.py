"""The files beside a descriptor that may call Confluence and are not read: JavaScript, TypeScript, pages, templates, and
Python that nobody asked for."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import descriptors
from flake8_confluence_scopes.project.analysis import App
from flake8_confluence_scopes.project.files_below import files_below
from flake8_confluence_scopes.project.mentions import (
    BRIDGE,
    CLIENT,
    PYTHON,
    ROOT,
    first_mention,
    first_request,
    language_of,
    not_read,
)
from flake8_confluence_scopes.project.scope_use import Doubt
from flake8_confluence_scopes.project.sites import Site, counted, file_site, near
from flake8_confluence_scopes.project_root import project_root
from flake8_confluence_scopes.settings import Settings

LARGEST_MB = 16
MOST_MB = 512
MOST_FILES = 100_000
_MB = 1_000_000
_MOST_NAMED = 20
"""Of one language; of the others, the number is said."""


class _Caller(NamedTuple):
    """A file that may need any scope: it mentions ``what``, or ``problem`` kept it from being searched."""

    path: str
    line: int
    language: str
    what: str
    problem: str


def doubts(app: App, settings: Settings) -> list[Doubt]:
    """What the files beside the app's descriptor leave open, see docs/audit.md.

    Up to ``MOST_FILES`` files of together ``MOST_MB`` are searched, and none above ``LARGEST_MB``: what is beyond may
    need any scope, too.
    """
    groups: dict[tuple[str, str], list[_Caller]] = {}
    for one in _of_the_app(app, settings):
        groups.setdefault((one.language, one.problem), []).append(one)
    return [doubt for group in groups.values() for doubt in _doubts(group)]


def _of_the_app(app: App, settings: Settings) -> Iterator[_Caller]:
    """In a repository with several apps, a file is that one's whose descriptor is found from there."""
    descriptors_of: dict[str, str | None] = {}

    def found_from(path: str) -> str | None:
        folder = os.path.dirname(os.path.abspath(path))
        if folder not in descriptors_of:
            descriptors_of[folder] = getattr(descriptors.find(path, root=settings.root), "path", None)
        return descriptors_of[folder]

    path = getattr(app.declaration, "path", None)
    own = {path, *map(found_from, _files(app))}
    looked_at = frozenset(os.path.realpath(file.path) for file in app.files)
    for one in _callers(_top(app, settings), looked_at):
        descriptor = found_from(one.path)
        # Scripts of a repository without a descriptor of their own are no part of the app that has one.
        if descriptor in own or (descriptor is None and one.language != PYTHON):
            yield one


def _top(app: App, settings: Settings) -> str:
    """The root of the app's project."""
    path = getattr(app.declaration, "path", None) or os.path.abspath(_files(app)[0])
    return project_root(path, root=settings.root) or os.path.dirname(path)


def _files(app: App) -> list[str]:
    """The app's Python files; where it has none, one that could be here."""
    return [file.path for file in app.files] or [os.path.join(os.curdir, "_")]


def _callers(top: str, looked_at: frozenset[str]) -> Iterator[_Caller]:
    unlisted: list[_Caller] = []

    def complain(path: str, reason: str) -> None:
        unlisted.append(_Caller(path, 1, "", "", reason))

    files, left = 0, MOST_MB * _MB
    for name in files_below(top, complain):
        path = os.path.join(top, name)
        is_python = name.endswith((".py", ".ipynb"))
        language = PYTHON if is_python and os.path.realpath(path) not in looked_at else language_of(name)
        if not language:
            continue
        files += 1
        if files > MOST_FILES:
            yield _Caller(path, 1, "", "", f"the search ends after {MOST_FILES} files")
            break
        data = _content(path)
        if isinstance(data, str):
            yield _Caller(path, 1, language, "", data)
            continue
        left -= len(data)
        if left < 0:
            yield _Caller(path, 1, "", "", f"the search ends after {MOST_MB} MB")
            break
        mention = (first_request if is_python else first_mention)(_text(data))
        if mention:
            yield _Caller(path, mention.line, language, mention.what, "")
    yield from unlisted


def _content(path: str) -> bytes | str:
    """The content of a file, or why there is none; empty for what is no regular file."""
    try:
        status = os.stat(path)
        # A named pipe would be waited for.
        if not stat.S_ISREG(status.st_mode):
            return b""
        if status.st_size > LARGEST_MB * _MB:
            return f"more than {LARGEST_MB} MB"
        with open(path, "rb") as file:
            return file.read(status.st_size)  # not more: room is made for all that is asked for
    except OSError as error:
        # Gone, or a link that leads nowhere.
        gone = error.errno in (errno.ENOENT, errno.ELOOP)
        return b"" if gone else error.strerror or str(error)


def _text(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return data.decode(encoding, "replace")


def _doubts(group: Sequence[_Caller]) -> Iterator[Doubt]:
    """Those of the files of one language."""
    reason = _reason(group)
    for one in group[:_MOST_NAMED]:
        yield Doubt(_site(one), reason, None)


def _site(one: _Caller) -> Site:
    return file_site(near(one.path), one.line)


def _reason(group: Sequence[_Caller]) -> str:
    first, others = group[0], group[1:]
    more = f" and {counted(others, 'more file')}" if others else ""
    if first.problem:
        return f"{_site(first).file}{more} {'are' if others else 'is'} not searched: {first.problem}"
    what = " or ".join(one for one in (ROOT, BRIDGE, CLIENT) if any(other.what == one for other in group))
    return f"{_site(first).in_file}{more} {'mention' if others else 'mentions'} {what}, and {not_read(first.language)}"
