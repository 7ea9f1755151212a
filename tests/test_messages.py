"""How long the messages are, over every operation of every catalog and over every fixture project."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.calls import Call
from flake8_confluence_scopes.calls.model import Place
from flake8_confluence_scopes.checker import check
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.path_template import PathTemplate
from flake8_confluence_scopes.rules import Finding
from tests.support import fixture_projects, run_flake8_here

pytestmark = pytest.mark.once

ONE, SEVERAL = 160, 300
ORDINARY = 48
"""Characters of an ordinary path: nine of ten operations have no more."""
DECLARATIONS = {
    "connect": Descriptor("atlassian-connect.json", "/app/atlassian-connect.json", "connect", ("ACT_AS_USER",)),
    "forge": Descriptor("manifest.yml", "/app/manifest.yml", "forge", ("storage:app", "read:jira-work")),
    "option": Descriptor("--confluence-scopes", None, "option", ("read:jira-work", "offline_access")),
}


def every_call(catalog: str) -> Iterator[Call]:
    """A call of each operation with each version, and with one that is not there."""
    for entry in scopes.load(catalog).entries():
        for version in (*entry.versions, "9"):
            path = PathTemplate.parse(entry.resource.replace("{version}", version))
            place = Place(1, 0, 1, 9)
            yield from (Call("requests", entry.method, one, place, place, "") for one in [path] if one is not None)


def said(catalog: str, declares: Descriptor) -> list[Finding]:
    """What is said of the calls, with every code turned on."""
    return check(every_call(catalog), declares, scopes.load(catalog), ("CFS105", "CFS106", "CFS301"))


def is_choice(message: str) -> bool:
    """Whether a message names several scopes, or another catalog beside the one that counts."""
    return any(words in message for words in (" one of ", " needs scopes ", " catalog opens it "))


@pytest.mark.parametrize("kind", DECLARATIONS)
@pytest.mark.parametrize("catalog", scopes.names())
def test_a_message_is_short_whatever_is_called(catalog: str, kind: str) -> None:
    found = said(catalog, DECLARATIONS[kind])
    assert [one for one in found if len(one.message) > (SEVERAL if is_choice(one.message) else ONE)] == []
    assert [one for one in found if len(one.help) > ONE or not one.help] == []
    # What is declared is no news.
    assert [one for one in found if "jira" in one.message or "ACT_AS_USER" in one.message] == []


def test_ordinary_names_are_those_of_nine_operations_in_ten() -> None:
    calls = list(every_call("cloud"))
    ordinary = [call for call in calls if len(str(call.path)) <= ORDINARY]
    assert len(ordinary) > 0.9 * len(calls)
    found = check(ordinary, DECLARATIONS["forge"])
    assert len(found) > 200
    assert [one for one in found if len(one.message) > ONE and " one of " not in one.message] == []


def test_every_fixture_project_is_told_in_short_messages() -> None:
    messages = [
        found.message
        for project in fixture_projects()
        for found in run_flake8_here("--select", "CFS,CFS105,CFS106,CFS301", cwd=project).findings()
    ]
    assert len(messages) > 200
    assert [text for text in messages if len(text) > (SEVERAL if is_choice(text) else ONE)] == []
