"""What the name of a method tells of whose it is, where nothing else does."""

from __future__ import annotations

import re

from flake8_confluence_scopes.calls.libraries.products import NAMES, OTHER_PRODUCTS

# What Confluence has, in the words of its clients' methods.
_THINGS = frozenset("accountid blogpost blogposts confluence content cql page pages space spaces userkey".split())

# Words in names of objects that speak for no other library.
_NEUTRAL = frozenset(
    """api atlassian c client cloud conf confluence conn connection connector dest dst from get instance make my new obj old
    our rest server service session source src target the to wiki""".split()
)

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def is_confluences(method: str, receiver: str) -> bool:
    """Whether a method of an object of which nothing but its name is known is one of Confluence's clients: a name of
    three words or more, as ``get_page_by_id``; a shorter one, as ``create_page``, which clients of other wikis have, too,
    only where the object's name has no word that may be theirs. Of what is named after the product, any method of two
    words is."""
    words = method.lower().split("_")
    if receiver == "self" or any(product in receiver.lower() for product in OTHER_PRODUCTS):
        return False  # what a class of the project has itself is followed
    last = receiver.replace("(...)", "").replace("[...]", "").rpartition(".")[2]
    if len(words) > 1 and any(name in last.lower() for name in NAMES):
        return True
    if _THINGS.isdisjoint(words):
        return False
    return len(words) > 2 or _NEUTRAL.issuperset(word.lower() for word in _WORD.findall(last))
