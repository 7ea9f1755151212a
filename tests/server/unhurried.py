"""The server, where a look at a project takes long whatever the machine: each step waits, and the bar is shown at once."""

from __future__ import annotations

import time
from unittest import mock

from flake8_confluence_scopes.cli import main
from flake8_confluence_scopes.server import progress_bar
from flake8_confluence_scopes.server.session import Progress, Session

_step = Session.step_for


def _unhurried(session: Session, path: str) -> Progress:
    time.sleep(0.05)
    return _step(session, path)


if __name__ == "__main__":
    with (
        mock.patch.object(Session, "step_for", _unhurried),
        mock.patch.multiple(progress_bar, AFTER=0.0, EVERY=0.0),
    ):
        raise SystemExit(main())
