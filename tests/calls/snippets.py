"""Finding the calls of small sources, for the tests of this room."""

from __future__ import annotations

import textwrap
from pathlib import Path

from flake8_confluence_scopes.calls import Call, find_calls

NOWHERE = Path("/no/such/folder")


def calls_in(
    source: str, files: dict[str, str] | None = None, *, project: Path = NOWHERE, name: str = "app.py"
) -> list[Call]:
    """The calls of the file ``name`` of a project whose other modules are ``files``, written below ``project``.

    Indentation that all lines share is taken off.
    """
    for path, text in (files or {}).items():
        place = project / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(textwrap.dedent(text), encoding="utf-8")
    return find_calls(textwrap.dedent(source), str(project / name), root=str(project))


def found(
    source: str, files: dict[str, str] | None = None, *, project: Path = NOWHERE, name: str = "app.py"
) -> list[str]:
    """``METHOD path`` of each call, and ``: reason`` behind it where the call is not decided."""
    return [
        f"{call.method} {call.path}" + (f": {call.reason}" if call.reason else "")
        for call in calls_in(source, files, project=project, name=name)
    ]
