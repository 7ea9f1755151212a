"""A JSON file that people bring: bounded in size, a sentence instead of a traceback."""

from __future__ import annotations

import os
import stat

_LARGEST = 16 * 1024 * 1024


def read_json_file(path: str, wanted: str, refused: type[ValueError]) -> object:
    """The decoded content of a file of at most 16 MB. ``wanted`` says what to name instead: "a catalog file".

    Raises ``refused``.
    """
    import json

    try:
        regular = stat.S_ISREG(os.stat(path).st_mode)
        content = b""
        if regular:  # A named pipe would be waited for.
            with open(path, "rb") as file:
                content = file.read(_LARGEST + 1)
    except OSError as error:
        raise refused(f"{path} cannot be read: {error.strerror}; name {wanted} that can") from None
    except ValueError:
        raise refused(f"{path!r} is no path; name {wanted}") from None
    if not regular:
        raise refused(f"{path} is no file; name {wanted}")
    if len(content) > _LARGEST:
        raise refused(f"{path} is larger than 16 MB; name {wanted} that is smaller")
    try:
        return json.loads(content)
    except RecursionError:
        raise refused(f"{path} nests too deeply; name {wanted}") from None
    except ValueError as error:
        raise refused(f"{path} is not JSON: {error}; name {wanted} in JSON") from None
