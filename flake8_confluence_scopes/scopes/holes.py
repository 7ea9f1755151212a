"""What a path segment with a hole could be."""

from __future__ import annotations

from collections.abc import Sequence

from flake8_confluence_scopes.path_template import HOLE
from flake8_confluence_scopes.scopes.requirement import OPEN_END, OPEN_SEGMENT, Undecided


def could_become(segment: str, literal: str) -> bool:
    """Whether a filling makes ``literal`` of the segment, or of what then stands before its first slash.

    A hole may hold slashes: ``content{}`` could become ``content/1`` as well as ``contentbody``. So
    only the text before the hole counts; that errs on the side of "could".
    """
    return literal.startswith(segment.partition(HOLE)[0])


def undecided_at(segments: Sequence[str], index: int) -> Undecided:
    """The answer for a path whose segment ``index`` leaves the resource open."""
    before = "".join(f"/{segment}" for segment in segments[:index]).replace(HOLE, "{}")
    head = segments[index].partition(HOLE)[0]
    if head:
        reason = OPEN_END.format(before=before, head=head)
    else:
        reason = OPEN_SEGMENT.format(before=before or "/")
    return Undecided(reason.encode("ascii", "backslashreplace").decode())
