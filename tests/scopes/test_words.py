"""What is said of each scope in plain words."""

from __future__ import annotations

import json

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.scopes.package_data import read_json
from tools.check_corpus import SHARED

WORDS: dict[str, str] = read_json("scope-words")["scopes"]


def test_every_scope_with_words_exists() -> None:
    assert [scope for scope in WORDS if not scopes.is_known_scope(scope)] == []


def test_every_scope_that_opens_a_call_has_words() -> None:
    alternatives = [entry.oauth for entry in scopes.load("cloud").entries()]
    alternatives += [entry.connect for entry in scopes.load("connect").entries()]
    needed = {scope for every in alternatives for one in every or () for scope in one}
    assert sorted(scope for scope in needed if not scopes.words_of(scope)) == []


def test_words_read_on_in_a_sentence() -> None:
    assert [words for words in WORDS.values() if not words.isascii() or words[0] != words[0].lower() or words[-1] in ".!"] == []


def test_a_connect_scope_has_the_same_words_on_forge() -> None:
    assert scopes.words_of("write:connect-confluence") == scopes.words_of("WRITE") != ""
    assert scopes.words_of("read:graph:confluence") == ""


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the sources of the catalogs beside the project")
def test_only_what_a_source_describes_has_words() -> None:
    facts = json.loads((SHARED / "facts" / "oauth-scopes.json").read_text(encoding="utf-8"))["scopes"]
    described = {one["scope"] for one in facts if one["summary"] or one["used_by"]}
    assert [scope for scope in WORDS if ":" in scope and scope not in described] == []
