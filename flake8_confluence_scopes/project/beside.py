"""The files beside a descriptor that may call Confluence and are not read: JavaScript, TypeScript, pages, templates, and
Python that nobody asked for."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes import descriptors, sources
from flake8_confluence_scopes.calls import may_send
from flake8_confluence_scopes.project import callers, notebook, shared
from flake8_confluence_scopes.project.analysis import App
from flake8_confluence_scopes.project.files_below import files_below
from flake8_confluence_scopes.project.mentions import (
    BRIDGE,
    CALLER,
    CLIENT,
    PYTHON,
    ROOT,
    SHEBANG_BYTES,
    first_mention,
    first_request,
    is_own_page,
    language_of,
    language_of_script,
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
    found: dict[str, descriptors.Declaration] = {}

    def found_from(path: str) -> descriptors.Declaration:
        folder = os.path.dirname(os.path.abspath(path))
        if folder not in found:
            found[folder] = descriptors.find(path, root=settings.root)
        return found[folder]

    def path_of(declaration: descriptors.Declaration) -> str | None:
        return getattr(declaration, "path", None)

    own = {path_of(app.declaration), *(path_of(found_from(path)) for path in _files(app))}
    related = shared.Related(app, settings)
    read = [*app.files, *(file for other in app.neighbours for file in other.files)]
    looked_at = frozenset(os.path.realpath(file.path) for file in read)
    for one in _callers(_top(app, settings), looked_at, callers.mentions(file.found for file in app.files)):
        declaration = found_from(one.path)
        descriptor = path_of(declaration)
        # Scripts of a repository without a descriptor of their own are no part of the app that has one.
        is_python = one.language == PYTHON
        if descriptor in own or (related.holds(one.path, declaration) if is_python else descriptor is None):
            yield one


def _top(app: App, settings: Settings) -> str:
    """The root of the app's project; where nothing is declared, the folder that has all of its files."""
    path = getattr(app.declaration, "path", None) or os.path.abspath(_files(app)[0])
    if not isinstance(app.declaration, descriptors.Descriptor):
        return os.path.commonpath([os.path.dirname(os.path.abspath(path)) for path in _files(app)])
    return project_root(path, root=settings.root) or os.path.dirname(path)


def _files(app: App) -> list[str]:
    """The app's Python files; where it has none, one that could be here."""
    return [file.path for file in app.files] or [os.path.join(os.curdir, "_")]


def _callers(top: str, looked_at: frozenset[str], mentions: callers.Mentions) -> Iterator[_Caller]:
    unlisted: list[_Caller] = []

    def complain(path: str, reason: str) -> None:
        unlisted.append(_Caller(path, 1, "", "", reason))

    files, left = 0, MOST_MB * _MB
    for name in files_below(top, complain):
        path = os.path.join(top, name)
        language = _language(path, name)
        if not language or (language == PYTHON and os.path.realpath(path) in looked_at):
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
        text = _text(data)
        if language == PYTHON:
            mention = first_request(_python(path, text), lambda code: mentions.are_in(code) or may_send(code, path, top))
        else:
            mention = None if is_own_page(text) else first_mention(text)
        if mention:
            yield _Caller(path, mention.line, language, mention.what, "")
    yield from unlisted


def _language(path: str, name: str) -> str:
    if "." in os.path.basename(name):
        return language_of(name)
    start = _content(path, SHEBANG_BYTES)
    return language_of_script(start) if isinstance(start, bytes) else ""


def _python(path: str, text: str) -> str:
    """The Python of a text, which may be a notebook's; as it is, where that cannot be read."""
    if not path.endswith(notebook.ENDING):
        return text
    try:
        return f"{text}\n{notebook.read(path)[0]}"
    except sources.UnreadableSource:
        return text


def _content(path: str, most: int | None = None) -> bytes | str:
    """The content of a file, or its first ``most`` bytes, or why there is none; empty for what is no regular file."""
    try:
        status = os.stat(path)
        # A named pipe would be waited for.
        if not stat.S_ISREG(status.st_mode):
            return b""
        if status.st_size > LARGEST_MB * _MB:
            return f"more than {LARGEST_MB} MB"
        with open(path, "rb") as file:
            # Not more: room is made for all that is asked for.
            return file.read(status.st_size if most is None else min(status.st_size, most))
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
    what = " or ".join(one for one in (ROOT, BRIDGE, CLIENT, CALLER) if any(other.what == one for other in group))
    verb = "mention" if others else "mentions"
    return f"{_site(first).in_file}{more} {verb} {what}, and {not_read(first.language, len(group))}"
