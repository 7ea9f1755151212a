"""A descriptor's bytes -> its bytes with other scopes, all else as it was."""

from __future__ import annotations

import codecs
import errno
import os
import tempfile
from collections.abc import Mapping, Sequence

from flake8_confluence_scopes.descriptors import edit_json, edit_yaml, files
from flake8_confluence_scopes.descriptors.declaration import Unreadable, unique
from flake8_confluence_scopes.descriptors.kinds import kind_of

_ENCODINGS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_BY_HAND = "is written in a way that only a person should edit"


def edited(
    path: str, add: Sequence[str], remove: Sequence[str], replace: Mapping[str, str] = {}
) -> tuple[bytes, bytes]:
    """The bytes of the descriptor at ``path`` before and after; nothing is written.

    ``replace`` puts a scope in the place of another, ``add`` comes behind the declared scopes. Comments, order, quotes,
    indentation, line ends and a byte order mark
    stay. What the new text declares is read again to be sure. Raises Unreadable, with a reason that reads on
    after the descriptor's name.
    """
    before = files.content(path)
    return before, edited_data(path, before, add, remove, replace)


def edited_data(
    path: str, before: bytes, add: Sequence[str], remove: Sequence[str], replace: Mapping[str, str] = {}
) -> bytes:
    """What ``edited`` gives where the descriptor at ``path`` holds the bytes ``before``. Raises Unreadable."""
    kind = kind_of(path)
    content = kind.parse(before)
    declared = content.scopes()
    encoding = _ENCODINGS.get(before[:2], "utf-8")
    text = before.decode(encoding)
    if content.is_template:
        raise Unreadable("is a template; edit its scopes by hand")
    editor = edit_json if kind.name == "connect" else edit_yaml
    names = [name for name in add if name not in declared]
    for old, new in replace.items():
        text = editor.replace(text, old, new)
    if names:
        text = editor.add(text, names)
    for name in remove:
        text = editor.remove(text, name)
    after = text.encode(encoding)
    wanted = [name for name in unique([*(replace.get(name, name) for name in declared), *names]) if name not in remove]
    try:
        right = list(kind.parse(after).scopes()) == wanted
    except Unreadable:
        right = False
    if not right:
        raise Unreadable(_BY_HAND)
    return after


def write(path: str, data: bytes) -> None:
    """Puts the data in the file's place in one step, with its mode; behind a link, in that of the file it leads to.

    Raises OSError, also for a file that may not be written although its folder may.
    """
    target = os.path.realpath(path)
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), target)
    handle, temporary = tempfile.mkstemp(prefix=".confluence-scopes-", dir=os.path.dirname(target))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, os.stat(target).st_mode & 0o7777)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
