"""Reading a file that may be anything: bounded in size and time, a reason instead of an OSError."""

from __future__ import annotations

import codecs
import os
import stat
import time
from typing import NamedTuple

from flake8_confluence_scopes import unsaved
from flake8_confluence_scopes.descriptors.declaration import INSTEAD, Unreadable

# Real descriptors are below 100 KB; what is decoded takes up to 25 times its size in memory.
_LARGEST_MIB = 1
_LARGEST = _LARGEST_MIB << 20
_TOO_LARGE = f"is larger than {_LARGEST_MIB} MiB; {INSTEAD}"

_BOMS_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# A named pipe that takes the file's place in the last moment must not block. Windows has no such
# flag, but translates line ends without O_BINARY.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

# File systems count time in steps of up to 2 s (FAT): two changes within a step look like one.
_STEP_NS = 2_000_000_000


def settled(mtime_ns: int) -> bool:
    """Whether the next change of a file or directory changed at ``mtime_ns`` will show in its time."""
    return time.time_ns() - mtime_ns > _STEP_NS


class Version(NamedTuple):
    """What tells a file's present content from earlier ones; ``settled`` says whether the next change will show in it."""

    moment: int
    size: int
    settled: bool


def version(path: str) -> Version:
    """The version of a regular file of a bearable size, or of the text that an editor holds of it. Raises Unreadable."""
    if held := unsaved.at(path):
        return Version(-held.number, len(held.text), True)
    try:
        status = _checked(os.stat(path))
    except (OSError, ValueError) as error:
        raise Unreadable(_reason(path, error)) from error
    return Version(status.st_mtime_ns, status.st_size, settled(status.st_mtime_ns))


def content(path: str) -> bytes:
    """All bytes of a regular file of a bearable size, or of the text that an editor holds of it. Raises Unreadable."""
    if held := unsaved.at(path):
        return _bearable(held.text.encode("utf-8", "surrogatepass"))
    try:
        handle = os.open(path, _FLAGS)
        try:
            _checked(os.fstat(handle))
            with open(handle, "rb", closefd=False) as file:
                data = file.read(_LARGEST + 1)
        finally:
            os.close(handle)
    except (OSError, ValueError) as error:
        raise Unreadable(_reason(path, error)) from error
    return _bearable(data)  # it may have grown since, or have no size of its own, as below /proc


def decoded(data: bytes) -> str:
    """The text of UTF-8, or of UTF-16 with a byte order mark; it is not blank. Raises Unreadable."""
    encoding = "utf-16" if data.startswith(_BOMS_UTF16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Unreadable("is not text in UTF-8, nor in UTF-16 with a byte order mark")
    if not text.strip():
        raise Unreadable("is empty")
    return text


def _bearable(data: bytes) -> bytes:
    if len(data) > _LARGEST:
        raise Unreadable(_TOO_LARGE)
    return data


def _checked(result: os.stat_result) -> os.stat_result:
    if stat.S_ISDIR(result.st_mode):
        raise Unreadable("is a directory")
    if not stat.S_ISREG(result.st_mode):
        raise Unreadable("is not a regular file")
    if result.st_size > _LARGEST:
        raise Unreadable(_TOO_LARGE)
    return result


def _reason(path: str, error: OSError | ValueError) -> str:
    # A ValueError is about a name that no file can have.
    if isinstance(error, (FileNotFoundError, ValueError)):
        return "is a link to a file that does not exist" if os.path.islink(path) else "does not exist"
    return f"cannot be read: {error.strerror or error}"
