"""The names of Confluence's scopes, and which of them imply others."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from flake8_confluence_scopes.scopes.package_data import read_json

CHAIN = ("READ", "WRITE", "DELETE", "SPACE_ADMIN", "ADMIN")
"""Each of these Connect scopes implies those before it."""

CONNECT_SCOPES = ("NONE", *CHAIN, "ACT_AS_USER", "ACCESS_EMAIL_ADDRESSES")
"""The scopes that a Connect descriptor can declare."""


_ON_FORGE = {name: f"{name.lower().replace('_', '-')}:connect-confluence" for name in CONNECT_SCOPES if name != "NONE"}
_CONNECT_OF = {forge_name: name for name, forge_name in _ON_FORGE.items()}

OTHER_PRODUCTS = {
    "Jira": "NONE READ WRITE DELETE PROJECT_ADMIN ADMIN ACT_AS_USER ACCESS_EMAIL_ADDRESSES".split(),
    "Bitbucket": """account account:write email issue issue:write pipeline pipeline:variable pipeline:write
        project project:admin project:write pullrequest pullrequest:write repository repository:admin repository:delete
        repository:write runner runner:write snippet snippet:write team team:write webhook wiki""".split(),
}
"""The scopes of the other products whose apps have a Connect descriptor.

Sources: Atlassian's developer documentation, page "Scopes" of the Connect apps for Jira Cloud, and page "Scopes for the
Bitbucket Cloud REST API" (January 2026); ``project:write`` was removed in 2023 and still stands in descriptors.
"""

# What is read from a Connect descriptor is in upper case, as Confluence's and Jira's names are.
_OTHERS = frozenset(spelled for names in OTHER_PRODUCTS.values() for name in names for spelled in (name, name.upper()))

_OFFLINE_ACCESS = "offline_access"
"""The only OAuth scope without a colon: it lets an app refresh its token, whatever the product."""


def granted(declared: Iterable[str]) -> frozenset[str]:
    """The declared scopes and those that they imply. OAuth scopes imply nothing.

    A Connect scope as a Forge manifest spells it counts as the Connect scope, in both spellings.
    """
    names = frozenset(declared)
    forge_only = {_CONNECT_OF[name] for name in names if name in _CONNECT_OF}
    in_forge_s_spelling = map(on_forge, _implied(forge_only))
    return names.union(forge_only, _implied(names | forge_only), in_forge_s_spelling)


def connect_scope(name: str) -> str | None:
    """The Connect scope that a declared name stands for: ``READ`` for itself and ``read:connect-confluence``."""
    return name if name in CONNECT_SCOPES else _CONNECT_OF.get(name)


def on_forge(name: str) -> str:
    """A Connect scope as a Forge manifest spells it; any other name as it is."""
    return _ON_FORGE.get(name, name)


def is_classic(name: str) -> bool:
    """Whether an OAuth scope is one of the classic ones; the granular ones are ``verb:resource:confluence``."""
    return name.count(":") < 2 or name == "readonly:content.attachment:confluence"


def is_known_scope(name: str) -> bool:
    """Whether a scope of this name exists, in Confluence or in another product; Connect names in upper case.

    A Forge manifest may also declare scopes of other products and of the platform (``storage:app``,
    ``read:jira-work``). The catalogs list none of them: a name with a colon that neither mentions
    Confluence nor resembles one of its scopes counts as existing.
    """
    if name in CONNECT_SCOPES or name in _OTHERS or name in _oauth_scopes() or name == _OFFLINE_ACCESS:
        return True
    return ":" in name and "confluence" not in name.lower() and nearest_scope(name) is None


def nearest_scope(name: str) -> str | None:
    """The scope name of the same family that looks most like ``name``; None where none is close, or where the name is
    another product's."""
    if name in _OTHERS and name not in CONNECT_SCOPES:
        return None
    import difflib

    if f"{name}:confluence" in _oauth_scopes():
        return f"{name}:confluence"
    if ":" in name:
        close = difflib.get_close_matches(name.lower(), _oauth_scopes(), n=1, cutoff=0.8)
    else:
        close = difflib.get_close_matches(name.upper(), CONNECT_SCOPES, n=1)
    return close[0] if close else None


@functools.cache
def _oauth_scopes() -> tuple[str, ...]:
    return tuple(read_json("oauth-scopes")["scopes"])


def _implied(names: Iterable[str]) -> tuple[str, ...]:
    """The Connect scopes that those of the chain among the names imply, themselves included."""
    highest = max((CHAIN.index(name) for name in names if name in CHAIN), default=-1)
    return CHAIN[: highest + 1]
