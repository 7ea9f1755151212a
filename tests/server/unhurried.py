"""A program: the server, where a look at a project takes long on any machine: each step waits, and the bar shows at once."""

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


mock.patch.object(Session, "step_for", _unhurried).start()
mock.patch.multiple(progress_bar, AFTER=0.0, EVERY=0.0).start()
raise SystemExit(main())
