"""The scopes of Forge's events."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.scopes.events import EventScopes
from flake8_confluence_scopes.scopes.package_data import read_json

SUMMARY = "read:confluence-content.summary"


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("avi:confluence:created:page", EventScopes((SUMMARY,), ())),
        ("avi:confluence:trashed:page", EventScopes((SUMMARY,), ("write:confluence-content",))),
        ("avi:confluence:deleted:space:V2", EventScopes(("read:confluence-space.summary",), ("write:confluence-space",))),
        ("avi:confluence:added:label", EventScopes((SUMMARY, "read:confluence-space.summary"), ())),
        ("avi:confluence:performed:search", None),
        ("avi:jira:created:issue", None),
        ("", None),
    ],
)
def test_what_an_event_needs(name: str, needs: EventScopes | None) -> None:
    assert scopes.event_scopes(name) == needs


def test_events_need_classic_scopes_that_exist() -> None:
    data = read_json("forge-events")
    assert len(data["events"]) > 60
    for event in data["events"]:
        assert event["required"]
        for scope in (*event["required"], *event["droppable"]):
            assert scopes.is_classic(scope)
            assert scopes.is_known_scope(scope)


def test_the_table_says_where_it_comes_from() -> None:
    data = read_json("forge-events")
    assert all(data[key] for key in ("source", "date", "generator", "missing"))
