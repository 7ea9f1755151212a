"""flake8's own decision on a finding: whether it is shown, or else what silences it.

Part of door 1. Comments and options are read by flake8's own objects, so that it and the project's questions agree.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable

from flake8.defaults import NOQA_INLINE_REGEXP
from flake8.formatting.default import Nothing
from flake8.processor import FileProcessor
from flake8.style_guide import Decision, Ignored, StyleGuideManager
from flake8.violation import Violation

from flake8_confluence_scopes.silence import Silence

_ANY_CODE = "\0"
"""A code that no list of codes can name: only a comment without codes silences it."""


def as_it_stands(path: str) -> list[str] | None:
    """No other lines than those of the file."""
    return None


class Decisions:
    """The decisions for files under the ``options`` of one flake8 run. ``lines_of`` gives the Python lines of a file that
    holds them in another form, as a notebook does; None where they stand as they are."""

    def __init__(
        self, options: argparse.Namespace, lines_of: Callable[[str], list[str] | None] = as_it_stands
    ) -> None:
        self._options = options
        self._lines_of = lines_of
        self._guides = StyleGuideManager(options, Nothing(options))
        self._files: dict[str, _Comments] = {}

    def __call__(self, path: str, line: int, code: str) -> Silence | None:
        """What silences the finding; comments come before options, since they are about this one place."""
        comments = self._comments(path)
        return comments.silence(line, code) or self._by_option(path, code)

    def forget(self, path: str) -> None:
        """The lines of a file may have changed."""
        self._files.pop(path, None)

    def _comments(self, path: str) -> _Comments:
        if path not in self._files:
            self._files[path] = _Comments(path, self._options, self._lines_of(path))
        return self._files[path]

    def _by_option(self, path: str, code: str) -> Silence | None:
        guide = self._guides.style_guide_for(path)
        if guide.should_report_error(code) is Decision.Selected:
            return None
        everywhere = self._guides.default_style_guide
        if everywhere.should_report_error(code) is Decision.Selected:
            return Silence("per-file-ignores", in_source=False)
        is_left_out = isinstance(everywhere.decider.was_selected(code), Ignored)
        return Silence("select" if is_left_out else "ignore", in_source=False)


class _Comments:
    """What the comments of one file silence. A file that cannot be read any more has none."""

    def __init__(self, path: str, options: argparse.Namespace, lines: list[str] | None) -> None:
        # flake8 reads standard input for the name "-".
        self._path = os.path.abspath(path)
        self._is_disabled: bool = options.disable_noqa
        self._silences_all = False
        self._processor: FileProcessor | None = None
        try:
            processor = FileProcessor(self._path, options, lines)
        except OSError:
            return
        self._silences_all = processor.should_ignore_file()
        # Tokens cost more than all else, and most files have no such comment.
        if not self._is_disabled and NOQA_INLINE_REGEXP.search("".join(processor.lines)):
            self._processor = processor

    def silence(self, line: int, code: str) -> Silence | None:
        if self._silences_all:
            return Silence("# flake8: noqa", in_source=True)
        if self._processor is None or not self._is_ignored(line, code):
            return None
        if self._is_ignored(line, _ANY_CODE):
            return Silence("# noqa", in_source=True)
        return Silence(f"# noqa: {code}", in_source=True, names_code=True)

    def _is_ignored(self, line: int, code: str) -> bool:
        assert self._processor is not None
        physical = self._processor.noqa_line_for(line)
        return Violation(code, self._path, line, 1, "", physical).is_inline_ignored(self._is_disabled)
