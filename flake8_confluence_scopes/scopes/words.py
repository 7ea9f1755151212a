"""What each scope lets an app do, in plain words."""

from __future__ import annotations

import functools

from flake8_confluence_scopes.scopes.package_data import read_json
from flake8_confluence_scopes.scopes.scope_names import connect_scope


def words_of(scope: str) -> str:
    """What the scope opens, as a phrase that reads on after "lets the app"; empty where no source tells."""
    return _words().get(connect_scope(scope) or scope, "")


@functools.cache
def _words() -> dict[str, str]:
    words: dict[str, str] = read_json("scope-words")["scopes"]
    return words
