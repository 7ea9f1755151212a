"""How long the messages are, over every operation of every catalog and over every fixture project."""

from __future__ import annotations

import re
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
"""The most characters of a message, with one alternative and ordinary names, and with several."""
ORDINARY = 90
"""Characters of ordinary names: what nine of ten messages hold of them. They are written out in whole, to be searched for."""
LONG_NAMES = 190
"""The most characters with one alternative, whatever the names are."""
LONGEST = {
    "CFS101 one alternative": 174,
    "CFS101 several": 288,
    "CFS102 one alternative": 135,
    "CFS102 with a hint": 185,
    "CFS103 one alternative": 112,
    "CFS103 with a hint": 164,
    "CFS104 one alternative": 153,
    "CFS105 one alternative": 159,
    "CFS106 one alternative": 94,
    "CFS201 one alternative": 151,
}
"""What the longest message of each form takes."""
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


def said(kind: str) -> Iterator[tuple[Call, Finding]]:
    """What is said of the calls of each catalog, asked of each, with every code turned on."""
    asked = [scopes.load(catalog) for catalog in scopes.names()]
    for call in dict.fromkeys(call for catalog in scopes.names() for call in every_call(catalog)):
        for catalog in asked:
            for one in check([call], DECLARATIONS[kind], catalog, ("CFS105", "CFS106", "CFS301")):
                yield call, one


@pytest.fixture(scope="module")
def everything() -> list[tuple[Call, Finding]]:
    """What is said under each declaration."""
    return [one for kind in DECLARATIONS for one in said(kind)]


def form(message: str) -> str:
    """The code, and what the message names beside the call."""
    beside = "several" if "needs one of" in message else "with a hint" if " catalog opens it " in message else "one alternative"
    return f"{message.split()[0]} {beside}"


def names(message: str) -> int:
    """How many characters of a message are names: paths, scopes, catalogs, the descriptor, versions, methods."""
    return sum(len(word) for word in message.split() if re.search(r"[^a-z;]", word) or word in ("cloud", "connect"))


def test_a_message_is_short_whatever_is_called(everything: list[tuple[Call, Finding]]) -> None:
    longest: dict[str, str] = {}
    for _, one in everything:
        longest[form(one.message)] = max(one.message, longest.get(form(one.message), ""), key=len)
    assert {name: len(message) for name, message in longest.items()} == LONGEST, longest
    assert all(length <= (SEVERAL if "several" in name else LONG_NAMES) for name, length in LONGEST.items())
    assert [one for _, one in everything if len(one.help) > ONE or not one.help] == []
    # What is declared is no news.
    assert [one for _, one in everything if "jira" in one.message or "ACT_AS_USER" in one.message] == []


def test_with_ordinary_names_it_takes_no_more_than_two_lines(everything: list[tuple[Call, Finding]]) -> None:
    found = [one.message for _, one in everything if "needs one of" not in one.message]
    ordinary = [message for message in found if names(message) <= ORDINARY]
    assert 0.9 * len(found) < len(ordinary) < len(found)
    assert [message for message in ordinary if len(message) > ONE] == []


def test_every_fixture_project_is_told_in_short_messages() -> None:
    messages = [
        found.message
        for project in fixture_projects()
        for found in run_flake8_here("--select", "CFS,CFS105,CFS106,CFS301", cwd=project).findings()
    ]
    assert len(messages) > 200
    several = re.compile("needs one of|several descriptors")
    assert [text for text in messages if len(text) > (SEVERAL if several.search(text) else ONE)] == []
