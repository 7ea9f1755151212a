"""What is left of the values of a use where conditions before it tell of it."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.flow.told_values import Told
from flake8_confluence_scopes.calls.values import told
from flake8_confluence_scopes.calls.values.domain import Values


def left_of(said: Told, steps: Steps[Values], name: str) -> Steps[Values]:
    """The values that what is ``said`` of an expression of this ``name`` leaves."""
    return _left_of(said, steps, name) if is_pending(steps) else told.left(said, steps, name)


def _left_of(said: Told, steps: Steps[Values], name: str) -> Steps[Values]:
    found: Values = yield steps
    return told.left(said, found, name)
