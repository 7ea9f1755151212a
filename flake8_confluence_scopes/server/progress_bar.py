"""How far the look at a project has come, where it takes long enough to be told."""

from __future__ import annotations

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from flake8_confluence_scopes.server.session import Progress

AFTER, EVERY = 0.5, 0.2
"""Seconds after which a bar is shown, and between what it shows."""

_TITLE = "Confluence scopes: reading the project"


class Bar:
    """One bar at a time. A client that never answers when it is asked for one is told nothing."""

    def __init__(self, server: LanguageServer) -> None:
        self.is_wanted = False
        self._server = server
        self._since: float | None = None
        self._last = 0.0
        self._asked = 0
        """The number of the bar that the client was asked for last."""
        self._shown = 0
        """The number of the bar that is shown, 0 where none is."""
        self._is_asked = False

    def show(self, progress: Progress | None, moment: float) -> None:
        """What is to be shown at a moment, in seconds; None where the look is over."""
        if progress is None or progress.total == 0:
            self._end()
        elif self._since is None:
            self._since = moment
        elif self.is_wanted and not self._is_asked and moment - self._since > AFTER:
            self._ask()
        elif self._shown and moment - self._last > EVERY:
            self._last = moment
            percent = 100 * progress.done // progress.total
            said = types.WorkDoneProgressReport(message=f"{progress.done} of {progress.total} files", percentage=percent)
            self._server.work_done_progress.report(_token(self._shown), said)

    def is_shown(self, token: types.ProgressToken) -> bool:
        """Whether the bar of this token is the one that is shown."""
        return self._shown > 0 and token == _token(self._shown)

    def _ask(self) -> None:
        self._is_asked = True
        self._asked += 1
        number = self._asked

        def answered(result: object) -> None:
            if self._is_asked and number == self._asked:
                self._shown = number
                begin = types.WorkDoneProgressBegin(title=_TITLE, percentage=0, cancellable=True)
                self._server.work_done_progress.begin(_token(number), begin)

        self._server.work_done_progress.create(_token(number), answered)

    def _end(self) -> None:
        if self._shown:
            self._server.work_done_progress.end(_token(self._shown), types.WorkDoneProgressEnd())
        self._since, self._shown, self._is_asked = None, 0, False


def _token(number: int) -> str:
    return f"confluence-scopes-{number}"
