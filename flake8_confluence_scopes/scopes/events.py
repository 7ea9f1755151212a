"""The scopes that Forge's events need."""

from __future__ import annotations

import functools
from typing import NamedTuple

from flake8_confluence_scopes.scopes.package_data import read_json


class EventScopes(NamedTuple):
    """OAuth scopes, all of which an event needs; the source says of the ``droppable`` ones that they may go one day."""

    required: tuple[str, ...]
    droppable: tuple[str, ...]


def event_scopes(name: str) -> EventScopes | None:
    """What the event needs, ``avi:confluence:created:page``; None where no source tells."""
    return _events().get(name)


@functools.cache
def _events() -> dict[str, EventScopes]:
    found = read_json("forge-events")["events"]
    return {one["event"]: EventScopes(tuple(one["required"]), tuple(one["droppable"])) for one in found}
