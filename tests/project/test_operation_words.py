"""What an operation does, as its method and path tell."""

from __future__ import annotations

import re

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.project.operation_words import _ACTIONS, _NOUNS, _WORDS, words_of

ENTRIES = [entry for name in scopes.tables() for entry in scopes.load(name).entries()]


@pytest.mark.parametrize(
    ("method", "path", "words"),
    [
        ("GET", "/wiki/api/v2/pages", "read pages"),
        ("POST", "/wiki/api/v2/pages", "create a page"),
        ("PUT", "/wiki/api/v2/pages/{}", "change a page"),
        ("GET", "/api/v2/pages/7/labels", "read labels of a page"),
        ("DELETE", "/wiki/rest/api/content/{}", "delete a piece of content"),
        ("GET", "/rest/api/content/{}/child/{}", "read children of a piece of content"),
        ("PUT", "/rest/api/content/{}/child/attachment/{}", "change an attachment of a piece of content"),
        ("POST", "/rest/api/content/{}/label", "create labels of a piece of content"),
        ("POST", "/rest/api/content/{}/property/{}", "create a property of a piece of content"),
        ("POST", "/rest/api/content/{}/child/attachment/{}", "change an attachment of a piece of content"),
        ("GET", "/rest/api/content/search", "search for content"),
        ("GET", "/rest/searchv3/1.0/search", "search for content"),
        ("POST", "/rest/api/content/{}/copy", "copy a piece of content"),
        ("POST", "/rest/api/user/watch/space/{}", "watch a space"),
        ("GET", "/rest/api/user/watch/space/{}", "read whether a user watches a space"),
        ("DELETE", "/rest/api/user/watch/content/{}", "stop watching a piece of content"),
        ("DELETE", "/rest/api/group/user", "take a user out of a group"),
        ("PUT", "/api/v2/spaces/{}/classification-level/default", "change the default classification level of a space"),
        ("GET", "/rest/mywork/latest/task/{}", "read a task"),
        ("DELETE", "/rest/mywork/task", "delete tasks"),
        ("GET", "/download/attachments/1/a.png", "download attachments"),
        ("GET", "/download/", "download attachments"),
        ("GET", "/rest/api/settings/systemInfo", "read information on the system"),
        ("GET", "/rest/acme/1.0/shelfLife", "read shelf life"),
        ("GET", "/rest/api/space/ABC", "read a space"),
        ("GET", "/wiki/rest/api/space/ABC/theme", "read the theme of a space"),
        ("DELETE", "/rest/api/content/12/label/reviewed", "delete a label of a piece of content"),
        ("GET", "/rest/api/user/current", "read the user who calls"),
        ("LOCK", "/rest/api/content/{}", "lock a piece of content"),
        ("GET", "/rest/api/{}", ""),
        ("GET", "/wiki/x", ""),
    ],
)
def test_the_words(method: str, path: str, words: str) -> None:
    assert words_of(method, path) == words


def test_every_operation_of_the_documents_has_words() -> None:
    documented = [entry for entry in ENTRIES if "/rest/" in entry.resource or "/api/v2/" in entry.resource]
    silent = {entry.resource for entry in documented if not words_of(entry.method, entry.resource)}
    assert silent == set()


def test_words_of_a_reading_method_never_speak_of_writing() -> None:
    writing = re.compile(r"(create|change|delete|take|put|publish|restore|give|assign|invite|copy|move)\b")
    reading = {words_of("GET", entry.resource) for entry in ENTRIES if entry.method == "GET"}
    assert sorted(words for words in reading if writing.match(words)) == []


def test_every_row_of_the_tables_is_of_use() -> None:
    paths = {re.sub(r"\{[^{}]*\}|(?<=/)1(?=/)", "{}", entry.resource).removeprefix("/wiki") for entry in ENTRIES}
    segments = {segment for path in paths for segment in path.split("/")}
    assert sorted(key for key in _WORDS if key.rpartition(" ")[2] not in paths) == []
    assert sorted(name for name in {*_NOUNS, *_ACTIONS} if name not in segments) == []
