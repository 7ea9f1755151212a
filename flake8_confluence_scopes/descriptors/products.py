"""What tells the product that an app is for: names of modules, keys and scopes that only one product has.

Sources: Atlassian's developer documentation. Connect: the pages "About Connect modules for Jira", "Connect modules" of
Confluence, "Modules", "App descriptor" and "Scopes for the Bitbucket Cloud REST API" of Bitbucket, and for the modules that
Bitbucket alone has also "Connect module equivalents" of Forge. Forge: the manifest reference, pages of the modules.
Names that several products have, such as ``webItems``, ``adminPages``, ``function`` and ``trigger``, tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

CONFLUENCE = "Confluence"

_BITBUCKET = "Bitbucket"
_JIRA = "Jira"

_CONTEXTS = "contexts"
"""Where a Bitbucket app can be installed; no other product's descriptor has it."""

BITBUCKET_SCOPES = frozenset(
    """account account:write email issue issue:write pipeline pipeline:variable pipeline:write project project:admin
    project:write pullrequest pullrequest:write repository repository:admin repository:delete repository:write runner
    runner:write snippet snippet:write team team:write webhook wiki""".split()
)
"""Room 2 has these names too, as names that exist; a test compares both."""

_CONFLUENCE_SCOPE = "SPACE_ADMIN"
"""The only Connect scope that Confluence alone has."""

_CONNECT_MODULES = {
    **dict.fromkeys(("fileViews", "linkers", "oauthConsumer", "profileTabs", "repoPages", "webCards"), _BITBUCKET),
    **dict.fromkeys(
        """blueprints confluenceContentProperties confluenceThemes contentBylineItems customContent dynamicContentMacros
        spaceToolsTabs staticContentMacros""".split(),
        CONFLUENCE,
    ),
}
_CONNECT_PREFIXES = {"jira": _JIRA, "serviceDesk": _JIRA}
"""All of Jira's own Connect modules begin so, a capital letter behind it."""

_FORGE_MODULES = {"macro": CONFLUENCE}
_FORGE_PREFIXES = {
    "bitbucket": _BITBUCKET,
    "compass": "Compass",
    "confluence": CONFLUENCE,
    "jira": _JIRA,
    "jiraServiceManagement": "Jira Service Management",
}
"""What stands before the colon in a module's name."""

_FORGE_NEUTRAL = frozenset(("consumer", "function", "remote", "resolver", "scheduledTrigger", "trigger", "webtrigger"))
_FORGE_NEUTRAL_PREFIX = "rovo:"
"""What apps of every product have beside the modules of their product."""

_FOLDERS = frozenset(("confluence", "wiki"))
_OTHER_FOLDERS = frozenset(
    """bamboo bitbucket compass crowd crucible fisheye hipchat jira jsm jsw opsgenie servicedesk statuspage stride
    trello""".split()
)
"""Words in the names of folders."""

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


class Product(NamedTuple):
    """The product that an app must be for; ``mark`` is what tells it, and reads on after the product's name."""

    name: str
    mark: str


def of_connect(keys: Iterable[object], scopes: Iterable[object], modules: Iterable[object]) -> Product | None:
    """The product of a Connect descriptor with these keys, scopes and modules; None where it may be several ones'."""
    names = [str(scope).strip() for scope in scopes]
    products = [_of_connect_module(str(module)) for module in modules]
    if CONFLUENCE in products or _CONFLUENCE_SCOPE in (name.upper() for name in names):
        return Product(CONFLUENCE, "")
    if _CONTEXTS in keys:
        return Product(_BITBUCKET, f'it has "{_CONTEXTS}"')
    if names and all(name.lower() in BITBUCKET_SCOPES for name in names):
        return Product(_BITBUCKET, "all of its scopes are")
    return _of_all(products)


def of_forge(scopes: Iterable[object], modules: Iterable[object]) -> Product | None:
    """The product of a Forge manifest with these scopes and modules; None where it may be several ones'."""
    names = [str(module) for module in modules]
    products = [_of_forge_module(name) for name in names if not _is_neutral_on_forge(name)]
    if CONFLUENCE in products or any("confluence" in str(scope) for scope in scopes):
        return Product(CONFLUENCE, "")
    return _of_all(products)


def folder_tells(folder: str) -> bool:
    """Whether a word in a folder's path names Confluence, and none another product."""
    words = {word.lower() for word in _WORD.findall(folder)}
    return bool(words & _FOLDERS) and not words & _OTHER_FOLDERS


def _of_all(products: Sequence[str]) -> Product | None:
    return Product(products[0], "all of its modules are") if products and all(products) else None


def _of_connect_module(name: str) -> str:
    prefixed = (
        product
        for prefix, product in _CONNECT_PREFIXES.items()
        if name.startswith(prefix) and name[len(prefix) : len(prefix) + 1].isupper()
    )
    return _CONNECT_MODULES.get(name) or next(prefixed, "")


def _is_neutral_on_forge(name: str) -> bool:
    return name in _FORGE_NEUTRAL or name.startswith(_FORGE_NEUTRAL_PREFIX)


def _of_forge_module(name: str) -> str:
    prefix, colon, _ = name.partition(":")
    return _FORGE_MODULES.get(name) or (_FORGE_PREFIXES.get(prefix, "") if colon else "")
